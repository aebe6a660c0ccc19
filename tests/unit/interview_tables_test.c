/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the interview: every choice makes a scenario, and what they say is there. */
#include "support/interviewed.h"

SOLVED_DEFINE
INTERVIEWED_DEFINE

/* Every choice of every question makes a scenario, whatever the workload and the model. */
static void test_every_choice(void **state)
{
	static const char *const workloads[] = { "chat", "batch", "train", "image", "video", "speech", "embed" };
	static const char *const models[] = { "small", "medium", "large", "experts", "very-large" };
	struct error error = { .text = "" };

	(void)state;
	interview_ask_all(&iv, true);
	say(QUESTION_PRECISION, "fp4");
	for (size_t w = 0; w < COUNT_OF(workloads); w++) {
		say(QUESTION_WORKLOAD, workloads[w]);
		for (size_t m = 0; m < COUNT_OF(models); m++) {
			/* Pictures and sound have models of their own. */
			if (interview_asks(&iv, QUESTION_MODEL))
				say(QUESTION_MODEL, models[m]);
			else if (m > 0)
				break;
			for (int q = 0; q < QUESTION_COUNT; q++) {
				const struct choice_row *choices[INTERVIEW_CHOICES_MAX];
				int count = interview_choices(&iv, (enum question)q, choices);

				if (!interview_asks(&iv, (enum question)q))
					continue;
				assert_true(count >= 1);
				for (int i = 0; i < count; i++) {
					go_to((enum question)q);
					if (interview_try(&iv, choices[i], "", &error) != STATUS_OK)
						fail_msg("%s: %s", choices[i]->word, error.text);
					assert_true(iv.outlook.known);
				}
			}
		}
	}
}

/* A choice that opens a study is shown if, and only if, there is that study and it has questions. */
static void check_opens(const struct choice_row *row)
{
	const struct choice_row *choices[INTERVIEW_CHOICES_MAX];
	const struct study *study = row->study[0] ? study_from_id(row->study) : NULL;
	bool shown = false;

	if (!row->study[0] || row->when != WHEN_ALWAYS)
		return;
	for (int i = interview_choices(&iv, row->question, choices) - 1; i >= 0; i--)
		shown = shown || choices[i] == row;
	assert_int_equal(shown, study && study->questions);
	if (!shown)
		return;
	say(row->question, row->word);
	assert_ptr_equal(interview_study(&iv), study);
	assert_ptr_equal(iv.outlook.study, study);
}

/* What stands in braces are parameters. */
static void check_brief(const char *brief)
{
	enum parameter parameter;
	char name[32];

	while ((brief = strchr(brief, '{'))) {
		size_t n = strcspn(++brief, "}");

		assert_int_equal(brief[n], '}');
		snprintf(name, sizeof(name), "%.*s", (int)n, brief);
		assert_true(parameter_from_name(name, &parameter));
	}
}

/* Words and settings of the tables are what the engine and the plain form rely on. */
static void test_tables(void **state)
{
	static const char *const reserved[] = { "?", "<", "back", "more", "all", "quit", "exit", "help", "list",
		"models" };
	const struct choice_row *rows;
	enum parameter parameter;
	int count;

	(void)state;
	rows = choice_rows(&count);
	for (int i = 0; i < count; i++) {
		/* One letter names a choice by its place. */
		assert_true(strlen(rows[i].word) > 1 || (rows[i].word[0] >= '0' && rows[i].word[0] <= '9'));
		for (size_t k = 0; k < COUNT_OF(reserved); k++)
			assert_string_not_equal(rows[i].word, reserved[k]);
		for (int k = 0; k < i; k++)
			assert_false(rows[k].question == rows[i].question && strcmp(rows[k].word, rows[i].word) == 0);
		assert_true(i == 0 || rows[i].question >= rows[i - 1].question);
		assert_true(rows[i].label[0] != '\0');
		check_opens(&rows[i]);
	}
	for (int q = 0; q < QUESTION_COUNT; q++) {
		const struct question_row *row = question_row((enum question)q);
		char names[64], *name = names;

		snprintf(names, sizeof(names), "%s ", row->sets);
		for (char *blank; (blank = strchr(name, ' ')) && blank > name; name = blank + 1) {
			*blank = '\0';
			assert_true(parameter_from_name(name, &parameter));
		}
		assert_int_equal(row->typed == TYPED_NOTHING, row->hint[0] == '\0');
		assert_true(row->topic[0] != '\0');
		check_brief(row->brief);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { INTERVIEW_TEST(test_every_choice), INTERVIEW_TEST(test_tables) };

	return cmocka_run_group_tests(tests, enter, leave);
}
