/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons of buying or renting: which is cheaper and by how much, what would switch it, what it rests on. */
#include "study/serve_explain.h"
#include "study/own_explain.h"
#include "study/own_input.h"
#include "study/own_judge.h"

#include <math.h>

static void add(struct row *a, enum reason_id id, double x, double y, double z, const char *name)
{
	reason_add(&a->reasons, id, x, y, z, name);
}

static void explain_advice(const struct scenario *s, struct row *a)
{
	const struct ownership *own = own_of(a);
	double owned = own->usd_per_month.mid, rented = own->rented_usd_per_month;
	const char *provider;

	if (own->advice == OWN_UNKNOWN)
		return;
	provider = own->rental->offer->provider->name;
	if (own->advice == OWN_BUY)
		add(a, REASON_BUY_CHEAPER, owned, rented, 100.0 * (1.0 - owned / rented), provider);
	else if (own->advice == OWN_EQUAL)
		add(a, REASON_OWN_EQUAL, owned, rented, NAN, provider);
	else if (owned > rented)
		add(a, REASON_RENT_CHEAPER, owned, rented, 100.0 * (owned / rented - 1.0), provider);
	if (!isnan(own->rental->break_even_month))
		add(a, REASON_PAID_BACK, own->rental->break_even_month, NAN, NAN, NULL);
	else if (!isnan(own->rental->break_even_share) && own_rents_by_use(s, own->rental->offer->purchase))
		add(a, REASON_PAYS_ABOVE, own->rental->break_even_share, NAN, NAN, NULL);
}

static void explain_switch(struct row *a)
{
	static const enum reason_id ids[SWITCH_COUNT] = {
		[SWITCH_GPU_PRICE] = REASON_SWITCH_GPU_PRICE,
		[SWITCH_KWH_PRICE] = REASON_SWITCH_KWH_PRICE,
		[SWITCH_BUSY] = REASON_SWITCH_BUSY,
		[SWITCH_YEARS] = REASON_SWITCH_YEARS,
		[SWITCH_RENTAL] = REASON_SWITCH_RENTAL,
	};
	const struct ownership *own = own_of(a);

	if (own->nearest != SWITCH_COUNT && own->advice != OWN_UNKNOWN && !(own->servers_per_rack < 1.0))
		add(a, ids[own->nearest], own->switch_at[own->nearest], own->switch_now[own->nearest], NAN, NULL);
}

/* Racks: what does not fit cannot be owned, whatever it costs. */
static void explain_rack(const struct scenario *s, struct row *a)
{
	const struct ownership *own = own_of(a);
	const struct own_input *air = &own->inputs[OWNERSHIP_RACK_POWER_AIR];
	const struct ownership_default *row = catalog_ownership(s->catalog, OWNERSHIP_RACK_POWER_AIR, NULL);

	if (own->servers_per_rack < 1.0)
		add(a, REASON_RACK_TOO_SMALL, own->server_kw / own->terms.circuit_kw, own->server_kw, own->rack_kw,
			NULL);
	if (s->number[PARAMETER_COOLING] == COOLING_AIR && air->given && row && air->value > row->high)
		add(a, REASON_RACK_WANTS_LIQUID, air->value, row->high, NAN, NULL);
}

static void explain_purchase(struct row *a)
{
	const struct own_input *price = &own_of(a)->inputs[OWNERSHIP_GPU_PRICE];
	double sold = own_of(a)->inputs[OWNERSHIP_SOLD_GPUS].value, gpus = deployment_gpus(&a->deployment);

	if (own_of(a)->bought_gpus > gpus)
		add(a, REASON_BOUGHT_WHOLE, own_of(a)->bought_gpus, gpus, sold, NULL);
	if (!price->row)
		return;
	add(a,
		!price->row->as_of               ? REASON_PURCHASE_UNDATED
			: own_is_estimate(price) ? REASON_PURCHASE_ESTIMATE
						 : REASON_PURCHASE_DATED,
		price->low, price->value, price->high, price->row->as_of);
}

/* How much of it nobody stands for. */
static void explain_terms(struct row *a)
{
	double terms = 0.0, estimates = 0.0, undated = 0.0;

	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++) {
		const struct own_input *input = &own_of(a)->inputs[i];

		if (!own_counts((enum ownership_field)i))
			continue;
		terms++;
		estimates += own_is_estimate(input);
		undated += input->row && !input->row->as_of;
	}
	if (estimates > 0.0)
		add(a, REASON_OWN_ESTIMATES, estimates, terms, NAN, NULL);
	if (undated > 0.0)
		add(a, REASON_OWN_UNDATED, undated, NAN, NAN, NULL);
}

static void explain_prices(struct row *a)
{
	if (isnan(own_of(a)->inputs[OWNERSHIP_GPU_PRICE].value)) {
		add(a, REASON_NO_PURCHASE_PRICE, NAN, NAN, NAN, NULL);
		return;
	}
	if (isnan(own_of(a)->terms.power_kw))
		add(a, REASON_NO_POWER, NAN, NAN, NAN, NULL);
	explain_purchase(a);
	explain_terms(a);
}

void own_explain(const struct scenario *s, long today, struct row *a)
{
	bool served = a->verdict <= VERDICT_MISSES;
	bool misses = served && a->verdict != VERDICT_MEETS;
	struct reasons serving;

	/* Of renting the cost is told here: no best answer to compare with. */
	serve_explain(s, today, NULL, a);
	serving = a->reasons;
	/* Of what is not served that is the first reason; of a miss only the miss. */
	if (served)
		a->reasons.count = misses && serving.count;
	explain_rack(s, a);
	explain_advice(s, a);
	explain_switch(a);
	explain_prices(a);
	for (int i = misses; served && i < serving.count && a->reasons.count < REASONS_MAX; i++)
		a->reasons.items[a->reasons.count++] = serving.items[i];
}
