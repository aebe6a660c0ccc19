/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of a training run: what to rent, its memory, what is faster, saving and losses. */
#include "report/fact.h"

#include <math.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "report/relief.h"
#include "study/rival.h"
#include "study/training.h"

static void rent(struct text *out, const struct fact_context *c)
{
	const struct row *a = c->row;
	const struct batch_pile *p = pile_of(a);

	fact_none(out, c);
	if (!a->offer || isnan(p->hours.mid))
		return;
	text_addf(out, _("%.0f %s %s from %s: "), p->rented_gpus, a->deployment.gpu->short_name,
		label_purchase(a->offer->purchase), a->offer->provider->name);
	label_value(out, p->usd.mid, UNIT_BILL);
	text_add(out, _(" a run, "));
	label_hours(out, p->hours.low);
	text_add(out, _(" to "));
	label_hours(out, p->hours.high);
	text_add_char(out, '.');
}

static void rent_brief(struct text *out, const struct fact_context *c)
{
	const struct batch_pile *p = pile_of(c->row);

	fact_none(out, c);
	if (!c->row->offer || isnan(p->hours.mid))
		return;
	label_value(out, p->usd.mid, UNIT_BILL);
	text_add(out, _(" a run, at most "));
	label_value(out, p->usd_sure, UNIT_BILL);
	text_add(out, _(", in "));
	label_hours(out, p->hours.mid);
	text_addf(out, _(", at %s"), c->row->offer->provider->name);
}

/* "H100 SXM: 2.3x the speed at 2.5x the price, equal within the error." */
static void sooner(struct text *out, const struct fact_context *c)
{
	const struct row *a = c->row, *b = a->offer && a->verdict <= VERDICT_MISSES ? rival_sooner(c->result, a) : NULL;
	struct band mine, other;

	if (!b)
		return;
	text_addf(out, _("%s: %.2gx the speed at %.2gx the price an hour, "), b->deployment.gpu->short_name,
		pile_of(a)->hours.mid / pile_of(b)->hours.mid, b->usd_per_hour / a->usd_per_hour);
	mine = c->study->band(a);
	other = c->study->band(b);
	if (band_equal(&mine, &other)) {
		text_add(out, _("equal within the error."));
		return;
	}
	label_value(out, other.mid, UNIT_BILL);
	text_add(out, _(" a run."));
}

static void speed(struct text *out, const struct fact_context *c)
{
	const struct training *t = training_of(c->row);

	if (isnan(t->rate.mid) || c->row->verdict == VERDICT_NOT_SUPPORTED)
		return;
	text_add_grouped(out, t->rate.mid, 0);
	text_addf(out, _(" tokens a second, MFU %.0f %%, micro-batch %.0f"), training_mfu(c->row) * 100.0,
		t->run.micro_batch);
	if (t->run.gpus > 1.0)
		text_addf(out, ", %s", training_shard_id(c->row));
	text_addf(out, ", %s.", training_software_id(c->row));
}

static void saving(struct text *out, const struct fact_context *c)
{
	const struct reason *saves = reasons_find(&c->row->reasons, REASON_TRAIN_SAVES);
	const struct reason *losses = reasons_find(&c->row->reasons, REASON_PILE_LOSSES);

	if (saves)
		label_reason(out, saves);
	if (!losses)
		return;
	text_add_char(out, ' ');
	label_reason(out, losses);
}

const struct fact train_facts[] = {
	{ .label = N_("Rent"), .need = 0, .write = rent, .brief = rent_brief },
	{ .label = N_("Why not"), .need = 1, .write = fact_blockers, .brief = fact_blockers },
	{ .label = N_("Would do"), .need = 1, .write = fact_would_do },
	{ .label = N_("Advice"), .need = 7, .write = fact_rules },
	{ .label = N_("Memory"), .need = 2, .write = fact_nothing, .shares = fact_study_shares },
	{ .label = N_("Sooner"), .need = 3, .write = sooner },
	{ .label = N_("Cost"), .need = 4, .write = fact_pile_cost },
	{ .label = N_("Speed"), .need = 5, .write = speed },
	{ .label = N_("Saving"), .need = 6, .write = saving },
	{ .label = N_("Beware"), .need = 4, .write = fact_warnings },
	{ .label = N_("Price"), .need = 7, .write = fact_price, .doubtful = fact_price_old },
	{ .label = N_("Evidence"), .need = 8, .write = fact_evidence },
	{ .label = NULL },
};
