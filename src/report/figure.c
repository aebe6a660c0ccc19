/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the cells of the planner's table. */
#include "report/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/filters.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "study/allowance.h"
#include "study/fleet_bill.h"
#include "study/own_answer.h"

static const double GIB = 1073741824.0;

/* From so many cents and dollars on decimals decide nothing. */
static const double WHOLE_DOLLARS = 1000.0;

static void add_sure(struct text *out, double share, const char *unit)
{
	const double last = 0.99, rounding = 1e-9;

	if (share > 0.0 && share < 0.01)
		text_addf(out, "<1%s", unit);
	else if (share > last + rounding)
		text_addf(out, ">99%s", unit);
	else
		text_addf(out, "%.0f%s", floor(share * 100.0 + rounding), unit);
}

void label_sure_share(struct text *out, double share)
{
	if (isnan(share))
		text_add(out, _("n/a"));
	else
		add_sure(out, share, " %");
}

/* "0.39" is ".39": a leading zero says nothing in a narrow column. */
static void add_seconds(struct text *out, double seconds)
{
	char digits[32];

	/* Five columns hold all of them. */
	snprintf(digits, sizeof(digits), "%.*f", seconds < 9.995 ? 2 : seconds < 99.95 ? 1 : 0, seconds);
	text_add(out, digits[0] == '0' && digits[1] == '.' ? digits + 1 : digits);
	text_add_char(out, 's');
}

/* A leading zero says nothing in a narrow column. */
static void add_small(struct text *out, double value)
{
	TEXT(digits);

	label_small_dollars(&digits, value);
	text_add(out, digits.data + (digits.data[0] == '0' && digits.data[1] == '.'));
}

void label_figure(struct text *out, double value, enum figure_form form)
{
	if (isnan(value)) {
		text_add_char(out, '-');
		return;
	}
	switch (form) {
	case FIGURE_USUAL: text_addf(out, "%.4g", value); break;
	case FIGURE_WHOLE_GIB: text_add_grouped(out, value / GIB, 0); break;
	case FIGURE_WHOLE:
	case FIGURE_DOLLARS:
	case FIGURE_DOLLARS_RANKED: text_add_grouped(out, value, 0); break;
	case FIGURE_SECONDS: add_seconds(out, value); break;
	case FIGURE_MILLISECONDS: text_addf(out, "%.0fms", value * 1e3); break;
	case FIGURE_CENTS:
	case FIGURE_CENTS_RANKED: text_add_grouped(out, value, value < WHOLE_DOLLARS ? 2 : 0); break;
	case FIGURE_SMALL:
	case FIGURE_SMALL_RANKED: add_small(out, value); break;
	case FIGURE_SURE: add_sure(out, value, "%"); break;
	case FIGURE_HOURS: text_addf(out, "%.*f", value < 99.95 ? 1 : 0, value); break;
	}
}

/* "od", "spot", "1y", "3y", "mix"; "-" without a price. */
static const char *pay_of(const struct row *a)
{
	const char *id = row_purchase_id(a);
	enum purchase purchase;

	return id && purchase_from_id(id, &purchase) ? label_purchase_short(purchase) : "-";
}

void figure_size(struct text *out, const struct row *a)
{
	double replicas = metric_value(METRIC_REPLICAS, a).band.mid;

	text_add(out, label_size_of(replicas, layout_gpus(&a->deployment.layout)).text);
}

/* The column's title says what a number alone is. */
static void add_size(struct text *out, const struct row *a)
{
	TEXT(size);

	figure_size(&size, a);
	text_add(out, size.data + (size.data[0] == 'x'));
}

void label_axis(struct text *out, double value)
{
	if (value < 999.5)
		text_addf(out, "%.3g", value);
	else if (value < 999.5e3)
		text_addf(out, "%.3gk", value / 1e3);
	else if (value < 999.5e6)
		text_addf(out, "%.3gM", value / 1e6);
	else if (value < 999.5e9)
		text_addf(out, "%.3gB", value / 1e9);
	else
		text_addf(out, "%.3gT", value / 1e12);
}

/* One decimal where five columns hold it. */
static void add_short_dollars(struct text *out, double value, int columns)
{
	double thousands = value / 1e3, most = columns < 5 ? 9.95 : 99.95;

	if (thousands < 999.5)
		text_addf(out, "%.*fk", thousands < most ? 1 : 0, thousands);
	else
		text_addf(out, "%.*fM", thousands < 1e3 * most ? 1 : 0, thousands / 1e3);
}

