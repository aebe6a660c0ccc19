/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The effect of recalibration, in text. */
#pragma once

#include "fit/recalibration.h"

/* Tables for a grid of reach and priors, the catalog's own constants marked, and of coverage by measured_band_left. */
void report_recalibration(struct text *out, const struct recalibration_trial *l, const struct bands *bands);
