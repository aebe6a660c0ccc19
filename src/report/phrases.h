/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers in words: what they are, how they are bought, and their values in tables. */
#pragma once

#include "study/own_answer.h"
#include "study/study.h"

/* "H200 SXM x2", of a fleet with its provider. */
void label_configuration(struct text *out, const struct row *answer);

/* "fp8" behind `before`: in which of its ways the GPU is used; nothing where there is one alone. */
void label_variant(struct text *out, const char *before, const struct row *answer);

/* Values of metrics with their titles, up to METRIC_COUNT: "TTFT 390 ms (280 ms to 520 ms), $ 2.24". */
void label_figures(struct text *out, const enum metric *metrics, const struct row *answer);

/* "NVIDIA H200 x2, fp8 weights, fp8 KV cache, vllm: meets", a line. */
void label_deployment(struct text *out, const struct row *answer);

/* How it is bought: "on demand", "reserved 1 year, peaks on demand", "on demand, the rest spot". */
void label_bought(struct text *out, const struct row *answer);

/* "24 x H200 SXM at Lambda" of a fleet with a price. */
void label_fleet(struct text *out, const struct row *answer);

/* "Price: Lambda, on demand, 2026-06-15, 158 days old. calibrated, 80 % band", a line; or nothing. */
void label_price(struct text *out, const struct row *answer, long today);

/* "Other pay at Hyperstack: 1 year $3.10, spot $1.45 (2026-05-24, 191 days old) a GPU-hour": the date of prices that are
 * older than that of the answer.  Nothing where its provider sells it in one way only. */
void label_other_pay(struct text *out, const struct scenario *s, const struct row *answer, long today);

/* The prices alone: "1 year $3.10, spot $1.45". */
void label_other_prices(struct text *out, const struct scenario *s, const struct row *answer, long today);

/* The offer behind an answer, or what decided it, in one short phrase. */
void label_remark(struct text *out, const struct row *answer);

/* One cell of a table: a metric without its unit. */
void label_metric_cell(struct text *out, enum metric metric, const struct row *answer, bool ascii);

/* One value with its unit, and with its band where there is room for so many columns. */
void label_metric(
	struct text *out, enum metric metric, const struct row *answer, const struct metric_value *value, int columns);

/* The workload in two lines. */
void report_workload(struct text *out, const struct study *study, const struct scenario *s, const struct model *model);

/* The answer of that rank, from 1, if it meets the goals and has a price; NULL: there is none. */
const struct row *report_ranked(const struct result *r, int rank);

/* The best answer, or what comes nearest to the goals; NULL when there is none. */
const struct row *report_leader(const struct result *r);
