/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, bands and reasons in words for people: the only place that chooses units. */
#pragma once

#include "study/replica.h"

/* A number of things as ngettext() takes it. */
unsigned long label_count(double count);

/* "x2", or of four replicas "4x2". */
struct size_label {
	char text[32];
};
struct size_label label_size(const struct deployment *d);
struct size_label label_size_of(double replicas, double gpus);

/* A value with its unit ("34.2 GiB", "480 ms", "$2.29", "n/a"); three significant digits. */
void label_value(struct text *out, double value, enum metric_unit unit);

/* The same without the unit's name where the column's title tells it ("34", ".48 s"). */
/* Dollars with cents, with two digits where they are less than ten cents, with none from a thousand on. */
void label_small_dollars(struct text *out, double value);

void label_cell(struct text *out, double value, enum metric_unit unit);

/* ".62 s": so many decimals, and no zero before the point. */
void label_decimals(struct text *out, double value, int decimals, const char *unit);

/* "2.6±.4" ("2.6+-.4" in ASCII), "1.1–6.7" when lopsided: no more digits than the band deserves. */
void label_band_cell(struct text *out, const struct band *band, enum metric_unit unit, bool ascii);

/* "2.6 (2.2 to 3.1)" with units. */
void label_band(struct text *out, const struct band *band, enum metric_unit unit);

/* One sentence of a reason; machine output keeps it in English. */
void label_reason(struct text *out, const struct reason *reason);
void label_reason_english(struct text *out, const struct reason *reason);

/* The value as it stands in JSON: scaled to the unit of its key. */
double reason_json_value(const struct reason_row *row, int index, double value);

/* "70.6B" of a model's parameters, "n/a" when unknown. */
void label_params(struct text *out, double params);

/* The title of a metric's column, translated. */
const char *label_title(enum metric metric);

/* A translated word for people. */
const char *label_verdict(enum verdict verdict);
const char *label_provenance(enum provenance provenance);
const char *label_purchase(enum purchase purchase);
/* "on demand, spot": bits 1 << enum purchase. */
void label_purchases(struct text *out, unsigned kinds);
/* The same for narrow columns: "od", "spot", "1y". */
const char *label_purchase_short(enum purchase purchase);
const char *label_bound(enum bound bound);
const char *label_stop(enum stop stop); /* "TTFT breaks": what one user more does */

/* "2026-06-15" */
void label_date(struct text *out, long days);

/* "2026-06-15 08:00", local; "n/a" where it is unknown. */
void label_time(struct text *out, double at);

/* "45 min", "9.8 h", "52 h" */
void label_hours(struct text *out, double hours);

/* "2026-06-15, 158 days old": dates of prices. */
void label_price_date(struct text *out, long as_of, long today);
