/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two formulas that everybody uses, on the same rows, for comparison. */
#pragma once

#include "fit/dataset.h"

enum naive { NAIVE_BANDWIDTH, NAIVE_ROOFLINE, NAIVE_COUNT };

/* "bandwidth x 0.55 / active bytes", "roofline x 0.6" */
const char *naive_name(enum naive naive);

/*
 * NAIVE_BANDWIDTH: every token of every sequence costs the active weights' bytes at 55 % of the
 * GPUs' bandwidth, shared by the batch; prompts 2 FLOP per active weight at 55 % of the peak.
 * NAIVE_ROOFLINE: a step is the larger of bytes (active weights, KV cache) and FLOP at 60 % of
 * the peaks. NaN where a figure does not follow (arrival rates). ln(predicted/measured).
 */
double naive_residual(const struct dataset *data, const struct row *row, enum naive naive);
