/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of a fleet: what to sign, the day, what stands idle, spot, the API. */
#include "report/fact.h"

#include <math.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "report/relief.h"
#include "study/fleet_bill.h"

static void rent(struct text *out, const struct fact_context *c)
{
	const struct row *a = c->row;
	const struct fleet_bill *bill = bill_of(a);

	fact_none(out, c);
	if (!a->offer)
		return;
	label_fleet(out, a);
	text_add(out, ", ");
	label_bought(out, a);
	text_add(out, ": ");
	label_value(out, bill->usd.mid, UNIT_USD);
	text_add(out, _(" a month, at most "));
	label_value(out, bill->usd.high, UNIT_USD);
	text_add_char(out, '.');
}

static void rent_brief(struct text *out, const struct fact_context *c)
{
	const struct fleet_bill *bill = bill_of(c->row);

	fact_none(out, c);
	if (!c->row->offer)
		return;
	label_value(out, bill->usd.mid, UNIT_USD);
	text_addf(out, _(" a month at %s, at most "), c->row->offer->provider->name);
	label_value(out, bill->usd.high, UNIT_USD);
}

static bool day_hours(double out[FLEET_HOURS], const struct fact_context *c)
{
	struct fleet_terms terms;

	fleet_terms_read(&terms, c->scenario);
	for (int i = 0; i < FLEET_HOURS; i++)
		out[i] = terms.rates[i];
	return true;
}

static void day(struct text *out, const struct fact_context *c)
{
	const struct fleet_bill *bill = bill_of(c->row);

	if (isnan(bill->needed))
		return;
	text_addf(
		out, ngettext("%.0f carries the peak", "%.0f carry the peak", label_count(bill->needed)), bill->needed);
	if (bill->replicas > bill->needed)
		text_addf(out,
			ngettext(", %.0f is spare", ", %.0f are spare", label_count(bill->replicas - bill->needed)),
			bill->replicas - bill->needed);
	text_add_char(out, '.');
}

static void idle(struct text *out, const struct fact_context *c)
{
	const struct fleet_bill *bill = bill_of(c->row);

	if (isnan(bill->idle_usd))
		return;
	label_value(out, bill->idle_usd, UNIT_USD);
	text_addf(out, _(" a month, %.0f %%."), 100.0 * (1.0 - bill->busy));
	if (!isnan(bill->outgrown_month))
		text_addf(out, _(" Growth needs another replica in month %.0f."), bill->outgrown_month);
}

static void spot(struct text *out, const struct fact_context *c)
{
	const struct fleet_bill *bill = bill_of(c->row);
	double on_demand = bill->kind_usd[PURCHASE_ON_DEMAND], saves = on_demand - bill->kind_usd[PURCHASE_SPOT];

	if (isnan(saves))
		return;
	if (saves <= 0.0) {
		text_add(out, _("saves nothing: interruptions cost more than the price is lower."));
		return;
	}
	text_add(out, _("saves "));
	label_value(out, saves, UNIT_USD);
	text_addf(out, _(" against on demand; enough serve %.2f %% of the time."),
		floor(1e4 * bill->spot_availability) / 100.0);
}

static void api(struct text *out, const struct fact_context *c)
{
	const struct fleet_bill *bill = bill_of(c->row);

	if (isnan(bill->api_usd))
		return;
	label_value(out, bill->api_usd, UNIT_USD);
	text_add(out,
		bill->api_usd < bill->usd.mid ? _(" a month for the same tokens, cheaper")
					      : _(" a month for the same tokens, dearer"));
	if (!isnan(bill->api_rate)) {
		text_add(out, _(" up to "));
		quantity_format(out, bill->api_rate, QUANTITY_RATE, 3);
		text_add(out, _(" on average"));
	}
	text_add_char(out, '.');
}

const struct fact fleet_facts[] = {
	{ .label = N_("Rent"), .need = 0, .write = rent, .brief = rent_brief },
	{ .label = N_("Why not"), .need = 1, .write = fact_blockers, .brief = fact_blockers },
	{ .label = N_("Would do"), .need = 1, .write = relief_write, .brief = relief_write },
	{ .label = N_("Day"), .need = 2, .write = day, .hours = day_hours, .brief = day },
	{ .label = N_("Idle"), .need = 2, .write = idle },
	{ .label = N_("Spot"), .need = 3, .write = spot },
	{ .label = N_("API"), .need = 3, .write = api },
	{ .label = N_("Beware"), .need = 4, .write = fact_warnings },
	{ .label = N_("Price"), .need = 5, .write = fact_price, .doubtful = fact_price_old },
	{ .label = N_("Evidence"), .need = 6, .write = fact_evidence },
	{ .label = N_("Advice"), .need = 7, .write = fact_advice },
	{ .label = NULL },
};
