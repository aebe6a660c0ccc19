/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How figures and reasons read. */
#include "report/labels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"

static const double GIB = 1073741824.0, GB = 1e9;

/* Decimals that show `value` with so many significant digits, at most 6. */
static int decimals_for(double value, int significant)
{
	double magnitude = value != 0.0 ? floor(log10(fabs(value))) : 0.0;
	double decimals = significant - 1 - magnitude;

	return (int)fmin(6.0, fmax(0.0, decimals));
}

static void add_rounded(struct text *out, double value, int significant, const char *unit)
{
	text_addf(out, "%.*f%s", decimals_for(value, significant), value, unit);
}

static void add_seconds(struct text *out, double value, int significant)
{
	bool small = value < 0.0995;

	add_rounded(out, small ? value * 1e3 : value, significant, small ? " ms" : " s");
}

static bool add_unknown(struct text *out, double value)
{
	if (isnan(value))
		text_add(out, _("n/a"));
	else if (isinf(value))
		text_add(out, _("none"));
	else
		return false;
	return true;
}

/* In the largest of the units that it reaches, each of which is `step` times the one before. */
static void add_scaled(struct text *out, double value, double step, const char *const *units, const char *what)
{
	for (; value >= step && units[1]; units++)
		value /= step;
	add_rounded(out, value, 3, " ");
	text_addf(out, "%s%s", *units, what);
}

static const char *const binary[] = { "", "Ki", "Mi", "Gi", "Ti", NULL };
/* Rates of datasheets are decimal. */
static const char *const decimal[] = { "", "k", "M", "G", "T", "P", "E", NULL };

unsigned long label_count(double count)
{
	return count > 0.0 && count < 1e9 ? (unsigned long)round(count) : 0;
}

struct size_label label_size_of(double replicas, double gpus)
{
	struct size_label size;

	if (replicas > 1.0)
		snprintf(size.text, sizeof(size.text), "%.0fx%.0f", replicas, gpus);
	else
		snprintf(size.text, sizeof(size.text), "x%.0f", gpus);
	return size;
}

struct size_label label_size(const struct deployment *d)
{
	return label_size_of(deployment_replicas(d), layout_gpus(&d->layout));
}

/* Minutes below an hour; no more than tenths of an hour are known. */
static void add_hours(struct text *out, double hours, const char *blank)
{
	if (hours < 0.995)
		text_addf(out, _("%.0f%smin"), hours * 60.0, blank);
	else
		text_addf(out, _("%.*f%sh"), hours < 99.95 ? 1 : 0, hours, blank);
}

void label_hours(struct text *out, double hours)
{
	if (!add_unknown(out, hours))
		add_hours(out, hours, " ");
}

void label_value(struct text *out, double value, enum metric_unit unit)
{
	if (add_unknown(out, value))
		return;
	switch (unit) {
	case UNIT_GIB: add_rounded(out, value / GIB, 3, " GiB"); break;
	case UNIT_BYTES: add_scaled(out, value, 1024.0, binary, "B"); break;
	case UNIT_SECONDS: add_seconds(out, value, 3); break;
	case UNIT_PER_SECOND: add_rounded(out, value, 3, "/s"); break;
	case UNIT_HOURS: add_hours(out, value, " "); break;
	case UNIT_BILL:
		text_add_char(out, '$');
		text_add_grouped(out, value, value < 9.995 ? 2 : 0);
		break;
	case UNIT_BYTES_PER_SECOND: add_scaled(out, value, 1000.0, decimal, "B/s"); break;
	case UNIT_FLOPS: add_scaled(out, value, 1000.0, decimal, "FLOP/s"); break;
	case UNIT_USD:
		text_add_char(out, '$');
		/* Four decimals, or two digits of what is less than a tenth of a cent. */
		if (value > 0.0 && value < 0.00095)
			label_small_dollars(out, value);
		else
			text_add_grouped(out, value, value >= 1000.0 ? 0 : value >= 0.1 || value == 0.0 ? 2 : 4);
		break;
	case UNIT_FRACTION: add_rounded(out, value * 100.0, 3, " %"); break;
	case UNIT_NONE: text_addf(out, "%.0f", value); break;
	case UNIT_NUMBER: text_addf(out, "%.4g", value); break;
	}
}

