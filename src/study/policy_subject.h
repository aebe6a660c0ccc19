/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rules of advice compare: parameters of the scenario, metrics of the row, facts about it. */
#pragma once

#include "study/policy_fact.h"

enum subject_kind { SUBJECT_SCENARIO, SUBJECT_METRIC, SUBJECT_FACT };

struct policy_subject {
	enum subject_kind kind;
	int id;      /* enum parameter, enum metric, or the place of the fact */
	bool number; /* else it is a word */
};

/* Finds "scenario.spot", "metric.gpus", "fact.mig".  False with what is wrong, for people, in `why`. */
bool policy_subject_find(const char *name, struct policy_subject *subject, struct text *why);

/* Whether the subject can ever be that word, or that number.  False with the choice or the range in `why`. */
bool policy_subject_takes(
	const struct policy_subject *subject, const struct catalog *c, const char *word, struct text *why);
bool policy_subject_reaches(const struct policy_subject *subject, double number, struct text *why);

/* What it is for a row; unknown where the study neither reads nor gives it. */
struct policy_value policy_subject_value(const struct policy_subject *subject, const struct policy_context *x);
