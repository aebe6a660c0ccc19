/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every term of the model buys: fits without it, judged on rows they have not seen. */
#pragma once

#include "fit/calibration.h"

/* Errors with one term after the other taken out. Slow: two cross-validations a term. */
void report_ablation(struct text *out, struct calibration *c, const struct catalog *catalog);
