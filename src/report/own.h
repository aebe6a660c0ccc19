/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buying or renting one configuration, as tables for people in any form. */
#ifndef GPUPLAN_REPORT_OWN_H
#define GPUPLAN_REPORT_OWN_H

#include "report/grid.h"
#include "report/people.h"
#include "study/own_answer.h"

/* Of one answer, in the order in which they are shown. */
enum own_table {
	OWN_TABLE_PARTS,   /* what a month is made of */
	OWN_TABLE_RENTALS, /* renting by kind of purchase, and break-even against each */
	OWN_TABLE_TURNS,   /* what single input would flip the advice, and where */
	OWN_TABLE_YEARS,   /* spent year by year */
	OWN_TABLE_INPUTS,  /* terms with their ranges, dates and sources */
	OWN_TABLE_COUNT
};

enum { OWN_COLUMNS = 8, OWN_ROWS = 32 };

/* The first row are headings. */
struct own_rows {
	struct grid grid;
	enum grid_align align[OWN_COLUMNS];
	const char *urls[OWN_ROWS]; /* of the last column, by row of the grid; NULL: none */
};

/* The translated title; NULL when there is nothing to show (and nothing to release). */
const char *own_rows_fill(struct own_rows *rows, enum own_table table, const struct scenario *s,
			  const struct row *a, long today);
void own_rows_release(struct own_rows *rows);

/* Which hours are rented: a sentence. */
void own_hours_note(struct text *out, const struct scenario *s, const struct row *a);

/* The answer in text: ranking, tables of the best one, warnings. */
void report_own(struct text *out, const struct scenario *s, const struct result *r, long today,
		struct report_style style, int top);

/* Members of a JSON object behind the metrics: "rentals" and "inputs". */
void own_json_members(struct text *out, const struct row *a);

/* "spent": month by month of the best answer, or null. */
void own_json_spent(struct text *out, const struct row *a);

#endif
