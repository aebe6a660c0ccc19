/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where nothing meets the goals: what would, with one input changed. */
#pragma once

#include "report/fact.h"
#include "study/neighbour.h"

/* "TTFT 620ms: H200 SXM x1; Users 28: B200 x1", at most three, the fewest steps first; nothing while something meets the
 * goals or none is known. */
void relief_write(struct text *out, const struct fact_context *c);

/* The value of a parameter in five columns or little more: "28", ".62 s", "50 ms", "80 %", "128k". */
void label_setting(struct text *out, enum parameter parameter, double value);
/* Where the answer turns below and above a value: "< 21  MI300X x1 leads      > 41  B200 x1 leads"; `brief`: "< 21  > 41". */
void label_turns(struct text *out, const struct sensitivity *v, enum parameter parameter, double value,
	const struct row *best, bool brief);
/* "H200 SXM x1, $0.82", "nothing meets". */
void label_neighbour(struct text *out, const struct study *study, const struct neighbour *it);
/* Who leads behind a turn: "B200 x1", "B200 x1, rent", "nothing meets". */
void label_leader(struct text *out, const struct leader_range *range);
