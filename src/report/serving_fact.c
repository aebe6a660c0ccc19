/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of serving: what to rent, what it costs, its memory, its room, what nearly does. */
#include "report/fact.h"

#include <math.h>

#include "base/i18n.h"
#include "base/quantity.h"
#include "report/figure.h"
#include "report/labels.h"
#include "report/relief.h"
#include "study/scenario_text.h"
#include "study/serve_rank.h"

/* Nothing is rented that the model does not fit; what keeps more of it from being tried, where nothing fits. */
static void misfit(struct text *out, const struct fact_context *c)
{
	const struct scenario *s = c->scenario;
	const enum parameter limits[] = {
		s->number[PARAMETER_FOUR_BIT] == FOUR_BIT_NEVER && !s->weights ? PARAMETER_FOUR_BIT : PARAMETER_COUNT,
		!isnan(s->number[PARAMETER_GPUS]) ? PARAMETER_GPUS : PARAMETER_MAX_GPUS,
		s->gpus.count ? PARAMETER_GPU : PARAMETER_COUNT,
	};
	int count = 0;

	if (result_fits(c->result))
		return;
	text_add(out, _("Nothing fits."));
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if (limits[i] != PARAMETER_COUNT)
			text_addf(out, "%s%s", count++ ? ", " : _(" More is tried with other "),
				_(parameter_row(limits[i])->label));
	text_add_char(out, '.');
}

/* False: it is no configuration to rent. */
static bool rentable(struct text *out, const struct fact_context *c)
{
	if (c->row->verdict == VERDICT_DOES_NOT_FIT) {
		misfit(out, c);
		return false;
	}
	fact_none(out, c);
	return c->row->offer;
}

static void rent(struct text *out, const struct fact_context *c)
{
	const struct row *a = c->row;
	double gpus = deployment_gpus(&a->deployment);

	if (!rentable(out, c))
		return;
	text_addf(out, _("%.0f %s from %s %s: "), gpus, a->deployment.gpu->short_name, a->offer->provider->name,
		label_purchase(a->offer->purchase));
	label_value(out, a->usd_per_hour, UNIT_USD);
	text_add(out, _(" an hour, "));
	label_value(out, a->usd_per_month, UNIT_USD);
	text_add(out, _(" a month."));
}

static void rent_brief(struct text *out, const struct fact_context *c)
{
	const struct row *a = c->row;

	if (!rentable(out, c))
		return;
	label_value(out, a->usd_per_hour, UNIT_USD);
	text_addf(out, _(" an hour at %s"), a->offer->provider->name);
	if (isnan(a->cost.output.mid))
		return;
	text_add(out, ", ");
	label_value(out, a->cost.output.mid, UNIT_USD);
	text_add(out, _(" per 1M, at most "));
	label_value(out, a->cost_sure, UNIT_USD);
}

static void cost(struct text *out, const struct fact_context *c)
{
	const struct row *a = c->row;

	if (isnan(a->cost.output.mid))
		return;
	label_value(out, a->cost.output.mid, UNIT_USD);
	text_add(out, _(" per 1M output tokens; "));
	fact_at_most(out, c, a->cost_sure, UNIT_USD);
	text_add_char(out, '.');
}

static void cost_mixed(struct text *out, const struct fact_context *c)
{
	if (isnan(c->row->cost.blended.mid))
		return;
	text_add(out, _("Input and output mixed: "));
	label_value(out, c->row->cost.blended.mid, UNIT_USD);
	text_add_char(out, '.');
}

static void memory_shares(struct shares *out, const struct fact_context *c)
{
	const struct row *a = c->row;
	struct memory_parts m = memory_parts(&replica_of(a)->memory, layout_gpus(&a->deployment.layout));

	*out = (struct shares){
		.title = N_("Memory"),
		.unknown = N_("n/a"),
		.whole = m.capacity,
		.unit = UNIT_GIB,
		.count = 4,
		.items = { { N_("weights"), m.weights }, { N_("KV"), m.kv }, { N_("free"), m.free },
			{ N_("reserved"), m.reserved } },
	};
}

