/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all results have in common: their order. */
#include "study/result.h"

#include <math.h>
#include <string.h>

#include "study/study.h"

/* Negative when a belongs before b; unknown values stand last in either direction. */
static int compare_metric(enum metric metric, bool reverse, const struct row *a, const struct row *b)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value va = metric_value(metric, a), vb = metric_value(metric, b);
	int order;

	if (row->form == METRIC_WORD) {
		if (!va.word || !vb.word)
			return (!va.word) - (!vb.word);
		order = strcmp(va.word, vb.word);
	} else if (row->form == METRIC_FLAG) {
		order = vb.flag - va.flag;
	} else {
		double x = va.band.mid, y = vb.band.mid;

		if (isnan(x) || isnan(y))
			return isnan(x) - isnan(y);
		order = (x > y) - (x < y);
		if (row->better == BETTER_HIGHER)
			order = -order;
	}
	return reverse ? -order : order;
}

struct wanted_order {
	int metric; /* -1: the ranking */
	bool reverse;
};

static int compare_wanted(const struct row *a, const struct row *b, const void *context)
{
	const struct wanted_order *wanted = context;
	int order = 0;

	if (wanted->metric >= 0)
		order = compare_metric((enum metric)wanted->metric, wanted->reverse, a, b);
	else if (wanted->reverse)
		order = b->rank - a->rank;
	return order ? order : a->rank - b->rank;
}

void result_sort(struct result *r, int metric, bool reverse)
{
	struct wanted_order wanted = { metric, reverse };

	result_arrange(r, compare_wanted, &wanted);
}

/* Negative when a leads before b: of those that meet the goals. */
static int compare_leaders(const struct row *a, const struct row *b, const void *context)
{
	const struct row *leader = context;

	if (leader->rank == a->rank || leader->rank == b->rank)
		return leader->rank == a->rank ? -1 : 1;
	return a->rank - b->rank;
}

void result_lead(struct result *r)
{
	struct row leader = { .rank = 0 };

	for (int i = 0; i < r->count && !leader.rank; i++)
		if (r->rows[i].verdict == VERDICT_MEETS && !replica_stands_behind(&r->rows[i]) &&
			!isnan(r->study->objective(&r->rows[i])))
			leader.rank = r->rows[i].rank;
	if (leader.rank <= 1)
		return;
	result_arrange(r, compare_leaders, &leader);
	for (int i = 0; i < r->count; i++)
		r->rows[i].rank = i + 1;
}

const struct row *result_best(const struct result *r)
{
	const struct row *best = NULL;

	for (int i = 0; i < r->count; i++)
		if (r->rows[i].verdict == VERDICT_MEETS && (!best || r->rows[i].rank < best->rank))
			best = &r->rows[i];
	return best;
}

static struct band cost_of_output(const struct row *row)
{
	return row->cost.output;
}

void result_mark_equal(struct result *r, struct band (*band)(const struct row *row))
{
	const struct row *best = result_best(r);

	if (!band)
		band = cost_of_output;
	for (int i = 0; i < r->count; i++) {
		struct row *a = &r->rows[i];
		struct band one, other;

		a->equal_to_best = a == best;
		if (!best || a == best || a->verdict != VERDICT_MEETS)
			continue;
		one = band(a);
		other = band(best);
		a->equal_to_best = band_equal(&one, &other);
	}
}

const struct row *result_next(const struct result *r)
{
	const struct row *best = result_best(r), *next = NULL;

	for (int i = 0; i < r->count && r->study->objective; i++) {
		const struct row *a = &r->rows[i];

		if (a != best && a->verdict == VERDICT_MEETS && !isnan(r->study->objective(a)) &&
			(!replica_stands_behind(a) || replica_stands_behind(best)) && (!next || a->rank < next->rank))
			next = a;
	}
	return next;
}

bool result_fits(const struct result *r)
{
	for (int i = 0; i < r->count; i++)
		if (r->rows[i].verdict <= VERDICT_MISSES)
			return true;
	return false;
}

void result_warn_of_age(struct result *r, const struct catalog *catalog, long today,
	const struct offer *(*offer)(const struct row *row))
{
	for (int i = 0; i < r->count; i++) {
		const struct offer *behind = offer(&r->rows[i]);

		if (!behind)
			continue;
		if (r->oldest_price < 0 || behind->as_of < r->oldest_price)
			r->oldest_price = behind->as_of;
		if (behind->as_of > r->newest_price)
			r->newest_price = behind->as_of;
	}
	if (r->oldest_price >= 0 && (double)(today - r->oldest_price) > catalog->constants.stale_price_days)
		reason_add(&r->warnings, REASON_STALE_PRICES, (double)(today - r->oldest_price), NAN, NAN, NULL);
}

const struct offer *result_offer(const struct row *row)
{
	return row->verdict <= VERDICT_MISSES ? row->offer : NULL;
}

int result_kinds_that_meet(const struct result *r)
{
	int count = 0;

	for (int i = 0; i < r->count; i++) {
		bool first = r->rows[i].verdict == VERDICT_MEETS;

		for (int k = 0; k < i && first; k++)
			first = r->rows[k].verdict != VERDICT_MEETS ||
				r->rows[k].deployment.gpu != r->rows[i].deployment.gpu;
		count += first;
	}
	return count;
}
