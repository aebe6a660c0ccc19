/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terms of owning one configuration, its cost with a band, and how it stands to renting. */
#include "study/serve_offer.h"
#include "study/own_explain.h"
#include "study/own_judge.h"

#include <math.h>

static const double MONTHS_PER_YEAR = 12.0, WATTS_PER_KW = 1000.0;
static const double SECONDS_PER_HOUR = 3600.0, MILLION = 1e6;

static const enum parameter parameters[OWNERSHIP_FIELD_COUNT] = {
	[OWNERSHIP_GPU_PRICE] = PARAMETER_GPU_PRICE,
	[OWNERSHIP_SERVER_PRICE] = PARAMETER_SERVER_PRICE,
	[OWNERSHIP_NETWORK_PRICE] = PARAMETER_NETWORK_PRICE,
	[OWNERSHIP_YEARS] = PARAMETER_YEARS,
	[OWNERSHIP_INTEREST] = PARAMETER_INTEREST,
	[OWNERSHIP_RESIDUAL] = PARAMETER_RESIDUAL,
	[OWNERSHIP_SERVER_POWER] = PARAMETER_SERVER_POWER,
	[OWNERSHIP_PUE] = PARAMETER_PUE,
	[OWNERSHIP_KWH_PRICE] = PARAMETER_KWH_PRICE,
	[OWNERSHIP_COLO_PRICE] = PARAMETER_COLO_PRICE,
	[OWNERSHIP_OPEX] = PARAMETER_OPEX,
	[OWNERSHIP_RACK_POWER_AIR] = PARAMETER_RACK_POWER,
	[OWNERSHIP_RACK_POWER_LIQUID] = PARAMETER_RACK_POWER,
	[OWNERSHIP_SERVER_GPUS] = PARAMETER_COUNT,
};

enum parameter own_parameter(enum ownership_field field)
{
	return parameters[field];
}

double own_default(const struct scenario *s, enum parameter parameter, const struct gpu *gpu)
{
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++) {
		const struct ownership_default *row;

		if (parameters[i] != parameter)
			continue;
		row = catalog_ownership(s->catalog, (enum ownership_field)i, i == OWNERSHIP_GPU_PRICE ? gpu : NULL);
		if (row)
			return row->value;
	}
	return NAN;
}

static void fill_inputs(const struct scenario *s, const struct gpu *gpu, struct ownership *own)
{
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++) {
		enum parameter p = parameters[i];
		double given = p == PARAMETER_COUNT ? NAN : s->number[p];
		const struct ownership_default *row =
			catalog_ownership(s->catalog, (enum ownership_field)i, i == OWNERSHIP_GPU_PRICE ? gpu : NULL);

		if (!isnan(given))
			own->inputs[i] = (struct own_input){ given, given, given, NULL, true };
		else if (row)
			own->inputs[i] = (struct own_input){ row->value, row->low, row->high, row, false };
		else
			own->inputs[i] = (struct own_input){ NAN, NAN, NAN, NULL, false };
	}
}

/* What nobody knows is left out of the sum; own_explain() says so. */
static double known(double value)
{
	return isnan(value) ? 0.0 : value;
}

static struct ownership_terms terms_of(
	const struct scenario *s, const struct gpu *gpu, double load, const double v[OWNERSHIP_FIELD_COUNT])
{
	return (struct ownership_terms){
		.capex_usd =
			v[OWNERSHIP_GPU_PRICE] + known(v[OWNERSHIP_SERVER_PRICE]) + known(v[OWNERSHIP_NETWORK_PRICE]),
		.residual = known(v[OWNERSHIP_RESIDUAL]),
		.interest = v[OWNERSHIP_INTEREST],
		.months = v[OWNERSHIP_YEARS] * MONTHS_PER_YEAR,
		.opex = v[OWNERSHIP_OPEX],
		.power_kw = gpu->power_w * v[OWNERSHIP_SERVER_POWER] / WATTS_PER_KW,
		.pue = v[OWNERSHIP_PUE],
		.usd_per_kwh = v[OWNERSHIP_KWH_PRICE],
		.usd_per_kw_month = v[OWNERSHIP_COLO_PRICE],
		.hours = s->number[PARAMETER_HOURS_PER_MONTH],
		.load = load,
	};
}

