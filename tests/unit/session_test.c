/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys do to the planner: sliders, typed values, results, filters. */
#include "support/planner_rig.h"

#include "study/scenario_text.h"
#include "study/replica.h"
#include "study/scale.h"

RIG_DEFINE

static void check_context(double wanted)
{
	CHECK_NEAR(scenario_context(&rig.session.scenario), wanted, 1e-12);
}

/* Large steps until there is no further one: to an end of the slider. */
static void go_to_end(const char *step)
{
	enum parameter p = session_parameter(&rig.session);
	double before;
	int steps = 0;

	do {
		before = session_value(&rig.session, p);
		rig_keys(&rig, step);
		assert_true(steps++ < SCALE_POSITIONS_MAX);
	} while (session_value(&rig.session, p) != before && !isnan(session_value(&rig.session, p)));
}

static void test_slider_steps(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CONTEXT);
	check_context(8192);
	rig_keys(&rig, "Right");
	check_context(10240);
	rig_keys(&rig, "Left Left");
	check_context(7168);
	rig_keys(&rig, "l h Right");
	check_context(8192);
	/* A large step doubles. */
	rig_keys(&rig, "ShiftRight");
	check_context(16384);
	rig_keys(&rig, "ShiftLeft");
	check_context(8192);
	rig_keys(&rig, "L H");
	check_context(8192);
	/* The model takes 131072 tokens, the request needs 1024 + 256. */
	go_to_end("ShiftRight");
	check_context(131072);
	rig_keys(&rig, "Right ShiftRight");
	check_context(131072);
	assert_string_equal(rig.session.message.text, "");
	go_to_end("ShiftLeft");
	check_context(1280);
	rig_keys(&rig, "Left ShiftLeft");
	check_context(1280);
	assert_string_equal(rig.session.message.text, "");
	rig_keys(&rig, "Right");
	check_context(1536);
	rig_keys(&rig, "Backspace");
	check_context(8192);
	assert_true(isnan(rig_number(&rig, PARAMETER_CONTEXT)));
}

/* Every numeric slider: up and down again, both ends, the default; never a refusal. */
static void test_every_slider(void **state)
{
	(void)state;
	for (int i = 0; i < session_parameter_count(&rig.session); i++) {
		enum parameter p = rig.session.study->panel[i];
		const struct parameter_row *row = parameter_row(p);
		struct text initial, now;

		text_init(&initial);
		text_init(&now);
		rig_focus(&rig, p);
		scenario_text(&rig.session.scenario, p, &initial);
		if (row->form == PARAMETER_NUMBER_FORM) {
			double before =
				p == PARAMETER_CONTEXT ? scenario_context(&rig.session.scenario) : rig_number(&rig, p);

			go_to_end("L");
			assert_string_equal(rig.session.message.text, "");
			assert_true(isnan(before) || rig_number(&rig, p) > before ||
				(p == PARAMETER_BUSY && rig_number(&rig, p) >= 1));
			go_to_end("H");
			assert_string_equal(rig.session.message.text, "");
			assert_true(isnan(before) || rig_number(&rig, p) <= before);
		}
		rig_keys(&rig, "d");
		rig.session.view = VIEW_WORKBENCH;
		scenario_text(&rig.session.scenario, p, &now);
		assert_string_equal(now.data, initial.data);
		/* The others come back as well: a prompt may have raised the context. */
		rig_keys(&rig, "R");
		text_release(&initial);
		text_release(&now);
	}
}

static void test_endless(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_TTFT);
	go_to_end("L");
	assert_true(isinf(rig_number(&rig, PARAMETER_TTFT)));
	rig_keys(&rig, "Left");
	CHECK_NEAR(rig_number(&rig, PARAMETER_TTFT), 60, 1e-12);
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	go_to_end("L");
	assert_true(isinf(rig_number(&rig, PARAMETER_CONCURRENCY)));
	for (int i = 0; i < rig.session.result.count; i++) {
		const struct row *a = &rig.session.result.rows[i];

		assert_true(isnan(replica_of(a)->concurrency) || isfinite(replica_of(a)->concurrency));
	}
}

