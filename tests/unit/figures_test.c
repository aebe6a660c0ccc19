/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views of figures, by keys: why a row is as it is, and marked rows side by side. */
#include "support/planner_rig.h"
#include "study/measured.h"
#include "study/replica.h"
#include "tui/views/compare.h"
#include "tui/views/explain_bars.h"

RIG_DEFINE

static const struct outline_item *selected_item(void)
{
	const struct outline *o = &rig.session.views->explain.figures;

	return &o->items[outline_selected(o)];
}

static void go_to(const char *name)
{
	const struct outline *o = &rig.session.views->explain.figures;

	rig_keys(&rig, "Home");
	for (int i = 0; i < o->row_count && strcmp(selected_item()->name, name) != 0; i++)
		rig_keys(&rig, "Down");
	assert_string_equal(selected_item()->name, name);
}

/* The parts of every bar add up to the whole, and none is negative. */
static void test_shares(void **state)
{
	const struct result *r = &rig.session.result;
	int fitting = 0, estimated = 0;

	(void)state;
	for (int i = 0; i < r->count; i++) {
		const struct row *a = &r->rows[i];
		struct memory_shares s = explain_memory_shares(a);
		const struct step_time *t = &replica_of(a)->step;

		if (replica_of(a)->memory.fit != FIT_NO && !isnan(s.capacity)) {
			CHECK_NEAR(s.weights + s.kv_used + s.kv_free + s.activations + s.runtime + s.reserved,
				s.capacity, 1e-9);
			assert_true(s.reserved >= 0.0 && s.kv_used > 0.0 && s.kv_free >= 0.0);
			fitting++;
		}
		if (t->total_s > 0.0) {
			CHECK_NEAR(t->weights_s + t->kv_s + t->compute_s + t->communication_s + t->overhead_s,
				t->total_s, 1e-9);
			estimated++;
		}
	}
	assert_true(fitting > 10 && estimated > 10);
}

static void test_why(void **state)
{
	const struct outline *o = &rig.session.views->explain.figures;
	const char *name;

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab Enter");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	name = session_answer(&rig.session)->deployment.gpu->name;
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), name);
	CHECK_HOLDS(rig.dump.data, "weights");
	CHECK_HOLDS(rig.dump.data, "KV in use");
	CHECK_HOLDS(rig.dump.data, "activations");
	CHECK_HOLDS(rig.dump.data, "runtime");
	CHECK_HOLDS(rig.dump.data, "reserved");
	CHECK_HOLDS(rig.dump.data, "communication");
	CHECK_HOLDS(rig.dump.data, "overhead");
	CHECK_HOLDS(rig.dump.data, "bound by memory bandwidth");
	CHECK_HOLDS(rig.dump.data, "80 % band");
	/* A headline: its band on the line, below it formula, values, source and date. */
	go_to("TPOT");
	CHECK_HOLDS(selected_item()->value, " to ");
	rig_keys(&rig, "Enter");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "= step_s + ");
	CHECK_HOLDS(selected_item()->body, "source: ");
	CHECK_HOLDS(selected_item()->body, ", 20");
	rig_keys(&rig, "Down Down");
	assert_string_equal(selected_item()->name, "TPOT");
	rig_keys(&rig, "Left");
	assert_string_equal(selected_item()->name, "TPOT");
	assert_false(selected_item()->open);
	rig_keys(&rig, "Right l");
	assert_true(selected_item()->open);
	rig_keys(&rig, "Enter h");
	assert_false(selected_item()->open);
	/* A section: its lines are items of their own, and Left leads back to it. */
	go_to("One decode step");
	rig_keys(&rig, "Right Down");
	assert_string_equal(selected_item()->name, "batch");
	rig_keys(&rig, "Space");
	assert_true(selected_item()->open);
	rig_keys(&rig, "Left Left");
	assert_string_equal(selected_item()->name, "One decode step");
	rig_keys(&rig, "End PageUp k j PageDown");
	assert_int_equal(o->list.selected, o->row_count - 1);
	rig_keys(&rig, "q");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_false(rig.session.quit);
}

/* The texts open from the table and from the view, and lead back to where they came from. */
static void test_texts(void **state)
{
	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab D");
	assert_int_equal(rig.session.view, VIEW_TEXT);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	rig_keys(&rig, "Enter e");
	CHECK_HOLDS(rig.session.views->page.text.data, "Sources");
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_EXPLAIN);
	rig_keys(&rig, "D");
	CHECK_HOLDS(rig.session.views->page.text.data, "Memory of one GPU");
	rig_keys(&rig, "q ?");
	/* The keys of the view first. */
	assert_int_equal(strncmp(rig.session.views->page.text.data, "Why\n", 4), 0);
	rig_keys(&rig, "Escape Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
}

