/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of the table: the rows that the text filter lets through, and under an unfolded one its alternatives. */
#pragma once

#include "study/study.h"
#include "tui/widgets/field.h"

struct shown_row {
	const struct row *row; /* of the result, or an alternative */
	int index;             /* in the result; of an alternative that of the row above */
	int alternative;       /* from 1; 0: a row of the result */
};

struct shown {
	struct field filter;        /* words of it; empty: all rows */
	const struct gpu *unfolded; /* that whose row shows its alternatives; NULL: none */
	int count;                  /* lines */
	int matched;                /* rows of the result among them */
	int alternatives;
	/* Owned. */
	struct shown_row *lines;
	int capacity;
	struct replica_row *others; /* ALTERNATIVES_MAX */
};

void shown_release(struct shown *shown);

/* Makes the lines anew for a result.  Allocates only for a result with more rows than any before. */
void shown_fill(struct shown *shown, const struct study *study, const struct scenario *s, const struct result *r);

/* Whether every word of `words` is somewhere in the names, the provider, the verdict or the reasons of a row; case and
 * punctuation do not count. */
bool shown_matches(const struct row *row, const char *words);

/* The line, NULL: there is none. */
const struct shown_row *shown_at(const struct shown *shown, int line);
