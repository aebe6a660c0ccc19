/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default workload, changed by a line of settings and solved, for tests of the study of fleets. */
#pragma once

#include "study/scenario_text.h"
#include "study/fleet.h"
#include "study/study.h"
#include "support/shipped.h"

/* One definition a program. */
#define FLEETS_DEFINE \
	SHIPPED_DEFINE \
	struct result r;

static const long TODAY = 20777; /* 2026-11-20 */

extern struct result r;

/* The default workload with "name=value" settings separated by blanks. */
static inline struct scenario workload(const char *settings)
{
	struct scenario s;
	struct error error = { .text = "" };
	char line[512];

	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	snprintf(line, sizeof(line), "%s", settings);
	for (char *word = line, *next; *word != '\0'; word = next) {
		enum parameter p;
		char *value = strchr(word, '=');

		next = word + strcspn(word, " ");
		if (*next != '\0')
			*next++ = '\0';
		assert_non_null(value);
		*value++ = '\0';
		assert_true(parameter_from_name(word, &p));
		if (scenario_set(&s, p, value, &error) != STATUS_OK)
			fail_msg("%s", error.text);
	}
	if (scenario_check(&s, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	return s;
}

static inline const struct row *solve(const char *settings)
{
	struct scenario s = workload(settings);

	study_solve(&fleet_study, &s, TODAY, &r);
	return result_best(&r);
}

static inline const struct reason *find(const struct row *a, enum reason_id id)
{
	for (int i = 0; i < a->reasons.count; i++)
		if (a->reasons.items[i].id == id)
			return &a->reasons.items[i];
	return NULL;
}

static inline int fleets_open(void **state)
{
	int failed = shipped_load(state);

	result_init(&r, &shipped);
	return failed;
}

static inline int fleets_close(void **state)
{
	result_release(&r);
	return shipped_unload(state);
}
