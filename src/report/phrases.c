/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How answers read. */
#include "report/phrases.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "study/batch_pile.h"
#include "study/scenario_text.h"
#include "study/fleet_bill.h"
#include "study/offer_filter.h"
#include "study/serve_offer.h"
#include "study/row_variant.h"
#include "report/aim.h"
#include "report/labels.h"

void label_configuration(struct text *out, const struct row *a)
{
	text_addf(out, "%s %s", a->deployment.gpu->short_name, label_size(&a->deployment).text);
	if (bill_of(a)->mix != FLEET_MIX_NONE && a->offer)
		text_addf(out, _(" at %s"), a->offer->provider->name);
}

void label_variant(struct text *out, const char *before, const struct row *a)
{
	if (*row_variant(a))
		text_addf(out, "%s%s", before, row_variant(a));
}

void label_deployment(struct text *out, const struct row *a)
{
	const struct deployment *d = &a->deployment;

	if (part_has_replica(a->part_kind))
		text_addf(out, _("%s %s, %s weights, %s KV cache, %s%s%s: %s\n"), d->gpu->name, label_size(d).text,
			d->format->name, d->kv->name, d->engine->name, d->release ? " " : "",
			d->release ? d->release->version : "", label_row_verdict(a));
	else
		text_addf(out, "%s %s: %s\n", d->gpu->name, label_size(d).text, label_row_verdict(a));
}

void label_bought(struct text *out, const struct row *a)
{
	const char *base = label_purchase(bill_of(a)->base ? bill_of(a)->base->purchase : a->offer->purchase);

	if (bill_of(a)->mix == FLEET_MIX_RESERVED)
		text_addf(out, _("%s, peaks %s"), base, label_purchase(bill_of(a)->peak->purchase));
	else if (bill_of(a)->mix == FLEET_MIX_SPOT)
		text_addf(out, _("%s, the rest %s"), base, label_purchase(bill_of(a)->peak->purchase));
	else
		text_add(out, base);
}

void label_fleet(struct text *out, const struct row *a)
{
	text_addf(out, _("%.0f x %s at %s"), bill_of(a)->gpus, a->deployment.gpu->short_name, a->offer->provider->name);
}

void label_other_prices(struct text *out, const struct scenario *s, const struct row *a, long today)
{
	static const struct {
		enum purchase purchase;
		const char *word;
	} shown[] = { { PURCHASE_ON_DEMAND, N_("on demand") }, { PURCHASE_RESERVED_1Y, N_("1 year") },
		{ PURCHASE_RESERVED_3Y, N_("3 years") }, { PURCHASE_SPOT, N_("spot") } };
	const struct offer *others[OFFER_PURCHASES];
	int count = 0;

	if (!a->offer)
		return;
	serve_offer_others(s, a->offer, deployment_gpus(&a->deployment), others);
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		const struct offer *o = others[shown[i].purchase];

		if (!o)
			continue;
		text_addf(out, "%s%s ", count++ ? ", " : "", _(shown[i].word));
		label_value(out, o->usd_per_gpu_hour, UNIT_USD);
		if (o->as_of >= a->offer->as_of)
			continue;
		text_add(out, " (");
		label_price_date(out, o->as_of, today);
		text_add_char(out, ')');
	}
}

void label_other_pay(struct text *out, const struct scenario *s, const struct row *a, long today)
{
	TEXT(prices);

	label_other_prices(&prices, s, a, today);
	if (prices.length)
		text_addf(out, _("Other pay at %s: %s a GPU-hour"), a->offer->provider->name, prices.data);
}

void label_price(struct text *out, const struct row *a, long today)
{
	if (!a->offer)
		return;
	text_addf(out, _("Price: %s, %s, "), a->offer->provider->name, label_purchase(a->offer->purchase));
	label_price_date(out, a->offer->as_of, today);
	text_addf(out, ". %s, %s\n", label_provenance(a->provenance), _("80 % band"));
}

/* What keeps an answer that meets the goals from having a price; else its first reason. */
static const struct reason *why_no_price(const struct row *a)
{
	for (int i = 0; i < a->reasons.count; i++)
		if (offer_filter_no_price(a->reasons.items[i].id))
			return &a->reasons.items[i];
	return &a->reasons.items[0];
}