/* One input at an end of its range, the others in the middle: what that adds to both sums. */
struct spread {
	double below, above; /* sums of squares */
};

static void spread_add(struct spread *spread, double difference)
{
	if (difference < 0.0)
		spread->below += difference * difference;
	else
		spread->above += difference * difference;
}

/* Ranges of different inputs have nothing to do with each other: their effects add in quadrature. */
static struct band spread_band(double mid, const struct spread *spread, double gpus)
{
	if (isnan(mid))
		return band_unknown();
	return (struct band){ gpus * fmax(0.0, mid - sqrt(spread->below)), gpus * mid,
		gpus * (mid + sqrt(spread->above)) };
}

static void fill_month(const struct scenario *s, const struct row *a, double load, struct ownership *own)
{
	double gpus = layout_gpus(&a->deployment.layout), values[OWNERSHIP_FIELD_COUNT], mid;
	struct spread month = { 0.0, 0.0 }, capex = { 0.0, 0.0 };

	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		values[i] = own->inputs[i].value;
	own->terms = terms_of(s, a->deployment.gpu, load, values);
	own->month = ownership_month(&own->terms);
	mid = own->month.total;
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++) {
		const struct own_input *input = &own->inputs[i];
		const double ends[] = { input->low, input->high };

		for (int k = 0; k < 2 && input->low < input->high; k++) {
			struct ownership_terms t;

			values[i] = ends[k];
			t = terms_of(s, a->deployment.gpu, load, values);
			spread_add(&month, ownership_month(&t).total - mid);
			spread_add(&capex, t.capex_usd - own->terms.capex_usd);
		}
		values[i] = input->value;
	}
	own->usd_per_month = spread_band(mid, &month, gpus);
	own->capex_usd = spread_band(own->terms.capex_usd, &capex, gpus);
	own->month.capital *= gpus;
	own->month.energy *= gpus;
	own->month.colocation *= gpus;
	own->month.operations *= gpus;
	own->month.total *= gpus;
}

/* On demand and on spot a GPU can be given back while it is idle; a reserved one is paid for. */
static bool rents_by_hour(const struct scenario *s, enum purchase purchase)
{
	return !scenario_open_loop(s) && (purchase == PURCHASE_ON_DEMAND || purchase == PURCHASE_SPOT);
}

bool own_rents_by_use(const struct scenario *s, enum purchase purchase)
{
	return s->number[PARAMETER_RENTED_HOURS] == RENTED_BUSY && rents_by_hour(s, purchase);
}

struct rental_terms own_rental_terms(const struct scenario *s, const struct row *a, const struct offer *offer)
{
	double gpus = layout_gpus(&a->deployment.layout);

	return (struct rental_terms){
		.usd_per_gpu_hour = offer->usd_per_gpu_hour,
		.rented_gpus = cost_rented_gpus(gpus, offer->gpus) / gpus,
		.share = own_rents_by_use(s, offer->purchase) ? s->number[PARAMETER_BUSY] : 1.0,
	};
}