static void test_choices(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_SPOT);
	rig_keys(&rig, "Right");
	assert_true(rig_number(&rig, PARAMETER_SPOT) == SPOT_TOLERANT);
	assert_true(scenario_purchases(&rig.session.scenario) & 1u << PURCHASE_SPOT);
	rig_keys(&rig, "Right");
	assert_true(rig_number(&rig, PARAMETER_SPOT) == SPOT_NEVER);
	rig_keys(&rig, "Left Backspace");
	assert_true(rig_number(&rig, PARAMETER_SPOT) == SPOT_NEVER);
	rig_focus(&rig, PARAMETER_WEIGHTS);
	assert_null(rig.session.scenario.weights);
	rig_keys(&rig, "Right");
	assert_non_null(rig.session.scenario.weights);
	rig_keys(&rig, "Left");
	assert_null(rig.session.scenario.weights);
	rig_focus(&rig, PARAMETER_ENGINE);
	for (int i = 0; i < rig.catalog.engine_count; i++) {
		rig_keys(&rig, "Right");
		assert_string_equal(rig.session.message.text, "");
	}
	assert_string_equal(rig.session.scenario.engine->id, "vllm");
}

static void test_typed_good(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_type(&rig, "48k");
	assert_int_equal(rig.session.view, VIEW_ENTRY);
	assert_string_equal(rig.session.entry.text, "48k");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	check_context(49152);
	rig_focus(&rig, PARAMETER_BUSY);
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_ENTRY);
	rig_type(&rig, "75%");
	rig_keys(&rig, "Enter");
	CHECK_NEAR(rig_number(&rig, PARAMETER_BUSY), 0.75, 1e-12);
	rig_focus(&rig, PARAMETER_TTFT);
	rig_type(&rig, "800ms");
	rig_keys(&rig, "Enter");
	CHECK_NEAR(rig_number(&rig, PARAMETER_TTFT), 0.8, 1e-12);
	rig_keys(&rig, "Enter");
	rig_type(&rig, "off");
	rig_keys(&rig, "Enter");
	assert_true(isinf(rig_number(&rig, PARAMETER_TTFT)));
	/* Letters are text in an entry, also those that are keys elsewhere. */
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_keys(&rig, "Enter");
	rig_type(&rig, "qm?");
	assert_false(rig.session.quit);
	assert_string_equal(rig.session.entry.text, "qm?");
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 32, 1e-12);
	/* An empty entry changes nothing. */
	rig_keys(&rig, "Enter Enter");
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 32, 1e-12);
	assert_string_equal(rig.session.message.text, "");
}

