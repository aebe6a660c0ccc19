/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laws of percentiles (core/percentile.h) against published ones, and what a fit makes of their constants. */
#pragma once

#include "core/constants.h"
#include "study/percentile_rows.h"

/* Constants that are fitted together: of the time to first token under arrivals, and of the time per token where
 * lengths are alike and where they are mixed. */
enum percentile_law { LAW_TTFT, LAW_TPOT_EVEN, LAW_TPOT_MIXED, LAW_COUNT };

const char *percentile_law_name(enum percentile_law law);

/* The two constants of a law. */
void percentile_law_places(struct constants *k, enum percentile_law law, double *places[2]);

/* Whether the row counts in the fit of its law: time to first token of closed loops does not, because their requests
 * start together, which is no traffic that a goal is about. */
bool percentile_counts(const struct percentile_row *row);

/* What the constants say of a row. */
struct percentile percentile_estimate(const struct constants *k, const struct percentile_row *row, enum goal_at at);

/* ln(measured / estimated) of the ratio; NaN where the percentile was not published. */
double percentile_residual(const struct constants *k, const struct percentile_row *row, enum goal_at at);

/* Mean absolute residual of the rows that count for the law, every source alike; `without`: a source whose rows are
 * left out, `only`: one whose rows alone count; -1: none. */
double percentile_loss(
	const struct constants *k, const struct percentile_rows *rows, enum percentile_law law, int without, int only);

/* Sets the constants of all laws to those with the least loss without a source (-1: with all), and their errors to
 * what they leave there.  A law without other rows stays as it is. */
void percentile_fit(struct constants *k, const struct percentile_rows *rows, int without);
