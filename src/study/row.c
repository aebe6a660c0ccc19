/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Storage of results and the words of their enumerations in machine output. */
#include "study/row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/study.h"

/* A fleet has an answer for every provider of a GPU, and at least one for every GPU; a pile one for every kind of
 * purchase. */
static int most_answers(const struct catalog *catalog)
{
	int most = 0;

	for (int i = 0; i < catalog->gpu_count; i++) {
		struct index_set seen = { .count = 0 };
		int count;
		const struct offer *offers = catalog_offers(catalog, &catalog->gpus[i], &count);

		for (int k = 0; k < count; k++)
			index_set_add(&seen, (int)(offers[k].provider - catalog->providers));
		most += seen.count + 1 > PURCHASE_MIXED ? seen.count + 1 : PURCHASE_MIXED;
	}
	return most;
}

void result_init(struct result *r, const struct catalog *catalog)
{
	*r = (struct result){ .capacity = most_answers(catalog) };
	r->order = xcalloc(2 * (size_t)r->capacity, sizeof(r->order[0]));
	r->rows = xcalloc((size_t)r->capacity, sizeof(r->rows[0]));
}

void result_reserve(struct result *r, int rows)
{
	if (rows <= r->capacity)
		return;
	r->capacity = rows;
	r->order = xreallocarray(r->order, 2 * (size_t)rows, sizeof(r->order[0]));
	r->rows = xreallocarray(r->rows, (size_t)rows, sizeof(r->rows[0]));
}

void result_release(struct result *r)
{
	free(r->rows);
	free(r->order);
	free(r->parts);
	*r = (struct result){ 0 };
}

void result_begin(struct result *r, const struct study *study)
{
	size_t size = study->part_size, needed = (size_t)r->capacity * size;

	if (needed > r->parts_size) {
		free(r->parts);
		r->parts = xcalloc(1, needed);
		r->parts_size = needed;
	}
	for (int i = 0; i < r->capacity; i++) {
		r->rows[i].part = r->parts + (size_t)i * size;
		r->rows[i].part_size = size;
		r->rows[i].part_kind = study->part;
	}
	r->study = study;
	r->count = r->warnings.count = 0;
	r->oldest_price = r->newest_price = -1;
}

void row_copy(struct row *to, const struct row *from)
{
	struct row own = *to;

	*to = *from;
	to->part = own.part;
	to->part_size = own.part_size;
	to->part_kind = own.part_kind;
	memcpy(to->part, from->part, own.part_size < from->part_size ? own.part_size : from->part_size);
}

void row_forget_money(struct row *row)
{
	row->offer = NULL;
	row->cost.output = row->cost.input = row->cost.blended = band_unknown();
	row->cost_sure = row->usd_per_hour = row->usd_per_month = NAN;
}

/* A function may not be passed as an object. */
struct answer_ranking {
	int (*compare)(const struct row *a, const struct row *b);
};

/* Merges two sorted runs of numbers; of equals those of the first stay before. */
static void merge_runs(const struct result *r, const int *from, int first, int middle, int end, int *to,
	row_order *order, const void *context)
{
	int a = first, b = middle;

	for (int i = first; i < end; i++) {
		bool second = a == middle || (b < end && order(&r->rows[from[b]], &r->rows[from[a]], context) < 0);

		to[i] = second ? from[b++] : from[a++];
	}
}

/* Answers are large: each is moved once, to where order[] has its number. */
static void move_answers(struct result *r, int *order)
{
	for (int i = 0; i < r->count; i++) {
		struct row lifted;
		int hole = i;

		if (order[i] == i)
			continue;
		lifted = r->rows[i];
		while (order[hole] != i) {
			int next = order[hole];

			r->rows[hole] = r->rows[next];
			order[hole] = hole;
			hole = next;
		}
		r->rows[hole] = lifted;
		order[hole] = hole;
	}
}

void result_arrange(struct result *r, row_order *order, const void *context)
{
	int *from = r->order, *to = r->order + r->capacity;

	for (int i = 0; i < r->count; i++)
		from[i] = i;
	for (int run = 1; run < r->count; run *= 2) {
		int *merged = to;

		for (int first = 0; first < r->count; first += 2 * run) {
			int middle = first + run < r->count ? first + run : r->count;
			int end = middle + run < r->count ? middle + run : r->count;

			merge_runs(r, from, first, middle, end, to, order, context);
		}
		to = from;
		from = merged;
	}
	move_answers(r, from);
}

static int compare_answers(const struct row *a, const struct row *b, const void *context)
{
	return ((const struct answer_ranking *)context)->compare(a, b);
}

void result_rank(struct result *r, int (*compare)(const struct row *a, const struct row *b))
{
	struct answer_ranking ranking = { compare };

	result_arrange(r, compare_answers, &ranking);
	for (int i = 0; i < r->count; i++)
		r->rows[i].rank = i + 1;
}

bool row_same_configuration(const struct row *a, const struct row *b)
{
	const struct deployment *d = &a->deployment, *e = &b->deployment;

	return d->gpu == e->gpu && d->format == e->format && d->layout.tensor == e->layout.tensor &&
		d->layout.pipeline == e->layout.pipeline && d->layout.data == e->layout.data &&
		deployment_replicas(d) == deployment_replicas(e);
}

enum verdict verdict_of(bool meets, double p_meets, double certainty)
{
	if (meets)
		return VERDICT_MEETS;
	/* At the middle there is nothing between yes and no. */
	return certainty > 0.5 && p_meets >= 1.0 - certainty ? VERDICT_UNCERTAIN : VERDICT_MISSES;
}

const char *verdict_id(enum verdict verdict)
{
	static const char *const ids[] = {
		[VERDICT_MEETS] = "meets",
		[VERDICT_UNCERTAIN] = "uncertain",
		[VERDICT_MISSES] = "misses",
		[VERDICT_DOES_NOT_FIT] = "does_not_fit",
		[VERDICT_NOT_ESTIMATED] = "not_estimated",
		[VERDICT_NOT_SUPPORTED] = "not_supported",
	};

	return ids[verdict];
}

const char *provenance_id(enum provenance provenance)
{
	static const char *const ids[] = {
		[PROVENANCE_MEASURED] = "measured",
		[PROVENANCE_CALIBRATED] = "calibrated",
		[PROVENANCE_EXTRAPOLATED] = "extrapolated",
		[PROVENANCE_NONE] = NULL,
	};

	return ids[provenance];
}

const char *fit_id(enum fit fit)
{
	static const char *const ids[] = { [FIT_NO] = "no", [FIT_TIGHT] = "tight", [FIT_YES] = "yes" };

	return ids[fit];
}
