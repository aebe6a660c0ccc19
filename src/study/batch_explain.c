/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What decided a pile of work, in reasons and in formulas. */
#include "study/batch_explain.h"

#include <math.h>

#include "base/i18n.h"
#include "study/explain_trace.h"
#include "study/offer_count.h"
#include "study/offer_filter.h"
#include "study/offer_warn.h"
#include "study/result.h"
#include "study/rival.h"
#include "study/serve_explain.h"
#include "study/serve_offer.h"
#include "study/study.h"

static void add(struct row *a, enum reason_id id, double x, double y, double z)
{
	reason_add(&a->reasons, id, x, y, z, NULL);
}

/* By how much it is not in time, or not surely. */
void batch_explain_late(struct row *a)
{
	const struct batch_pile *p = pile_of(a);

	if (!isfinite(p->hours_sure))
		add(a, REASON_PILE_NEVER, p->pile.interruptions, pile_start_h(&p->pile), NAN);
	else if (a->verdict == VERDICT_UNCERTAIN)
		add(a, REASON_PILE_UNSURE, a->p_meets, p->hours_sure, fmax(0.0, p->deadline_h));
	else
		add(a, REASON_PILE_LATE, p->hours_sure - p->deadline_h, p->hours_sure, fmax(0.0, p->deadline_h));
}

static void compare_with_best(const struct row *best, struct row *a)
{
	if (best && a != best && a->verdict == VERDICT_MEETS && a->offer && best->offer)
		rival_explain(a, pile_of(a)->usd_sure, pile_of(best)->usd_sure);
}

void batch_explain_losses(struct row *a)
{
	const struct batch_pile *p = pile_of(a);

	if (!(p->pile.interruptions > 0.0) || !a->offer || isnan(p->lost_usd))
		return;
	add(a, REASON_PILE_LOSSES, p->interruptions, pile_start_h(&p->pile), p->lost_usd);
	add(a, REASON_PILE_TOGETHER, NAN, NAN, NAN);
}

/* Part of the bill that pays for the rest of the last hour or minute. */
void batch_explain_billing(struct row *a)
{
	const struct batch_pile *p = pile_of(a);
	double rounded = p->gpu_hours - p->rented_gpus * p->hours.mid;
	double usd = a->offer ? rounded * a->offer->usd_per_gpu_hour : 0.0;

	if (p->unit_h > 0.0 && usd >= 0.01 * p->usd.mid)
		reason_add(
			&a->reasons, REASON_PILE_BILLING, usd, NAN, NAN, p->unit_h < 1.0 ? N_("minute") : N_("hour"));
}

void batch_explain_price(const struct scenario *s, long today, struct row *a)
{
	double gpus = deployment_gpus(&a->deployment);

	if (!a->offer) {
		offer_filter_explain(
			s, scenario_purchases(s), a->deployment.gpu, layout_gpus(&a->deployment.layout), &a->reasons);
		return;
	}
	if (pile_of(a)->rented_gpus > gpus)
		add(a, REASON_INSTANCE_SIZE, a->offer->gpus, gpus, NAN);
	offer_count_explain(s, a->offer, 1u << a->offer->purchase, pile_of(a)->rented_gpus, &a->reasons);
	if (offer_assumes_place(s, a->offer))
		reason_add(&a->reasons, REASON_PLACE_ASSUMED, NAN, NAN, NAN, a->offer->provider->name);
	offer_warn_stale(s->catalog, a->offer->as_of, today, &a->reasons);
}

static void explain_way(const struct scenario *s, long today, const struct row *best, struct row *a)
{
	a->reasons.count = 0;
	if (a->verdict != VERDICT_MEETS)
		batch_explain_late(a);
	compare_with_best(best, a);
	batch_explain_losses(a);
	batch_explain_billing(a);
	batch_explain_price(s, today, a);
	serve_explain_bound(a);
	serve_explain_evidence(s, a);
}

void batch_explain(const struct scenario *s, long today, struct result *r)
{
	const struct scenario load = batch_load(s);
	const struct row *best = result_best(r);

	for (int i = 0; i < r->count; i++) {
		if (r->rows[i].verdict <= VERDICT_MISSES)
			explain_way(s, today, best, &r->rows[i]);
		else
			serve_explain(&load, today, NULL, &r->rows[i]);
	}
	if (isnan(s->number[PARAMETER_TOKENS]) && isnan(s->number[PARAMETER_REQUESTS]))
		reason_add(&r->warnings, REASON_PILE_DEFAULT, BATCH_DEFAULT_TOKENS / 1e6, NAN, NAN, NULL);
	offer_warn(s, scenario_purchases(s), today, r, result_offer);
}

/* Puts the last reason behind the first `place` ones. */
static void move_last_to(struct reasons *reasons, int place)
{
	struct reason last = reasons->items[reasons->count - 1];

	for (int i = reasons->count - 1; i > place; i--)
		reasons->items[i] = reasons->items[i - 1];
	if (place < reasons->count)
		reasons->items[place] = last;
}

