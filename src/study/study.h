/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studies: a scenario goes in, answers come out. */
#pragma once

#include "study/contest.h"
#include "study/explain.h"
#include "study/question.h"
#include "study/replica.h"
#include "study/result.h"
#include "study/studies.h"

/* How a column writes its figures: one unit and one precision, so that digits stand under each other. */
enum figure_form {
	FIGURE_USUAL,        /* as everywhere else */
	FIGURE_WHOLE,        /* "1,204" */
	FIGURE_WHOLE_GIB,    /* the same, of bytes */
	FIGURE_SECONDS,      /* ".39s", "1.90s" */
	FIGURE_MILLISECONDS, /* "31ms" */
	FIGURE_CENTS,        /* "2.51" */
	FIGURE_SMALL,        /* ".00052", ".014", ".11", "1.92" */
	FIGURE_DOLLARS,      /* "16,390" */
	FIGURE_SURE,         /* "84%", "<1%", ">99%" */
	FIGURE_HOURS,        /* "9.8", "123" */
	/* What the ranking compares: behind it a sign where the cost is equal within the error. */
	FIGURE_CENTS_RANKED,
	FIGURE_SMALL_RANKED,
	FIGURE_DOLLARS_RANKED,
};

/* A column of the planner's table; the width of the one behind the last is 0. */
struct study_column {
	int shows; /* metric, or one of below */
	int width; /* that it needs */
	int most;  /* that it takes where there is room; 0: no more than it needs */
	enum { COLUMN_LEFT, COLUMN_RIGHT } align;
	int priority;      /* the less it says about the choice, the higher: it goes first for want of room */
	const char *title; /* untranslated; NULL: that of the metric */
	enum figure_form form;
};

/* Columns that show no metric of the table: the mark of the row, the memory as a bar, the cost as a plot, the size
 * ("2x4"), how it is bought in a short word, the age of the price. */
enum {
	SHOWS_MARK = -1,
	SHOWS_MEMORY = -2,
	SHOWS_PLOT = -3,
	SHOWS_SIZE = -4,
	SHOWS_PAY = -5,
	SHOWS_AGE = -6,
};

/* What a bar in the panel is made of, from left to right. */
enum { SHARES_MAX = 6 };
struct shares {
	const char *title;   /* untranslated: "Month" */
	const char *unknown; /* untranslated sentence, if the whole is NaN */
	double whole;
	enum metric_unit unit;
	int count;
	struct {
		const char *name; /* untranslated */
		double amount;
	} items[SHARES_MAX];
};

/* A plot: one metric of a GPU's best row over the positions of a slider. */
struct study_plot {
	const char *id;    /* in machine output */
	const char *title; /* untranslated */
	enum parameter x;
	enum metric y;
};

/* Alternatives of a row that anybody shows. */
enum { ALTERNATIVES_MAX = 16 };

/* Loads that anybody shows. */
enum { LOADS_MAX = 9 };

/* rows_unasked of studies with several rows for a GPU, by provider or purchase: most are no choice, and the answer shall
 * stay on the screen. */
enum { STUDY_ROWS_UNASKED = 20 };

/* What a parameter with a long name is called where its study is asked; elsewhere the word may mean another one.  Of several
 * words for one parameter the first is shown. */
struct study_word {
	const char *name;
	enum parameter parameter;
};

/* One question.  Lists of parameters end by PARAMETER_COUNT, of metrics by METRIC_COUNT; words are untranslated. */
struct study {
	const char *id;

	/* In the planner. */
	const char *title, *help;    /* of its tab */
	const char *panel_title;     /* of the panel of its inputs; NULL: "Workload" */
	const enum parameter *panel; /* the inputs there */
	const enum parameter *scope; /* those that say in a few words what is asked; NULL: model, load and lengths */
	const char *rows;            /* title of its table: what it lists, by which figure and in which unit */
	const struct study_column *table; /* its columns */
	const struct study_plot *plots;   /* ended by an id NULL; NULL: those of the part */
	bool accounts;                    /* Enter on a row shows its text in place of the figures */
	/* Of its wizard, in the order of the table, ended by QUESTION_COUNT; NULL: it has none. */
	const enum question *questions;

	/* In batch and in reports. */
	const char *command;        /* that asks it */
	const char *brief_command;  /* that tells more of one answer; NULL: the same */
	const char *report_title;   /* with %s for the model */
	const char *offers_title;   /* of its table in a report, */
	const char *caption;        /* and what its columns are */
	const enum metric *columns; /* of the table in text */
	const enum metric *figures; /* under the answer of a report */
	const enum metric *brief;   /* what is told of one answer */
	/* Of the first of `brief`: "per 1M output tokens", with the names of metrics in braces for what they are; NULL:
	 * its help. */
	const char *per;
	/* Counts the GPUs that are paid for; not set (METRIC_GPU, which counts nothing): those of the deployment. */
	enum metric rented;
	int rows_unasked; /* that a report shows unless more are asked for; 0: all */

