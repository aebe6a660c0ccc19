/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts about a row that are neither a parameter nor a metric, for rules of advice. */
#pragma once

#include "study/study.h"

/* Whose row it is, and when. */
struct policy_context {
	const struct study *study;
	const struct scenario *s;
	const struct row *row;
	long today; /* days since 1970 */
};

/* A number in the unit of machine output, NaN unknown, or a word, NULL unknown. */
struct policy_value {
	double number;
	const char *word;
};

struct policy_fact {
	const char *name;
	bool number; /* else it is a word */
	struct policy_value (*get)(const struct policy_context *x);
	/* The words that it can be, or whether it can be one; both NULL: any word. */
	const char *const *words;
	bool (*known)(const struct catalog *c, const char *word);
};

/* All of them; *count. */
const struct policy_fact *policy_facts(int *count);