/* No more digits than so many mean anything: noughts stand for the others. */
static void add_significant(struct text *out, double value, int significant)
{
	double grid = value > 0.0 ? pow(10.0, floor(log10(value)) - significant + 1.0) : 1.0;

	value = grid * round(value / grid);
	text_addf(out, "%.*f", decimals_for(value, significant), value);
}

void label_small_dollars(struct text *out, double value)
{
	int decimals = value >= 999.5 ? 0 : 2;

	/* Two digits of what is less than ten cents. */
	for (double least = 0.095; value > 0.0 && value < least && decimals < 8; least /= 10.0)
		decimals++;
	text_addf(out, "%.*f", decimals, value);
}

void label_cell(struct text *out, double value, enum metric_unit unit)
{
	if (isnan(value)) {
		text_add_char(out, '-');
		return;
	}
	switch (unit) {
	case UNIT_GIB:
		/* Tenths of many GiB decide nothing. */
		text_addf(out, "%.*f", value / GIB < 9.95 ? 1 : 0, value / GIB);
		break;
	case UNIT_SECONDS:
		/* Two digits and no blank: "300ms", "25ms", "1.3s". */
		add_significant(out, value < 0.995 ? value * 1e3 : value, 2);
		text_add(out, value < 0.995 ? "ms" : "s");
		break;
	case UNIT_PER_SECOND: add_significant(out, value, 3); break;
	case UNIT_HOURS: add_hours(out, value, ""); break;
	case UNIT_BILL: text_addf(out, "%.*f", value < 9.995 ? 2 : 0, value); break;
	case UNIT_USD: label_small_dollars(out, value); break;
	/* Whole ones: no estimate knows a probability better. */
	case UNIT_FRACTION: text_addf(out, "%.0f%%", floor(value * 100.0)); break;
	default: label_value(out, value, unit); break;
	}
}

/* "2.6" and ".4": a leading zero says nothing in a narrow column. */
static void add_short(struct text *out, double value, int decimals)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%.*f", decimals, value);
	text_add(out, digits[0] == '0' && digits[1] == '.' ? digits + 1 : digits);
}

void label_decimals(struct text *out, double value, int decimals, const char *unit)
{
	add_short(out, value, decimals);
	text_add(out, unit);
}

void label_band_cell(struct text *out, const struct band *band, enum metric_unit unit, bool ascii)
{
	double half = (band->high - band->low) / 2.0;
	int decimals;

	if (!band_known(band)) {
		text_add_char(out, '-');
		return;
	}
	if (unit != UNIT_USD || !(half > 0.0)) {
		label_cell(out, band->mid, unit);
		return;
	}
	/* A wide and lopsided band is told by its ends: mid and half would suggest less than 0. */
	if (half > 0.6 * band->mid || fmax(band->mid - band->low, band->high - band->mid) > 1.7 * half) {
		add_short(out, band->low, decimals_for(band->low, 2));
		text_add(out, ascii ? "-" : "–");
		add_short(out, band->high, decimals_for(band->high, 2));
		return;
	}
	/* One digit of the error decides how many digits of the value are worth showing. */
	decimals = decimals_for(half, 1);
	if (decimals == 0 && band->mid < 10.0)
		decimals = 1;
	add_short(out, band->mid, decimals);
	text_add(out, ascii ? "+-" : "±");
	add_short(out, half, decimals);
}

void label_band(struct text *out, const struct band *band, enum metric_unit unit)
{
	TEXT(low);
	TEXT(high);

	label_value(out, band->mid, unit);
	if (!band_known(band) || band->high == band->low)
		return;
	label_value(&low, band->low, unit);
	label_value(&high, band->high, unit);
	text_addf(out, _(" (%s to %s)"), low.data, high.data);
}

static bool ends_with(const char *key, const char *suffix)
{
	size_t n = strlen(key), m = strlen(suffix);

	return n >= m && strcmp(key + n - m, suffix) == 0;
}

double reason_json_value(const struct reason_row *row, int index, double value)
{
	if (ends_with(row->keys[index], "_gb"))
		return value / GB;
	return ends_with(row->keys[index], "_gib") ? value / GIB : value;
}

/* A small one is not nothing. */
static void add_percent(struct text *out, double percent)
{
	if (fabs(percent) > 0.0 && fabs(percent) < 0.95)
		text_addf(out, "%.2g %%", percent);
	else
		text_addf(out, "%.0f %%", percent);
}

