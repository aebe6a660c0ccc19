/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is best at what. */
#include "study/comparison.h"

#include <math.h>
#include <string.h>

#include "study/study.h"

static const struct aspect_row aspects[ASPECT_COUNT] = {
	[ASPECT_COST] = { METRIC_MTOK_OUTPUT, true },
	[ASPECT_TTFT] = { METRIC_TTFT, false },
	[ASPECT_TPOT] = { METRIC_TPOT, false },
	[ASPECT_THROUGHPUT] = { METRIC_OUTPUT_TOK_S, true },
	[ASPECT_ROOM] = { METRIC_USERS_WITHIN, false },
};

const struct aspect_row *aspect_row(enum aspect aspect)
{
	return &aspects[aspect];
}

static bool is_number(enum metric metric)
{
	enum metric_form form = metric_row(metric)->form;

	return form == METRIC_COUNT_FORM || form == METRIC_BAND;
}

/* Whether value a of a metric is better than b; what is not known is never better. */
static bool is_better(enum metric metric, double a, double b)
{
	if (isnan(a) || isnan(b))
		return !isnan(a) && isnan(b);
	return metric_row(metric)->better == BETTER_LOWER ? a < b : a > b;
}

static bool same_value(const struct metric_value *a, const struct metric_value *b, enum metric_form form)
{
	if (form == METRIC_FLAG)
		return a->flag == b->flag;
	if (form == METRIC_WORD)
		return a->word == b->word || (a->word && b->word && strcmp(a->word, b->word) == 0);
	return a->band.mid == b->band.mid;
}

static bool all_same(const struct comparison_row *row, int count)
{
	for (int i = 1; i < count; i++)
		if (!same_value(&row->value[i], &row->value[0], metric_row(row->metric)->form))
			return false;
	return true;
}

static void judge_row(struct comparison_row *row, int count)
{
	int best = 0;

	row->alike = all_same(row, count);
	/* There is nothing to choose between. */
	if (metric_row(row->metric)->better == BETTER_NEITHER || !is_number(row->metric) || row->alike)
		return;
	for (int i = 1; i < count; i++)
		if (is_better(row->metric, row->value[i].band.mid, row->value[best].band.mid))
			best = i;
	for (int i = 0; i < count; i++) {
		const struct band *band = &row->value[i].band, *first = &row->value[best].band;

		if (band->mid == first->mid)
			row->standing[i] = STANDING_BEST;
		else if (metric_row(row->metric)->form == METRIC_BAND && band_equal(band, first))
			row->standing[i] = STANDING_EQUAL;
	}
}

static bool is_known(const struct metric_value *value, enum metric_form form)
{
	return form == METRIC_FLAG || (form == METRIC_WORD ? !!value->word : band_known(&value->band));
}

/* Rows in the order of the metric table; one that nobody has a value for is left out. */
static void add_row(struct comparison *c, enum metric metric)
{
	struct comparison_row row = { .metric = metric };
	bool any = false;

	for (int i = 0; i < c->count; i++) {
		row.value[i] = metric_value(metric, c->answers[i]);
		any = any || is_known(&row.value[i], metric_row(metric)->form);
	}
	if (!any)
		return;
	judge_row(&row, c->count);
	c->rows[c->row_count++] = row;
}

static struct difference compare(enum metric metric, bool relative, const struct row *left, const struct row *right)
{
	struct band a = metric_value(metric, left).band, b = metric_value(metric, right).band;
	struct difference d = { .metric = metric, .equal = band_equal(&a, &b) };

	d.amount = relative ? a.mid / b.mid - 1.0 : a.mid - b.mid;
	if (!isfinite(d.amount))
		d.amount = NAN;
	return d;
}

static void add_pair(struct comparison *c, int right)
{
	struct comparison_pair *pair = &c->pairs[c->pair_count++];
	const struct row *a = c->answers[c->leader], *b = c->answers[right];
	struct difference *cost = &pair->differences[ASPECT_COST];

	pair->left = c->leader;
	pair->right = right;
	for (int i = 0; i < ASPECT_COUNT; i++)
		pair->differences[i] = compare(aspects[i].metric, aspects[i].relative, a, b);
	/* Without an estimate of the speed the rent is all there is. */
	if (isnan(cost->amount))
		*cost = compare(METRIC_HOUR, true, a, b);
}

/* The figures of the requests that the goals are about are those of the mean one where that is meant. */
static bool says_the_same(const struct comparison *c, enum metric metric)
{
	const enum metric mean = metric == METRIC_GOAL_TTFT ? METRIC_TTFT : METRIC_TPOT;

	if (metric != METRIC_GOAL_TTFT && metric != METRIC_GOAL_TPOT)
		return false;
	for (int i = 0; i < c->count; i++)
		if (metric_value(metric, c->answers[i]).band.high != metric_value(mean, c->answers[i]).band.high)
			return false;
	return true;
}

void comparison_make(struct comparison *c, const struct study *study, const struct row *const *answers, int count)
{
	*c = (struct comparison){ .count = count < COMPARISON_MAX ? count : COMPARISON_MAX };
	for (int i = 0; i < c->count; i++) {
		c->answers[i] = answers[i];
		if (answers[i]->rank < answers[c->leader]->rank)
			c->leader = i;
	}
	for (int i = 0; i < metric_count() && c->count; i++)
		if (study_gives(study, metric_at(i)) && !says_the_same(c, metric_at(i)))
			add_row(c, metric_at(i));
	/* Latencies, throughput and room are replicas'. */
	for (int i = 0; i < c->count && part_has_replica(study->part); i++)
		if (i != c->leader)
			add_pair(c, i);
}
