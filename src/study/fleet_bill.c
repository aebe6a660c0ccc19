/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buying replicas: every kind of purchase alone, a reserved base, a floor under spot machines. */
#include "study/fleet_bill.h"

#include <math.h>
#include <stddef.h>

static const double SECONDS_PER_HOUR = 3600.0;

/* A whole service: its day, its replicas, its growth, spot machines, an API to compare with. */
const enum parameter fleet_parameters[] = { PARAMETER_RATE_LOW, PARAMETER_LOW_HOURS, PARAMETER_TRAFFIC,
	PARAMETER_TARGET_LOAD, PARAMETER_SPARES, PARAMETER_SCALING, PARAMETER_GROWTH, PARAMETER_MONTHS,
	PARAMETER_INTERRUPTIONS, PARAMETER_RESTART, PARAMETER_SPOT_FLOOR, PARAMETER_API_INPUT_PRICE,
	PARAMETER_API_OUTPUT_PRICE, PARAMETER_COUNT };

const struct fleet_bill fleet_bill_unknown = {
	.rate_peak = NAN,
	.rate_low = NAN,
	.replicas = NAN,
	.replicas_low = NAN,
	.needed = NAN,
	.gpus = NAN,
	.base_replicas = NAN,
	.kind_usd = { NAN, NAN, NAN, NAN },
	.floor_usd = NAN,
	.usd = { NAN, NAN, NAN },
	.gpu_hours = NAN,
	.busy = NAN,
	.idle_usd = NAN,
	.spot_effective = NAN,
	.spot_availability = NAN,
	.api_usd = NAN,
	.api_rate = NAN,
	.outgrown_month = NAN,
	.grown_replicas = NAN,
	.grown_usd = NAN,
};

const struct fleet_bill *bill_of(const struct row *row)
{
	return row->part_kind == PART_BILL ? &((const struct bill_part *)row->part)->bill : &fleet_bill_unknown;
}

const char *row_purchase_id(const struct row *row)
{
	if (!row->offer)
		return NULL;
	return PURCHASE_WORDS[bill_of(row)->mix > FLEET_MIX_ONE ? PURCHASE_MIXED : row->offer->purchase];
}

double row_usd_per_gpu_hour(const struct row *row)
{
	const struct fleet_bill *bill = bill_of(row);

	if (!row->offer)
		return NAN;
	return bill->mix == FLEET_MIX_NONE ? row->offer->usd_per_gpu_hour : bill->usd.mid / bill->gpu_hours;
}

static void measure(struct fleet_terms *t)
{
	t->peak = t->low = t->rates[0];
	t->mean = 0.0;
	for (int hour = 0; hour < FLEET_HOURS; hour++) {
		t->peak = fmax(t->peak, t->rates[hour]);
		t->low = fmin(t->low, t->rates[hour]);
		t->mean += t->rates[hour] / FLEET_HOURS;
	}
}

static unsigned kinds_of(const struct scenario *s)
{
	unsigned kinds = scenario_purchases(s);

	return s->purchases ? kinds : kinds | 1u << PURCHASE_RESERVED_1Y;
}

void fleet_terms_read(struct fleet_terms *t, const struct scenario *s)
{
	const double *n = s->number;
	double rate = isnan(n[PARAMETER_RATE]) ? FLEET_DEFAULT_RATE : n[PARAMETER_RATE];
	double low = isnan(n[PARAMETER_RATE_LOW]) ? rate : fmin(rate, n[PARAMETER_RATE_LOW]);

	*t = (struct fleet_terms){
		.target_load = n[PARAMETER_TARGET_LOAD],
		.spares = n[PARAMETER_SPARES],
		.scaled = n[PARAMETER_SCALING] == SCALING_HOURLY,
		.month_hours = n[PARAMETER_HOURS_PER_MONTH],
		.growth = n[PARAMETER_GROWTH],
		.months = n[PARAMETER_MONTHS],
		.interruptions = n[PARAMETER_INTERRUPTIONS],
		.interruption_factor = 1.0,
		.restart_h = n[PARAMETER_RESTART] / SECONDS_PER_HOUR,
		.spot_floor = n[PARAMETER_SPOT_FLOOR],
		.kinds = kinds_of(s),
		.constants = &s->catalog->constants,
		.live = isfinite(n[PARAMETER_TTFT]) || isfinite(n[PARAMETER_TPOT]),
	};
	for (int hour = 0; hour < FLEET_HOURS; hour++)
		t->rates[hour] = s->traffic_given ? s->traffic[hour] : hour < n[PARAMETER_LOW_HOURS] ? low : rate;
	measure(t);
}

