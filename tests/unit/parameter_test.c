/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the parameter table: every kind of value goes to text and JSON and back; how many there are. */
#include <math.h>
#include <string.h>

#include "study/scenario_text.h"
#include "study/study.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "study/interview.h"
#include "study/scenario_json.h"
#include "support/shipped.h"

SHIPPED_DEFINE

#define DAY "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23.5"

static struct scenario initial(void)
{
	struct error error = { .text = "" };
	struct scenario s;

	if (scenario_init(&s, &shipped, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	return s;
}

static void set(struct scenario *s, enum parameter p, const char *text)
{
	struct error error = { .text = "" };

	if (scenario_set(s, p, text, &error) != STATUS_OK)
		fail_msg("%s %s: %s", parameter_row(p)->name, text, error.text);
}

/* What a plan says of a scenario, read into a fresh one. */
static struct scenario through_plan(const struct scenario *s, const char *member)
{
	struct error error = { .text = "" };
	struct scenario read = initial();
	struct text plan;

	text_init(&plan);
	scenario_write_plan(s, &serve_study, NULL, &plan);
	CHECK_HOLDS(plan.data, member);
	if (scenario_read_json(&read, plan.data, plan.length, "plan", &error) != STATUS_OK)
		fail_msg("%s", error.text);
	text_release(&plan);
	return read;
}

static struct scenario through_text(const struct scenario *s, enum parameter p)
{
	struct scenario read = initial();
	struct text text;

	text_init(&text);
	scenario_text(s, p, &text);
	/* One option for every member of a list. */
	for (char *item = text.data; item;) {
		bool list = parameter_row(p)->form == PARAMETER_SET_FORM;
		char *end = list ? strchr(item, ',') : NULL;

		if (end)
			*end++ = '\0';
		set(&read, p, item);
		item = end;
	}
	text_release(&text);
	return read;
}

static void test_kinds(void **state)
{
	static const struct {
		enum parameter parameter;
		const char *values[2]; /* the second is added */
		const char *member;    /* of a plan */
	} kinds[] = {
		{ PARAMETER_BUSY, { "75%", NULL }, "\"busy\":0.75" },
		{ PARAMETER_TTFT, { "off", NULL }, "\"ttft_s\":\"off\"" },
		{ PARAMETER_RESTART, { "10min", NULL }, "\"restart_s\":600" },
		{ PARAMETER_CONTEXT, { "4k", NULL }, "\"context\":4096" },
		{ PARAMETER_SCALING, { "none", NULL }, "\"scaling\":\"none\"" },
		{ PARAMETER_WEIGHTS, { "bf16", NULL }, "\"weights\":\"bf16\"" },
		{ PARAMETER_ENGINE, { "sglang", NULL }, "\"engine\":\"sglang\"" },
		{ PARAMETER_MODEL, { "Qwen/Qwen3-32B", NULL }, "\"model\":\"Qwen/Qwen3-32B\"" },
		{ PARAMETER_GPU, { "H100-SXM-80GB", "H100-NVL-94GB" }, "\"gpu\":[\"H100-" },
		{ PARAMETER_PROVIDER, { "aws", "runpod" }, "\"provider\":[\"" },
		{ PARAMETER_PURCHASE, { "on_demand", "reserved_3y" }, "\"purchase\":[\"on_demand\",\"reserved_3y\"]" },
		{ PARAMETER_PROVIDER_KIND, { "marketplace", NULL }, "\"provider_kind\":[\"marketplace\"]" },
		{ PARAMETER_REGION, { "Bács-Kiskun, HU, EU", NULL }, "\"region\":\"Bács-Kiskun, HU, EU\"" },
		{ PARAMETER_REGION, { "Germany", NULL }, "\"region\":\"Germany\"" },
		/* The code of Saudi Arabia is that of South America. */
		{ PARAMETER_COUNTRY, { "DE", "Europe" }, "\"country\":[\"EU\",\"DE\"]" },
		{ PARAMETER_COUNTRY, { "SA", "saudi arabia" }, "\"country\":[\"SA\",\"Saudi Arabia\"]" },
		{ PARAMETER_RESIDENCY, { "eea", NULL }, "\"residency\":\"eea\"" },
		{ PARAMETER_SLA, { "formal", NULL }, "\"sla\":\"formal\"" },
		{ PARAMETER_COMPLIANCE, { "hipaa", "SOC-2" }, "\"compliance\":[\"soc2\",\"hipaa\"]" },
		{ PARAMETER_INTERCONNECT, { "infiniband", NULL }, "\"interconnect\":\"infiniband\"" },
		{ PARAMETER_BILLING, { "minute", NULL }, "\"billing\":\"minute\"" },
		{ PARAMETER_TRAFFIC, { DAY, NULL }, "\"traffic\":\"" DAY "\"" },
		{ PARAMETER_SORT, { "tpot_s", NULL }, "\"sort\":\"tpot_s\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		enum parameter p = kinds[i].parameter;
		struct scenario fresh = initial(), s = fresh, read;
		struct error error;

		for (int k = 0; k < 2 && kinds[i].values[k]; k++)
			set(&s, p, kinds[i].values[k]);
		assert_false(scenario_same(&s, &fresh, p));
		assert_false(scenario_equal(&s, &fresh));
		read = through_text(&s, p);
		assert_true(scenario_same(&s, &read, p));
		read = through_plan(&s, kinds[i].member);
		if (!scenario_equal(&s, &read))
			fail_msg("%s is not what was written", parameter_row(p)->name);
		assert_int_equal(scenario_set_default(&read, p, &error), STATUS_OK);
		assert_true(scenario_same(&read, &fresh, p));
	}
}

/* A member that is chosen from a list takes everything that the list offers, by its id. */
static void test_choices(void **state)
{
	int lists = 0;

	(void)state;
	for (int i = 0; i < parameter_count(); i++) {
		enum parameter p = parameter_at(i);
		const struct scenario fresh = initial();
		struct choice choice;
		int k = 0;

		for (; scenario_choice(&fresh, p, k, &choice); k++) {
			struct scenario s = fresh;

			if (choice.offered)
				set(&s, p, choice.id);
		}
		lists += k > 0;
		if ((k == 0) !=
			(parameter_row(p)->form == PARAMETER_NUMBER_FORM ||
				parameter_row(p)->form == PARAMETER_TEXT_FORM ||
				parameter_row(p)->form == PARAMETER_METRIC_FORM))
			fail_msg("%s: %d choices", parameter_row(p)->name, k);
	}
	/* Twenty-eight with words, five of things, six of several, one of sizes. */
	assert_int_equal(lists, 40);
}

/* The gutter of all screens is as wide as the widest of them. */
static void test_labels(void **state)
{
	(void)state;
	for (enum parameter p = PARAMETER_MODEL; p < PARAMETER_COUNT; p++)
		if (text_columns(parameter_row(p)->label) > 9)
			fail_msg("%s: \"%s\" has more than nine columns", parameter_row(p)->name,
				parameter_row(p)->label);
}

static const char *const extra_words[] = { "low", "high", NULL };

/* As a study of ten rows of its own would do it: more than fit into the bits of an integer. */
static enum parameter first_added(void)
{
	static char names[10][16];
	enum parameter first = PARAMETER_COUNT;

	parameter_remove_added();
	for (int i = 0; i < 10; i++) {
		struct parameter_row row = { .name = names[i],
			.label = "Own",
			.help = "of a study's own",
			.form = i == 9 ? PARAMETER_CHOICE_FORM : PARAMETER_NUMBER_FORM,
			.words = i == 9 ? extra_words : NULL,
			.quantity = QUANTITY_FRACTION,
			.low = 0,
			.high = 1,
			.initial = i == 9 ? 0 : 0.25 };
		enum parameter added;

		snprintf(names[i], sizeof(names[i]), "own-row-%d", i);
		added = parameter_add(&row);
		assert_int_not_equal(added, PARAMETER_COUNT);
		first = i == 0 ? added : first;
	}
	assert_true(parameter_count() > 64);
	return first;
}

static int forget_added(void **state)
{
	(void)state;
	parameter_remove_added();
	return 0;
}

static void test_added(void **state)
{
	enum parameter first = first_added(), last = (enum parameter)(first + 9), found;
	struct scenario fresh = initial(), s = fresh, read;
	struct error error = { .text = "" };
	struct text text;

	(void)state;
	assert_true(parameter_from_name("own_row_9", &found) && found == last);
	assert_true(fresh.number[first] == 0.25);
	set(&s, first, "50%");
	set(&s, last, "high");
	assert_int_equal(scenario_set(&s, first, "2", &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, "--own-row-0: \"2\", column 1: above 1");
	assert_int_equal(scenario_set(&s, last, "other", &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, "low, high");
	read = through_plan(&s, "\"own_row_0\":0.5,");
	read = through_plan(&read, "\"own_row_9\":\"high\"");
	assert_true(scenario_equal(&s, &read));
	assert_false(scenario_equal(&s, &fresh));
	text_init(&text);
	scenario_text(&read, last, &text);
	assert_string_equal(text.data, "high");
	text_release(&text);
	scenario_clear(&read, first);
	assert_true(read.number[first] == 0.25);
}

static void test_not_added(void **state)
{
	struct parameter_row row = *parameter_row(PARAMETER_BUSY);

	(void)state;
	/* The name is taken, or would be by its key. */
	assert_int_equal(parameter_add(&row), PARAMETER_COUNT);
	row.name = "ttft_s";
	assert_int_equal(parameter_add(&row), PARAMETER_COUNT);
	/* Things are members of the scenario. */
	row.name = "thing";
	row.form = PARAMETER_OBJECT_FORM;
	assert_int_equal(parameter_add(&row), PARAMETER_COUNT);
	row.form = PARAMETER_CHOICE_FORM;
	assert_int_equal(parameter_add(&row), PARAMETER_COUNT);
	row.form = PARAMETER_NUMBER_FORM;
	for (int i = 0; i < PARAMETER_ADDED_MAX; i++) {
		static char names[PARAMETER_ADDED_MAX][16];

		snprintf(names[i], sizeof(names[i]), "many-%d", i);
		row.name = names[i];
		assert_int_not_equal(parameter_add(&row), PARAMETER_COUNT);
	}
	row.name = "one-more";
	assert_int_equal(parameter_add(&row), PARAMETER_COUNT);
	assert_int_equal(parameter_count(), PARAMETER_COUNT + PARAMETER_ADDED_MAX);
}

/* Every parameter as an option of one call. */
static void test_all_given(void **state)
{
	static char program[] = "gpuplan";
	char *argv[PARAMETER_MAX + 2] = { program };
	char names[PARAMETER_MAX][32];
	struct error error = { .text = "" };
	struct invocation call;
	struct text out;
	int argc = 1;
	bool done;

	(void)state;
	first_added();
	for (int i = 0; i < parameter_count(); i++) {
		snprintf(names[i], sizeof(names[i]), "--%s=1", parameter_row(parameter_at(i))->name);
		argv[argc++] = names[i];
	}
	text_init(&out);
	if (options_read(&call, command_table(), argc, argv, &out, &done, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	assert_int_equal(call.given_count, parameter_count());
	for (int i = 0; i < parameter_count(); i++)
		assert_true(call.settled.has[parameter_at(i)]);
	text_release(&out);
	invocation_release(&call);
}

/* What is given beyond the sixty-fourth stands for no other. */
static void test_settled(void **state)
{
	static struct interview iv;
	enum parameter first = first_added();
	struct parameter_set settled = { { false } };
	struct error error = { .text = "" };
	struct scenario s = initial();
	int count;

	(void)state;
	assert_int_equal(interview_init(&iv, study_with_questions(), &s, NULL, 20000, &error), STATUS_OK);
	count = interview_count(&iv);
	interview_release(&iv);
	for (int i = 0; i < 10; i++)
		settled.has[(int)first + i] = true;
	assert_int_equal(interview_init(&iv, study_with_questions(), &s, &settled, 20000, &error), STATUS_OK);
	assert_int_equal(interview_count(&iv), count);
	interview_release(&iv);
	for (int i = 0; i < parameter_count(); i++)
		settled.has[parameter_at(i)] = true;
	assert_int_equal(interview_init(&iv, study_with_questions(), &s, &settled, 20000, &error), STATUS_OK);
	/* What the GPU will do is no parameter. */
	assert_int_equal(interview_count(&iv), 1);
	interview_release(&iv);
}

/* Lists of studies name each parameter and metric once, and every one is somebody's. */
static void test_lists(void **state)
{
	(void)state;
	for (int p = 0; p < PARAMETER_COUNT; p++) {
		int readers = 0;

		for (int i = 0; i < study_count(); i++)
			readers += study_reads(study_at(i), (enum parameter)p);
		if (!readers)
			fail_msg("no study reads %s", parameter_row((enum parameter)p)->name);
	}
	for (int m = 0; m < METRIC_COUNT; m++) {
		int givers = 0;

		for (int i = 0; i < study_count(); i++)
			givers += study_gives(study_at(i), (enum metric)m);
		if (!givers)
			fail_msg("no study gives %s", metric_row((enum metric)m)->key);
	}
	/* What a panel shows its study reads. */
	for (int i = 0; i < study_count(); i++) {
		const struct study *study = study_at(i);

		for (const enum parameter *p = study->panel; *p != PARAMETER_COUNT; p++)
			assert_true(study_reads(study, *p));
		for (const enum metric *m = study->columns; *m != METRIC_COUNT; m++)
			assert_true(study_gives(study, *m));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_kinds), cmocka_unit_test(test_choices),
		cmocka_unit_test(test_labels), cmocka_unit_test_teardown(test_added, forget_added),
		cmocka_unit_test_teardown(test_not_added, forget_added),
		cmocka_unit_test_teardown(test_all_given, forget_added),
		cmocka_unit_test_teardown(test_settled, forget_added), cmocka_unit_test(test_lists) };

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
