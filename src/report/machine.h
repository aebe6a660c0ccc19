/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machine output, gpuplan-batch(1), OUTPUT: JSON and CSV.  It depends on neither language nor locale. */
#ifndef GPUPLAN_REPORT_MACHINE_H
#define GPUPLAN_REPORT_MACHINE_H

#include "base/text.h"
#include "study/explain.h"
#include "study/study.h"

struct money_curves;

/* {"schema":"gpuplan/1","command":...,"scenario":{...},"results":[...],"warnings":[...]} */
void report_json(struct text *out, const char *command, const struct scenario *s,
		 const struct result *r, int top);

/* The same for one answer, with "explanation":[...] behind the warnings. */
void report_json_explained(struct text *out, const char *command, const struct scenario *s,
			   const struct result *r, const struct explanation *e);

/* The answers of the curves, with "curve":{...} behind the warnings. */
void report_json_curves(struct text *out, const char *command, const struct scenario *s,
			const struct result *r, const struct money_curves *c);

/* A header line of metric keys (bands as key_low, key, key_high), then a line an answer. */
void report_csv(struct text *out, const struct result *r, int top);

/* A figure of machine output: twelve significant digits, far beyond any band; `unknown` for NaN. */
void report_number(struct text *out, double value, const char *unknown);

#endif
