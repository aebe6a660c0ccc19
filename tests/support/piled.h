/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pile of work, asked at a known time, for tests of its study. */
#pragma once

#include "study/batch.h"
#include "study/scenario_text.h"
#include "study/study.h"
#include "support/studied.h"

static const long TODAY = 20788; /* 2026-12-01 */
static const double NOW = 20788.0 * 86400.0 + 72720.0;

static inline void set(struct scenario *s, const char *name, const char *value)
{
	struct error error = { .text = "" };
	enum parameter p;

	assert_true(parameter_from_name(name, &p));
	if (scenario_set(s, p, value, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

/* The default workload as the study is asked it, 500M tokens on spot too. */
static inline struct scenario pile(void)
{
	struct scenario s;
	struct error error = { .text = "" };

	setenv("TZ", "UTC0", 1);
	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	scenario_set_now(&s, NOW);
	study_adopt(&batch_study, &s);
	set(&s, "tokens", "500M");
	set(&s, "spot", "tolerant");
	return s;
}
