/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons of the study of fleets: why this purchase, what is idle, what would change the choice. */
#include "study/offer_count.h"
#include "study/offer_filter.h"
#include "study/offer_warn.h"
#include "study/result.h"
#include "study/rival.h"
#include "study/serve_explain.h"
#include "study/serve_offer.h"
#include "study/fleet_sensitivity.h"
#include "study/fleet_explain.h"

#include <math.h>

#include "study/study.h"

struct fleet_case {
	const struct scenario *s;
	const struct fleet_terms *t;
	const struct result *r;
	const struct row *best;
	long today;
};

static void add(struct row *a, enum reason_id id, double x, double y, double z)
{
	reason_add(&a->reasons, id, x, y, z, NULL);
}

/* Where the offers of a kind stand among all of the bill: NaN when it has none. */
static double least(const struct row *a)
{
	return fmin(bill_of(a)->kind_usd[PURCHASE_ON_DEMAND], bill_of(a)->kind_usd[bill_of(a)->base->purchase]);
}

/* Why the base is what it is. */
static void explain_mix(const struct fleet_case *x, struct row *a)
{
	const struct fleet_bill *bill = &*bill_of(a);
	double on_demand = bill->kind_usd[PURCHASE_ON_DEMAND];

	switch (bill->mix) {
	case FLEET_MIX_RESERVED:
		add(a, REASON_FLEET_BASE, bill->base_replicas, least(a) - bill->usd.mid,
			bill->base->usd_per_gpu_hour / bill->peak->usd_per_gpu_hour);
		break;
	case FLEET_MIX_SPOT:
		add(a, REASON_FLEET_FLOOR, bill->base_replicas, on_demand - bill->usd.mid, bill->spot_availability);
		break;
	case FLEET_MIX_ONE:
		if (bill->base->purchase == PURCHASE_SPOT)
			add(a, x->t->live ? REASON_FLEET_SPOT_LIVE : REASON_FLEET_SPOT_WORK, bill->spot_availability,
				on_demand - bill->usd.mid, NAN);
		else if (bill->base->purchase != PURCHASE_ON_DEMAND && on_demand > bill->usd.mid)
			add(a, REASON_FLEET_ALL_RESERVED, on_demand - bill->usd.mid, NAN, NAN);
		break;
	case FLEET_MIX_NONE: break;
	}
}

static void explain_size(const struct fleet_case *x, struct row *a)
{
	add(a, REASON_FLEET_HEADROOM, x->t->target_load, replica_of(a)->rate_limit, x->t->spares);
	add(a, REASON_FLEET_IDLE, bill_of(a)->idle_usd, bill_of(a)->busy, NAN);
}

/* The provider whose spot machines do the work for the least, of all answers. */
static const struct row *cheapest_spot(const struct result *r)
{
	const struct row *best = NULL;

	for (int i = 0; i < r->count; i++) {
		double usd = bill_of(&r->rows[i])->kind_usd[PURCHASE_SPOT];

		if (r->rows[i].verdict == VERDICT_MEETS && r->rows[i].offer && !isnan(usd) &&
			(!best || usd < bill_of(best)->kind_usd[PURCHASE_SPOT]))
			best = &r->rows[i];
	}
	return best;
}

/* Enough replicas on spot machines alone, for the share of the time. */
static double spot_availability(const struct fleet_case *x, const struct row *a)
{
	double interruptions = fleet_interruptions(x->t, a->offer->provider);

	return fleet_availability(bill_of(a)->needed, x->t->spares, fleet_spot_up(interruptions, x->t->restart_h));
}

/* Spot machines of the same provider that save nothing. */
static void explain_spot(struct row *a)
{
	const struct fleet_bill *bill = &*bill_of(a);
	const struct offer *spot = bill->kind_offer[PURCHASE_SPOT];
	const struct offer *on_demand = bill->kind_offer[PURCHASE_ON_DEMAND];

	if (spot && on_demand && bill->peak != spot &&
		bill->kind_usd[PURCHASE_SPOT] >= bill->kind_usd[PURCHASE_ON_DEMAND])
		add(a, REASON_FLEET_SPOT_DEARER, spot->usd_per_gpu_hour, on_demand->usd_per_gpu_hour,
			bill->spot_effective);
}

