/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking of the serving study: the best of every GPU, its leader, and what stands beside an answer. */
#include "study/serve_rank.h"

#include <math.h>

#include "study/offer_warn.h"
#include "study/replica.h"
#include "study/result.h"
#include "study/serve.h"
#include "study/serve_alternatives.h"
#include "study/serve_explain.h"
#include "study/serve_judge.h"
#include "study/serve_room.h"
#include "study/study.h"

void serve_order(struct result *r)
{
	result_rank(r, serve_compare);
	result_lead(r);
	result_mark_equal(r, NULL);
}

void serve_rivals(const struct result *r, const struct row *rivals[2])
{
	const struct row *best = result_best(r);

	rivals[0] = rivals[1] = NULL;
	for (int i = 0; best && i < r->count; i++) {
		const struct row *a = &r->rows[i];

		if (a->verdict != VERDICT_UNCERTAIN || a->deployment.gpu == best->deployment.gpu ||
			!(a->cost_sure < best->cost_sure))
			continue;
		if (!rivals[0] || a->p_meets > rivals[0]->p_meets) {
			rivals[1] = rivals[0];
			rivals[0] = a;
		} else if (!rivals[1] || a->p_meets > rivals[1]->p_meets) {
			rivals[1] = a;
		}
	}
}

/* What costs less and may do: another configuration of this GPU, and of the leader another GPU. */
static void explain_near(const struct scenario *s, const struct result *r, struct row *a)
{
	struct replica_row others[ALTERNATIVES_MAX];
	int count = serve_alternatives(s, r->model, a, others, ALTERNATIVES_MAX);
	const struct row *near = serve_near_miss(others, count, a), *rivals[2];

	if (near)
		serve_explain_near(a, near, REASON_NEAR_MISS);
	serve_rivals(r, rivals);
	if (rivals[0] && a == result_best(r))
		serve_explain_near(a, rivals[0], REASON_NEAR_RIVAL);
	if (count > 0)
		reason_add(&a->reasons, REASON_ALTERNATIVES, count, NAN, NAN, NULL);
}

void serve_detail(const struct scenario *s, long today, struct result *r, int index)
{
	struct row *a = &r->rows[index];

	serve_limit_rate(s, a);
	serve_count_room(s, a);
	serve_explain(s, today, result_best(r), a);
	explain_near(s, r, a);
}

void serve_rank(const struct scenario *s, long today, struct result *r)
{
	const struct row *best;

	serve_order(r);
	best = result_best(r);
	for (int i = 0; i < r->count; i++)
		serve_explain(s, today, best, &r->rows[i]);
	offer_warn(s, scenario_purchases(s), today, r, result_offer);
}

/* Those of the last row, as rows of their own. */
static void add_alternatives(const struct scenario *s, struct result *r)
{
	struct replica_row others[ALTERNATIVES_MAX];
	int count = serve_alternatives(s, r->model, &r->rows[r->count - 1], others, ALTERNATIVES_MAX);

	for (int i = 0; i < count && r->count < r->capacity; i++) {
		const struct offer *offer = others[i].row.offer;

		/* What nobody asked to buy is no answer. */
		if (!offer || scenario_purchases(s) & 1u << offer->purchase)
			row_copy(&r->rows[r->count++], &others[i].row);
	}
}

void serve_solve(const struct scenario *s, long today, struct result *r)
{
	const struct catalog *c = s->catalog;

	r->model = serve_model(s, r);
	for (int i = 0; i < c->gpu_count && r->count < r->capacity; i++) {
		if (!scenario_considers(s, i))
			continue;
		serve_one(s, r->model, &c->gpus[i], s->number[PARAMETER_GPUS], &r->rows[r->count++]);
		if (s->number[PARAMETER_ALL] == LIST_ALL)
			add_alternatives(s, r);
	}
	serve_rank(s, today, r);
}
