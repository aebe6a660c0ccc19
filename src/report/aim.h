/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer is measured by, in words: goals for speed, or a time by which all is done.  A kind of parts that is
 * measured by something else is one row of the table in aim.c. */
#pragma once

#include "study/row.h"

/* Sentences and parts of them, untranslated; names in braces stand for numbers. */
struct aim {
	enum part_kind part;
	const char *verdicts[VERDICT_MISSES + 1]; /* of an answer that is estimated */
	const char *meets;                        /* of one that leads: "meets the goals" */
	const char *nothing, *nothing_brief;      /* where no answer does, without a stop */
	const char *none;                         /* the same in the place of a recommendation */
	const char *kind, *kinds;                 /* how many kinds of GPU do: {count}; singular and plural */
	const char *before, *no_more, *neither;   /* what a change changes about that */
	const char *times, *same, *more, *less;   /* what it changes about the cost: {factor}, {percent} */
	const char *cheapest, *first;             /* why it is recommended: by cost, by what matters most */
	const char *relax;                        /* what to do where there is nothing */
};

/* Of parts without a row of their own: goals. */
const struct aim *aim_of(enum part_kind part);

/* The verdict in a word, translated: a pile of work is in time or late. */
const char *label_part_verdict(enum part_kind part, enum verdict verdict);
const char *label_row_verdict(const struct row *row);

/* "a million tokens cost 12 % less", "all of it costs the same". */
void label_cost_change(struct text *out, enum part_kind part, double before, double now);

/* "8 kinds of GPU meet the goals", "are in time". */
void label_kinds_that_meet(struct text *out, enum part_kind part, int kinds);
