/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study table and what all results have in common: order. */
#include "config.h"

#include "study/study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct study *const rows[STUDIES] = {
#define STUDY(id, value, ...) [STUDY_##id] = &value,
#include "study/study-table.h"
#undef STUDY
};

const struct study *study_row(enum study_id id)
{
	return rows[id];
}

const struct study *study_first(void)
{
	return rows[0];
}

const struct study *study_from_id(const char *id)
{
	for (int i = 0; i < STUDIES; i++)
		if (strcmp(rows[i]->id, id) == 0)
			return rows[i];
	return NULL;
}

const struct study *study_of_replica(void)
{
	int place = 0;

	while (!rows[place]->replica)
		place++;
	return rows[place];
}

enum study_id study_place(const struct study *study)
{
	int place = 0;

	while (rows[place] != study)
		place++;
	return (enum study_id)place;
}

bool study_reads(const struct study *study, enum parameter parameter)
{
	for (const enum parameter *const *list = study->reads; *list; list++)
		for (const enum parameter *p = *list; *p != PARAMETER_COUNT; p++)
			if (*p == parameter)
				return true;
	return false;
}

bool study_gives(const struct study *study, enum metric metric)
{
	for (const enum metric *const *list = study->gives; *list; list++)
		for (const enum metric *m = *list; *m != METRIC_COUNT; m++)
			if (*m == metric)
				return true;
	return false;
}

/* Negative when a belongs before b; unknown values stand last in either direction. */
static int compare_metric(enum metric metric, bool reverse, const struct answer *a,
			  const struct answer *b)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value va = metric_value(metric, a), vb = metric_value(metric, b);
	int order;

	if (row->form == METRIC_WORD) {
		if (!va.word || !vb.word)
			return (va.word == NULL) - (vb.word == NULL);
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

static int compare_wanted(const struct answer *a, const struct answer *b, const void *context)
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

const struct answer *result_best(const struct result *r)
{
	const struct answer *best = NULL;

	for (int i = 0; i < r->count; i++)
		if (r->answers[i].verdict == VERDICT_MEETS && (!best || r->answers[i].rank < best->rank))
			best = &r->answers[i];
	return best;
}