	/* What it reads, and what its answers are. */
	const enum parameter *const *reads; /* lists of lists, ended by NULL */
	const enum metric *const *gives;
	/* Words for parameters that it reads, ended by a name NULL: options, columns and names of the planner.  Plans keep
	 * the names of the table.  NULL: none. */
	const struct study_word *words;
	enum part_kind part; /* what the part of its rows begins with, */
	size_t part_size;    /* and its size in bytes */
	bool by_provider;    /* a GPU has an answer for every provider, */
	bool by_purchase;    /* or for every kind of purchase */
	double max_gpus;     /* of all replicas where the scenario says nothing; 0: SCENARIO_MAX_GPUS */

	/* Adds what is its own: parameter_add(), metric_add(), reason_row_add(), and fills its lists with the ids.  NULL:
	 * all of it stands in the tables. */
	void (*prepare)(void);
	/* What has to be said before it is asked in batch; NULL: nothing.  STATUS_USAGE. */
	enum status (*check)(const struct scenario *s, struct error *error);
	/* Whether a parameter says anything of what is asked now.  NULL: all do. */
	bool (*counts)(const struct scenario *s, enum parameter parameter);
	/* What counts for a parameter that was not given, NaN: nothing; `gpu` may be NULL.  NULL: nothing
	 * does for any. */
	double (*stands_for)(const struct scenario *s, enum parameter parameter, const struct gpu *gpu);
	/* Adds the name of what counts for a parameter that is no number and was not given, as it stands in the catalog;
	 * nothing where nothing does.  NULL: nothing does for any. */
	void (*stands_named)(const struct scenario *s, enum parameter parameter, struct text *out);
	/* Kinds of purchase that are considered, bits 1 << enum purchase; NULL: those of the scenario. */
	unsigned (*purchases)(const struct scenario *s);

	/* Adds the rows to the empty result, ranked; allocates nothing.  `today` in days since 1970 dates prices. */
	void (*solve)(const struct scenario *s, long today, struct result *result);
	/* Adds to a row how many users it has room for, where the solve did not: quick enough for all rows that are seen.
	 * NULL: there is nothing. */
	void (*count)(const struct scenario *s, struct row *row);
	/* Adds to a row what takes longer and is wanted of few: its room.  NULL: there is nothing. */
	void (*detail)(const struct scenario *s, long today, struct result *result, int index);
	/* What else was judged of the GPU of a row, from the best to the worst, `most` at most; returns the number.  NULL:
	 * nothing. */
	int (*alternatives)(const struct scenario *s, const struct result *result, const struct row *row,
		struct replica_row *out, int most);
	/* The configuration of a row under other loads, `most` at most; returns the number.  NULL: nothing. */
	int (*loads)(const struct scenario *s, const struct row *row, struct replica_row *out, int most);
	/* Adds the formula of every figure of a row.  NULL: the study has none. */
	void (*explain)(const struct scenario *s, const struct row *row, struct explanation *e);
	/* The bar of a row in its facts.  NULL: that of the part, or none. */
	void (*shares)(const struct row *row, struct shares *out);
	/* What a row advises beside its GPU ("buy"), untranslated; NULL: nothing. */
	const char *(*choice)(const struct row *row);

	/* What its ranking compares among rows that meet the goals, the lower the better; NaN: no price.  Marks on
	 * sliders and switch points watch it. */
	double (*objective)(const struct row *row);
	/* The same with its error, for plots; NULL: the cost of output tokens. */
	struct band (*band)(const struct row *row);
	/* Enters the best of one GPU into a contest.  NULL: all are found by solve(), which takes longer. */
	void (*contend)(struct contest *c, const struct gpu *gpu);
	size_t contest_size; /* bytes of struct contest.kept */
	/* Whether contend() serves all positions of a slider at once.  Then the scenario is opened as wide as any
	 * of them needs.  NULL: never. */
	bool (*widen)(struct scenario *s, enum parameter parameter, double widest);
};

#define STUDY(id, value, ...) extern const struct study value;
#include "study/study-table.h"
#undef STUDY

/* The studies in the order of the tabs: those of the table, then those that were added. */
int study_count(void);
const struct study *study_at(int place);

/* Prepares the studies of the table: once, before the first scenario is made. */
void study_prepare(void);

/* Adds a study behind the others and prepares it.  It is borrowed.  False: its id is taken, or there is no room. */
bool study_add(const struct study *study);

/* Forgets the studies that were added, and all rows of studies' own. */
void study_remove_added(void);

/* Lets a scenario be asked by the study: what it does not say is as usual there. */
void study_adopt(const struct study *study, struct scenario *s);

/* Empties the result and fills it with the answers of the study. */
void study_solve(const struct study *study, const struct scenario *s, long today, struct result *result);

/* The one that is shown first, and what is asked where nothing else is said. */
const struct study *study_first(void);

/* NULL: there is none. */
const struct study *study_from_id(const char *id);

/* The first whose answers are single replicas: estimate, explain, compare and curves ask it. */
const struct study *study_of_replica(void);

/* The first that has a wizard. */
const struct study *study_with_questions(void);

/* Its place in the order of the tabs. */
int study_place(const struct study *study);

/* Kinds of purchase that it considers, bits 1 << enum purchase. */
unsigned study_purchases(const struct study *study, const struct scenario *s);

/* Whether it reads the parameter; whether its answers have the metric. */
bool study_reads(const struct study *study, enum parameter parameter);
bool study_gives(const struct study *study, enum metric metric);
