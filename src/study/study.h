/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studies: a scenario goes in, answers come out. */
#ifndef GPUPLAN_STUDY_STUDY_H
#define GPUPLAN_STUDY_STUDY_H

#include "study/answer.h"
#include "study/metric.h"
#include "study/parameter.h"
#include "study/studies.h"

struct study {
	const char *id;
	const char *title; /* untranslated */
	const char *help;  /* untranslated */
	const char *rows;  /* title of its table, untranslated */
	bool by_provider;  /* a GPU has an answer for every provider */
	const enum parameter *panel; /* inputs in the planner's panel, ended by PARAMETER_COUNT */
	const enum metric *columns;  /* of the table in text, ended by METRIC_COUNT */
	/* All that it reads and that its answers have: lists as above, ended by NULL. */
	const enum parameter *const *reads;
	const enum metric *const *gives;
	/* Fills the result; allocates nothing.  `today` in days since 1970 dates prices. */
	void (*solve)(const struct scenario *s, long today, struct result *result);
};

const struct study *study_row(enum study_id id);

bool study_reads(const struct study *study, enum parameter parameter);
bool study_gives(const struct study *study, enum metric metric);

/* Sorts the answers by a metric in its better direction, unknown values last; -1: by rank.
 * Reversed the worst comes first. */
void result_sort(struct result *r, int metric, bool reverse);

/* The best answer that meets the goals, NULL when none does. */
const struct answer *result_best(const struct result *r);

#endif