bool figure_short(struct text *out, double value, enum figure_form form, int columns)
{
	if (isnan(value))
		return false;
	if (form == FIGURE_DOLLARS || form == FIGURE_DOLLARS_RANKED || form == FIGURE_WHOLE)
		add_short_dollars(out, value, columns);
	else if (form == FIGURE_CENTS || form == FIGURE_CENTS_RANKED)
		text_add_grouped(out, value, 0);
	else if (form == FIGURE_SECONDS)
		text_addf(out, "%.*fs", value < 9.95 ? 1 : 0, value);
	else
		return false;
	return true;
}

void figure_cell(struct text *out, const struct study_column *column, const struct row *a, long today, bool ascii)
{
	switch (column->shows) {
	case METRIC_GPU: text_add(out, a->deployment.gpu->short_name); break;
	case SHOWS_SIZE: add_size(out, a); break;
	case SHOWS_PAY: text_add(out, pay_of(a)); break;
	case SHOWS_AGE:
		if (a->offer)
			text_addf(out, _("%ldd"), today - a->offer->as_of);
		else
			text_add_char(out, '-');
		break;
	default:
		if (column->form == FIGURE_USUAL)
			label_metric_cell(out, (enum metric)column->shows, a, ascii);
		else
			label_figure(out, metric_value((enum metric)column->shows, a).band.mid, column->form);
	}
}

void figure_title(struct text *out, const struct study_column *column, double certainty, bool beside)
{
	if (column->shows == METRIC_MTOK_SURE && beside)
		text_addf(out, "≤%.0f%%", certainty * 100.0);
	else if (column->title)
		text_add(out, column->title[0] ? _(column->title) : "");
	else if (column->shows >= 0)
		text_add(out, label_title((enum metric)column->shows));
}

void figure_off(struct text *out, const struct scenario *s, const struct row *a)
{
	enum parameter off = allowance_missing(s, a);

	if (off != PARAMETER_COUNT)
		text_addf(out, _("off: %s is \"%s\""), _(parameter_row(off)->label),
			parameter_choices(off)[(int)s->number[off]]);
}

/* Short forms of what keeps a row from having figures; the sentence of the reason where there is none. */
static bool add_short(struct text *out, const struct reason *reason)
{
	switch (reason->id) {
	case REASON_WEIGHTS_OVERFLOW:
		text_add(out, _("lacks "));
		label_value(out, reason->value[0] - reason->value[1], UNIT_GIB);
		text_add(out, _(" for weights"));
		return true;
	case REASON_CONTEXT_OVERFLOW:
		text_add(out, _("lacks "));
		label_value(out, reason->value[0], UNIT_GIB);
		text_add(out, _(" for context"));
		return true;
	case REASON_NO_FORMAT: text_addf(out, _("cannot run %s"), reason->name); return true;
	case REASON_NO_FAMILY: text_add(out, _("not estimated: no constants")); return true;
	case REASON_NO_SPEC: text_addf(out, _("%s not published"), _(reason->name)); return true;
	case REASON_NO_LINK: text_add(out, _("not estimated: link unknown")); return true;
	case REASON_NO_MEMORY: text_add(out, _("memory not published")); return true;
	case REASON_PRICE_FILTERED: {
		enum parameter filter;

		text_addf(out, _("no offer; %s off: "),
			parameter_from_name(reason->name, &filter) ? _(parameter_row(filter)->label) : reason->name);
		label_value(out, reason->value[0], UNIT_USD);
		return true;
	}
	case REASON_PRICES_FILTERED: text_add(out, _("no offer passes the filters")); return true;
	default: return false;
	}
}

static void add_words(struct text *out, const struct reason *reason)
{
	if (!add_short(out, reason))
		label_reason(out, reason);
}

void figure_words(struct text *out, const struct row *a)
{
	const struct reason *filtered;

	switch (a->verdict) {
	case VERDICT_NOT_ESTIMATED:
	case VERDICT_NOT_SUPPORTED:
	case VERDICT_DOES_NOT_FIT:
		if (a->reasons.count)
			add_words(out, &a->reasons.items[0]);
		else
			text_add(out, label_verdict(a->verdict));
		return;
	default: break;
	}
	filtered = reasons_find(&a->reasons, REASON_PRICE_FILTERED);
	if (!filtered)
		filtered = reasons_find(&a->reasons, REASON_PRICES_FILTERED);
	if (filtered)
		add_words(out, filtered);
}

void figure_without(struct text *out, const struct reason *reason, const char *filter)
{
	enum { NAME = 20 };
	size_t before = out->length;

	text_addf(out, _("Without %s"), filter);
	while (text_columns(out->data + before) < NAME)
		text_add_char(out, ' ');
	text_addf(
		out, ngettext("%.0f GPU, from ", "%.0f GPUs, from ", label_count(reason->value[0])), reason->value[0]);
	label_value(out, reason->value[1], UNIT_USD);
	text_add(out, _(" an hour"));
}
