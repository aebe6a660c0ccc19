/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaning does, in text. */
#ifndef GPUPLAN_FIT_REPORT_LEANING_H
#define GPUPLAN_FIT_REPORT_LEANING_H

#include "base/text.h"
#include "fit/leaning.h"

/* Tables for a grid of reach and priors, the catalog's own constants marked, and of coverage by
 * measured_band_left. */
void report_leaning(struct text *out, const struct leaning *l, const struct bands *bands);

#endif