void fleet_terms_scale(struct fleet_terms *t, double factor)
{
	for (int hour = 0; hour < FLEET_HOURS; hour++)
		t->rates[hour] *= factor;
	measure(t);
}

double fleet_interruptions_at(const struct constants *k, double given, const struct provider *provider)
{
	double usual =
		provider->kind == PROVIDER_MARKETPLACE ? k->spot_interruptions_marketplace : k->spot_interruptions;

	return isnan(given) ? usual : given;
}

double fleet_interruptions(const struct fleet_terms *t, const struct provider *provider)
{
	return t->interruption_factor * fleet_interruptions_at(t->constants, t->interruptions, provider);
}

static bool may(const struct fleet_terms *t, enum purchase kind)
{
	return t->kinds >> kind & 1u;
}

/* A question about one provider, with the day that follows from it. */
struct purchase_case {
	const struct fleet_terms *t;
	const struct fleet_quote *quote;
	struct fleet_day day;
	double gpus; /* of a replica */
	double interruptions;
};

static struct fleet_price price_of(const struct purchase_case *c, const struct offer *offer)
{
	struct fleet_price price = { offer->usd_per_gpu_hour, offer->gpus };

	/* A request is short against a restart: no work is lost. */
	if (offer->purchase == PURCHASE_SPOT)
		price.usd_per_gpu_hour =
			fleet_spot_price(price.usd_per_gpu_hour, c->interruptions, c->t->restart_h, 0.0);
	return price;
}

/* GPU-hours of a month when all replicas come from one offer: reserved ones are paid all day. */
static double hours_alone(const struct purchase_case *c, const struct offer *offer)
{
	bool reserved = offer->purchase == PURCHASE_RESERVED_1Y || offer->purchase == PURCHASE_RESERVED_3Y;

	if (reserved)
		return c->t->month_hours * fleet_rented_gpus(fleet_peak(&c->day), c->gpus, offer->gpus);
	return fleet_scaled_hours(&c->day, c->gpus, offer->gpus, 0.0, c->t->month_hours);
}

/* Takes a way to buy when it is cheaper than what the bill has. */
static void consider(struct fleet_bill *bill, enum fleet_mix mix, double base_replicas, const struct offer *base,
	const struct offer *peak, double usd)
{
	if (isnan(usd) || usd >= bill->usd.mid)
		return;
	bill->mix = mix;
	bill->base_replicas = base_replicas;
	bill->base = base;
	bill->peak = peak;
	bill->usd.mid = usd;
}

/* Spot machines must be cheaper than the same on demand, and nobody may wait for them. */
static bool spot_alone(const struct fleet_terms *t, const struct fleet_bill *bill)
{
	double on_demand = bill->kind_usd[PURCHASE_ON_DEMAND];

	return (!t->live || !may(t, PURCHASE_ON_DEMAND)) &&
		(isnan(on_demand) || !may(t, PURCHASE_ON_DEMAND) || bill->kind_usd[PURCHASE_SPOT] < on_demand);
}

static void buy_alone(const struct purchase_case *c, struct fleet_bill *bill)
{
	for (int kind = 0; kind < PURCHASE_MIXED; kind++) {
		const struct fleet_offers *sold = &c->quote->kinds[kind];

		for (int i = 0; i < sold->count; i++) {
			double usd = price_of(c, sold->offers[i]).usd_per_gpu_hour * hours_alone(c, sold->offers[i]);

			if (!(usd >= bill->kind_usd[kind])) {
				bill->kind_usd[kind] = usd;
				bill->kind_offer[kind] = sold->offers[i];
			}
		}
	}
	for (int kind = 0; kind < PURCHASE_MIXED; kind++) {
		bool scaled = kind == PURCHASE_ON_DEMAND || kind == PURCHASE_SPOT;

		if (!may(c->t, (enum purchase)kind) || (kind == PURCHASE_SPOT && !spot_alone(c->t, bill)))
			continue;
		consider(bill, FLEET_MIX_ONE, scaled ? 0.0 : fleet_peak(&c->day), bill->kind_offer[kind],
			bill->kind_offer[kind], bill->kind_usd[kind]);
	}
}

/* GPU-hours of a month with `base` replicas reserved, or with the floor under spot machines. */
static struct fleet_split hours_mixed(const struct purchase_case *c, enum fleet_mix mix, double base,
	const struct offer *fixed, const struct offer *flexible)
{
	const struct fleet_terms *t = c->t;

	return mix == FLEET_MIX_RESERVED
		? fleet_base_hours(&c->day, c->gpus, base, fixed->gpus, flexible->gpus, t->month_hours)
		: fleet_floor_hours(&c->day, c->gpus, t->spot_floor, fixed->gpus, flexible->gpus, t->month_hours);
}

