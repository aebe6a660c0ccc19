/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GPU in the contest for the cheaper of buying and renting, and the inputs that switch between them. */
#include "study/own_sensitivity.h"

#include <math.h>

#include "study/own_input.h"
#include "study/own_judge.h"
#include "study/serve.h"
#include "study/serve_replicas.h"
#include "study/switch_point.h"

static const double MONTHS_PER_YEAR = 12.0;

/* What a replica costs to own, and how much of the time it is busy, do not change what serves best: one look at a GPU
 * serves all positions. */
bool own_widen(struct scenario *s, enum parameter parameter, double widest)
{
	(void)s;
	(void)widest;
	if (parameter == PARAMETER_BUSY)
		return true;
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		if (own_parameter((enum ownership_field)i) == parameter)
			return true;
	return false;
}

/* Enters the replica at one position, where that can lead. */
static void enter(struct contest *c, int position, const struct scenario *s, const struct row *a)
{
	struct contender it = { .gpu = a->deployment.gpu };
	struct ownership ownership;

	own_judge_middle(s, a, &ownership);
	it.objective = own_cheaper(&ownership).mid;
	if (it.objective > contest_limit(c, position))
		return;
	own_judge_range(s, a, &ownership);
	/* As in serving: the cheaper one without a price of either. */
	it.gpus = layout_gpus(&a->deployment.layout);
	it.replicas = deployment_replicas(&a->deployment);
	it.size = deployment_gpus(&a->deployment);
	it.behind = replica_stands_behind(a);
	it.choice = own_advice_id(ownership.advice);
	contest_enter(c, position, &it);
}

/* The configuration that serve_one() chooses, where one meets the goals; others are judged no further than it takes to
 * know that they do not. */
struct meeting {
	struct row *best;
	bool found;
};

static void keep_meeting(const struct row *a, void *data)
{
	struct meeting *meeting = data;

	if (meeting->found && serve_prefer(a, meeting->best) >= 0)
		return;
	row_copy(meeting->best, a);
	meeting->found = true;
}

static void look(const struct scenario *s, const struct deployment *d, void *data)
{
	const struct meeting *meeting = data;

	serve_replicas_that_meet(
		s, d, meeting->found ? serve_cost_to_beat(meeting->best) : INFINITY, keep_meeting, data);
}

static bool best_meets(const struct contest *c, const struct gpu *gpu, struct row *a)
{
	const struct scenario *s = c->scenario;
	struct meeting meeting = { a, false };

	if (serve_each(s, c->model, gpu, s->number[PARAMETER_GPUS], look, &meeting) && !meeting.found)
		return false;
	/* A given layout, or a rate: how much of the time the replica works is asked, too. */
	if (!meeting.found || scenario_open_loop(s))
		serve_one(s, c->model, gpu, s->number[PARAMETER_GPUS], a);
	return a->verdict == VERDICT_MEETS;
}

void own_contend(struct contest *c, const struct gpu *gpu)
{
	struct replica_row made;
	struct row *a = replica_row_init(&made);
	struct scenario moved;

	if (!own_wants(c->scenario, gpu) || !best_meets(c, gpu, a))
		return;
	if (!c->wide) {
		enter(c, 0, c->scenario, a);
		return;
	}
	moved = *c->scenario;
	for (int i = 0; i < c->count; i++) {
		moved.number[c->parameter] = c->positions[i];
		enter(c, i, &moved, a);
	}
}

/* Buying against renting one GPU, with one of the inputs free. */
struct buy_or_rent {
	const struct scenario *scenario;
	enum own_input_id input;
	struct ownership_terms terms;
	struct rental_terms rental;
	double rest_usd; /* of the purchase beside the GPU */
	bool by_use;
	bool rent_now; /* renting is cheaper with the present inputs */
};

