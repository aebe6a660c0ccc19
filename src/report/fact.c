/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts that every study has. */
#include "report/fact.h"

#include <math.h>

#include "base/i18n.h"
#include "report/aim.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "study/batch_pile.h"
#include "study/policy.h"

/* Facts of their own tell these. */
static const enum reason_id told[] = { REASON_STALE_PRICE, REASON_NEAR_MISS, REASON_NEAR_RIVAL, REASON_SWITCH_GPU_PRICE,
	REASON_SWITCH_KWH_PRICE, REASON_SWITCH_BUSY, REASON_SWITCH_YEARS, REASON_SWITCH_RENTAL, REASON_MEDIA_API,
	REASON_MEDIA_EVEN, REASON_COUNT };

/* Reasons that a study found, rules of advice. */
enum { REASONS_FOUND = 1, RULES = 2 };

static void add_reasons(struct text *out, const struct row *a, enum severity severity, int which)
{
	for (int i = 0; i < a->reasons.count; i++) {
		const struct reason *reason = &a->reasons.items[i];

		if (reason_row(reason->id)->severity != severity || reason_listed(told, reason->id) ||
			!policy_shown(&a->reasons, i) ||
			!(which & (reason_is_policy(reason->id) ? RULES : REASONS_FOUND)))
			continue;
		if (out->length)
			text_add_char(out, ' ');
		label_reason(out, reason);
	}
}

void fact_blockers(struct text *out, const struct fact_context *c)
{
	if (c->row->verdict != VERDICT_MEETS)
		add_reasons(out, c->row, SEVERITY_BLOCKER, REASONS_FOUND);
}

void fact_warnings(struct text *out, const struct fact_context *c)
{
	add_reasons(out, c->row, SEVERITY_WARNING, REASONS_FOUND | RULES);
}

void fact_would_do(struct text *out, const struct fact_context *c)
{
	add_reasons(out, c->row, SEVERITY_ADVICE, REASONS_FOUND);
}

void fact_rules(struct text *out, const struct fact_context *c)
{
	add_reasons(out, c->row, SEVERITY_ADVICE, RULES);
}

void fact_advice(struct text *out, const struct fact_context *c)
{
	add_reasons(out, c->row, SEVERITY_ADVICE, REASONS_FOUND | RULES);
}

void fact_none(struct text *out, const struct fact_context *c)
{
	if (!result_best(c->result) && c->row->verdict != VERDICT_DOES_NOT_FIT)
		text_addf(out, "%s. ", _(aim_of(c->study->part)->nothing_brief));
}

void fact_price(struct text *out, const struct fact_context *c)
{
	if (!c->row->offer)
		return;
	text_add(out, _("of "));
	label_price_date(out, c->row->offer->as_of, c->today);
	text_addf(out, ", %s.", c->row->offer->provider->name);
}

bool fact_price_old(const struct fact_context *c)
{
	return reasons_have(&c->row->reasons, REASON_STALE_PRICE);
}

void fact_other_pay(struct text *out, const struct fact_context *c)
{
	label_other_prices(out, c->scenario, c->row, c->today);
	if (out->length)
		text_add(out, _(" a GPU-hour at the same provider."));
}

bool fact_bar(const struct fact *fact, const struct fact_context *c, struct shares *out)
{
	*out = (struct shares){ .whole = NAN };
	if (fact->shares)
		fact->shares(out, c);
	return out->count > 0;
}

void fact_findings(struct text *out, const struct fact_context *c)
{
	add_reasons(out, c->row, SEVERITY_FACT, REASONS_FOUND);
}

static double half_width(const struct band *band)
{
	return 100.0 * fmax(band->high / band->mid - 1.0, 1.0 - band->low / band->mid);
}

void fact_evidence(struct text *out, const struct fact_context *c)
{
	const struct replica *r = replica_of(c->row);

	if (c->row->provenance == PROVENANCE_NONE)
		return;
	text_add(out, label_provenance(c->row->provenance));
	if (band_known(&r->ttft_s) && band_known(&r->tpot_s))
		text_addf(
			out, _("; TTFT within %.0f %%, TPOT %.0f %%"), half_width(&r->ttft_s), half_width(&r->tpot_s));
	text_add_char(out, '.');
}

void fact_at_most(struct text *out, const struct fact_context *c, double usd, enum metric_unit unit)
{
	text_addf(out, _("%.0f %% sure it is at most "), 100.0 * c->scenario->number[PARAMETER_CERTAINTY]);
	label_value(out, usd, unit);
}

void fact_pile_cost(struct text *out, const struct fact_context *c)
{
	const struct batch_pile *p = pile_of(c->row);

	if (isnan(p->usd_sure))
		return;
	fact_at_most(out, c, p->usd_sure, UNIT_BILL);
	text_add(out, _(" and done in "));
	label_hours(out, p->hours_sure);
	text_add_char(out, '.');
}

void fact_nothing(struct text *out, const struct fact_context *c)
{
	(void)out;
	(void)c;
}

void fact_study_shares(struct shares *out, const struct fact_context *c)
{
	if (c->study->shares)
		c->study->shares(c->row, out);
}
