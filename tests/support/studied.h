/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result over the shipped catalog, for tests of any study. */
#pragma once

#include "study/detail.h"
#include "study/parameter.h"
#include "study/result.h"
#include "study/scenario_text.h"
#include "study/detail.h"
#include "study/study.h"
#include "support/shipped.h"

/* One definition a program. */
#define STUDIED_DEFINE \
	SHIPPED_DEFINE \
	struct result r;

extern struct result r;

/* The day of the answers: 2026-12-01, in days since 1970. */
enum { STUDIED_TODAY = 20788 };

/* NULL: the row has no such reason. */
static inline const struct reason *reason_of(const struct row *a, enum reason_id id)
{
	for (int i = 0; i < a->reasons.count; i++)
		if (a->reasons.items[i].id == id)
			return &a->reasons.items[i];
	return NULL;
}

/* Sets a parameter by name, as an option does. */
static inline void studied_set(struct scenario *s, const char *name, const char *value)
{
	struct error error = { .text = "" };
	enum parameter p;

	assert_true(parameter_from_name(name, &p));
	if (scenario_set(s, p, value, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

/* The answers of a study to a scenario, with all that is told of each row. */
static inline void studied_solve(const struct study *study, const struct scenario *s)
{
	struct error error = { .text = "" };

	if (scenario_check(s, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	study_solve(study, s, STUDIED_TODAY, &r);
	study_detail_all(s, STUDIED_TODAY, &r);
}

static inline const struct row *studied_find(const char *gpu)
{
	for (int i = 0; i < r.count; i++)
		if (strcmp(r.rows[i].deployment.gpu->id, gpu) == 0)
			return &r.rows[i];
	fail_msg("%s is not there", gpu);
	return NULL;
}

static inline int enter(void **state)
{
	if (shipped_load(state) != 0)
		return 1;
	result_init(&r, &shipped);
	return 0;
}

static inline int leave(void **state)
{
	result_release(&r);
	return shipped_unload(state);
}
