/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer is measured by, in words: goals for speed, or a time by which all is done. */
#pragma once

#include "study/study.h"

/* Sentences and parts of them, untranslated. */
struct interview_words {
	const char *nothing;                    /* before the nearest: "Nothing meets the goals. Nearest: " */
	const char *none;                       /* in the place of a recommendation */
	const char *before, *no_more, *neither; /* what a change changes about that */
	const char *cheapest, *first;           /* why it is recommended: by cost, by what matters most */
	const char *relax;                      /* what to do where there is nothing */
};

const struct interview_words *interview_words(const struct study *study);

/* "a million tokens cost 12 % less", "all of it costs the same". */
void label_cost_change(struct text *out, const struct study *study, double before, double now);

/* "8 kinds of GPU meet the goals", "are in time". */
void label_kinds_that_meet(struct text *out, const struct study *study, int kinds);
