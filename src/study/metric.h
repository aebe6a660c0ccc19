/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outputs of the studies as a table: keys, units, titles. */
#pragma once

#include <stdbool.h>

enum metric {
#define METRIC(id, ...) METRIC_##id,
#include "study/metric-table.h"
#undef METRIC
	METRIC_COUNT
};

/* Rows that a study brings have ids behind METRIC_COUNT, which ends lists; metric_add() in study/metric_value.h. */
enum { METRIC_ADDED_MAX = 8, METRIC_MAX = METRIC_COUNT + 1 + METRIC_ADDED_MAX };

enum metric_form { METRIC_WORD, METRIC_COUNT_FORM, METRIC_FLAG, METRIC_BAND, METRIC_DATE, METRIC_TIME };
enum metric_unit {
	UNIT_NONE,
	UNIT_GIB,
	UNIT_BYTES,
	UNIT_SECONDS,
	UNIT_PER_SECOND,
	UNIT_USD,
	UNIT_FRACTION,
	UNIT_BYTES_PER_SECOND,
	UNIT_BILL,  /* US dollars, shown without cents from 10 on */
	UNIT_HOURS, /* of people and of machines alike, not seconds */
	UNIT_FLOPS, /* decimal: TB/s, PFLOP/s */
	UNIT_NUMBER /* shown with its significant digits, not as a whole count */
};
enum metric_better { BETTER_NEITHER, BETTER_LOWER, BETTER_HIGHER };

struct metric_row {
	const char *group; /* JSON object it stands in; "" the result itself */
	const char *key;
	const char *title; /* untranslated column title */
	const char *help;  /* untranslated */
	enum metric_form form;
	enum metric_unit unit;
	enum metric_better better;
};

const struct metric_row *metric_row(enum metric metric);

/* All of them, by place: those of the table, then those that were added. */
int metric_count(void);
enum metric metric_at(int place);

/* Adds a row whose key is not taken.  What it points to is borrowed.  METRIC_COUNT: its key is taken, or there is no
 * room. */
enum metric metric_row_add(const struct metric_row *row);

/* Forgets the rows that were added. */
void metric_remove_added(void);

/* Divisor from SI to the unit of machine output (2^30 for GiB). */
double metric_unit_scale(enum metric_unit unit);

/* Finds a metric by key or by group.key; for sorting also "cost" style short names are keys. */
bool metric_from_key(const char *key, enum metric *metric);
