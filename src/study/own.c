/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every GPU that can be bought, ranked by the cheaper of buying and renting it. */
#include "study/own.h"

#include <math.h>
#include <string.h>

#include "study/offer_count.h"
#include "study/offer_filter.h"
#include "study/own_explain.h"
#include "study/own_judge.h"
#include "study/own_sensitivity.h"
#include "study/result.h"
#include "study/serve_judge.h"
#include "study/serve_offer.h"

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

static bool equal_to(const struct row *a, const struct row *best)
{
	struct band one = own_cheaper(own_of(a)), other;

	if (!best || a->verdict != VERDICT_MEETS)
		return false;
	other = own_cheaper(own_of(best));
	return a == best || band_equal(&one, &other);
}

void own_solve(const struct scenario *s, long today, struct result *r)
{
	const struct catalog *c = s->catalog;
	const struct row *best;

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
	best = result_best(r);
	for (int i = 0; i < r->count; i++) {
		r->rows[i].equal_to_best = equal_to(&r->rows[i], best);
		own_explain(s, today, &r->rows[i]);
	}
	offer_filter_warn(s, scenario_purchases(s), &r->warnings);
	/* Of renting: a purchase price has its date in its reason. */
	result_warn_of_age(r, s->catalog, today, own_offer);
	offer_warn_of_places(s, r, own_offer);
	offer_count_warn(r);
}