/* The bill counts the hours that spot machines lose. */
static double usd_mixed(const struct purchase_case *c, enum fleet_mix mix, double base, const struct offer *fixed,
	const struct offer *flexible)
{
	struct fleet_split hours = hours_mixed(c, mix, base, fixed, flexible);

	return fixed->usd_per_gpu_hour * hours.fixed + price_of(c, flexible).usd_per_gpu_hour * hours.flexible;
}

static void buy_base(const struct purchase_case *c, enum purchase kind, struct fleet_bill *bill)
{
	const struct fleet_offers *reserved = &c->quote->kinds[kind];
	const struct fleet_offers *hourly = &c->quote->kinds[PURCHASE_ON_DEMAND];

	if (!may(c->t, kind) || !may(c->t, PURCHASE_ON_DEMAND))
		return;
	for (int i = 0; i < reserved->count; i++) {
		for (int k = 0; k < hourly->count; k++) {
			struct fleet_price fixed = price_of(c, reserved->offers[i]);
			struct fleet_price flexible = price_of(c, hourly->offers[k]);
			double base = fleet_base(&c->day, c->gpus, &fixed, &flexible);

			/* Nothing and all of it are kinds of their own. */
			if (base > 0.0 && base < fleet_peak(&c->day))
				consider(bill, FLEET_MIX_RESERVED, base, reserved->offers[i], hourly->offers[k],
					usd_mixed(c, FLEET_MIX_RESERVED, base, reserved->offers[i], hourly->offers[k]));
		}
	}
}

static void buy_floor(const struct purchase_case *c, struct fleet_bill *bill)
{
	const struct fleet_offers *fixed = &c->quote->kinds[PURCHASE_ON_DEMAND];
	const struct fleet_offers *spot = &c->quote->kinds[PURCHASE_SPOT];
	double kept = fleet_kept(fleet_peak(&c->day), c->t->spot_floor);
	bool worth = bill->kind_usd[PURCHASE_SPOT] < bill->kind_usd[PURCHASE_ON_DEMAND];

	for (int i = 0; i < fixed->count; i++) {
		for (int k = 0; k < spot->count; k++) {
			double usd = usd_mixed(c, FLEET_MIX_SPOT, kept, fixed->offers[i], spot->offers[k]);

			bill->floor_usd = fmin(usd, bill->floor_usd);
			if (worth && kept < fleet_peak(&c->day) && may(c->t, PURCHASE_SPOT) &&
				may(c->t, PURCHASE_ON_DEMAND))
				consider(bill, FLEET_MIX_SPOT, kept, fixed->offers[i], spot->offers[k], usd);
		}
	}
}

static struct purchase_case begin(
	const struct fleet_terms *t, const struct fleet_replica *replica, const struct fleet_quote *quote)
{
	return (struct purchase_case){
		.t = t,
		.quote = quote,
		.gpus = replica->gpus,
		.day = fleet_day(t->rates, replica, t->spares, t->scaled),
		.interruptions = quote ? fleet_interruptions(t, quote->provider) : NAN,
	};
}

struct fleet_bill fleet_bill_of(
	const struct fleet_terms *t, const struct fleet_replica *replica, const struct fleet_quote *quote)
{
	struct purchase_case c = begin(t, replica, quote);
	struct fleet_bill bill = fleet_bill_unknown;

	bill.rate_peak = t->peak;
	bill.rate_low = t->low;
	bill.replicas = fleet_peak(&c.day);
	bill.replicas_low = fleet_low(&c.day);
	bill.needed = fleet_replicas(t->peak, replica, 0.0);
	bill.gpus = bill.replicas * replica->gpus;
	if (!quote)
		return bill;
	bill.usd.mid = INFINITY;
	buy_alone(&c, &bill);
	buy_base(&c, PURCHASE_RESERVED_1Y, &bill);
	buy_base(&c, PURCHASE_RESERVED_3Y, &bill);
	buy_floor(&c, &bill);
	if (bill.mix == FLEET_MIX_NONE)
		bill.usd.mid = NAN;
	return bill;
}

