/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judging the configurations of a GPU that the ranking left behind. */
#include "study/serve_alternatives.h"

#include <math.h>

#include "study/serve_explain.h"
#include "study/serve_judge.h"
#include "study/serve_offer.h"
#include "study/serve_replicas.h"

struct list {
	const struct row *row;
	struct replica_row *out;
	int count, most;
};

/* Keeps the order from the best to the worst; the worst goes where there is no room. */
static void insert(struct list *list, const struct row *a)
{
	int at = list->count;

	while (at > 0 && serve_compare(a, &list->out[at - 1].row) < 0)
		at--;
	if (at == list->most)
		return;
	if (list->count < list->most)
		list->count++;
	for (int i = list->count - 1; i > at; i--)
		replica_row_copy(&list->out[i], &list->out[i - 1].row);
	replica_row_copy(&list->out[at], a);
}

/* Whether it keeps the goals. */
static bool judge(const struct scenario *s, const struct deployment *d, struct list *list)
{
	struct replica_row storage;
	struct row *a = replica_row_init(&storage);

	serve_judge_load(s, d, a);
	if (!row_same_configuration(a, list->row) || a->offer != list->row->offer)
		insert(list, a);
	return a->verdict == VERDICT_MEETS;
}

/* With one replica, and where that does not do with as many as may share the load, and with as few as do. */
static void look(const struct scenario *s, const struct deployment *d, void *data)
{
	struct list *list = data;
	double given = serve_replicas_given(s);
	struct deployment several = *d;
	struct replica_row judged;

	several.replicas = fmax(1.0, given);
	if (judge(s, &several, list) || given > 0.0)
		return;
	several.replicas = serve_most_replicas(s, d);
	if (!(several.replicas > 1.0) || !judge(s, &several, list))
		return;
	replica_row_init(&judged);
	if (serve_fewer_replicas(s, d, several.replicas, &judged) > 0.0 &&
		!row_same_configuration(&judged.row, list->row))
		insert(list, &judged.row);
}

/* What is signed for a year is signed with who has the machines that were found; others are taken where they are
 * cheapest. */
static bool is_signed(enum purchase purchase)
{
	return purchase == PURCHASE_RESERVED_1Y || purchase == PURCHASE_RESERVED_3Y;
}

/* The same machines bought otherwise, whatever the scenario asks for. */
static void look_at_purchases(const struct scenario *s, struct list *list)
{
	const struct deployment *d = &list->row->deployment;
	const struct offer *others[OFFER_PURCHASES];
	double gpus = deployment_gpus(d);

	serve_offer_others(s, list->row->offer, gpus, others);
	for (int i = 0; i < OFFER_PURCHASES; i++) {
		const struct offer *offer = is_signed((enum purchase)i) ? others[i] : NULL;
		struct replica_row storage;
		struct row *a = replica_row_init(&storage);

		if (!offer)
			offer = serve_offer_among(s, d->gpu, gpus, 1u << i);
		if (!offer || offer == list->row->offer)
			continue;
		row_copy(a, list->row);
		serve_reprice(s, offer, a);
		insert(list, a);
	}
}

int serve_alternatives(
	const struct scenario *s, const struct model *model, const struct row *row, struct replica_row *out, int most)
{
	struct list list = { row, out, 0, most };

	/* Where the best cannot be had or is not known nothing else is better. */
	if (row->verdict > VERDICT_MISSES)
		return 0;
	for (int i = 0; i < most; i++)
		replica_row_init(&out[i]);
	serve_each(s, model, row->deployment.gpu, s->number[PARAMETER_GPUS], look, &list);
	if (row->offer)
		look_at_purchases(s, &list);
	for (int i = 0; i < list.count; i++) {
		out[i].row.rank = i + 1;
		serve_explain_failure(s, &out[i].row);
	}
	return list.count;
}

const struct row *serve_near_miss(const struct replica_row *alternatives, int count, const struct row *row)
{
	const struct row *surest = NULL;

	for (int i = 0; i < count; i++) {
		const struct row *a = &alternatives[i].row;

		/* The same machines bought otherwise are another price, no other answer. */
		if (a->verdict == VERDICT_UNCERTAIN && a->cost_sure < row->cost_sure &&
			!row_same_configuration(a, row) && (!surest || a->p_meets > surest->p_meets))
			surest = a;
	}
	return surest;
}
