/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bands by group of runs, wider where the class of the GPU was hardly measured. */
#include "core/media_band.h"

/* Fewer rows than these are few. */
static const double FEW_ROWS = 6.0;

enum media_group media_group_of(const struct media_run *run)
{
	const bool clip = run->model->task == MEDIA_VIDEO;

	if (run->gpus > 1.0)
		return clip || (run->software != MEDIA_EAGER && run->software != MEDIA_OFFICIAL)
			? MEDIA_GROUP_SHARED
			: MEDIA_GROUP_SHARED_IMAGE;
	if (run->software == MEDIA_OFFICIAL)
		return MEDIA_GROUP_OFFICIAL;
	return clip ? MEDIA_GROUP_VIDEO : MEDIA_GROUP_IMAGE;
}

enum media_group media_evidence_of(const struct gpu *gpu)
{
	const double rows = gpu->compute ? gpu->compute->media_rows : NAN;

	if (rows >= FEW_ROWS)
		return MEDIA_GROUP_COUNT;
	return rows > 0.0 ? MEDIA_GROUP_FEW_ROWS : MEDIA_GROUP_EXTRAPOLATED;
}

struct band_factor media_factor(const struct constants *constants, enum media_group group, const struct gpu *gpu)
{
	const struct media_constants *k = &constants->media;
	const enum media_group evidence = media_evidence_of(gpu);
	struct band_factor factor = { k->band_low[group], k->band_high[group] };

	if (evidence == MEDIA_GROUP_COUNT)
		return factor;
	return band_factor_at_least(factor, (struct band_factor){ k->band_low[evidence], k->band_high[evidence] });
}

struct band media_band(const struct media_run *run, double seconds)
{
	return band_around(seconds, media_factor(run->constants, media_group_of(run), run->gpu));
}