/* People who wait cannot wait for a machine that was taken back, however cheap it is. */
static void explain_live(const struct fleet_case *x, struct row *a)
{
	const struct row *spot = cheapest_spot(x->r);
	double usd = spot ? bill_of(spot)->kind_usd[PURCHASE_SPOT] : NAN;

	if (!x->t->live || !(usd < bill_of(a)->usd.mid))
		return;
	reason_add(&a->reasons, REASON_FLEET_SPOT_ADVISED_AGAINST, spot_availability(x, spot),
		bill_of(a)->usd.mid - usd, NAN, spot->deployment.gpu->short_name);
	reason_place(&a->reasons, spot->offer->provider->name);
}

/* Work that nobody waits for belongs on spot machines, wherever they are cheapest. */
static void explain_work(const struct fleet_case *x, struct row *a)
{
	const struct row *spot = cheapest_spot(x->r);
	double usd = spot ? bill_of(spot)->kind_usd[PURCHASE_SPOT] : NAN;

	if (x->t->live || (x->t->kinds >> PURCHASE_SPOT & 1u) || !(usd < bill_of(a)->usd.mid))
		return;
	reason_add(&a->reasons, REASON_FLEET_SPOT_ADVISED, usd, bill_of(a)->usd.mid - usd, NAN,
		spot->deployment.gpu->short_name);
	reason_place(&a->reasons, spot->offer->provider->name);
}

static void explain_api(struct row *a)
{
	if (isnan(bill_of(a)->api_usd))
		return;
	if (isnan(bill_of(a)->api_rate))
		add(a, REASON_FLEET_API_ALWAYS, bill_of(a)->api_usd, NAN, NAN);
	else
		add(a, bill_of(a)->api_usd < bill_of(a)->usd.mid ? REASON_FLEET_API_CHEAPER : REASON_FLEET_API_DEARER,
			bill_of(a)->api_usd, bill_of(a)->api_rate, NAN);
}

static void explain_growth(const struct fleet_case *x, struct row *a)
{
	if (!(x->t->growth > 0.0))
		return;
	if (!isnan(bill_of(a)->outgrown_month))
		add(a, REASON_FLEET_OUTGROWN, bill_of(a)->outgrown_month, NAN, NAN);
	add(a, REASON_FLEET_GROWN, x->t->months, bill_of(a)->grown_replicas, bill_of(a)->grown_usd);
}

/* What the input is at the switch point. */
static void add_switch(
	const struct fleet_case *x, struct row *a, enum fleet_input input, const struct fleet_switch *found)
{
	static const enum reason_id ids[] = {
		[FLEET_INPUT_PRICE] = REASON_FLEET_SWITCH_PRICE,
		[FLEET_INPUT_THROUGHPUT] = REASON_FLEET_SWITCH_THROUGHPUT,
		[FLEET_INPUT_RATE] = REASON_FLEET_SWITCH_RATE,
		[FLEET_INPUT_INTERRUPTIONS] = REASON_FLEET_SWITCH_INTERRUPTIONS,
	};
	const double now[] = {
		[FLEET_INPUT_PRICE] = row_usd_per_gpu_hour(a),
		[FLEET_INPUT_THROUGHPUT] = replica_of(a)->rate_limit,
		[FLEET_INPUT_RATE] = x->t->peak,
		[FLEET_INPUT_INTERRUPTIONS] = fleet_interruptions(x->t, a->offer->provider),
	};

	reason_add(&a->reasons, ids[input], now[input] * found->factor, fabs(found->factor - 1.0) * 100.0, NAN,
		found->winner->deployment.gpu->short_name);
	reason_place(&a->reasons, found->winner->offer->provider->name);
}

