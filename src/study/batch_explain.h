/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons and formulas of piles of work. */
#pragma once

#include "study/batch_way.h"
#include "study/explain.h"

/* Fills the reasons of all rows, and the warnings. */
void batch_explain(const struct scenario *s, long today, struct result *r);

/* Adds what an hour more and an hour less would cost. */
void batch_explain_hour(struct row *a);

/* Adds that the pile costs less on spot machines: `way` is the cheapest of them. */
void batch_explain_spot(struct row *a, const struct batch_way *way);

/* Adds what a row that is not in time would need; `gpus` in all, NaN: no number does it. */
void batch_explain_needs(struct row *a, double gpus);

/* Adds by how much a row is not in time; what interruptions cost; what billing by whole hours costs; what is to be known
 * of its price, or why it has none. */
void batch_explain_late(struct row *a);
void batch_explain_losses(struct row *a);
void batch_explain_billing(struct row *a);
void batch_explain_price(const struct scenario *s, long today, struct row *a);

/* Explains time and money of a row; `rate_id` is the figure of the tokens a second that it is done with. */
void batch_explain_time(struct explaining *x, const struct row *a, const char *rate_id);

/* Explains every figure of a row. */
void batch_explain_figures(const struct scenario *s, const struct row *a, struct explanation *e);