void label_remark(struct text *out, const struct row *a)
{
	const struct offer *offer = own_offer(a);

	if (a->verdict == VERDICT_MEETS && bill_of(a)->mix != FLEET_MIX_NONE) {
		text_addf(out, "%s, ", a->offer->provider->name);
		label_bought(out, a);
	} else if (a->verdict == VERDICT_MEETS && offer) {
		text_addf(out, "%s, %s", offer->provider->name, label_purchase(offer->purchase));
	} else if (a->reasons.count) {
		label_reason(out, a->verdict == VERDICT_MEETS ? why_no_price(a) : &a->reasons.items[0]);
	}
}

static const char *label_advice(enum own_advice advice)
{
	static const char *const words[] = {
		[OWN_BUY] = N_("buy"), [OWN_RENT] = N_("rent"), [OWN_EQUAL] = N_("equal"), [OWN_UNKNOWN] = "-"
	};

	return _(words[advice]);
}

/* The word itself where it has a translation or a name of its own; NULL: as machines have it. */
static const char *word_of(enum metric metric, const struct row *a, const char *id)
{
	enum purchase purchase;

	if (metric == METRIC_VERDICT)
		return label_row_verdict(a);
	if (metric == METRIC_PROVENANCE)
		return label_provenance(a->provenance);
	if (metric == METRIC_BOUND)
		return label_bound(replica_of(a)->bound);
	if (metric == METRIC_BUY_OR_RENT)
		return label_advice(own_of(a)->advice);
	if (metric == METRIC_PROVIDER && a->offer)
		return a->offer->provider->name;
	if (metric == METRIC_RENTED_PROVIDER && own_of(a)->rental)
		return own_of(a)->rental->offer->provider->name;
	if ((metric == METRIC_PURCHASE || metric == METRIC_FLEET_BASE_PURCHASE ||
		    metric == METRIC_FLEET_PEAK_PURCHASE || metric == METRIC_RENTED_PURCHASE) &&
		id && purchase_from_id(id, &purchase) && purchase != PURCHASE_MIXED)
		return label_purchase(purchase);
	return NULL;
}

/* What a metric of words, dates or yes and no says ("-": nothing); false: it is a figure. */
static bool label_of_metric(struct text *out, enum metric metric, const struct row *a)
{
	struct metric_value value = metric_value(metric, a);
	const char *word;

	/* "4x1" is four replicas of one GPU; a fleet has a column of its own for them. */
	if (metric == METRIC_GPUS && deployment_replicas(&a->deployment) > 1.0) {
		text_add(out, label_size(&a->deployment).text);
		return true;
	}
	switch (metric_row(metric)->form) {
	case METRIC_DATE:
		if (a->offer)
			label_date(out, a->offer->as_of);
		else
			text_add_char(out, '-');
		return true;
	case METRIC_TIME:
		if (isnan(value.band.mid))
			text_add_char(out, '-');
		else
			clock_format_cell(out, value.band.mid, pile_of(a)->now);
		return true;
	case METRIC_FLAG: text_add(out, value.flag ? _("yes") : _("no")); return true;
	case METRIC_WORD: break;
	default: return false;
	}
	word = word_of(metric, a, value.word);
	if (!word && metric == METRIC_PURCHASE && a->offer)
		label_bought(out, a);
	else
		text_add(out, word ? word : value.word ? value.word : "-");
	return true;
}

void label_metric_cell(struct text *out, enum metric metric, const struct row *a, bool ascii)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value value = metric_value(metric, a);

	if (label_of_metric(out, metric, a))
		return;
	if (row->form == METRIC_BAND)
		label_band_cell(out, &value.band, row->unit, ascii);
	else
		label_cell(out, value.band.mid, row->unit);
}

void label_metric(
	struct text *out, enum metric metric, const struct row *a, const struct metric_value *value, int columns)
{
	const struct metric_row *row = metric_row(metric);
	size_t before = out->length;

