/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machine output, gpuplan-batch(1), OUTPUT: JSON and CSV.  It depends on neither language nor locale. */
#pragma once

#include "report/output.h"

/* {"schema":"gpuplan/1","command":...,"scenario":{...},"results":[...],"warnings":[...]} of the points of curves or
 * else of the result; a header line of metric keys (bands as key_low, key, key_high), then a line an answer. */
void machine_json(struct text *out, const struct output_request *request);
void machine_csv(struct text *out, const struct output_request *request);

/* The cells of one metric of an answer: three of a band. */
void machine_csv_metric(struct text *out, enum metric metric, const struct row *a);

/* JSON of one answer, with "explanation":[...] behind the warnings; and of the answers of the curves
 * of money, with "curve":{...}. */
void machine_json_explained(struct text *out, const struct output_request *request);
void machine_json_money(struct text *out, const struct output_request *request);