/* Files and states of whole models: "141 GB", "1.13 TB". */
static void add_decimal_bytes(struct text *out, double value)
{
	if (value >= 1000.0 * GB)
		text_addf(out, "%.2f TB", value / GB / 1000.0);
	else if (value >= 10.0 * GB)
		text_addf(out, "%.0f GB", value / GB);
	else
		text_addf(out, "%.1f GB", value / GB);
}

/* The unit of a reason's value is the suffix of its key (reason-table.h). */
static void add_reason_value(struct text *out, const char *key, double value, bool english)
{
	if (ends_with(key, "_gib"))
		label_value(out, value, UNIT_GIB);
	else if (ends_with(key, "_gb"))
		add_decimal_bytes(out, value);
	else if (strncmp(key, "times", 5) == 0)
		add_rounded(out, value, 2, "");
	else if (ends_with(key, "_s"))
		add_seconds(out, value, 2);
	else if (ends_with(key, "_tokens"))
		quantity_format(out, value, QUANTITY_TOKENS, 6);
	else if (ends_with(key, "_fraction"))
		label_value(out, value, UNIT_FRACTION);
	else if (ends_with(key, "availability"))
		/* Never rounded up to a certainty. */
		text_addf(out, "%.2f %%", floor(value * 1e4) / 1e2);
	else if (strcmp(key, "sure_share") == 0)
		/* As in the table: never rounded up to what is wanted. */
		text_addf(out, "%.0f %%", floor(value * 100.0));
	else if (ends_with(key, "share"))
		add_percent(out, value * 100.0);
	else if (ends_with(key, "percent"))
		add_percent(out, value);
	else if (ends_with(key, "cost_usd"))
		label_value(out, value, UNIT_BILL);
	else if (ends_with(key, "_usd"))
		label_value(out, value, UNIT_USD);
	else if (ends_with(key, "_days") && english)
		text_addf(out, value == 1.0 ? "%.0f day" : "%.0f days", value);
	else if (ends_with(key, "_days"))
		text_addf(out, ngettext("%.0f day", "%.0f days", label_count(value)), value);
	else if (ends_with(key, "_kw"))
		text_addf(out, "%.1f kW", value);
	else if (ends_with(key, "_h"))
		label_hours(out, value);
	else if (ends_with(key, "expected"))
		add_rounded(out, value, 2, "");
	else if (ends_with(key, "_years"))
		text_addf(out, "%.3g", value);
	else if (strncmp(key, "rate", 4) == 0)
		add_rounded(out, value, 2, "");
	else
		text_addf(out, "%.0f", value);
}

/* Puts the values into a text of the reason table or its translation: %1$s to %3$s, %4$s the name, %5$s its
 * place, %% a percent sign.  printf itself refuses texts that leave one of them out. */
static void add_sentence(struct text *out, const char *format, char values[][64], const char *const names[2])
{
	for (const char *p = format; *p;) {
		size_t n = strcspn(p, "%");

		text_add_n(out, p, n);
		p += n;
		if (p[0] == '%' && p[1] >= '1' && p[1] <= '5' && p[2] == '$' && p[3] == 's') {
			text_add(out, p[1] >= '4' ? names[p[1] - '4'] : values[p[1] - '1']);
			p += 4;
		} else if (p[0] == '%') {
			text_add_char(out, '%');
			p += p[1] == '%' ? 2 : 1;
		}
	}
}

static const char *sentence_of(const struct reason_row *row, unsigned long n, bool english)
{
	if (!row->many)
		return english ? row->text : _(row->text);
	if (english)
		return n == 1 ? row->text : row->many;
	return ngettext(row->text, row->many, n);
}

static void add_reason(struct text *out, const struct reason *reason, bool english)
{
	const struct reason_row *row = reason_row(reason->id);
	unsigned long n;
	bool whole;
	const char *name = reason->name ? reason->name : "", *place = reason->place ? reason->place : "", *figure;
	char values[REASON_VALUES][64];

	for (int i = 0; i < REASON_VALUES; i++) {
		TEXT(value);

		if (row->keys[i][0])
			add_reason_value(&value, row->keys[i], reason->value[i], english);
		snprintf(values[i], sizeof(values[i]), "%s", value.data);
	}
	/* How many things a figure stands for as it reads; fractions are many. */
	figure = values[row->counted];
	whole = figure[0] && figure[strspn(figure, "0123456789")] == '\0';
	n = whole ? label_count(reason->value[row->counted]) : 2;
	add_sentence(out, sentence_of(row, n, english), values,
		(const char *[]){ *name && !english ? _(name) : name, place });
}