/* A figure that leans on measured runs tells both lines, and still what it is. */
static void test_recalibration(void **state)
{
	struct replica *replica = rig.session.result.rows[0].part;

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab");
	replica->recalibration.shift[MEASURED_TPOT] = 0.1;
	replica->recalibration.source = "a run";
	rig_keys(&rig, "Enter");
	go_to("TPOT");
	assert_string_equal(selected_item()->note, "time per output token");
	CHECK_HOLDS(selected_item()->body, "= tpot_s * exp(shift)");
	CHECK_HOLDS(selected_item()->body, "= step_s + ");
	CHECK_HOLDS(selected_item()->value, " to ");
	/* One that does not lean has its own line only. */
	go_to("TTFT");
	assert_null(strstr(selected_item()->body, "exp(shift)"));
}

/* Every row of every verdict opens. */
static void test_every_row(void **state)
{
	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab");
	for (int i = 0; i < rig.session.result.count; i++) {
		rig_keys(&rig, "Enter");
		assert_int_equal(rig.session.view, VIEW_EXPLAIN);
		assert_true(rig.session.views->explain.figures.item_count > 0);
		rig_keys(&rig, "Enter End Enter");
		rig_draw(&rig, 24, 80);
		rig_keys(&rig, "Escape Down");
	}
}

/* A change below the view explains the new answer. */
static void test_change_below(void **state)
{
	char before[64];

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab Enter");
	go_to("KV pool");
	rig_keys(&rig, "Down");
	snprintf(before, sizeof(before), "%s", selected_item()->value);
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "2k"));
	rig_draw(&rig, 24, 80);
	go_to("KV pool");
	rig_keys(&rig, "Down");
	assert_string_not_equal(selected_item()->value, before);
}

static int marks(void)
{
	const struct row *answers[COMPARISON_MAX];

	return compare_answers(&rig.session, answers);
}

static void test_marks(void **state)
{
	const struct gpu *gpu;

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "Tab Space");
	gpu = session_answer(&rig.session)->deployment.gpu;
	assert_true(compare_is_marked(&rig.session, rig_answer(&rig, gpu->id)));
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "\342\227\206"); /* the mark */
	rig_keys(&rig, "Space");
	assert_false(compare_is_marked(&rig.session, rig_answer(&rig, gpu->id)));
	rig_keys(&rig, "Space Down Space Down Space");
	assert_int_equal(marks(), 3);
	/* A fourth is refused, and said so. */
	rig_keys(&rig, "Down Space");
	assert_int_equal(marks(), 3);
	assert_string_not_equal(rig.session.message.text, "");
	/* Marks stay through another order and another workload. */
	rig_keys(&rig, "s r");
	assert_true(session_set(&rig.session, PARAMETER_CONTEXT, "4k"));
	assert_int_equal(marks(), 3);
	assert_true(compare_is_marked(&rig.session, rig_answer(&rig, gpu->id)));
	rig_keys(&rig, "M");
	assert_int_equal(marks(), 0);
}

static void test_compare(void **state)
{
	(void)state;
	rig_draw(&rig, 24, 80);
	/* One row is not enough, the second c opens. */
	rig_keys(&rig, "Tab c");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_string_not_equal(rig.session.message.text, "");
	rig_keys(&rig, "c");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	rig_keys(&rig, "Down c");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "GH200 96 2x1");
	CHECK_HOLDS(rig.dump.data, "B200 x1");
	CHECK_HOLDS(rig.dump.data, "\342\230\205"); /* the best */
	CHECK_HOLDS(rig.dump.data, " than B200 x1");
	CHECK_HOLDS(rig.dump.data, "$/Mtok");
	rig_keys(&rig, "G");
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "evidence");
	assert_null(strstr(rig.dump.data, "$/Mtok"));
	rig_keys(&rig, "g PageDown PageUp Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	/* The same two again from any row; a third with Space. */
	rig_keys(&rig, "Down c");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	assert_int_equal(marks(), 2);
	rig_keys(&rig, "Escape Space c");
	assert_int_equal(marks(), 3);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), session_answer(&rig.session)->deployment.gpu->short_name);
	rig_keys(&rig, "? Escape");
	assert_int_equal(rig.session.view, VIEW_COMPARE);
	/* What is marked but no longer listed makes the view shorter, not wrong. */
	rig.session.result.count = 1;
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig_dump(&rig), "Fewer than two");
	rig.session.result.count = 0;
	rig_draw(&rig, 24, 80);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_shares), PLANNER_TEST(test_why), PLANNER_TEST(test_texts),
		PLANNER_TEST(test_every_row), PLANNER_TEST(test_recalibration), PLANNER_TEST(test_change_below),
		PLANNER_TEST(test_marks), PLANNER_TEST(test_compare) };

	return cmocka_run_group_tests(tests, enter, leave);
}
