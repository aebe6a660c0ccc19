/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a GPU runs a weight format: natively, by widening weights, or not at all. */
#include "core/format.h"

#include <math.h>

enum format_support format_support(const struct weight_format *format, const struct gpu *gpu, unsigned engine)
{
	unsigned family = gpu->family ? gpu->family->bit : 0;
	bool native = format->native_families ? (format->native_families & family) != 0
					      : !isnan(gpu->peak_flops[format->tensor]);

	bool widens = (format->fallback_families & family) &&
		(format->fallback_engines == 0 || (format->fallback_engines & engine));

	if (!(format->engines & engine))
		return FORMAT_UNSUPPORTED;
	if (native)
		return format->weight_only ? FORMAT_WEIGHT_ONLY : FORMAT_NATIVE;
	return widens ? FORMAT_WEIGHT_ONLY : FORMAT_UNSUPPORTED;
}
