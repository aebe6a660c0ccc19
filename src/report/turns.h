/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would change the answer, in words: values of a slider at which another leads, and other words of a choice. */
#pragma once

#include "base/text.h"
#include "study/neighbour.h"
#include "study/sensitivity.h"
#include "study/turn.h"

/* The value of a parameter in five columns or little more: "28", ".62 s", "50 ms", "80 %", "128k". */
void label_setting(struct text *out, enum parameter parameter, double value);
/* Where the answer turns below and above a value: "< 21  MI300X x1 leads      > 41  B200 x1 leads"; `brief`: "< 21  > 41". */
void label_turns(struct text *out, const struct sensitivity *v, enum parameter parameter, double value,
	const struct row *best, bool brief);
/* "H200 SXM x1, $0.82", "nothing meets". */
void label_neighbour(struct text *out, const struct study *study, const struct neighbour *it);
/* Who leads behind a turn: "B200 x1", "B200 x1, rent", "nothing meets". */
void label_leader(struct text *out, const struct turn *turn);
/* The same without its size. */
void label_leader_short(struct text *out, const struct turn *turn);
/* Into an empty text as much of it as so many columns take: a name is never cut. */
void label_leader_in(struct text *out, const struct turn *turn, int columns);
/* By how much the first may become dearer before the next one leads: "+11 %: the B200 leads"; "-": there is no other. */
void label_dearer(struct text *out, const struct study *study, const struct row *best, const struct row *next);
