/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An interview about the shipped catalog, for one question after another. */
#pragma once

#include <math.h>

#include "study/interview.h"
#include "study/interview_answer.h"
#include "study/study.h"
#include "support/solved.h"

/* One definition a program, behind that of solved.h. */
#define INTERVIEWED_DEFINE struct interview iv;

extern struct interview iv;

#define INTERVIEW_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

static inline struct scenario usual(void)
{
	struct scenario s;
	struct error error = { .text = "" };

	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	return s;
}

/* With some parameters settled; NULL: none. */
static inline void begin(const struct parameter_set *settled)
{
	struct scenario base = usual();
	struct error error = { .text = "" };

	if (interview_init(&iv, study_with_questions(), &base, settled, TODAY, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

static inline int start(void **state)
{
	(void)state;
	begin(NULL);
	return 0;
}

static inline int stop(void **state)
{
	(void)state;
	interview_release(&iv);
	return 0;
}

static inline void go_to(enum question question)
{
	while (iv.current > question)
		assert_true(interview_back(&iv));
	while (iv.current < question)
		assert_true(interview_forward(&iv));
	assert_int_equal(iv.current, question);
}

/* Answers a question by a word or a value. */
static inline void say(enum question question, const char *typed)
{
	struct error error = { .text = "" };

	go_to(question);
	if (interview_take(&iv, NULL, typed, &error) != STATUS_OK)
		fail_msg("%s: %s", typed, error.text);
}

/* The message of a refused answer; nothing may have changed. */
static inline const char *refused(enum question question, const char *typed)
{
	static struct error error;
	static struct interview before;

	go_to(question);
	before = iv;
	error.text[0] = '\0';
	assert_int_equal(interview_take(&iv, NULL, typed, &error), STATUS_USAGE);
	assert_int_equal(interview_try(&iv, NULL, typed, &error), STATUS_USAGE);
	assert_int_equal(iv.current, before.current);
	assert_memory_equal(iv.answers, before.answers, sizeof(iv.answers));
	assert_memory_equal(&iv.scenario, &before.scenario, sizeof(iv.scenario));
	assert_null(strchr(error.text, '\n'));
	assert_true(strncmp(error.text, "--", 2) != 0);
	return error.text;
}

static inline double number(enum parameter parameter)
{
	return iv.scenario.number[parameter];
}
