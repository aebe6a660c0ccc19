/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys do to the table of the planner: order, selection, alternatives, the way back. */
#include "support/planner_rig.h"

RIG_DEFINE

static void check_order(int metric, bool reversed)
{
	const struct result *r = &rig.session.result;
	const struct metric_row *row;

	for (int i = 1; i < r->count; i++) {
		const struct row *a = &r->rows[i - 1], *b = &r->rows[i];
		double x, y;

		if (metric < 0) {
			assert_int_equal(b->rank, reversed ? r->count - i : i + 1);
			continue;
		}
		row = metric_row((enum metric)metric);
		if (row->form == METRIC_WORD || row->form == METRIC_FLAG)
			continue;
		x = metric_value((enum metric)metric, a).band.mid;
		y = metric_value((enum metric)metric, b).band.mid;
		assert_true(isnan(y) || !isnan(x)); /* unknown values last */
		if (isnan(y) || x == y)
			continue;
		assert_true((x > y) == ((row->better == BETTER_HIGHER) != reversed));
	}
}

static void test_sort(void **state)
{
	int seen = 0, forward[METRIC_COUNT];

	(void)state;
	rig_keys(&rig, "Tab");
	check_order(-1, false);
	rig_keys(&rig, "r");
	check_order(-1, true);
	/* Another tab begins with its best, and each keeps its order. */
	rig_keys(&rig, "M-2");
	check_order(-1, false);
	rig_keys(&rig, "M-1");
	check_order(-1, true);
	rig_keys(&rig, "r");
	for (rig_keys(&rig, "s"); rig.session.sort_metric >= 0; rig_keys(&rig, "s")) {
		assert_true(seen < METRIC_COUNT);
		forward[seen++] = rig.session.sort_metric;
		check_order(rig.session.sort_metric, false);
		rig_keys(&rig, "r");
		check_order(rig.session.sort_metric, true);
		rig_keys(&rig, "r");
		rig_draw(&rig, 24, 200);
	}
	assert_true(seen >= 10);
	check_order(-1, false);
	for (int i = seen - 1; i >= 0; i--) {
		rig_keys(&rig, "Left");
		assert_int_equal(rig.session.sort_metric, forward[i]);
	}
	rig_keys(&rig, "Left");
	assert_int_equal(rig.session.sort_metric, -1);
}

static void test_selection_follows(void **state)
{
	const struct gpu *gpu;

	(void)state;
	rig_keys(&rig, "Tab Down Down Down");
	gpu = session_answer(&rig.session)->deployment.gpu;
	for (int i = 0; i < METRIC_COUNT; i++) {
		rig_keys(&rig, i % 3 == 2 ? "r" : "s");
		assert_ptr_equal(session_answer(&rig.session)->deployment.gpu, gpu);
	}
	assert_true(session_set(&rig.session, PARAMETER_CONTEXT, "64k"));
	assert_ptr_equal(session_answer(&rig.session)->deployment.gpu, gpu);
	rig_keys(&rig, "G");
	assert_int_equal(rig.session.rows.selected, rig.session.result.count - 1);
	rig_keys(&rig, "g");
	assert_int_equal(rig.session.rows.selected, 0);
	/* Back in the workload the panel tells of the recommendation again. */
	rig_keys(&rig, "Down Tab R Right");
	assert_int_equal(session_answer(&rig.session)->rank, 1);
}

/* Each tab has its own row, scroll, order and selected GPU; what it had is there again. */
static void test_tabs_remember(void **state)
{
	const struct gpu *selected;
	int row, top, focus, metric;

	(void)state;
	rig_draw(&rig, 24, 80);
	rig_focus(&rig, PARAMETER_TPOT);
	focus = rig.session.parameters.selected;
	rig_keys(&rig, "Tab s s s r PageDown PageDown Down");
	rig_draw(&rig, 24, 80);
	selected = rig.session.selected.gpu;
	row = rig.session.rows.selected;
	top = rig.session.rows.top;
	metric = rig.session.sort_metric;
	assert_true(selected && row > 20 && top > 0 && metric >= 0);
	rig_keys(&rig, "]");
	rig_draw(&rig, 24, 80);
	assert_int_equal(rig.session.rows.selected, 0);
	assert_int_equal(rig.session.parameters.selected, 0);
	assert_int_equal(rig.session.sort_metric, -1);
	assert_false(rig.session.sort_reversed);
	rig_keys(&rig, "Tab Down Down Down Tab");
	rig_draw(&rig, 24, 80);
	assert_int_equal(rig.session.parameters.selected, 3);
	rig_keys(&rig, "[");
	rig_draw(&rig, 24, 80);
	assert_ptr_equal(rig.session.selected.gpu, selected);
	assert_int_equal(rig.session.rows.selected, row);
	assert_int_equal(rig.session.rows.top, top);
	assert_int_equal(rig.session.sort_metric, metric);
	assert_true(rig.session.sort_reversed);
	assert_int_equal(rig.session.parameters.selected, focus);
	check_order(metric, true);
	rig_keys(&rig, "]");
	assert_int_equal(rig.session.parameters.selected, 3);
}