/* GPU-hours paid in a month, and GPUs of the busiest hour, with the purchase of the bill. */
static void count_gpus(const struct purchase_case *c, struct fleet_bill *bill)
{
	double base = bill->base_replicas, peak = fleet_peak(&c->day);
	struct fleet_split hours;

	if (bill->mix == FLEET_MIX_ONE) {
		bill->gpus = fleet_rented_gpus(peak, c->gpus, bill->base->gpus);
		bill->gpu_hours = hours_alone(c, bill->base);
		return;
	}
	bill->gpus = fleet_rented_gpus(base, c->gpus, bill->base->gpus) +
		fleet_rented_gpus(peak - base, c->gpus, bill->peak->gpus);
	hours = hours_mixed(c, bill->mix, base, bill->base, bill->peak);
	bill->gpu_hours = hours.fixed + hours.flexible;
}

static void look_at_spot(const struct purchase_case *c, struct fleet_bill *bill)
{
	const struct offer *spot = bill->kind_offer[PURCHASE_SPOT];
	double up = fleet_spot_up(c->interruptions, c->t->restart_h);
	/* A floor cannot be taken back: only the others may be missing. */
	double fixed = bill->mix == FLEET_MIX_SPOT ? fmin(bill->base_replicas, bill->needed) : 0.0;

	if (!spot)
		return;
	bill->spot_effective = price_of(c, spot).usd_per_gpu_hour;
	bill->spot_availability = fleet_availability(bill->needed - fixed, c->t->spares, up);
}

/* The bill's middle when replicas take `factor` times as much, or the traffic is so many times as high. */
static struct fleet_bill other_bill(const struct fleet_terms *t, const struct fleet_replica *replica,
	const struct fleet_quote *quote, double factor, double traffic)
{
	struct fleet_replica other = *replica;
	struct fleet_terms terms = *t;

	other.rate_limit *= factor;
	if (traffic != 1.0)
		fleet_terms_scale(&terms, traffic);
	return fleet_bill_of(&terms, &other, quote);
}

/* The mean rate from which the fleet, sized for it, costs no more than an API that asks api_usd for the traffic as it
 * is: the first of doublings, then bisection.  NaN: not below 4096 times as much. */
static double api_rate(const struct fleet_terms *t, const struct fleet_replica *replica,
	const struct fleet_quote *quote, double api_usd)
{
	enum { HALVINGS = 10 };
	const double least = 1.0 / 256.0, most = 4096.0;
	double low = least, high = least;

	while (!(other_bill(t, replica, quote, 1.0, high).usd.mid <= api_usd * high)) {
		low = high;
		high *= 2.0;
		if (high > most)
			return NAN;
	}
	for (int i = 0; i < HALVINGS && low < high; i++) {
		double middle = sqrt(low * high);

		if (other_bill(t, replica, quote, 1.0, middle).usd.mid <= api_usd * middle)
			high = middle;
		else
			low = middle;
	}
	return t->mean * high;
}

void fleet_bill_finish(struct fleet_bill *bill, const struct fleet_terms *t, const struct fleet_replica *replica,
	const struct fleet_quote *quote, struct band_factor factor, double usd_per_request)
{
	struct purchase_case c = begin(t, replica, quote);
	double most = bill->needed * replica->rate_limit * replica->target_load;
	double growth = pow(1.0 + t->growth, t->months);
	struct fleet_bill grown = other_bill(t, replica, quote, 1.0, growth);

	bill->outgrown_month = fleet_outgrown_month(t->peak, most, t->growth);
	bill->grown_replicas = grown.replicas;
	bill->grown_usd = grown.usd.mid;
	bill->api_usd = usd_per_request * t->mean * t->month_hours * SECONDS_PER_HOUR;
	if (!quote)
		return;
	look_at_spot(&c, bill);
	if (bill->mix == FLEET_MIX_NONE)
		return;
	count_gpus(&c, bill);
	bill->usd.low = other_bill(t, replica, quote, factor.high, 1.0).usd.mid;
	bill->usd.high = other_bill(t, replica, quote, factor.low, 1.0).usd.mid;
	bill->busy = fmin(1.0, t->mean * t->month_hours * replica->gpus / (bill->gpu_hours * replica->rate_limit));
	bill->idle_usd = fleet_idle_usd(bill->usd.mid, bill->busy);
	if (usd_per_request > 0.0)
		bill->api_rate =
			api_rate(t, replica, quote, usd_per_request * t->mean * t->month_hours * SECONDS_PER_HOUR);
}

struct fleet_replica fleet_replica_of(const struct fleet_terms *t, const struct deployment *d, double rate_limit)
{
	return (struct fleet_replica){
		.gpus = layout_gpus(&d->layout), .rate_limit = rate_limit, .target_load = t->target_load
	};
}
