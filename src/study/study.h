/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studies: a scenario goes in, answers come out. */
#ifndef GPUPLAN_STUDY_STUDY_H
#define GPUPLAN_STUDY_STUDY_H

#include "study/row.h"
#include "study/metric.h"
#include "study/parameter.h"
#include "study/result.h"
#include "study/studies.h"

/* A column of the planner's table; the title of the one behind the last is NULL. */
struct study_column {
	int shows;         /* metric, or one of below */
	const char *title; /* untranslated */
	int width;         /* that it needs */
	int most;          /* that it takes where there is room; 0: no more than it needs */
	enum { COLUMN_LEFT, COLUMN_RIGHT } align;
	int priority;      /* the less it says about the choice, the higher: it goes first for want of room */
};

/* Columns that show no metric: the mark of the row, the memory as a bar. */
enum { SHOWS_MARK = -1, SHOWS_MEMORY = -2 };

/* One question.  Lists of parameters end by PARAMETER_COUNT, of metrics by METRIC_COUNT; words are
 * untranslated. */
struct study {
	const char *id;
	const char *title, *help; /* of its tab */
	const char *rows;         /* title of its table */
	bool by_provider;         /* a GPU has an answer for every provider */
	const enum parameter *panel; /* inputs in the planner's panel */
	/* All that it reads and that its answers have: lists of lists, ended by NULL. */
	const enum parameter *const *reads;
	const enum metric *const *gives;
	const enum metric *columns;       /* of the table in text */
	const struct study_column *table; /* of the planner */
	const char *command;              /* that asks it in batch */
	const enum metric *brief;         /* what is told of one answer, */
	const char *brief_command;        /* and the command that tells more */
	const enum metric *figures;       /* under the answer of a report */
	const char *report_title;         /* with %s for the model */
	const char *offers_title;         /* of its table in a report, */
	const char *caption;              /* and what its columns are */
	enum part_kind part;      /* what the part of its rows begins with, */
	size_t part_size;         /* and its size in bytes */
	bool charts;      /* a report draws the speed of its answer against users */
	bool replica;     /* its answers are single replicas: wizard, estimate, compare and curves ask it */
	bool marked;      /* its sliders carry marks where another GPU leads */
	/* What has to be said before it is asked in batch; NULL: nothing.  STATUS_USAGE. */
	enum status (*check)(const struct scenario *s, struct error *error);
	/* Adds the rows to the empty result, ranked; allocates nothing.  `today` in days since 1970 dates prices. */
	void (*solve)(const struct scenario *s, long today, struct result *result);
	/* What counts for a parameter that was not given, NaN: nothing; `gpu` may be NULL.  NULL: nothing
	 * does for any. */
	double (*stands_for)(const struct scenario *s, enum parameter parameter, const struct gpu *gpu);
	/* Kinds of purchase that are considered, bits 1 << enum purchase; NULL: those of the scenario. */
	unsigned (*purchases)(const struct scenario *s);
};

#define STUDY(id, value, ...) extern const struct study value;
#include "study/study-table.h"
#undef STUDY

/* The studies in the order of the tabs: those of the table, then those that were added. */
int study_count(void);
const struct study *study_at(int place);

/* Adds a study behind the others, before the first scenario is made.  It is borrowed.  False: its id is taken, or
 * there is no room. */
bool study_add(const struct study *study);

/* Forgets the studies that were added. */
void study_remove_added(void);

/* Empties the result and fills it with the answers of the study. */
void study_solve(const struct study *study, const struct scenario *s, long today, struct result *result);

/* The one that is shown first, and what is asked where nothing else is said. */
const struct study *study_first(void);

/* NULL: there is none. */
const struct study *study_from_id(const char *id);

/* The one whose answers are single replicas. */
const struct study *study_of_replica(void);

/* Its place in the order of the tabs. */
int study_place(const struct study *study);

/* Whether it reads the parameter; whether its answers have the metric. */
bool study_reads(const struct study *study, enum parameter parameter);
bool study_gives(const struct study *study, enum metric metric);

#endif