static void step_shares(struct shares *out, const struct fact_context *c)
{
	const struct step_time *t = &replica_of(c->row)->step;

	/* What does not fit takes no steps. */
	if (!(t->total_s > 0.0))
		return;
	*out = (struct shares){
		.title = N_("Step"),
		.unknown = N_("n/a"),
		.whole = t->total_s,
		.unit = UNIT_SECONDS,
		.count = 5,
		.items = { { N_("weights"), t->weights_s }, { N_("KV"), t->kv_s }, { N_("overhead"), t->overhead_s },
			{ N_("compute"), t->compute_s }, { N_("links"), t->communication_s } },
	};
}

static void step_bound(struct text *out, const struct fact_context *c)
{
	if (replica_of(c->row)->bound != BOUND_UNKNOWN)
		text_addf(out, _("bound by %s"), label_bound(replica_of(c->row)->bound));
}

/* How many more users keep the goals, and what stops the next one. */
static void more_users(struct text *out, const struct fact_context *c)
{
	const struct replica *r = replica_of(c->row);
	double more = r->users_within - c->scenario->number[PARAMETER_CONCURRENCY];

	if (!isnan(r->rate_limit)) {
		text_add(out, _("The goals hold up to "));
		quantity_format(out, r->rate_limit * deployment_replicas(&c->row->deployment), QUANTITY_RATE, 3);
		text_add_char(out, '.');
	} else if (more >= 1.0) {
		text_addf(out, ngettext("%.0f more user, then %s.", "%.0f more users, then %s.", label_count(more)),
			more, label_stop(r->stop));
	} else if (more > -1.0) {
		text_addf(out, _("none for another user: %s."), label_stop(r->stop));
	} else if (r->users_within >= 1.0) {
		text_addf(out,
			ngettext("%.0f user at most meets the goals.", "%.0f users at most meet the goals.",
				label_count(r->users_within)),
			r->users_within);
	}
}

/* Users, and requests that fit, are those of the service. */
static void room(struct text *out, const struct fact_context *c)
{
	double replicas = deployment_replicas(&c->row->deployment);
	const struct replica *r = replica_of(c->row);

	more_users(out, c);
	if (isnan(r->memory.max_concurrency) || !(r->memory.max_concurrency >= 1.0))
		return;
	if (out->length)
		text_add_char(out, ' ');
	text_add_grouped(out, replicas * r->memory.max_concurrency, 0);
	text_add(out, _(" fit at these lengths, "));
	text_add_grouped(out, replicas * r->memory.max_concurrency_full, 0);
	text_add(out, _(" at "));
	quantity_format(out, scenario_number(c->scenario, PARAMETER_CONTEXT), QUANTITY_TOKENS, 3);
	text_add_char(out, '.');
}

/* Another configuration of the same GPU. */
static void add_sibling(struct text *out, const struct row *a, const struct reason *near)
{
	text_addf(out, _("%s x%.0f %s, %.0f %% less, "), a->deployment.gpu->short_name, near->value[2], near->name,
		near->value[0]);
	label_sure_share(out, near->value[1]);
	text_add(out, _(" sure"));
}

/* Another GPU, by the figures that rank: the costs that are not exceeded with the certainty asked for. */
static void add_rival(struct text *out, const struct row *a, const struct row *best)
{
	text_addf(out, "%s %s", a->deployment.gpu->short_name, label_size(&a->deployment).text);
	text_add(out, _(" at "));
	label_value(out, a->cost_sure, UNIT_USD);
	text_addf(out, _(", %.0f %% less, "), 100.0 * (1.0 - a->cost_sure / best->cost_sure));
	label_sure_share(out, a->p_meets);
	text_add(out, _(" sure"));
}