static void test_typed_bad(void **state)
{
	static const struct {
		enum parameter parameter;
		const char *typed, *message;
	} cases[] = { { PARAMETER_CONTEXT, "1", "16" }, { PARAMETER_CONTEXT, "999k", "131072" },
		{ PARAMETER_CONTEXT, "1k", "1280" }, { PARAMETER_CONTEXT, "8z", "k" }, { PARAMETER_CONTEXT, "0", "16" },
		{ PARAMETER_CONTEXT, "99999999999", "16" }, { PARAMETER_CONCURRENCY, "0", "1" },
		{ PARAMETER_CONCURRENCY, "2M", "max" }, { PARAMETER_CONCURRENCY, "1.5", "whole" },
		{ PARAMETER_BUSY, "101%", "100%" }, { PARAMETER_BUSY, "0", "0.1%" }, { PARAMETER_TTFT, "2h", "ms" },
		{ PARAMETER_TTFT, "0", "off" }, { PARAMETER_TTFT, "1e3", "ms" }, { PARAMETER_TTFT, "1,500", "1" },
		{ PARAMETER_MAX_GPUS, "0", "1024" }, { PARAMETER_PREFIX_HIT, "200%", "100%" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct scenario before = rig.session.scenario;

		rig_focus(&rig, cases[i].parameter);
		rig_type(&rig, cases[i].typed);
		rig_keys(&rig, "Enter");
		if (rig.session.message.status == STATUS_OK)
			fail_msg("\"%s\" was taken", cases[i].typed);
		CHECK_HOLDS(rig.session.message.text, cases[i].message);
		/* It names the row, not the option; what was typed stays until it is mended or left. */
		assert_int_equal(strncmp(rig.session.message.text, parameter_row(cases[i].parameter)->label,
					 strlen(parameter_row(cases[i].parameter)->label)),
			0);
		assert_int_equal(rig.session.view, VIEW_ENTRY);
		assert_string_equal(rig.session.entry.text, cases[i].typed);
		assert_memory_equal(&rig.session.scenario, &before, sizeof(before));
		/* The message stands in the key bar, the next key takes it away. */
		rig_draw(&rig, 24, 80);
		CHECK_HOLDS(rig_dump(&rig), parameter_row(cases[i].parameter)->label);
		rig_keys(&rig, "Left");
		assert_string_equal(rig.session.message.text, "");
		rig_keys(&rig, "Escape");
		assert_int_equal(rig.session.view, VIEW_WORKBENCH);
		assert_memory_equal(&rig.session.scenario, &before, sizeof(before));
	}
}

static void test_paste(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CONTEXT);
	input_paste(&rig.session, "64k");
	assert_int_equal(rig.session.view, VIEW_ENTRY);
	check_context(8192);
	rig_keys(&rig, "Enter");
	check_context(65536);
	/* In the table, in a text and on a choice a paste is no command. */
	rig_keys(&rig, "Tab");
	input_paste(&rig.session, "q");
	rig_keys(&rig, "?");
	input_paste(&rig.session, "q");
	assert_false(rig.session.quit);
	assert_int_equal(rig.session.view, VIEW_TEXT);
	rig_focus(&rig, PARAMETER_SPOT);
	input_paste(&rig.session, "q");
	assert_false(rig.session.quit);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	rig_keys(&rig, "m");
	input_paste(&rig.session, "qwen");
	assert_string_equal(rig.session.views->picker.words.text, "qwen");
}

/* The context holds prompt and output, and the model's limit holds the context. */
static void test_context_follows(void **state)
{
	(void)state;
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_type(&rig, "4k");
	rig_keys(&rig, "Enter");
	rig_focus(&rig, PARAMETER_PROMPT);
	rig_type(&rig, "16k");
	rig_keys(&rig, "Enter");
	assert_string_equal(rig.session.message.text, "");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 16384, 1e-12);
	check_context(16384 + 256);
	go_to_end("L");
	assert_string_equal(rig.session.message.text, "");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 131072 - 256, 1e-12);
	check_context(131072);
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_type(&rig, "129k");
	rig_keys(&rig, "Enter");
	check_context(131072);
	CHECK_HOLDS(rig.session.message.text, "131072");
}

static int count_verdicts(enum verdict verdict)
{
	int count = 0;

	for (int i = 0; i < rig.session.result.count; i++)
		count += rig.session.result.rows[i].verdict == verdict;
	return count;
}

/* The point of the program: a longer context eats the KV cache, drops GPUs and changes the
 * recommendation. */
static void test_context_changes_answer(void **state)
{
	int rows = rig.session.result.count, fits = rows - count_verdicts(VERDICT_DOES_NOT_FIT);
	int meets = count_verdicts(VERDICT_MEETS), less = 0;
	struct row best = *result_best(&rig.session.result);
	static struct replica_row before[256];
	const struct row *now;

	(void)state;
	assert_true(rows < (int)COUNT_OF(before));
	for (int i = 0; i < rows; i++)
		replica_row_copy(&before[i], &rig.session.result.rows[i]);
	rig_focus(&rig, PARAMETER_CONTEXT);
	rig_type(&rig, "128k");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.result.count, rows);
	for (int i = 0; i < rows; i++) {
		const struct row *old = &before[i].row;

		now = rig_answer(&rig, old->deployment.gpu->id);
		assert_non_null(now);
		/* The same hardware with the same weights never gains room. */
		if (memcmp(&now->deployment.layout, &old->deployment.layout, sizeof(old->deployment.layout)) != 0 ||
			now->deployment.format != old->deployment.format || isnan(replica_of(old)->memory.kv_headroom))
			continue;
		assert_true(replica_of(now)->memory.kv_headroom <= replica_of(old)->memory.kv_headroom);
		assert_true(replica_of(now)->memory.max_concurrency <= replica_of(old)->memory.max_concurrency);
		less += replica_of(now)->memory.max_concurrency_full < replica_of(old)->memory.max_concurrency_full;
	}
	/* What is guaranteed is less; what fits at the lengths given hardly changes. */
	assert_true(less > 5);
	assert_true(rows - count_verdicts(VERDICT_DOES_NOT_FIT) <= fits);
	assert_true(count_verdicts(VERDICT_MEETS) < meets);
	now = result_best(&rig.session.result);
	assert_true(!now || now->deployment.gpu != best.deployment.gpu ||
		layout_gpus(&now->deployment.layout) != layout_gpus(&best.deployment.layout));
	assert_true(!now || now->cost.output.mid > best.cost.output.mid);
	/* And back. */
	rig_keys(&rig, "d");
	now = result_best(&rig.session.result);
	assert_ptr_equal(now->deployment.gpu, best.deployment.gpu);
	CHECK_NEAR(now->cost.output.mid, best.cost.output.mid, 1e-12);
}