/* What owning costs more than renting in a month. */
static double difference(const struct buy_or_rent *c, double value)
{
	struct ownership_terms t = c->terms;
	struct rental_terms r = c->rental;

	switch (c->input) {
	case SWITCH_GPU_PRICE: t.capex_usd = value + c->rest_usd; break;
	case SWITCH_KWH_PRICE: t.usd_per_kwh = value; break;
	case SWITCH_BUSY:
		t.load = value;
		if (c->by_use)
			r.share = value;
		break;
	case SWITCH_YEARS:
		t.months = value * MONTHS_PER_YEAR;
		t.residual = own_residual(c->scenario, value).value;
		break;
	case SWITCH_RENTAL: r.usd_per_gpu_hour = value; break;
	case SWITCH_COUNT: break;
	}
	return ownership_month(&t).total - rental_month(&r, t.hours);
}

static int switched(const void *context, double value)
{
	const struct buy_or_rent *c = context;

	return (difference(c, value) > 0.0) != c->rent_now;
}

/* All but the years change both sums in proportion: a straight line, whose zero two points tell. */
static double zero_of_line(const struct buy_or_rent *c, double low, double high)
{
	double at_low = difference(c, low), at_high = difference(c, high);
	double zero;

	/* It does not count at all. */
	if (at_low == at_high)
		return NAN;
	zero = low - at_low * (high - low) / (at_high - at_low);
	return zero >= low && zero <= high ? zero : NAN;
}

/* NaN: none in the range of the parameter; a rental price has no range. */
static double switch_value(struct buy_or_rent *c, double now, enum parameter parameter)
{
	/* To a billionth of the range of years. */
	enum { HALVINGS = 32 };
	bool ranged = parameter != PARAMETER_COUNT;
	double low = ranged ? parameter_row(parameter)->low : 0.0;
	double high = ranged ? parameter_row(parameter)->high : now * 1e9;
	const double values[] = { low, now, high };
	int first = low < now ? 0 : 1, end = high > now ? 3 : 2;

	if (isnan(now))
		return NAN;
	if (c->input != SWITCH_YEARS)
		return zero_of_line(c, low, high);
	c->rent_now = difference(c, now) > 0.0;
	return switch_point_find(switched, c, values + first, end - first, 1 - first, HALVINGS).value;
}

void own_switch_points(const struct scenario *s, const struct row *a, struct ownership *own)
{
	static const enum parameter parameters[SWITCH_COUNT] = {
		[SWITCH_GPU_PRICE] = PARAMETER_GPU_PRICE,
		[SWITCH_KWH_PRICE] = PARAMETER_KWH_PRICE,
		[SWITCH_BUSY] = PARAMETER_BUSY,
		[SWITCH_YEARS] = PARAMETER_YEARS,
		[SWITCH_RENTAL] = PARAMETER_COUNT,
	};
	const struct ownership_terms *t = &own->terms;
	const struct offer *offer = own->rental ? own->rental->offer : NULL;
	struct buy_or_rent c = { .scenario = s, .terms = *t };
	double nearest = INFINITY;

	if (!offer)
		return;
	c.rental = own_rental_terms(s, a, offer);
	c.by_use = own_rents_by_use(s, offer->purchase);
	c.rest_usd = t->capex_usd - own->inputs[OWNERSHIP_GPU_PRICE].value;
	own->switch_now[SWITCH_GPU_PRICE] = own->inputs[OWNERSHIP_GPU_PRICE].value;
	own->switch_now[SWITCH_KWH_PRICE] = t->usd_per_kwh;
	own->switch_now[SWITCH_BUSY] = t->load;
	own->switch_now[SWITCH_YEARS] = t->months / MONTHS_PER_YEAR;
	own->switch_now[SWITCH_RENTAL] = c.rental.usd_per_gpu_hour;
	for (int i = 0; i < SWITCH_COUNT; i++) {
		double change;

		/* A rate is what it is, and the load follows it. */
		if (i == SWITCH_BUSY && replica_of(a)->open_loop)
			continue;
		c.input = (enum own_input_id)i;
		own->switch_at[i] = switch_value(&c, own->switch_now[i], parameters[i]);
		change = fabs(log(own->switch_at[i] / own->switch_now[i]));
		if (change < nearest) {
			nearest = change;
			own->nearest = (enum own_input_id)i;
		}
	}
}
