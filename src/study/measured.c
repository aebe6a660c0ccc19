/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighing measured neighbours. */
#include "study/measured.h"

#include <math.h>
#include <stddef.h>

/* Below this weight a run is no neighbour: four times the reach away. */
static const double LEAST_WEIGHT = 3e-4;

static bool same_layout(const struct layout *a, const struct layout *b)
{
	return a->tensor == b->tensor && a->pipeline == b->pipeline && a->expert == b->expert && a->data == b->data;
}

/* BF16 and FP16 weights are the same bytes through the same units. */
static bool same_format(const struct weight_format *a, const struct weight_format *b)
{
	return a == b ||
		(a->tensor == TENSOR_16BIT && b->tensor == TENSOR_16BIT && a->bytes_per_weight == 2.0 &&
			b->bytes_per_weight == 2.0);
}

static bool comparable(const struct measurement *run, const struct deployment *d)
{
	return run->gpu == d->gpu && run->engine == d->engine && same_format(run->format, d->format) &&
		run->tuned == (d->profile != d->engine->default_profile) && same_layout(&run->layout, &d->layout);
}

static double square(double x)
{
	return x * x;
}

static double weight_of(
	const struct measurement *run, const struct deployment *d, struct request request, double in_flight)
{
	double distance = square(log(run->prompt / request.prompt)) + square(log(run->output / request.output)) +
		square(log(run->in_flight / in_flight));
	double weight = exp(-distance / (2.0 * square(d->constants->measured_reach)));

	return run->kv->bytes == d->kv->bytes ? weight : weight / 2.0;
}

/* Sums of one figure. */
struct evidence {
	double precision, moved, own;
};

static void add(
	struct evidence *e, const struct measurement *run, double weight, double residual, const struct constants *k)
{
	double precision = weight / (run->local ? k->measured_prior_own : k->measured_prior_published);

	if (isnan(residual))
		return;
	e->precision += precision;
	e->moved += precision * residual;
	if (run->local)
		e->own += precision;
}

/* With C requests in flight, tokens a second are about C/TPOT: one stands in for the other. */
static void lend(struct recalibration *recalibration, const struct evidence *e, enum measured_figure to,
	enum measured_figure from)
{
	if (e[to].precision > 0.0 || !(e[from].precision > 0.0))
		return;
	recalibration->shift[to] = -recalibration->shift[from];
	recalibration->narrowing[to] = recalibration->narrowing[from];
}

struct recalibration measured_recalibration(
	const struct measurements *runs, const struct deployment *d, struct request request, double in_flight)
{
	const struct constants *k = d->constants;
	struct evidence evidence[MEASURED_FIGURES] = { { 0 } };
	struct recalibration recalibration = { .source = NULL };
	double heaviest = 0.0;

	for (int i = 0; i < runs->count; i++) {
		const struct measurement *run = &runs->rows[i];
		double weight;

		if (!comparable(run, d))
			continue;
		weight = weight_of(run, d, request, in_flight);
		if (weight < LEAST_WEIGHT)
			continue;
		for (int f = 0; f < MEASURED_FIGURES; f++)
			add(&evidence[f], run, weight, run->residual[f], k);
		recalibration.runs++;
		recalibration.near = recalibration.near || weight >= exp(-0.5);
		/* The named run is the nearest, one's own first. */
		if (weight + (run->local ? 1.0 : 0.0) > heaviest) {
			heaviest = weight + (run->local ? 1.0 : 0.0);
			recalibration.source = run->source;
		}
	}
	for (int f = 0; f < MEASURED_FIGURES; f++) {
		const struct evidence *e = &evidence[f];

		recalibration.shift[f] = e->precision > 0.0 ? e->moved / (1.0 + e->precision) : 0.0;
		recalibration.narrowing[f] = 1.0 - (1.0 - k->measured_band_left) * e->own / (1.0 + e->own);
	}
	lend(&recalibration, evidence, MEASURED_TPOT, MEASURED_TOK_S);
	lend(&recalibration, evidence, MEASURED_TOK_S, MEASURED_TPOT);
	return recalibration;
}

double measured_move(struct trace *t, double figure, double shift)
{
	TRACE_FORMULA(t, leaned, figure * exp(shift));
	return leaned;
}