static void test_pages(void **state)
{
	(void)state;
	rig_draw(&rig, 24, 80);
	rig_keys(&rig, "?");
	assert_int_equal(rig.session.view, VIEW_TEXT);
	rig_keys(&rig, "End");
	rig_draw(&rig, 24, 80);
	assert_true(rig.session.views->page.top > 10);
	/* A flood of keys before one frame, and scrolling beyond the end, do no harm. */
	for (int i = 0; i < 50000; i++)
		rig_keys(&rig, "End");
	rig_draw(&rig, 24, 80);
	assert_true(rig.session.views->page.top > 10 && rig.session.views->page.top < 1000);
	rig_keys(&rig, "Home q");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_false(rig.session.quit);
	rig_keys(&rig, "Tab D");
	assert_int_equal(rig.session.view, VIEW_TEXT);
	rig_draw(&rig, 24, 80);
	CHECK_HOLDS(rig.session.views->page.text.data, session_answer(&rig.session)->deployment.gpu->name);
	rig_keys(&rig, "Escape q");
	assert_true(rig.session.quit);
}

static void test_redraw_and_quit(void **state)
{
	(void)state;
	rig_keys(&rig, "C-l");
	assert_true(rig.session.redraw);
	rig_keys(&rig, "m C-l");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	rig_keys(&rig, "C-c");
	assert_true(rig.session.quit);
}

/* While more input waits, steps are noted and worked out once, for whatever looks at the result. */
static void test_hurried_steps(void **state)
{
	unsigned before;
	double users;

	(void)state;
	rig_focus(&rig, PARAMETER_CONTEXT);
	before = rig.session.calculations;
	rig.session.hurried = true;
	rig_keys(&rig, "Right Right Right Left ShiftRight ShiftRight ShiftRight ShiftRight Left");
	check_context(114688);
	assert_int_equal(rig.session.calculations, before);
	rig_draw(&rig, 24, 80);
	assert_int_equal(rig.session.calculations, before + 1);
	/* The same result as without haste, and one step back undoes the slide. */
	rig.session.hurried = false;
	users = replica_of(&rig.session.result.rows[0])->memory.max_concurrency;
	session_recalculate(&rig.session);
	CHECK_NEAR(replica_of(&rig.session.result.rows[0])->memory.max_concurrency, users, 1e-12);
	rig_keys(&rig, "u");
	check_context(8192);
	/* Another key reads what is there: it comes first. */
	rig.session.hurried = true;
	before = rig.session.calculations;
	rig_keys(&rig, "Right Tab");
	assert_int_equal(rig.session.calculations, before + 1);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
}

