/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a way to be done to what a row says of it. */
#include "study/batch_row.h"

#include <math.h>
#include <string.h>

#include "study/result.h"
#include "study/serve.h"

static struct band band_of_usd(const struct batch_way *way, const struct band *hours)
{
	const double *ends[] = { &hours->low, &hours->mid, &hours->high };
	double usd[3];

	for (int i = 0; i < 3; i++)
		usd[i] = pile_usd(NULL, way->offer->usd_per_gpu_hour, way->rented_gpus,
			pile_billed_h(&way->pile, &way->crew, *ends[i], way->unit_h), NULL);
	return (struct band){ usd[0], usd[1], usd[2] };
}

/* What losses alone add to the bill. */
static double lost_usd(const struct batch_way *way, double usd)
{
	struct pile kept = way->pile;

	kept.interruptions = 0.0;
	return usd -
		pile_usd(NULL, way->offer->usd_per_gpu_hour, way->rented_gpus,
			pile_billed_h(&kept, &way->crew, pile_hours(NULL, &kept, &way->crew), way->unit_h), NULL);
}

struct batch_pile batch_row_pile(const struct batch_terms *t, double now, const struct batch_way *way)
{
	struct batch_pile p = batch_pile_unknown;

	p.requests = t->requests;
	p.now = now;
	p.deadline_h = t->deadline_h;
	p.pile = way->pile;
	p.crew = way->crew;
	p.rented_gpus = way->rented_gpus;
	p.unit_h = way->unit_h;
	p.work_h = pile_work_h(&way->pile, 0.5) / way->crew.replicas;
	/* Machines that are lost before they serve never get anywhere. */
	if (isinf(way->hours_sure))
		return p;
	p.hours = pile_hours_band(&way->pile, &way->crew);
	p.hours_sure = way->hours_sure;
	/* What is left of rounding is no loss. */
	p.lost_h = p.pile.interruptions > 0.0 ? fmax(0.0, p.hours.mid - p.work_h - pile_start_h(&way->pile)) : 0.0;
	p.interruptions = pile_interruptions(&way->pile, &way->crew, p.hours.mid);
	p.gpu_hours = way->rented_gpus * pile_billed_h(&way->pile, &way->crew, p.hours.mid, way->unit_h);
	if (!way->offer)
		return p;
	p.usd = band_of_usd(way, &p.hours);
	p.usd_sure = way->usd_sure;
	p.lost_usd = lost_usd(way, p.usd.mid);
	return p;
}

void batch_row_money(const struct scenario *s, const struct batch_way *way, struct row *a)
{
	const double per_million = 1e6 / way->pile.tokens;

	if (!way->offer)
		return;
	a->offer = way->offer;
	a->usd_per_hour = way->offer->usd_per_gpu_hour * way->rented_gpus;
	a->cost = token_cost_of_bill(&pile_of(a)->usd, way->pile.tokens, s->number[PARAMETER_PROMPT],
		s->number[PARAMETER_OUTPUT], replica_of(a)->prefill_share);
	a->cost_sure = pile_of(a)->usd_sure * per_million;
}

void batch_row_judge(const struct batch_terms *t, const struct batch_way *way, struct row *a)
{
	a->p_meets = way->sure;
	a->excess = way->hours_sure / t->deadline_h;
	a->verdict = verdict_of(way->sure >= t->certainty, way->sure, t->certainty);
}

int batch_compare(const struct row *a, const struct row *b)
{
	double x = pile_of(a)->usd_sure, y = pile_of(b)->usd_sure;

	if (a->verdict != b->verdict || a->verdict > VERDICT_MISSES)
		return serve_compare(a, b);
	if (a->verdict != VERDICT_MEETS) {
		x = a->p_meets != b->p_meets ? b->p_meets : a->excess;
		y = a->p_meets != b->p_meets ? a->p_meets : b->excess;
	} else if (isnan(x) || isnan(y)) {
		if (isnan(x) != isnan(y))
			return isnan(x) ? 1 : -1;
		x = pile_of(a)->rented_gpus;
		y = pile_of(b)->rented_gpus;
	}
	if (x != y)
		return x < y ? -1 : 1;
	if (a->deployment.gpu != b->deployment.gpu || !a->offer || !b->offer)
		return strcmp(a->deployment.gpu->id, b->deployment.gpu->id);
	return (int)a->offer->purchase - (int)b->offer->purchase;
}
