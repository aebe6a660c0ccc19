/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of all answers that the text reports of every study begin with. */
#ifndef GPUPLAN_REPORT_TABLE_H
#define GPUPLAN_REPORT_TABLE_H

#include "report/people.h"

/* The columns of the result's study, so many rows of it. */
void report_table(struct text *out, const struct result *r, int rows, struct report_style style);

/* One cell of it: a metric of an answer without its unit. */
void report_cell(struct text *out, enum metric metric, const struct row *a, bool ascii);

/* The offer behind an answer, or what decided it, in one short phrase. */
void report_remark(struct text *out, const struct row *a);

/* The best answer, or what comes nearest to the goals; NULL when there is none. */
const struct row *report_leader(const struct result *r);

#endif
