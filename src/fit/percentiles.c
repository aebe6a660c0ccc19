/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fitting the laws of percentiles: two constants at a time, so that a grid does. */
#include "fit/percentiles.h"

#include <math.h>

#include "base/memory.h"

/* Points of a grid in each direction, and how often it is made finer around the best one. */
enum { POINTS = 11, ROUNDS = 4 };

static const struct {
	const char *name;
	double most[2]; /* of the constants */
} LAWS[LAW_COUNT] = {
	[LAW_TTFT] = { "ttft_spread, ttft_spread_load", { 1.0, 2.0 } },
	[LAW_TPOT_EVEN] = { "tpot_tail, tpot_tail_work: even", { 0.5, 0.5 } },
	[LAW_TPOT_MIXED] = { "tpot_tail, tpot_tail_work: mixed", { 0.5, 0.5 } },
};

const char *percentile_law_name(enum percentile_law law)
{
	return LAWS[law].name;
}

void percentile_law_places(struct constants *k, enum percentile_law law, double *places[2])
{
	places[0] = law == LAW_TTFT ? &k->ttft_spread : law == LAW_TPOT_EVEN ? &k->tpot_tail_even : &k->tpot_tail_mixed;
	places[1] = law == LAW_TTFT    ? &k->ttft_spread_load
		: law == LAW_TPOT_EVEN ? &k->tpot_tail_work_even
				       : &k->tpot_tail_work_mixed;
}

static double *errors_of(struct constants *k, enum percentile_law law)
{
	return law == LAW_TTFT         ? k->ttft_ratio_error
		: law == LAW_TPOT_EVEN ? k->tpot_ratio_error_even
				       : k->tpot_ratio_error_mixed;
}

/* The law of a row. */
static enum percentile_law law_of(const struct constants *k, const struct percentile_row *row)
{
	return row->first_token ? LAW_TTFT : row->spread < k->tpot_mixed_spread / 2 ? LAW_TPOT_EVEN : LAW_TPOT_MIXED;
}

bool percentile_counts(const struct percentile_row *row)
{
	return !row->first_token || !isnan(row->load);
}

/* What the own prompt adds to the time to first token nobody published: it is left to the error. */
struct percentile percentile_estimate(const struct constants *k, const struct percentile_row *row, enum goal_at at)
{
	return row->first_token ? percentile_ttft(NULL, k, at, row->load, 0.0, row->spread)
				: percentile_tpot(NULL, k, at, row->users, row->prompt, row->output, row->spread);
}

double percentile_residual(const struct constants *k, const struct percentile_row *row, enum goal_at at)
{
	return log(row->ratio[at] / percentile_estimate(k, row, at).ratio);
}

static bool is_of(
	const struct constants *k, const struct percentile_row *row, enum percentile_law law, int without, int only)
{
	return percentile_counts(row) && law_of(k, row) == law && row->source != without &&
		(only < 0 || row->source == only);
}

/* Sum and number of what a source is off. */
struct off {
	double sum;
	int count;
};

double percentile_loss(
	const struct constants *k, const struct percentile_rows *rows, enum percentile_law law, int without, int only)
{
	FREED struct off *offs = xcalloc((size_t)rows->sources.count + 1, sizeof(*offs));
	double sum = 0.0;
	int sources = 0;

	for (size_t i = 0; i < rows->count; i++) {
		const struct percentile_row *row = &rows->rows[i];

		for (enum goal_at at = GOAL_AT_P50; at < GOAL_AT_COUNT && is_of(k, row, law, without, only); at++)
			if (!isnan(row->ratio[at])) {
				offs[row->source].sum += fabs(percentile_residual(k, row, at));
				offs[row->source].count++;
			}
	}
	for (int i = 0; i < rows->sources.count; i++) {
		sum += offs[i].count > 0 ? offs[i].sum / offs[i].count : 0.0;
		sources += offs[i].count > 0;
	}
	return sources > 0 ? sum / sources : NAN;
}

/* The best point of a grid of `step` around the middle. */
static void fit_round(struct constants *k, const struct percentile_rows *rows, enum percentile_law law, int without,
	const double step[2])
{
	double *places[2], middle[2], best[2], least = INFINITY;

	percentile_law_places(k, law, places);
	for (int i = 0; i < 2; i++)
		best[i] = middle[i] = *places[i];
	for (int i = 0; i < POINTS; i++)
		for (int j = 0; j < POINTS; j++) {
			double loss;

			*places[0] = fmax(0.0, middle[0] + (i - POINTS / 2) * step[0]);
			*places[1] = fmax(0.0, middle[1] + (j - POINTS / 2) * step[1]);
			loss = percentile_loss(k, rows, law, without, -1);
			if (loss < least) {
				least = loss;
				best[0] = *places[0];
				best[1] = *places[1];
			}
		}
	*places[0] = best[0];
	*places[1] = best[1];
}

static void fit_errors(struct constants *k, const struct percentile_rows *rows, enum percentile_law law, int without)
{
	for (enum goal_at at = GOAL_AT_P50; at < GOAL_AT_COUNT; at++) {
		double sum = 0.0;
		int count = 0;

		for (size_t i = 0; i < rows->count; i++) {
			double residual = percentile_residual(k, &rows->rows[i], at);

			if (!is_of(k, &rows->rows[i], law, without, -1) || isnan(residual))
				continue;
			sum += residual * residual;
			count++;
		}
		if (count > 0)
			errors_of(k, law)[at] = sqrt(sum / count);
	}
}

void percentile_fit(struct constants *k, const struct percentile_rows *rows, int without)
{
	for (enum percentile_law law = 0; law < LAW_COUNT; law++) {
		double *places[2], step[2];

		if (isnan(percentile_loss(k, rows, law, without, -1)))
			continue;
		percentile_law_places(k, law, places);
		for (int i = 0; i < 2; i++) {
			*places[i] = LAWS[law].most[i] / 2.0;
			step[i] = LAWS[law].most[i] / (POINTS - 1);
		}
		for (int round = 0; round < ROUNDS; round++) {
			fit_round(k, rows, law, without, step);
			step[0] /= 5.0;
			step[1] /= 5.0;
		}
		fit_errors(k, rows, law, without);
	}
}
