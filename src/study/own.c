/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every GPU that can be bought, ranked by the cheaper of buying and renting it. */
#include "study/own.h"

#include <math.h>
#include <string.h>

#include "study/offer_warn.h"
#include "study/own_explain.h"
#include "study/own_judge.h"
#include "study/own_sensitivity.h"
#include "study/result.h"
#include "study/serve_judge.h"

/* As in serving, but for the cost that counts. */
static int compare(const struct row *a, const struct row *b)
{
	double x = own_cheaper(own_of(a)).mid, y = own_cheaper(own_of(b)).mid;

	if (a->verdict != b->verdict || a->verdict != VERDICT_MEETS || (isnan(x) && isnan(y)))
		return serve_compare(a, b);
	if (isnan(x) || isnan(y))
		return isnan(x) ? 1 : -1;
	if (x != y)
		return x < y ? -1 : 1;
	return strcmp(a->deployment.gpu->id, b->deployment.gpu->id);
}

static struct band cheaper(const struct row *row)
{
	return own_cheaper(own_of(row));
}

void own_solve(const struct scenario *s, long today, struct result *r)
{
	const struct catalog *c = s->catalog;

	r->model = serve_model(s, r);
	for (int i = 0; i < c->gpu_count && r->count < r->capacity; i++) {
		struct row *a = &r->rows[r->count];
		struct ownership *ownership = &((struct ownership_part *)a->part)->ownership;

		if (!own_wants(s, &c->gpus[i]))
			continue;
		serve_one(s, r->model, &c->gpus[i], s->number[PARAMETER_GPUS], a);
		serve_limit_rate(s, a);
		a->usd_per_month = cost_usd_per_month(NULL, a->usd_per_hour, s->number[PARAMETER_HOURS_PER_MONTH]);
		own_judge(s, a, ownership);
		own_switch_points(s, a, ownership);
		r->count++;
	}
	result_rank(r, compare);
	result_lead(r);
	result_mark_equal(r, cheaper);
	for (int i = 0; i < r->count; i++)
		own_explain(s, today, &r->rows[i]);
	/* Of renting: a purchase price has its date in its reason. */
	offer_warn(s, scenario_purchases(s), today, r, own_offer);
}
