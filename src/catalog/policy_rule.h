/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of advice as they stand in policy.json.  What their conditions name, the studies know: study/policy.h. */
#pragma once

/* In the order of COMPARISON_WORDS: a rule compares for (in)equality with words or a number, else with a number. */
enum rule_comparison {
	COMPARISON_IS,
	COMPARISON_IS_NOT,
	COMPARISON_AT_LEAST,
	COMPARISON_AT_MOST,
	COMPARISON_ABOVE,
	COMPARISON_BELOW
};

/* The order of RULE_SEVERITY_WORDS. */
enum rule_severity { RULE_FACT, RULE_ADVICE, RULE_WARNING };

enum { POLICY_RULES_MAX = 256, RULE_CONDITIONS_MAX = 6, RULE_WORDS_MAX = 8, RULE_VALUES_MAX = 3 };

/* One comparison.  With several words one of them must be the value, or with COMPARISON_IS_NOT none. */
struct rule_condition {
	const char *of; /* "scenario.spot", "metric.gpus", "fact.mig" */
	enum rule_comparison comparison;
	double number; /* in the unit of machine output; NaN: words are compared */
	const char *words[RULE_WORDS_MAX];
	int word_count;
	const char *text; /* all of it: "metric.gpus at_least 2", of several words "fact.link is none|pcie" */
};

/* A rule of the framework.  It has conditions, or it is derived by what the program computes anyway. */
struct policy_rule {
	const char *id;
	enum rule_severity severity;
	struct rule_condition when[RULE_CONDITIONS_MAX]; /* all of them must hold */
	int condition_count;                             /* 0: it is derived */
	const char *derived[RULE_WORDS_MAX];             /* "reason.spot-live", "metric.gpus", "scenario.four_bit" */
	int derived_count;
	const char *words;                   /* of a rule that the program does not know, untranslated; else NULL */
	const char *name;                    /* whose word is %4$s in the words; NULL: none is */
	const char *values[RULE_VALUES_MAX]; /* whose numbers are %1$s to %3$s */
	int value_count;
	const char *source, *as_of, *notes;
	const char *file; /* of the user's, for messages; NULL: policy.json that is shipped */
	const char *path; /* "/items/3" in it */
};