static void explain_switches(const struct fleet_case *x, struct row *a)
{
	for (int input = 0; input < FLEET_INPUT_COUNT; input++) {
		struct fleet_switch found = fleet_switch_at(x->s, x->t, x->r, (enum fleet_input)input);

		if (found.winner)
			add_switch(x, a, (enum fleet_input)input, &found);
	}
}

static void compare_with_best(const struct fleet_case *x, struct row *a)
{
	double percent = 100.0 * (bill_of(a)->usd.mid / bill_of(x->best)->usd.mid - 1.0);

	if (a == x->best || !a->offer || !x->best->offer)
		return;
	if (!rival_explain_cheaper(a, percent))
		add(a, a->equal_to_best ? REASON_FLEET_EQUAL : REASON_FLEET_DEARER, percent, bill_of(a)->gpus,
			row_usd_per_gpu_hour(a));
}

static void explain_prices(const struct fleet_case *x, struct row *a)
{
	long oldest = a->offer ? a->offer->as_of : x->today;

	if (!a->offer) {
		offer_filter_explain(
			x->s, x->t->kinds, a->deployment.gpu, layout_gpus(&a->deployment.layout), &a->reasons);
		return;
	}
	if (offer_assumes_place(x->s, a->offer))
		reason_add(&a->reasons, REASON_PLACE_ASSUMED, NAN, NAN, NAN, a->offer->provider->name);
	oldest = bill_of(a)->peak->as_of < oldest ? bill_of(a)->peak->as_of : oldest;
	offer_warn_stale(x->s->catalog, oldest, x->today, &a->reasons);
}

static void explain_meeting(const struct fleet_case *x, struct row *a)
{
	bool best = a == x->best;

	a->reasons.count = 0;
	compare_with_best(x, a);
	if (a->offer) {
		explain_mix(x, a);
		explain_size(x, a);
		offer_count_explain(x->s, a->offer, 1u << bill_of(a)->base->purchase | 1u << bill_of(a)->peak->purchase,
			bill_of(a)->gpus, &a->reasons);
		explain_spot(a);
		if (best) {
			explain_live(x, a);
			explain_work(x, a);
		}
		explain_api(a);
		explain_growth(x, a);
	}
	if (best && a->offer)
		explain_switches(x, a);
	explain_prices(x, a);
	serve_explain_bound(a);
	serve_explain_evidence(x->s, a);
}

/* What cannot serve has no fleet, and so no price: that is no reason of its own. */
static void explain_miss(const struct scenario *idle, long today, struct row *a)
{
	int kept = 0;

	serve_explain(idle, today, NULL, a);
	for (int i = 0; i < a->reasons.count; i++)
		if (!offer_filter_no_price(a->reasons.items[i].id))
			a->reasons.items[kept++] = a->reasons.items[i];
	a->reasons.count = kept;
}

static void warn(const struct fleet_case *x, struct result *r)
{
	if (isnan(x->s->number[PARAMETER_RATE]) && !x->s->traffic_given)
		reason_add(&r->warnings, REASON_FLEET_DEFAULT_RATE, x->t->peak, NAN, NAN, NULL);
	offer_warn(x->s, x->t->kinds, x->today, r, result_offer);
}

void fleet_explain(const struct scenario *s, const struct fleet_terms *t, long today, struct result *r)
{
	struct fleet_case x = { .s = s, .t = t, .r = r, .today = today, .best = result_best(r) };
	struct scenario idle = *s;

	idle.number[PARAMETER_RATE] = t->peak;
	idle.number[PARAMETER_CONCURRENCY] = NAN;
	result_mark_equal(r, r->study->band);
	for (int i = 0; i < r->count; i++) {
		struct row *a = &r->rows[i];

		/* Of one configuration only the prices differ, and they have no error. */
		if (a != x.best && a->equal_to_best && row_same_configuration(a, x.best))
			a->equal_to_best = false;
		if (a->verdict == VERDICT_MEETS)
			explain_meeting(&x, a);
		else
			explain_miss(&idle, today, a);
	}
	warn(&x, r);
}
