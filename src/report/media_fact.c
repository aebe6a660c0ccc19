/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of images, video, speech and texts: what to rent, where the time goes, memory, the API. */
#include "report/fact.h"

#include <math.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "study/media_answer.h"

static void add_price(struct text *out, const struct row *a)
{
	const struct media_answer *m = media_of(a);

	if (m->job.task == MEDIA_VIDEO) {
		label_value(out, m->usd.mid, UNIT_USD);
		text_add(out, _(" a clip, "));
	}
	label_value(out, media_unit_usd(a).mid, UNIT_USD);
	text_addf(out, _(" for one %s"), media_unit_word(a));
}

static void rent(struct text *out, const struct fact_context *c)
{
	const struct row *a = c->row;

	fact_none(out, c);
	if (!a->offer || a->verdict > VERDICT_MISSES)
		return;
	text_addf(out, _("%.0f %s %s from %s: "), deployment_gpus(&a->deployment), a->deployment.gpu->short_name,
		label_purchase(a->offer->purchase), a->offer->provider->name);
	add_price(out, a);
	text_add_char(out, '.');
}

static void rent_brief(struct text *out, const struct fact_context *c)
{
	fact_none(out, c);
	if (!c->row->offer || c->row->verdict > VERDICT_MISSES)
		return;
	add_price(out, c->row);
	text_addf(out, _(", at %s"), c->row->offer->provider->name);
}

/* Where the seconds of a picture go. */
static void time_shares(struct shares *out, const struct fact_context *c)
{
	const struct media_time *t = &media_of(c->row)->time;

	if (!(t->total_s > 0.0) || c->row->verdict > VERDICT_MISSES)
		return;
	*out = (struct shares){
		.title = N_("Time"),
		.unknown = "",
		.whole = t->total_s,
		.unit = UNIT_SECONDS,
		.count = 4,
		.items = {
			{ N_("products"), t->linear_s },
			{ N_("attention"), t->attention_s },
			{ N_("memory, host"), t->passes_s + t->launches_s + t->waiting_s + t->links_s },
			{ N_("VAE, text"), t->vae_s + t->fixed_s },
		},
	};
}

static void speed(struct text *out, const struct fact_context *c)
{
	const struct media_answer *m = media_of(c->row);

	if (!band_known(&m->seconds))
		return;
	label_band(out, &m->seconds, UNIT_SECONDS);
	text_add(out, _(" each, "));
	text_add_grouped(out, m->per_day, 0);
	text_add(out, _(" a day"));
	if (!isnan(m->wanted_per_day)) {
		text_add(out, _(" of "));
		text_add_grouped(out, m->wanted_per_day, 0);
	}
	text_add_char(out, '.');
}

static void cost(struct text *out, const struct fact_context *c)
{
	if (isnan(media_of(c->row)->usd_sure))
		return;
	fact_at_most(out, c, media_unit_usd_sure(c->row), UNIT_USD);
	text_addf(out, _(" for one %s"), media_unit_word(c->row));
	if (!isnan(media_of(c->row)->wanted_per_day)) {
		text_add(out, ", ");
		label_value(out, c->row->usd_per_month, UNIT_BILL);
		text_add(out, _(" a month"));
		if (!isnan(media_api_month(c->row))) {
			text_add(out, _(" against "));
			label_value(out, media_api_month(c->row), UNIT_BILL);
			text_add(out, _(" at the API"));
		}
	}
	text_add_char(out, '.');
}

static void api(struct text *out, const struct fact_context *c)
{
	const struct reason *reason = reasons_find(&c->row->reasons, REASON_MEDIA_API);

	if (!reason)
		reason = reasons_find(&c->row->reasons, REASON_MEDIA_EVEN);
	if (reason)
		label_reason(out, reason);
}

const struct fact media_facts[] = {
	{ .label = N_("Rent"), .need = 0, .write = rent, .brief = rent_brief },
	{ .label = N_("Why not"), .need = 1, .write = fact_blockers, .brief = fact_blockers },
	{ .label = N_("Would do"), .need = 1, .write = fact_would_do },
	{ .label = N_("Advice"), .need = 7, .write = fact_rules },
	{ .label = N_("Speed"), .need = 2, .write = speed },
	{ .label = N_("Time"), .need = 2, .write = fact_nothing, .shares = time_shares },
	{ .label = N_("Memory"), .need = 3, .write = fact_nothing, .shares = fact_study_shares },
	{ .label = N_("API"), .need = 3, .write = api },
	{ .label = N_("Cost"), .need = 4, .write = cost },
	{ .label = N_("Findings"), .need = 5, .write = fact_findings },
	{ .label = N_("Beware"), .need = 4, .write = fact_warnings },
	{ .label = N_("Price"), .need = 6, .write = fact_price, .doubtful = fact_price_old },
	{ .label = N_("Evidence"), .need = 7, .write = fact_evidence },
	{ .label = NULL },
};