/* A row that the user chose stays, wherever it goes; in the panel it is the leader's answer that is shown. */
static void test_row_by_name(void **state)
{
	const struct gpu *gpu;
	int moved = 0;

	(void)state;
	rig_keys(&rig, "Tab Down Down Down Down");
	gpu = rig.session.selected.gpu;
	for (double users = 1.0; users <= 256.0; users *= 2.0) {
		int row = rig.session.rows.selected;

		assert_true(session_set_number(&rig.session, PARAMETER_CONCURRENCY, users));
		assert_ptr_equal(session_answer(&rig.session)->deployment.gpu, gpu);
		moved += rig.session.rows.selected != row;
	}
	assert_true(moved > 0);
	rig_keys(&rig, "Tab");
	for (double users = 1.0; users <= 64.0; users *= 2.0) {
		assert_true(session_set_number(&rig.session, PARAMETER_CONCURRENCY, users));
		assert_int_equal(session_answer(&rig.session)->rank, 1);
	}
}

/* Escape goes one step back: it folds, shows all rows, goes to the panel, and there does nothing. */
static void test_steps_back(void **state)
{
	int all = rig.session.result.count, some;

	(void)state;
	rig_command(&rig, "filter b200");
	some = rig.session.shown.count;
	assert_in_range(some, 1, all - 1);
	rig_keys(&rig, "Tab a");
	assert_true(rig.session.shown.unfolded && rig.session.shown.count > some);
	rig_keys(&rig, "Down Down Escape");
	assert_false(rig.session.shown.unfolded);
	assert_int_equal(rig.session.shown.count, some);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.shown.count, all);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_false(rig.session.quit);
}

/* The alternatives of a GPU stand below it; Enter takes one into the plan, u takes it back. */
static void test_alternatives(void **state)
{
	const struct shown_row *line;
	struct scenario before = rig.session.scenario;
	struct deployment wanted;
	const struct row *now;
	int all = rig.session.result.count, at = 0;

	(void)state;
	rig_keys(&rig, "Tab a");
	assert_true(rig.session.shown.alternatives > 1);
	assert_int_equal(rig.session.shown.count, all + rig.session.shown.alternatives);
	assert_int_equal(rig.session.rows.selected, 0);
	for (int i = 1; i <= rig.session.shown.alternatives; i++) {
		line = shown_at(&rig.session.shown, i);
		assert_int_equal(line->alternative, i);
		assert_int_equal(line->index, 0);
		assert_ptr_equal(line->row->deployment.gpu, rig.session.result.rows[0].deployment.gpu);
		/* One that may be taken: of other GPUs or another format. */
		if (!at && line->row->verdict == VERDICT_MEETS)
			at = i;
	}
	assert_true(at > 0);
	for (int i = 0; i < at; i++)
		rig_keys(&rig, "Down");
	line = session_line(&rig.session);
	assert_int_equal(line->alternative, at);
	wanted = line->row->deployment;
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	CHECK_HOLDS(rig.session.message.text, "Taken into the plan");
	assert_false(rig.session.shown.unfolded);
	now = session_answer(&rig.session);
	assert_ptr_equal(now->deployment.gpu, wanted.gpu);
	assert_ptr_equal(now->deployment.format, wanted.format);
	CHECK_NEAR(layout_gpus(&now->deployment.layout), layout_gpus(&wanted.layout), 0);
	CHECK_NEAR(deployment_replicas(&now->deployment), deployment_replicas(&wanted), 0);
	rig_keys(&rig, "u");
	assert_true(scenario_equal(&rig.session.scenario, &before));
	/* On another row they unfold there; the same key folds them. */
	rig_keys(&rig, "Home a Home");
	assert_true(rig.session.shown.unfolded);
	rig_keys(&rig, "a");
	assert_false(rig.session.shown.unfolded);
	assert_int_equal(rig.session.shown.count, all);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_sort), PLANNER_TEST(test_selection_follows),
		PLANNER_TEST(test_tabs_remember), PLANNER_TEST(test_row_by_name), PLANNER_TEST(test_steps_back),
		PLANNER_TEST(test_alternatives) };

	return cmocka_run_group_tests(tests, enter, leave);
}
