/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: every change, one step a slide, a bounded ring, and what the messages say. */
#include "study/scenario_text.h"
#include "support/planner_rig.h"

RIG_DEFINE

static void check_message(const char *wanted)
{
	assert_string_equal(rig.session.message.text, wanted);
	assert_int_equal(rig.session.message.status, STATUS_OK);
}

static void check_context(double wanted)
{
	CHECK_NEAR(scenario_context(&rig.session.scenario), wanted, 1e-12);
}

static void test_nothing(void **state)
{
	(void)state;
	rig_keys(&rig, "u");
	check_message("Nothing to undo.");
	rig_keys(&rig, "C-r");
	check_message("Nothing to redo.");
	/* Moving about changes nothing. */
	rig_keys(&rig, "Down Tab Down End Enter Escape ? q Tab u");
	check_message("Nothing to undo.");
}

/* Steps of one slider in a row are one change; a typed value and the default are others. */
static void test_slide(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_keys(&rig, "Right Right Right");
	check_context(14336);
	rig_keys(&rig, "d");
	check_context(8192);
	rig_type(&rig, "64k");
	rig_keys(&rig, "Enter Right");
	check_context(81920);
	rig_keys(&rig, "u");
	check_context(65536);
	check_message("Undone, now: Context 64k");
	rig_keys(&rig, "u");
	check_context(8192);
	rig_keys(&rig, "u");
	check_context(14336);
	rig_keys(&rig, "u");
	check_context(8192);
	check_message("Undone, now: Context 8k");
	rig_keys(&rig, "u");
	check_message("Nothing to undo.");
	rig_keys(&rig, "C-r C-r");
	check_context(8192);
	rig_keys(&rig, "C-r");
	check_context(65536);
	check_message("Redone, now: Context 64k");
	rig_keys(&rig, "C-r");
	check_context(81920);
	rig_keys(&rig, "C-r");
	check_message("Nothing to redo.");
}

/* A slide that ends where it began was none; another parameter begins another change. */
static void test_slide_back(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_keys(&rig, "Right Left u");
	check_message("Nothing to undo.");
	rig_keys(&rig, "Right");
	rig_focus(&rig, PARAMETER_PROMPT);
	rig_keys(&rig, "Left");
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_keys(&rig, "Right u");
	check_context(10240);
	rig_keys(&rig, "u");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 1024, 1e-12);
	check_context(10240);
	rig_keys(&rig, "u");
	check_context(8192);
}

/* A refused step is no change, and does not join the next one to an older slide. */
static void test_refused(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_keys(&rig, "Right");
	rig_type(&rig, "999k");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.message.status, STATUS_USAGE);
	rig_keys(&rig, "Escape d u");
	check_context(10240);
	rig_keys(&rig, "u");
	check_context(8192);
}

/* One change may move two parameters: a prompt that no longer fits raises the context. */
static void test_follows(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_type(&rig, "4k");
	rig_keys(&rig, "Enter");
	rig_focus(&rig, PARAMETER_PROMPT);
	rig_type(&rig, "16k");
	rig_keys(&rig, "Enter");
	check_context(16640);
	rig_keys(&rig, "u");
	check_message("Undone, now: Context 4k, Prompt 1k");
	check_context(4096);
}

static void test_order_and_reset(void **state)
{
	struct scenario changed;

	(void)state;
	rig_keys(&rig, "Tab s s r");
	assert_true(rig.session.sort_reversed);
	rig_keys(&rig, "u");
	assert_false(rig.session.sort_reversed);
	rig_keys(&rig, "u u");
	check_message("Undone, now: order by rank");
	assert_int_equal(rig.session.sort_metric, -1);
	rig_keys(&rig, "C-r r Tab");
	rig_focus(&rig, PARAMETER_OUTPUT);
	rig_keys(&rig, "Right");
	rig_focus(&rig, PARAMETER_TTFT);
	rig_keys(&rig, "Right");
	rig_focus(&rig, PARAMETER_SPOT);
	rig_keys(&rig, "Right");
	rig_focus(&rig, PARAMETER_ENGINE);
	rig_keys(&rig, "Right");
	changed = rig.session.scenario;
	rig_keys(&rig, "R u");
	assert_true(scenario_equal(&changed, &rig.session.scenario));
	assert_true(rig.session.sort_reversed);
	assert_non_null(strstr(rig.session.message.text, ", 1 more, order by "));
	assert_non_null(strstr(rig.session.message.text, ", backwards"));
}

/* The row that was selected comes back with the state it was selected in. */
static void test_selection(void **state)
{
	const struct gpu *third;

	(void)state;
	rig_keys(&rig, "Tab Down Down");
	third = session_answer(&rig.session)->deployment.gpu;
	rig_keys(&rig, "s Home u");
	assert_ptr_equal(session_answer(&rig.session)->deployment.gpu, third);
}

/* Undone changes are gone after a new one; the results are those of the state. */
static void test_branch(void **state)
{
	double before = rig.session.result.rows[0].cost.output.mid;

	(void)state;
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_keys(&rig, "Right");
	assert_true(rig.session.result.rows[0].cost.output.mid != before);
	rig_keys(&rig, "u");
	CHECK_NEAR(rig.session.result.rows[0].cost.output.mid, before, 1e-12);
	rig_focus(&rig, PARAMETER_BUSY);
	rig_keys(&rig, "Right C-r");
	check_message("Nothing to redo.");
	rig_keys(&rig, "u u");
	check_message("Nothing to undo.");
}

/* The ring is bounded: the oldest states are forgotten, the others stay right. */
static void test_bounded(void **state)
{
	char value[16];
	int undone = 0;

	(void)state;
	for (int i = 1; i <= 3 * UNDO_STATES; i++) {
		snprintf(value, sizeof(value), "%d", i);
		assert_true(session_set(&rig.session, PARAMETER_CONCURRENCY, value));
	}
	while (strcmp(rig.session.message.text, "Nothing to undo.") != 0) {
		CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 3 * UNDO_STATES - undone, 1e-12);
		undone++;
		rig_keys(&rig, "u");
	}
	/* One of the states is the one that is shown. */
	assert_int_equal(undone, UNDO_STATES);
	for (int i = 1; i < UNDO_STATES; i++)
		rig_keys(&rig, "C-r");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 3 * UNDO_STATES, 1e-12);
	rig_keys(&rig, "C-r");
	check_message("Nothing to redo.");
	assert_true(UNDO_STATES * sizeof(struct undo_state) < 1024 * 1024);
}

#define UNDO_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { UNDO_TEST(test_nothing), UNDO_TEST(test_slide), UNDO_TEST(test_slide_back),
		UNDO_TEST(test_refused), UNDO_TEST(test_follows), UNDO_TEST(test_order_and_reset),
		UNDO_TEST(test_selection), UNDO_TEST(test_branch), UNDO_TEST(test_bounded) };

	return cmocka_run_group_tests(tests, enter, leave);
}
