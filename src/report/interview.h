/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interview in words: consequences, notes, the recommendation, the command that repeats it. */
#pragma once

#include "study/interview.h"

/* One sentence or two: the best GPU and what a million tokens cost on it, with the band; where
 * nothing meets the goals, the nearest and why not. */
void label_outcome(struct text *out, const struct outcome *outcome);

/* One sentence: what is different from an earlier outcome. */
void label_change(struct text *out, const struct outcome *before, const struct outcome *now);

/* One sentence. */
void label_note(struct text *out, const struct interview_note *note);

/* "A: safe and fast: 8 bits" as the label of the choice, or what was typed. */
void label_interview_answer(struct text *out, const struct interview *iv, enum question question);

/* The end in sentences, one a paragraph: recommendation, reason, cost, runner-up, notes, next
 * step, and the command line.  `options` are options of this run that belong to it, or "". */
void report_recommendation(struct text *out, const struct interview *iv, const char *options);
