/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Storage of results and the words of their enumerations in machine output. */
#include "config.h"

#include "study/answer.h"

#include <math.h>
#include <stdlib.h>

#include "study/own_answer.h"

/* A fleet has an answer for every provider of a GPU, and at least one for every GPU. */
static int most_answers(const struct catalog *catalog)
{
	int most = catalog->gpu_count;

	for (int i = 0; i < catalog->gpu_count; i++) {
		struct index_set seen = { .count = 0 };
		int count;
		const struct offer *offers = catalog_offers(catalog, &catalog->gpus[i], &count);

		for (int k = 0; k < count; k++)
			index_set_add(&seen, (int)(offers[k].provider - catalog->providers));
		most += seen.count;
	}
	return most;
}
void result_init(struct result *r, const struct catalog *catalog)
{
	*r = (struct result) { 0 };
	r->capacity = most_answers(catalog);
	r->order = xcalloc(2 * (size_t)r->capacity, sizeof r->order[0]);
	r->answers = xcalloc((size_t)r->capacity, sizeof r->answers[0]);
	r->ownership = xcalloc((size_t)r->capacity, sizeof r->ownership[0]);
}

void result_release(struct result *r)
{
	free(r->answers);
	free(r->order);
	free(r->ownership);
	*r = (struct result) { 0 };
}

/* A function may not be passed as an object. */
struct answer_ranking {
	int (*compare)(const struct answer *a, const struct answer *b);
};

/* Merges two sorted runs of numbers; of equals those of the first stay before. */
static void merge_runs(const struct result *r, const int *from, int first, int middle, int end, int *to,
		       answer_order *order, const void *context)
{
	int a = first, b = middle;

	for (int i = first; i < end; i++) {
		bool second = a == middle || (b < end && order(&r->answers[from[b]], &r->answers[from[a]],
							       context) < 0);

		to[i] = second ? from[b++] : from[a++];
	}
}

/* Answers are large: each is moved once, to where order[] has its number. */
static void move_answers(struct result *r, int *order)
{
	for (int i = 0; i < r->count; i++) {
		struct answer lifted;
		int hole = i;

		if (order[i] == i)
			continue;
		lifted = r->answers[i];
		while (order[hole] != i) {
			int next = order[hole];

			r->answers[hole] = r->answers[next];
			order[hole] = hole;
			hole = next;
		}
		r->answers[hole] = lifted;
		order[hole] = hole;
	}
}

void result_arrange(struct result *r, answer_order *order, const void *context)
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

static int compare_answers(const struct answer *a, const struct answer *b, const void *context)
{
	return ((const struct answer_ranking *)context)->compare(a, b);
}

void result_rank(struct result *r, int (*compare)(const struct answer *a, const struct answer *b))
{
	struct answer_ranking ranking = { compare };

	result_arrange(r, compare_answers, &ranking);
	for (int i = 0; i < r->count; i++)
		r->answers[i].rank = i + 1;
}

bool answer_same_configuration(const struct answer *a, const struct answer *b)
{
	const struct deployment *d = &a->deployment, *e = &b->deployment;

	return d->gpu == e->gpu && d->format == e->format && d->layout.tensor == e->layout.tensor &&
	       d->layout.pipeline == e->layout.pipeline && d->layout.data == e->layout.data;
}

const char *answer_purchase_id(const struct answer *a)
{
	if (!a->offer)
		return NULL;
	return purchase_id(a->fleet.mix > FLEET_MIX_ONE ? PURCHASE_MIXED : a->offer->purchase);
}

double answer_usd_per_gpu_hour(const struct answer *a)
{
	if (!a->offer)
		return NAN;
	return a->fleet.mix == FLEET_MIX_NONE ? a->offer->usd_per_gpu_hour
					      : a->fleet.usd.mid / a->fleet.gpu_hours;
}

const char *verdict_id(enum verdict verdict)
{
	static const char *const ids[] = {
		[VERDICT_MEETS] = "meets", [VERDICT_MISSES] = "misses",
		[VERDICT_DOES_NOT_FIT] = "does_not_fit", [VERDICT_NOT_ESTIMATED] = "not_estimated",
		[VERDICT_NOT_SUPPORTED] = "not_supported",
	};

	return ids[verdict];
}

const char *bound_id(enum bound bound)
{
	static const char *const ids[] = {
		[BOUND_BANDWIDTH] = "bandwidth", [BOUND_COMPUTE] = "compute",
		[BOUND_COMMUNICATION] = "communication", [BOUND_OVERHEAD] = "overhead",
		[BOUND_KV_CAPACITY] = "kv_capacity", [BOUND_UNKNOWN] = NULL,
	};

	return ids[bound];
}

const char *provenance_id(enum provenance provenance)
{
	static const char *const ids[] = {
		[PROVENANCE_MEASURED] = "measured", [PROVENANCE_CALIBRATED] = "calibrated",
		[PROVENANCE_EXTRAPOLATED] = "extrapolated", [PROVENANCE_NONE] = NULL,
	};

	return ids[provenance];
}

const char *fit_id(enum fit fit)
{
	static const char *const ids[] = { [FIT_NO] = "no", [FIT_TIGHT] = "tight", [FIT_YES] = "yes" };

	return ids[fit];
}