static void fill_rentals(const struct scenario *s, const struct row *a, struct ownership *own)
{
	double gpus = layout_gpus(&a->deployment.layout);

	for (int i = 0; i < OWN_RENTALS; i++) {
		struct own_rental *rental = &own->rentals[i];
		const struct offer *offer = serve_offer_among(s, a->deployment.gpu, gpus, 1u << i);
		struct rental_terms terms;
		double month;

		*rental = (struct own_rental){ offer, scenario_purchases(s) & 1u << i, NAN, NAN, NAN };
		if (!offer)
			continue;
		terms = own_rental_terms(s, a, offer);
		month = rental_month(&terms, own->terms.hours);
		rental->usd_per_month = gpus * month;
		rental->break_even_month = ownership_break_even_month(&own->terms, month);
		if (rents_by_hour(s, offer->purchase))
			rental->break_even_share = ownership_break_even_share(&own->terms, &terms);
		if (rental->considered && (!own->rental || rental->usd_per_month < own->rental->usd_per_month))
			own->rental = rental;
	}
	if (own->rental)
		own->rented_usd_per_month = own->rental->usd_per_month;
}

/* A server is a whole node of the GPU, up to those whose power is published, or the replica, which
 * never takes a second one. */
static void fill_rack(const struct scenario *s, const struct row *a, struct ownership *own)
{
	const struct deployment *d = &a->deployment;
	bool liquid = s->number[PARAMETER_COOLING] == COOLING_LIQUID;
	double gpus = layout_gpus(&d->layout), server;

	/* fmin and fmax let what is not known pass. */
	server = fmax(gpus, fmin(own->inputs[OWNERSHIP_SERVER_GPUS].value, d->gpu->max_gpus_per_node));
	own->rack_kw = own->inputs[liquid ? OWNERSHIP_RACK_POWER_LIQUID : OWNERSHIP_RACK_POWER_AIR].value;
	own->power_kw = gpus * own->terms.power_kw;
	own->server_kw = server * own->terms.power_kw;
	own->servers_per_rack = ownership_servers_per_rack(own->rack_kw, own->server_kw);
}

static struct band per_million(const struct band *month, const struct band *tok_s, double hours)
{
	double tokens = SECONDS_PER_HOUR * hours / MILLION;

	return (struct band){ month->low / (tok_s->high * tokens), month->mid / (tok_s->mid * tokens),
		month->high / (tok_s->low * tokens) };
}

static enum own_advice advise(const struct ownership *own)
{
	double rented = own->rented_usd_per_month;

	if (isnan(rented) || !band_known(&own->usd_per_month))
		return OWN_UNKNOWN;
	if (own->servers_per_rack < 1.0 || rented < own->usd_per_month.low)
		return OWN_RENT;
	return rented > own->usd_per_month.high ? OWN_BUY : OWN_EQUAL;
}

void own_judge(const struct scenario *s, const struct row *a, struct ownership *own)
{
	double gpus = layout_gpus(&a->deployment.layout), busy = s->number[PARAMETER_BUSY];
	/* With a rate the replica waits for requests all the time; how much it works follows. */
	double load = replica_of(a)->open_loop ? isnan(replica_of(a)->busy) ? 1.0 : replica_of(a)->busy : busy;
	struct band rented;

	*own = ownership_unknown;
	fill_inputs(s, a->deployment.gpu, own);
	fill_month(s, a, load, own);
	fill_rentals(s, a, own);
	fill_rack(s, a, own);
	own->hours = own->terms.hours * (replica_of(a)->open_loop ? 1.0 : busy);
	own->usd_per_gpu_hour = band_scaled(&own->usd_per_month, 1.0 / (gpus * own->hours));
	if (band_known(&replica_of(a)->output_tok_s)) {
		rented = band_exact(own->rented_usd_per_month);
		own->usd_per_m_output = per_million(&own->usd_per_month, &replica_of(a)->output_tok_s, own->hours);
		own->rented_usd_per_m_output = per_million(&rented, &replica_of(a)->output_tok_s, own->hours);
	}
	own->advice = advise(own);
}

bool own_wants(const struct scenario *s, const struct gpu *gpu)
{
	if (s->gpus.count)
		return index_set_has(&s->gpus, (int)(gpu - s->catalog->gpus));
	return !gpu->announced && catalog_ownership(s->catalog, OWNERSHIP_GPU_PRICE, gpu);
}
