/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether anybody has said that so many GPUs can be had at one provider. */
#pragma once

#include "study/scenario.h"
#include "study/study.h"

/* Adds a reason where `gpus` of that GPU are more than the offers of the provider in `purchases` (bits 1 << enum
 * purchase) state, and more than any price list has in one machine: that many may not be there. */
void offer_count_explain(
	const struct scenario *s, const struct offer *offer, unsigned purchases, double gpus, struct reasons *reasons);

/* Repeats that of the best answer as a warning of the result. */
void offer_count_warn(struct result *r);
