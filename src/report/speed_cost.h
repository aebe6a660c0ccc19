/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a million tokens cost at a speed that is known: the division, and its answer. */
#pragma once

#include "base/text.h"

struct speed_cost {
	double tok_s;            /* tokens a second of all GPUs together, above 0 */
	double usd_per_gpu_hour; /* of one GPU, above 0 */
	double gpus;
	double busy; /* share of the paid time in which they work, 0 < busy <= 1 */
};

/* The answer in dollars with four digits, and how it comes about. */
void speed_cost_text(struct text *out, const struct speed_cost *cost);

/* One result; a header and one line.  Neither depends on language or locale. */
void speed_cost_json(struct text *out, const struct speed_cost *cost);
void speed_cost_csv(struct text *out, const struct speed_cost *cost);