/* Keys that scroll the parameters never change one, and the others that move the focus neither. */
static void test_keys_without_change(void **state)
{
	static const char *const keys[] = { "PageUp", "PageDown", "Home", "End", "g", "G", "C-b", "C-f", "Up", "Down",
		"k", "j" };
	struct scenario before = rig.session.scenario;
	int last = session_parameter_count(&rig.session) - 1;

	(void)state;
	rig_draw(&rig, 24, 80);
	for (int i = 0; i <= last; i++)
		for (size_t k = 0; k < COUNT_OF(keys); k++) {
			list_select(&rig.session.parameters, i);
			rig_keys(&rig, keys[k]);
			assert_memory_equal(&rig.session.scenario, &before, sizeof(before));
			assert_int_equal(rig.session.view, VIEW_WORKBENCH);
		}
	rig_keys(&rig, "End");
	assert_int_equal(rig.session.parameters.selected, last);
	rig_keys(&rig, "Home");
	assert_int_equal(rig.session.parameters.selected, 0);
	/* A page is as many rows as are shown, less one. */
	rig_keys(&rig, "PageDown");
	assert_int_equal(rig.session.parameters.selected, layout_workbench(24, 80).panel.rows - 1);
	rig_keys(&rig, "PageUp");
	assert_int_equal(rig.session.parameters.selected, 0);
}

/* A parameter that two tabs share is one. */
static void test_tabs_share(void **state)
{
	(void)state;
	assert_true(session_set(&rig.session, PARAMETER_PROMPT, "3k"));
	assert_true(session_set(&rig.session, PARAMETER_CERTAINTY, "90%"));
	rig_keys(&rig, "]");
	CHECK_NEAR(rig_number(&rig, PARAMETER_PROMPT), 3072, 0);
	assert_true(session_set(&rig.session, PARAMETER_TTFT, "900ms"));
	rig_keys(&rig, "[");
	CHECK_NEAR(rig_number(&rig, PARAMETER_TTFT), 0.9, 1e-12);
	CHECK_NEAR(rig_number(&rig, PARAMETER_CERTAINTY), 0.9, 1e-12);
}

/* F takes all filters of the panel off to see what they cost, and puts them on again; f goes to the first that is set. */
static void test_filters(void **state)
{
	struct scenario set;
	int priced = 0, more = 0;

	(void)state;
	rig_keys(&rig, "f");
	CHECK_HOLDS(rig.session.message.text, "No filter is set");
	rig_keys(&rig, "F");
	CHECK_HOLDS(rig.session.message.text, "No filter is set");
	assert_true(session_set(&rig.session, PARAMETER_REGION, "EU"));
	assert_true(session_set(&rig.session, PARAMETER_PROVIDER, "verda"));
	assert_true(session_set(&rig.session, PARAMETER_CONCURRENCY, "16"));
	set = rig.session.scenario;
	for (int i = 0; i < rig.session.result.count; i++)
		priced += !!rig.session.result.rows[i].offer;
	rig_keys(&rig, "Tab f");
	assert_int_equal(rig.session.panel, PANEL_PARAMETERS);
	assert_int_equal(session_parameter(&rig.session), PARAMETER_REGION);
	rig_keys(&rig, "F");
	CHECK_HOLDS(rig.session.message.text, "F puts them on again");
	assert_int_equal(rig.session.scenario.providers.count, 0);
	/* What does not filter stays. */
	CHECK_NEAR(rig_number(&rig, PARAMETER_CONCURRENCY), 16, 0);
	for (int i = 0; i < rig.session.result.count; i++)
		more += !!rig.session.result.rows[i].offer;
	assert_true(more > priced);
	rig_keys(&rig, "F");
	assert_true(scenario_equal(&rig.session.scenario, &set));
	/* Either is one change. */
	rig_keys(&rig, "u u");
	assert_true(scenario_equal(&rig.session.scenario, &set));
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_slider_steps), PLANNER_TEST(test_every_slider),
		PLANNER_TEST(test_endless), PLANNER_TEST(test_choices), PLANNER_TEST(test_typed_good),
		PLANNER_TEST(test_typed_bad), PLANNER_TEST(test_paste), PLANNER_TEST(test_context_follows),
		PLANNER_TEST(test_context_changes_answer), PLANNER_TEST(test_pages), PLANNER_TEST(test_redraw_and_quit),
		PLANNER_TEST(test_hurried_steps), PLANNER_TEST(test_keys_without_change), PLANNER_TEST(test_tabs_share),
		PLANNER_TEST(test_filters) };

	return cmocka_run_group_tests(tests, enter, leave);
}