void label_reason(struct text *out, const struct reason *reason)
{
	add_reason(out, reason, false);
}

void label_reason_english(struct text *out, const struct reason *reason)
{
	add_reason(out, reason, true);
}

void label_params(struct text *out, double params)
{
	quantity_format(out, params, QUANTITY_PARAMETERS, 3);
}

const char *label_title(enum metric metric)
{
	return _(metric_row(metric)->title);
}

const char *label_verdict(enum verdict verdict)
{
	static const char *const words[] = {
		[VERDICT_MEETS] = N_("meets"),
		[VERDICT_UNCERTAIN] = N_("uncertain"),
		[VERDICT_MISSES] = N_("misses"),
		[VERDICT_DOES_NOT_FIT] = N_("does not fit"),
		[VERDICT_NOT_ESTIMATED] = N_("not estimated"),
		[VERDICT_NOT_SUPPORTED] = N_("not supported"),
	};

	return _(words[verdict]);
}

const char *label_provenance(enum provenance provenance)
{
	static const char *const words[] = {
		[PROVENANCE_MEASURED] = N_("measured"),
		[PROVENANCE_CALIBRATED] = N_("calibrated"),
		[PROVENANCE_EXTRAPOLATED] = N_("extrapolated"),
		[PROVENANCE_NONE] = N_("n/a"),
	};

	return _(words[provenance]);
}

const char *label_purchase(enum purchase purchase)
{
	static const char *const words[] = {
		[PURCHASE_ON_DEMAND] = N_("on demand"),
		[PURCHASE_SPOT] = N_("spot"),
		[PURCHASE_RESERVED_1Y] = N_("reserved 1 year"),
		[PURCHASE_RESERVED_3Y] = N_("reserved 3 years"),
		[PURCHASE_MIXED] = N_("mixed"),
	};

	return _(words[purchase]);
}

void label_purchases(struct text *out, unsigned kinds)
{
	const char *between = "";

	for (int i = PURCHASE_ON_DEMAND; i < PURCHASE_MIXED; i++) {
		if (!(kinds & 1u << i))
			continue;
		text_addf(out, "%s%s", between, label_purchase((enum purchase)i));
		between = ", ";
	}
}

const char *label_stop(enum stop stop)
{
	return _(stop_words(stop)->brief);
}

const char *label_purchase_short(enum purchase purchase)
{
	static const char *const words[] = {
		[PURCHASE_ON_DEMAND] = N_("od"),
		[PURCHASE_SPOT] = N_("spot"),
		[PURCHASE_RESERVED_1Y] = N_("1y"),
		[PURCHASE_RESERVED_3Y] = N_("3y"),
		[PURCHASE_MIXED] = N_("mix"),
	};

	return _(words[purchase]);
}

const char *label_bound(enum bound bound)
{
	static const char *const words[] = {
		[BOUND_BANDWIDTH] = N_("memory bandwidth"),
		[BOUND_COMPUTE] = N_("compute"),
		[BOUND_COMMUNICATION] = N_("communication"),
		[BOUND_OVERHEAD] = N_("overhead"),
		[BOUND_KV_CAPACITY] = N_("KV capacity"),
		[BOUND_UNKNOWN] = N_("n/a"),
	};

	return _(words[bound]);
}

void label_date(struct text *out, long days)
{
	char date[11];

	date_format(days, date);
	text_add(out, date);
}

void label_time(struct text *out, double at)
{
	TEXT(time);

	if (isnan(at)) {
		text_add(out, _("n/a"));
		return;
	}
	clock_format(&time, at);
	text_addf(out, "%.10s %s", time.data, time.length > 11 ? time.data + 11 : "");
}

void label_price_date(struct text *out, long as_of, long today)
{
	char date[11];
	long age = today - as_of;

	date_format(as_of, date);
	if (age < 0)
		text_addf(out, _("%s, in the future"), date);
	else
		text_addf(out, ngettext("%s, %ld day old", "%s, %ld days old", (unsigned long)age), date, age);
}
