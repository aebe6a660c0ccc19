/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of a row as facts, one line each, the most needed first where room is short. */
#pragma once

#include "study/sensitivity.h"
#include "study/study.h"

/* What a fact is about.  All is borrowed. */
struct fact_context {
	const struct study *study;
	const struct scenario *scenario;
	const struct result *result;
	const struct row *row;
	const struct row *against;             /* that it is an alternative to; NULL: it is a row of the result */
	const struct sensitivity *sensitivity; /* NULL: not known */
	long today;                            /* days since 1970 */
};

struct fact {
	const char *label; /* untranslated, at most nine columns in English */
	int need;          /* the least is shown first; facts of one need in the order of the list */
	/* Adds what there is to say, one or two sentences; nothing: the fact has no line. */
	void (*write)(struct text *out, const struct fact_context *c);
	/* Adds more where every fact has found room.  NULL: there is no more. */
	void (*more)(struct text *out, const struct fact_context *c);
	/* A bar, whose names and amounts stand behind it; the words of write() follow them.  NULL, or nothing set: none. */
	void (*shares)(struct shares *out, const struct fact_context *c);
	/* A figure for each hour of a day, shown as a row of blocks before the words.  NULL: none. */
	bool (*hours)(double out[FLEET_HOURS], const struct fact_context *c);
	/* At most 58 columns that stand without a label where there is room for two lines only.  NULL: none. */
	void (*brief)(struct text *out, const struct fact_context *c);
	/* Whether the words are in doubt.  NULL: never. */
	bool (*doubtful)(const struct fact_context *c);
};

/* The bar of a fact; false: it has none. */
bool fact_bar(const struct fact *fact, const struct fact_context *c, struct shares *out);

/* Facts that every study has.  What the study found, which is no warning. */
void fact_findings(struct text *out, const struct fact_context *c);
/* Why the goals are not kept, or there is no estimate. */
void fact_blockers(struct text *out, const struct fact_context *c);
/* Warnings about the row. */
void fact_warnings(struct text *out, const struct fact_context *c);
/* Advice about the row, but for what other facts tell. */
void fact_advice(struct text *out, const struct fact_context *c);
/* The parts of it: what the study found that would do, and what rules say. */
void fact_would_do(struct text *out, const struct fact_context *c);
void fact_rules(struct text *out, const struct fact_context *c);
/* The words before an answer that is the nearest: nothing keeps the goals.  They are those of its aim. */
void fact_none(struct text *out, const struct fact_context *c);
/* "of 2026-10-10, 51 days old, Hyperstack". */
void fact_price(struct text *out, const struct fact_context *c);
/* Whether that is longer ago than prices hold. */
bool fact_price_old(const struct fact_context *c);
/* "1 year $3.10, spot $1.45 a GPU-hour at the same provider." */
void fact_other_pay(struct text *out, const struct fact_context *c);
/* "calibrated; TTFT within 23 %, TPOT 7 %" */
void fact_evidence(struct text *out, const struct fact_context *c);
/* "80 % sure it is at most $2.51", without a stop. */
void fact_at_most(struct text *out, const struct fact_context *c, double usd, enum metric_unit unit);
/* The same of a pile of work, and when it is done as surely. */
void fact_pile_cost(struct text *out, const struct fact_context *c);

/* Nothing to say: the bar says it. */
void fact_nothing(struct text *out, const struct fact_context *c);
/* The bar that the study has of its own, if it has one. */
void fact_study_shares(struct shares *out, const struct fact_context *c);

/* The facts of each kind of answers, ended by a label NULL. */
extern const struct fact serving_facts[], fleet_facts[], own_facts[], batch_facts[], train_facts[], media_facts[],
	plain_facts[];