/* Of other GPUs what costs less than the leader, of this one what costs less than the row. */
static void near_miss(struct text *out, const struct fact_context *c)
{
	const struct reason *sibling = reasons_find(&c->row->reasons, REASON_NEAR_MISS);
	const struct row *rivals[2], *best = result_best(c->result);
	int told = 0;

	serve_rivals(c->result, rivals);
	if (rivals[0] && rivals[0] != c->row) {
		add_rival(out, rivals[0], best);
		told++;
	}
	if (sibling) {
		text_add(out, told++ ? "; " : "");
		add_sibling(out, c->row, sibling);
	}
	if (rivals[1] && rivals[1] != c->row && told < 2) {
		text_addf(out, "%s%s, ", told ? "; " : "", rivals[1]->deployment.gpu->short_name);
		label_sure_share(out, rivals[1]->p_meets);
	}
	if (out->length)
		text_add_char(out, '.');
}

/* The next word is the first of a sentence: a key of the planner, which no language translates. */
static void alternatives(struct text *out, const struct fact_context *c)
{
	const struct reason *reason = reasons_find(&c->row->reasons, REASON_ALTERNATIVES);

	if (reason)
		text_addf(out, _("a shows %.0f alternatives of the %s."), reason->value[0],
			c->row->deployment.gpu->short_name);
}

/* Years that are signed. */
static double years_of(enum purchase purchase)
{
	return purchase == PURCHASE_RESERVED_1Y ? 1.0 : purchase == PURCHASE_RESERVED_3Y ? 3.0 : 0.0;
}

/* An alternative against the row that it is one to. */
static void against(struct text *out, const struct fact_context *c)
{
	const struct row *a = c->row, *b = c->against;
	double less, signed_usd, days;

	if (!b || !a->offer || !b->offer || isnan(a->cost_sure) || isnan(b->cost_sure))
		return;
	less = 100.0 * (1.0 - a->cost_sure / b->cost_sure);
	text_addf(out, less >= 0.0 ? _("the row above: %.0f %% less") : _("the row above: %.0f %% more"), fabs(less));
	if (row_same_configuration(a, b))
		text_add(out, _(", equal speed"));
	signed_usd = years_of(a->offer->purchase) * 365.0 * 24.0 * a->usd_per_hour;
	days = signed_usd / (24.0 * b->usd_per_hour);
	if (signed_usd > 0.0) {
		text_add(out, _("; "));
		label_value(out, signed_usd, UNIT_USD);
		text_add(out, _(" are signed in all"));
		/* What is signed, too, is paid whether it is used or not. */
		if (!(years_of(b->offer->purchase) > 0.0) && days < years_of(a->offer->purchase) * 365.0)
			text_addf(out, _(", cheaper from day %.0f of use on"), ceil(days));
	}
	text_add_char(out, '.');
}

static void room_brief(struct text *out, const struct fact_context *c)
{
	const struct reason *reason = reasons_find(&c->row->reasons, REASON_ALTERNATIVES);

	more_users(out, c);
	if (reason)
		text_addf(out, _("%sa: %.0f alternatives"), out->length ? "  " : "", reason->value[0]);
}

const struct fact serving_facts[] = {
	{ .label = N_("Rent"), .need = 0, .write = rent, .brief = rent_brief },
	{ .label = N_("Against"), .need = 1, .write = against },
	{ .label = N_("Why not"), .need = 1, .write = fact_blockers, .brief = fact_blockers },
	{ .label = N_("Would do"), .need = 1, .write = relief_write, .brief = relief_write },
	{ .label = N_("Cost"), .need = 2, .write = cost, .more = cost_mixed },
	{ .label = N_("Memory"), .need = 5, .write = fact_nothing, .shares = memory_shares },
	{ .label = N_("Step"), .need = 9, .write = step_bound, .shares = step_shares },
	{ .label = N_("Room"), .need = 3, .write = room, .brief = room_brief, .more = alternatives },
	{ .label = N_("Near miss"), .need = 4, .write = near_miss },
	{ .label = N_("Beware"), .need = 7, .write = fact_warnings },
	{ .label = N_("Price"), .need = 6, .write = fact_price, .doubtful = fact_price_old },
	{ .label = N_("Other pay"), .need = 7, .write = fact_other_pay },
	{ .label = N_("Evidence"), .need = 8, .write = fact_evidence },
	{ .label = N_("Advice"), .need = 10, .write = fact_advice },
	{ .label = NULL },
};