static bool tells(const struct batch_other *other, double usd)
{
	return !isnan(other->usd) && fabs(other->usd - usd) >= 0.005 * usd;
}

void batch_explain_hour(struct row *a)
{
	const struct batch_pile *p = pile_of(a);
	int before = a->reasons.count, first = before > 0 && a->equal_to_best ? 1 : 0;

	if (before + 2 > REASONS_MAX || isnan(p->usd_sure))
		return;
	if (tells(&p->hour_more, p->usd_sure)) {
		add(a, REASON_PILE_HOUR_MORE, p->hour_more.usd, p->hour_more.replicas, p->hour_more.gpus);
		move_last_to(&a->reasons, first++);
	}
	if (isnan(p->hour_less.usd))
		add(a, REASON_PILE_HOUR_NOT, NAN, NAN, NAN);
	else if (tells(&p->hour_less, p->usd_sure))
		add(a, REASON_PILE_HOUR_LESS, p->hour_less.usd, p->hour_less.replicas, p->hour_less.gpus);
	else
		return;
	move_last_to(&a->reasons, first);
}

void batch_explain_needs(struct row *a, double gpus)
{
	const struct batch_pile *p = pile_of(a);
	/* Up to the next quarter of an hour. */
	double deadline_h = ceil(p->hours_sure * 4.0) / 4.0;

	/* What the option does not take is no advice. */
	if (deadline_h * 3600.0 <= parameter_row(PARAMETER_DEADLINE)->high) {
		add(a, REASON_RELAX_DEADLINE, deadline_h, NAN, NAN);
		move_last_to(&a->reasons, 1);
	}
	if (pile_start_h(&p->pile) >= p->deadline_h)
		add(a, REASON_PILE_TOO_SOON, pile_start_h(&p->pile), NAN, NAN);
	else if (!isnan(gpus))
		add(a, REASON_RELAX_MAX_GPUS, gpus, NAN, NAN);
	else
		return;
	move_last_to(&a->reasons, 1);
}

void batch_explain_spot(struct row *a, const struct batch_way *way)
{
	reason_add(&a->reasons, REASON_PILE_SPOT_ADVISED, way->usd_sure, pile_of(a)->usd_sure - way->usd_sure, NAN,
		way->speed->deployment.gpu->short_name);
	reason_place(&a->reasons, way->offer->provider->name);
	move_last_to(&a->reasons, 0);
}

void batch_explain_time(struct explaining *x, const struct row *a, const char *rate_id)
{
	const struct batch_pile *p = pile_of(a);
	struct trace *t = &x->trace;

	x->section = N_("Pile");
	trace_again(t, "output_tok_s", rate_id, p->pile.output_tok_s.mid);
	if (!isnan(x->s->number[PARAMETER_INTERRUPTIONS]) || !a->offer)
		trace_value(t, "interruptions", p->pile.interruptions, NULL);
	else
		trace_constant(t, "interruptions", p->pile.interruptions,
			a->offer->provider->kind == PROVIDER_MARKETPLACE ? "spot_interruptions_marketplace"
									 : "spot_interruptions",
			NULL);
	pile_hours(t, &p->pile, &p->crew);
	trace_given(t, "hours_sure", p->hours_sure, "at the certainty", NULL);
	if (a->offer)
		pile_usd(
			t, a->offer->usd_per_gpu_hour, p->rented_gpus, p->gpu_hours / p->rented_gpus, a->offer->source);
	explain_trace(x);
}

/* Time and money of all replicas, behind the speed of one. */
static void explain_pile(struct explaining *x, const void *context)
{
	const struct row *a = context;

	if (a->verdict > VERDICT_MISSES || isnan(pile_of(a)->hours.mid))
		return;
	x->a = a;
	batch_explain_time(x, a,
		replica_of(a)->recalibration.shift[MEASURED_TOK_S] != 0.0 ? "leaned_output_tok_s" : "output_tok_s");
}

void batch_explain_figures(const struct scenario *s, const struct row *a, struct explanation *e)
{
	const struct scenario load = batch_load(s);
	struct scenario full = load;
	struct replica_row one;

	if (a->verdict > VERDICT_MISSES) {
		explain_with(&load, a, e, explain_pile, a);
		return;
	}
	/* The speed is that of one replica, at the requests that it is kept full with. */
	full.number[PARAMETER_CONCURRENCY] = replica_of(a)->concurrency / deployment_replicas(&a->deployment);
	batch_judge(&load, &a->deployment, full.number[PARAMETER_CONCURRENCY], replica_row_init(&one));
	/* Nobody waits for it: there are no goals to explain. */
	one.row.p_meets = NAN;
	explain_with(&full, &one.row, e, explain_pile, a);
}
