/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terms of owning one configuration, its cost with a band, and how it stands to renting. */
#include "study/serve_offer.h"
#include "study/own_input.h"
#include "study/own_judge.h"

#include <math.h>

static const double MONTHS_PER_YEAR = 12.0, WATTS_PER_KW = 1000.0;
static const double SECONDS_PER_HOUR = 3600.0, MILLION = 1e6;

static struct ownership_terms terms_of(
	const struct scenario *s, const struct gpu *gpu, double bought, double load, const double *v)
{
	return (struct ownership_terms){
		.capex_usd = v[OWNERSHIP_GPU_PRICE] + v[OWNERSHIP_SERVER_PRICE] + v[OWNERSHIP_NETWORK_PRICE],
		.bought_gpus = bought,
		.residual = v[OWNERSHIP_RESIDUAL],
		.interest = v[OWNERSHIP_INTEREST],
		.months = v[OWNERSHIP_YEARS] * MONTHS_PER_YEAR,
		.opex = v[OWNERSHIP_OPEX],
		.staff_usd = v[OWNERSHIP_STAFF],
		.power_kw = gpu->power_w * v[OWNERSHIP_SERVER_POWER] / WATTS_PER_KW,
		.circuit_kw = gpu->power_w * v[OWNERSHIP_CIRCUIT_POWER] / WATTS_PER_KW,
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

/* One input at an end of its range, and what follows from it: sooner sold is dearer sold. */
static struct ownership_terms terms_at(const struct scenario *s, const struct row *a, const struct ownership *own,
	double *values, enum ownership_field field, double end)
{
	struct ownership_terms t;
	double residual = values[OWNERSHIP_RESIDUAL];

	values[field] = end;
	if (field == OWNERSHIP_YEARS)
		values[OWNERSHIP_RESIDUAL] = own_residual(s, end).value;
	t = terms_of(s, a->deployment.gpu, own->terms.bought_gpus, own->terms.load, values);
	values[OWNERSHIP_RESIDUAL] = residual;
	values[field] = own->inputs[field].value;
	return t;
}

static void fill_bands(const struct scenario *s, const struct row *a, struct ownership *own)
{
	double gpus = deployment_gpus(&a->deployment), values[OWNERSHIP_FIELD_COUNT];
	double mid = ownership_month(&own->terms).total, purchase = ownership_purchase(&own->terms);
	struct spread month = { 0.0, 0.0 }, capex = { 0.0, 0.0 };

	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		values[i] = own->inputs[i].value;
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++) {
		const struct own_input *input = &own->inputs[i];
		const double ends[] = { input->low, input->high };

		for (int k = 0; k < 2 && input->low < input->high; k++) {
			struct ownership_terms t = terms_at(s, a, own, values, (enum ownership_field)i, ends[k]);

			spread_add(&month, ownership_month(&t).total - mid);
			spread_add(&capex, ownership_purchase(&t) - purchase);
		}
	}
	own->usd_per_month = spread_band(mid, &month, gpus);
	own->capex_usd = spread_band(purchase, &capex, gpus);
}

static void scale_month(struct ownership_cost *month, double gpus)
{
	month->capital *= gpus;
	month->energy *= gpus;
	month->colocation *= gpus;
	month->operations *= gpus;
	month->staff *= gpus;
	month->total *= gpus;
}

static void fill_month(const struct scenario *s, const struct row *a, double load, struct ownership *own)
{
	double gpus = deployment_gpus(&a->deployment), values[OWNERSHIP_FIELD_COUNT];

	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		values[i] = own->inputs[i].value;
	own->bought_gpus = cost_rented_gpus(gpus, own->inputs[OWNERSHIP_SOLD_GPUS].value);
	own->terms = terms_of(s, a->deployment.gpu, own->bought_gpus / gpus, load, values);
	own->month = ownership_month(&own->terms);
	own->usd_per_month = spread_band(own->month.total, &(struct spread){ 0.0, 0.0 }, gpus);
	scale_month(&own->month, gpus);
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
	double gpus = deployment_gpus(&a->deployment);

	return (struct rental_terms){
		.usd_per_gpu_hour = offer->usd_per_gpu_hour,
		.rented_gpus = cost_rented_gpus(gpus, offer->gpus) / gpus,
		.share = own_rents_by_use(s, offer->purchase) ? s->number[PARAMETER_BUSY] : 1.0,
	};
}

static void fill_rentals(const struct scenario *s, const struct row *a, struct ownership *own)
{
	double gpus = deployment_gpus(&a->deployment);

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

/* A server is a whole node of the GPU, up to those whose power is published, or what is sold as one, or the
 * replica, which never takes a second one. */
static void fill_rack(const struct scenario *s, const struct row *a, struct ownership *own)
{
	const struct deployment *d = &a->deployment;
	bool liquid = s->number[PARAMETER_COOLING] == COOLING_LIQUID;
	double gpus = layout_gpus(&d->layout), server;

	/* fmin and fmax let what is not known pass. */
	server = fmin(own->inputs[OWNERSHIP_SERVER_GPUS].value, d->gpu->max_gpus_per_node);
	server = fmax(gpus, fmax(own->inputs[OWNERSHIP_SOLD_GPUS].value, server));
	own->rack_kw = own->inputs[liquid ? OWNERSHIP_RACK_POWER_LIQUID : OWNERSHIP_RACK_POWER_AIR].value;
	own->power_kw = deployment_gpus(d) * own->terms.power_kw;
	own->server_kw = server * own->terms.circuit_kw;
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

static void fill_tokens(const struct row *a, struct ownership *own)
{
	struct band rented = band_exact(own->rented_usd_per_month);
	const struct band *speed = &replica_of(a)->output_tok_s;

	own->usd_per_gpu_hour = band_scaled(&own->usd_per_month, 1.0 / (deployment_gpus(&a->deployment) * own->hours));
	if (!band_known(speed))
		return;
	own->usd_per_m_output = per_million(&own->usd_per_month, speed, own->hours);
	own->rented_usd_per_m_output = per_million(&rented, speed, own->hours);
}

void own_judge_middle(const struct scenario *s, const struct row *a, struct ownership *own)
{
	double busy = s->number[PARAMETER_BUSY];
	/* With a rate the replica waits for requests all the time; how much it works follows. */
	double load = replica_of(a)->open_loop ? isnan(replica_of(a)->busy) ? 1.0 : replica_of(a)->busy : busy;

	*own = ownership_unknown;
	own_inputs(s, a->deployment.gpu, own->inputs);
	fill_month(s, a, load, own);
	fill_rentals(s, a, own);
	fill_rack(s, a, own);
	own->hours = own->terms.hours * (replica_of(a)->open_loop ? 1.0 : busy);
	fill_tokens(a, own);
}

void own_judge_range(const struct scenario *s, const struct row *a, struct ownership *own)
{
	fill_bands(s, a, own);
	fill_tokens(a, own);
	own->advice = advise(own);
}

void own_judge(const struct scenario *s, const struct row *a, struct ownership *own)
{
	own_judge_middle(s, a, own);
	own_judge_range(s, a, own);
}

bool own_wants(const struct scenario *s, const struct gpu *gpu)
{
	if (s->gpus.count)
		return index_set_has(&s->gpus, (int)(gpu - s->catalog->gpus));
	return !gpu->announced && catalog_ownership(s->catalog, OWNERSHIP_GPU_PRICE, gpu);
}
