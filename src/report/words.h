/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, bands and reasons in words for people: the only place that chooses units. */
#ifndef GPUPLAN_REPORT_WORDS_H
#define GPUPLAN_REPORT_WORDS_H

#include "base/text.h"
#include "study/own_answer.h"
#include "study/replica.h"
#include "study/study.h"

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

/* A translated word for people. */
const char *words_verdict(enum verdict verdict);
const char *words_provenance(enum provenance provenance);
const char *words_purchase(enum purchase purchase);
const char *words_bound(enum bound bound);

/* "2026-06-15" */
void words_date(struct text *out, long days);

/* "2026-06-15, 158 days old": dates of prices. */
void words_price_date(struct text *out, long as_of, long today);

/* "H200 SXM x2". */
void words_configuration(struct text *out, const struct row *answer);

/* How it is bought: "on demand", "reserved 1 year, peaks on demand", "on demand, the rest spot". */
void words_bought(struct text *out, const struct row *answer);

/* Where and how, of an answer with a price: "Lambda, on demand". */
void words_offer(struct text *out, const struct row *answer);

/* What a metric of words, dates or yes and no says ("-": nothing); false: it is a figure, and
 * nothing was added. */
bool words_of_metric(struct text *out, enum metric metric, const struct row *answer);

/* "24 x H200 SXM at Lambda" of a fleet with a price. */
void words_fleet(struct text *out, const struct row *answer);

const char *words_advice(enum own_advice advice); /* "buy" */

#endif
