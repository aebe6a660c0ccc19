/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interview in words: answers, consequences, notes. */
#pragma once

#include "study/interview.h"

/* "Best: H100 SXM x2, fp8", and "$0.47 ($0.32 to $0.54) per 1M output tokens": what the study tells first. */
void label_layout_of(struct text *out, const char *before, const struct row *a);
void label_cost(struct text *out, const struct study *study, const struct row *a);
/* The layout, of studies of kinds of purchase with its own. */
void label_bought_layout(struct text *out, const struct study *study, const char *before, const struct row *a);

/* One sentence or two about the outlook: the best GPU and what it costs, with the band; where nothing meets the goals,
 * the nearest and why not. */
void label_outcome(struct text *out, const struct interview *iv);

/* One sentence: what is different from an earlier outcome. */
void label_change(struct text *out, const struct outcome *before, const struct outcome *now);

/* One sentence. */
void label_note(struct text *out, const struct interview_note *note);

/* "1 H200 SXM from Hyperstack: $2.24 per 1M output tokens", of a row that meets the goals; "84 %; 8 kinds of GPU meet
 * the goals". */
void label_lead(struct text *out, const struct study *study, const struct row *a);
void label_certainty(struct text *out, const struct study *study, double sure, int meets);

/* In one line each, of the outlook: what to rent, where and for how much, or what is nearest; how sure the goals are
 * kept, and how many kinds of GPU keep them; what later questions are taken to be answered; which ones follow; latencies
 * where they are goals, else tokens a second. */
void label_rent(struct text *out, const struct interview *iv);
void label_sure(struct text *out, const struct interview *iv);
void label_assumed(struct text *out, const struct interview *iv);
void label_next(struct text *out, const struct interview *iv);
void label_speed(struct text *out, const struct interview *iv);

/* "Safe and fast, 8 bits" */
void label_choice(struct text *out, const struct choice_row *choice);

/* The choice, or what was typed. */
void label_interview_answer(struct text *out, const struct interview *iv, enum question question);
