/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of a pile of work: what to rent and when it is done, the time, losses, an hour more or less. */
#include "report/fact.h"

#include <math.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "report/labels.h"
#include "report/relief.h"
#include "study/batch_pile.h"

static void rent(struct text *out, const struct fact_context *c)
{
	const struct row *a = c->row;
	const struct batch_pile *p = pile_of(a);

	fact_none(out, c);
	if (!a->offer || isnan(p->hours.mid))
		return;
	text_addf(out, _("%.0f %s %s from %s now: done about "), p->rented_gpus, a->deployment.gpu->short_name,
		label_purchase(a->offer->purchase), a->offer->provider->name);
	clock_format_cell(out, pile_done_at(a), p->now);
	text_add(out, _(" for "));
	label_value(out, p->usd.mid, UNIT_BILL);
	text_add_char(out, '.');
}

static void rent_brief(struct text *out, const struct fact_context *c)
{
	const struct batch_pile *p = pile_of(c->row);

	fact_none(out, c);
	if (!c->row->offer || isnan(p->hours.mid))
		return;
	text_add(out, _("Done about "));
	clock_format_cell(out, pile_done_at(c->row), p->now);
	text_add(out, _(" for "));
	label_value(out, p->usd.mid, UNIT_BILL);
	text_add(out, _(", at most "));
	label_value(out, p->usd_sure, UNIT_BILL);
	text_addf(out, _(", at %s"), c->row->offer->provider->name);
}

static void losses(struct text *out, const struct fact_context *c)
{
	const struct batch_pile *p = pile_of(c->row);

	if (!(p->interruptions > 0.0))
		return;
	text_addf(out, _("%.2g expected, "), p->interruptions);
	label_hours(out, pile_start_h(&p->pile));
	text_add(out, _(" each: "));
	label_value(out, p->lost_usd, UNIT_BILL);
	text_add(out, _(" of the bill, "));
	label_hours(out, p->lost_h);
	text_add(out, _(" of the time."));
}

/* "07:00 $251 with 9x2" */
static void add_other(struct text *out, const struct row *a, const struct batch_other *other, double hours)
{
	clock_format_cell(out, pile_deadline_at(a) + hours * 3600.0, pile_of(a)->now);
	if (isnan(other->usd)) {
		text_add(out, _(" not in time"));
		return;
	}
	text_add_char(out, ' ');
	label_value(out, other->usd, UNIT_BILL);
	text_addf(out, _(" with %.0fx%.0f"), other->replicas, other->gpus);
}

static void hour_brief(struct text *out, const struct fact_context *c)
{
	const struct batch_pile *p = pile_of(c->row);

	if (!c->row->detailed || isnan(p->usd_sure))
		return;
	add_other(out, c->row, &p->hour_less, -1.0);
	text_add(out, "   ");
	add_other(out, c->row, &p->hour_more, 1.0);
}

static void hour(struct text *out, const struct fact_context *c)
{
	const struct batch_pile *p = pile_of(c->row);

	hour_brief(out, c);
	if (!out->length || isnan(p->no_gain_h))
		return;
	/* A time of the day, or how long from now. */
	if (p->no_gain_h < 24.0) {
		text_add(out, _("   after "));
		clock_format_cell(out, p->now + p->no_gain_h * 3600.0, p->now);
	} else {
		text_add(out, _("   beyond "));
		label_hours(out, p->no_gain_h);
	}
	text_add(out, _(" no gain"));
}

const struct fact batch_facts[] = {
	{ .label = N_("Rent"), .need = 0, .write = rent, .brief = rent_brief },
	{ .label = N_("Why not"), .need = 1, .write = fact_blockers, .brief = fact_blockers },
	{ .label = N_("Would do"), .need = 1, .write = relief_write, .brief = relief_write },
	{ .label = N_("Time"), .need = 2, .write = fact_nothing, .shares = fact_study_shares },
	{ .label = N_("Losses"), .need = 3, .write = losses },
	{ .label = N_("Hour ±1"), .need = 3, .write = hour, .brief = hour_brief },
	{ .label = N_("Cost"), .need = 4, .write = fact_pile_cost },
	{ .label = N_("Beware"), .need = 3, .write = fact_warnings },
	{ .label = N_("Price"), .need = 5, .write = fact_price, .doubtful = fact_price_old },
	{ .label = N_("Evidence"), .need = 6, .write = fact_evidence },
	{ .label = N_("Advice"), .need = 7, .write = fact_advice },
	{ .label = NULL },
};
