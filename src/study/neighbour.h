/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the other words of a choice would lead to, found one word at a time. */
#pragma once

#include "study/study.h"

enum { NEIGHBOURS_MAX = 8 };

struct neighbour {
	const char *word;      /* of the choice, as parameter_choices() has it */
	const struct gpu *gpu; /* that would lead; NULL: nothing meets the goals */
	double gpus;           /* of one replica */
	double replicas;
	double objective; /* study->objective of it; NaN: no price */
};

/* Zero-initialised it knows nothing.  Whoever searches lends a result. */
struct neighbours {
	const struct study *study;
	struct scenario scenario;
	enum parameter parameter;
	bool started;
	int next; /* word that is looked at next */
	int count;
	struct neighbour items[NEIGHBOURS_MAX]; /* in the order of the words, without the one that is chosen */
};

/* Begins anew for a choice of another scenario, study or parameter; PARAMETER_COUNT: there is none.  Does nothing if all
 * are the same as before. */
void neighbours_start(
	struct neighbours *n, const struct study *study, const struct scenario *s, enum parameter parameter);

/* Solves the study for one more word.  False: nothing was left to do. */
bool neighbours_advance(struct neighbours *n, long today, struct result *lent);

/* Whether all words have been looked at. */
bool neighbours_known(const struct neighbours *n, enum parameter parameter);