	if (!label_of_metric(out, metric, a))
		label_band(out, &value->band, row->unit);
	if (row->form == METRIC_BAND && text_columns(out->data + before) > columns) {
		out->length = before;
		out->data[before] = '\0';
		label_value(out, value->band.mid, row->unit);
	}
}

/* Whether a title says no more than the unit that stands at the figure. */
static bool is_unit(const struct metric_row *row)
{
	static const char *const words[] = {
		[UNIT_USD] = "$", [UNIT_BILL] = "$", [UNIT_GIB] = "GiB", [UNIT_HOURS] = "hours", [UNIT_NUMBER] = NULL
	};

	return words[row->unit] && strcmp(row->title, words[row->unit]) == 0;
}

/* Whether it is the unit in full: "tok/s" of what is 1/s. */
static bool is_rate(const struct metric_row *row)
{
	return row->unit == UNIT_PER_SECOND && strstr(row->title, "/s");
}

void label_figures(struct text *out, const enum metric *metrics, const struct row *a)
{
	for (int i = 0; metrics[i] != METRIC_COUNT; i++) {
		const struct metric_row *row = metric_row(metrics[i]);
		const struct band band = metric_value(metrics[i], a).band;

		text_add(out, i ? ", " : "");
		if (!is_unit(row) && !is_rate(row))
			text_addf(out, "%s ", _(row->title));
		label_band(out, &band, is_rate(row) ? UNIT_NUMBER : row->unit);
		if (is_rate(row))
			text_addf(out, " %s", _(row->title));
	}
}

static void add_parameter(struct text *out, const struct scenario *s, enum parameter parameter)
{
	TEXT(value);

	scenario_text(s, parameter, &value);
	if (value.length)
		text_addf(out, ", %s %s", _(parameter_row(parameter)->label), value.data);
}

void report_workload(struct text *out, const struct study *study, const struct scenario *s, const struct model *model)
{
	static const enum parameter shown[] = { PARAMETER_CONTEXT, PARAMETER_PROMPT, PARAMETER_OUTPUT,
		PARAMETER_CONCURRENCY, PARAMETER_RATE, PARAMETER_TTFT, PARAMETER_TPOT, PARAMETER_CERTAINTY,
		PARAMETER_BUSY, PARAMETER_SPOT, PARAMETER_ENGINE, PARAMETER_COUNT };
	/* Told where they are not what they are by default, as filters are. */
	static const enum parameter besides[] = { PARAMETER_SPREAD, PARAMETER_GOAL_AT, PARAMETER_REPLICAS,
		PARAMETER_PREFIX_HIT };
	struct scenario plain = *s;
	struct error ignored = { 0 };
	const enum parameter *list = part_has_replica(study->part) ? shown : study->panel;
	TEXT(value);

	text_addf(out, "%s, ", model->name);
	label_params(out, model->counts.total);
	text_add_char(out, '\n');
	for (int i = 0; list[i] != PARAMETER_COUNT; i++) {
		text_clear(&value);
		scenario_text(s, list[i], &value);
		if (value.length)
			text_addf(out, "%s%s %s", i ? ", " : "", _(parameter_row(list[i])->label), value.data);
	}
	for (size_t i = 0; i < sizeof(besides) / sizeof(besides[0]); i++)
		if (study_reads(study, besides[i]) && scenario_set_default(&plain, besides[i], &ignored) == STATUS_OK &&
			!scenario_same(s, &plain, besides[i]))
			add_parameter(out, s, besides[i]);
	for (const enum parameter *p = offer_filters; *p != PARAMETER_COUNT; p++)
		if (offer_filter_set(s, *p))
			add_parameter(out, s, *p);
	text_add_char(out, '\n');
}

const struct row *report_ranked(const struct result *r, int rank)
{
	for (int i = 0; i < r->count; i++)
		if (r->rows[i].rank == rank && r->rows[i].verdict == VERDICT_MEETS && r->rows[i].offer)
			return &r->rows[i];
	return NULL;
}

const struct row *report_leader(const struct result *r)
{
	const struct row *best = result_best(r);

	for (int i = 0; !best && i < r->count; i++)
		if (r->rows[i].rank == 1)
			best = &r->rows[i];
	return best;
}
