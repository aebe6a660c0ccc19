/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text reports for people: the ranking and one configuration in full. */
#ifndef GPUPLAN_REPORT_PEOPLE_H
#define GPUPLAN_REPORT_PEOPLE_H

#include "base/text.h"
#include "study/study.h"

struct report_style {
	bool color; /* escape sequences are welcome */
	bool ascii; /* the locale has no UTF-8, or the user asked */
	int columns; /* of the terminal that long rows of tables are cut to; 0: it is none */
};

/* The workload, the table of all answers, and why the first one leads. */
void report_rank(struct text *out, const struct scenario *s, const struct result *r, long today,
		 struct report_style style, int top);

/* A fleet: what to sign, what comes next and why not, what would change it; then all offers. */
void report_fleet(struct text *out, const struct scenario *s, const struct result *r, long today,
		  struct report_style style, int top);

/* The traffic of a fleet, in place of report_workload(). */
void report_fleet_load(struct text *out, const struct scenario *s, const struct result *r);

/* One configuration: memory, speed, cost, price and its alternatives, reasons. */
void report_estimate(struct text *out, const struct scenario *s, const struct row *a, long today,
		     struct report_style style);

/* The workload in two lines. */
void report_workload(struct text *out, const struct scenario *s, const struct model *model);

#endif
