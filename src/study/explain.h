/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explanations: the formula of every figure, the values of its terms, and their sources. */
#pragma once

#include "study/row.h"
#include "study/metric.h"

enum { EXPLAIN_TERMS = 16, EXPLAIN_LINES = 192, EXPLAIN_FORMULA = 512, EXPLAIN_SYMBOL = 32 };

/* One value of a formula. */
struct explain_term {
	char symbol[EXPLAIN_SYMBOL];
	const char *meaning;  /* untranslated */
	const char *source;   /* of data: as it stands in the catalog; NULL: another line, or given */
	const char *evidence; /* "fitted", "measured" or "assumed"; NULL: as the source has it */
	double rows;          /* measured runs behind a fitted one; NaN unknown */
	char as_of[11];       /* year, month or day of the source; empty: unknown */
	double value;
	enum metric_unit unit;
};

/* One figure: value = formula over the terms' symbols, which are either terms with a source or figures of earlier
 * lines.  The formula is plain arithmetic with min, max, floor, ceil, pow and soft_max(a, b, p) = (a^p + b^p)^(1/p);
 * tests evaluate it. */
struct explain_line {
	const char *section;     /* untranslated */
	char id[EXPLAIN_SYMBOL]; /* of the figure, also its symbol in later lines */
	const char *meaning;     /* untranslated */
	char formula[EXPLAIN_FORMULA];
	struct explain_term terms[EXPLAIN_TERMS];
	int term_count;
	double value;
	enum metric_unit unit;
	struct band band;           /* of the answer's figure; all NaN where it has none */
	enum provenance provenance; /* of a figure with a band: what its accuracy rests on */
};

struct explanation {
	struct explain_line lines[EXPLAIN_LINES];
	int count;
};

struct explaining;

/* Lets `all` explain an answer that is no replica. */
void explain_alone(const struct scenario *s, const struct row *a, struct explanation *e,
	void (*all)(struct explaining *x, const void *context), const void *context);

/* Explains memory and speed of an answer, and lets `rest` add what it has. */
void explain_with(const struct scenario *s, const struct row *a, struct explanation *e,
	void (*rest)(struct explaining *x, const void *context), const void *context);

/* Explains every figure of an answer that serve_judge() filled for the scenario.  Figures that were not estimated are
 * left out. */
void explain_answer(const struct scenario *s, const struct row *a, struct explanation *e);
