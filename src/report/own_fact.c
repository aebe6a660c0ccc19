/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of owning: buy or rent, where a month goes, what would turn it, what is sold together. */
#include "report/fact.h"

#include <math.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "report/relief.h"
#include "study/own_answer.h"

static const char *const advice_words[] = {
	[OWN_BUY] = N_("Buy"), [OWN_RENT] = N_("Rent"), [OWN_EQUAL] = N_("Equal within the error")
};

static void rented(struct text *out, const struct ownership *own)
{
	if (!own->rental)
		return;
	text_addf(out, _(" Renting at %s "), own->rental->offer->provider->name);
	label_value(out, own->rented_usd_per_month, UNIT_USD);
	text_add_char(out, '.');
}

static void buy(struct text *out, const struct fact_context *c)
{
	const struct ownership *own = own_of(c->row);

	if (own->advice == OWN_UNKNOWN)
		return;
	text_addf(out, _("%s: owning %.0f %s costs "), _(advice_words[own->advice]), own->bought_gpus,
		c->row->deployment.gpu->short_name);
	label_value(out, own->usd_per_month.mid, UNIT_USD);
	text_add(out, _(" a month."));
	rented(out, own);
}

static void capital(struct text *out, const struct fact_context *c)
{
	const struct band *capex = &own_of(c->row)->capex_usd;

	if (!band_known(capex))
		return;
	label_band(out, capex, UNIT_USD);
	text_add(out, _(" for board, server and network."));
}

/* What cannot be housed is not owned, whatever it costs. */
static void rack(struct text *out, const struct fact_context *c)
{
	const struct reason *reason = reasons_find(&c->row->reasons, REASON_RACK_TOO_SMALL);

	if (reason)
		label_reason(out, reason);
}

static void turns(struct text *out, const struct fact_context *c)
{
	static const struct {
		const char *before, *after;
		enum metric_unit unit;
	} turns[SWITCH_COUNT] = {
		[SWITCH_GPU_PRICE] = { N_("a GPU price of "), "", UNIT_USD },
		[SWITCH_KWH_PRICE] = { "", N_(" a kWh"), UNIT_USD },
		[SWITCH_BUSY] = { "", N_(" busy"), UNIT_FRACTION },
		[SWITCH_YEARS] = { "", N_(" years of use"), UNIT_NUMBER },
		[SWITCH_RENTAL] = { "", N_(" a rented GPU-hour"), UNIT_USD },
	};
	const struct ownership *own = own_of(c->row);
	const char *before = own->advice == OWN_RENT ? _("to buy at ")
		: own->advice == OWN_BUY             ? _("to rent at ")
						     : _("at ");

	for (int i = 0; i < SWITCH_COUNT; i++) {
		if (isnan(own->switch_at[i]) || own->servers_per_rack < 1.0)
			continue;
		text_addf(out, "%s%s", before, turns[i].before[0] ? _(turns[i].before) : "");
		label_value(out, own->switch_at[i], turns[i].unit);
		text_addf(out, "%s%s", turns[i].after[0] ? _(turns[i].after) : "", _(" (now "));
		label_value(out, own->switch_now[i], turns[i].unit);
		text_add_char(out, ')');
		before = ", ";
	}
	if (out->length)
		text_add_char(out, '.');
}

static void turns_brief(struct text *out, const struct fact_context *c)
{
	TEXT(words);

	turns(&words, c);
	if (words.length)
		text_addf(out, _("Turns %s"), words.data);
}

static void buy_brief(struct text *out, const struct fact_context *c)
{
	const struct ownership *own = own_of(c->row);

	if (own->advice == OWN_UNKNOWN)
		return;
	text_addf(out, "%s: ", _(advice_words[own->advice]));
	label_value(out, own->usd_per_month.mid, UNIT_USD);
	text_add(out, _(" a month owned"));
	if (!own->rental)
		return;
	text_add(out, ", ");
	label_value(out, own->rented_usd_per_month, UNIT_USD);
	text_addf(out, _(" at %s"), own->rental->offer->provider->name);
}

static void board(struct text *out, const struct fact_context *c)
{
	const struct ownership *own = own_of(c->row);
	double needed = deployment_gpus(&c->row->deployment);

	if (own->bought_gpus > needed)
		text_addf(out, _("the load needs %.0f of the %.0f that are sold together."), needed, own->bought_gpus);
}

const struct fact own_facts[] = {
	{ .label = N_("Answer"), .need = 0, .write = buy, .brief = buy_brief },
	{ .label = N_("Rack"), .need = 1, .write = rack, .brief = rack },
	{ .label = N_("Why not"), .need = 1, .write = fact_blockers, .brief = fact_blockers },
	{ .label = N_("Would do"), .need = 1, .write = relief_write, .brief = relief_write },
	{ .label = N_("A month"), .need = 2, .write = fact_nothing, .shares = fact_study_shares },
	{ .label = N_("Capital"), .need = 3, .write = capital },
	{ .label = N_("Turns"), .need = 2, .write = turns, .brief = turns_brief },
	{ .label = N_("Board"), .need = 3, .write = board },
	{ .label = N_("Beware"), .need = 4, .write = fact_warnings },
	{ .label = N_("Evidence"), .need = 6, .write = fact_evidence },
	{ .label = N_("Advice"), .need = 7, .write = fact_advice },
	{ .label = NULL },
};
