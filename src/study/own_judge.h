/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What owning and renting the replica of an answer cost. */
#pragma once

#include "study/own_answer.h"

/* Computes the cost of owning the replica of an answer.  Sets every member of *own but the switch points, which are
 * unknown. */
void own_judge(const struct scenario *s, const struct row *a, struct ownership *own);

/* The same in two steps: the middle of all figures, without the price of buying it; then the ranges, and the advice. */
void own_judge_middle(const struct scenario *s, const struct row *a, struct ownership *own);
void own_judge_range(const struct scenario *s, const struct row *a, struct ownership *own);

/* The terms of renting one GPU of the answer by an offer.  Hours that are rented by use are those of the load. */
struct rental_terms own_rental_terms(const struct scenario *s, const struct row *a, const struct offer *offer);
bool own_rents_by_use(const struct scenario *s, enum purchase purchase);

/* Whether the study has an answer for the GPU: one that nobody has a price for only if it is asked for. */
bool own_wants(const struct scenario *s, const struct gpu *gpu);
