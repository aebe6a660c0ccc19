/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, bands and reasons in words for people: the only place that chooses units. */
#ifndef GPUPLAN_REPORT_WORDS_H
#define GPUPLAN_REPORT_WORDS_H

#include "base/text.h"
#include "study/replica.h"
#include "study/row.h"
#include "study/metric.h"

/* A number of things as ngettext() takes it. */
unsigned long words_count(double count);

/* A value with its unit ("34.2 GiB", "480 ms", "$2.29", "n/a"); three significant digits. */
void words_value(struct text *out, double value, enum metric_unit unit);

/* The same without the unit's name where the column's title tells it ("34", ".48 s"). */
void words_cell(struct text *out, double value, enum metric_unit unit);

/* "2.6±.4" ("2.6+-.4" in ASCII), "1.1–6.7" when lopsided: no more digits than the band deserves. */
void words_band_cell(struct text *out, const struct band *band, enum metric_unit unit, bool ascii);

/* "2.6 (2.2 to 3.1)" with units. */
void words_band(struct text *out, const struct band *band, enum metric_unit unit);

/* One sentence of a reason; machine output keeps it in English. */
void words_reason(struct text *out, const struct reason *reason);
void words_reason_english(struct text *out, const struct reason *reason);

/* The value as it stands in JSON: scaled to the unit of its key. */
double reason_json_value(const struct reason_row *row, int index, double value);

/* "70.6B" of a model's parameters, "n/a" when unknown. */
void words_params(struct text *out, double params);

/* The title of a metric's column, translated. */
const char *words_title(enum metric metric);

/* A translated word for people. */
const char *words_verdict(enum verdict verdict);
const char *words_provenance(enum provenance provenance);
const char *words_purchase(enum purchase purchase);
const char *words_bound(enum bound bound);

/* "2026-06-15" */
void words_date(struct text *out, long days);

/* "2026-06-15, 158 days old": dates of prices. */
void words_price_date(struct text *out, long as_of, long today);

#endif
