/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-screen wizard without a terminal: keys, typed answers, leaving and taking, any size. */
#include "support/planner_rig.h"
#include "tui/views/wizard.h"

RIG_DEFINE

static const struct interview *iv(void)
{
	assert_non_null(rig.session.views->wizard);
	return &rig.session.views->wizard->iv;
}

static bool shows(const char *text)
{
	rig_draw(&rig, 24, 80);
	return strstr(rig_dump(&rig), text);
}

static void test_take(void **state)
{
	(void)state;
	rig_keys(&rig, "w");
	for (int i = 1; i <= 7; i++) {
		char place[16];

		snprintf(place, sizeof(place), "%d of 7", i);
		assert_true(shows(place));
		assert_true(shows("Best: "));
		/* Documents instead of chats, which the plan has. */
		rig_keys(&rig, i == 6 ? "Down Enter" : "Enter");
	}
	assert_true(shows("all 7 answered"));
	assert_true(shows("Recommendation: "));
	/* Nothing of the plan has changed so far. */
	assert_true(rig_number(&rig, PARAMETER_PROMPT) == 1024.0);
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_null(rig.session.views->wizard);
	assert_true(rig_number(&rig, PARAMETER_PROMPT) == 3000.0);
	assert_true(rig_number(&rig, PARAMETER_OUTPUT) == 300.0);
	assert_true(rig_number(&rig, PARAMETER_SPREAD) == 0.4);
	assert_true(isnan(rig_number(&rig, PARAMETER_CONTEXT)));
	assert_true(rig_number(&rig, PARAMETER_CONCURRENCY) == 8.0);
	assert_string_equal(rig.session.scenario.model->id, "meta-llama/Llama-3.1-8B");
	assert_true(shows("GPUs, cheapest first"));
	assert_string_equal(rig.session.result.model->id, "meta-llama/Llama-3.1-8B");
}

/* Escape leaves the plan as it was, wherever it is pressed. */
static void test_escape(void **state)
{
	static const char *const ways[] = { "w Escape", "w Enter Down Escape", "w Enter 7 B Escape",
		"w b Enter e Enter C-g", "w Enter Enter Enter Enter Enter Enter Enter Escape",
		"w Tab Enter Enter Escape" };
	struct scenario before = rig.session.scenario;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		rig_keys(&rig, ways[i]);
		assert_int_equal(rig.session.view, VIEW_WORKBENCH);
		assert_null(rig.session.views->wizard);
		assert_memory_equal(&rig.session.scenario, &before, sizeof(before));
		assert_true(shows("Llama 3.3 70B"));
	}
}

static void test_choices(void **state)
{
	(void)state;
	rig_keys(&rig, "w");
	/* A letter is the cursor, not the answer yet. */
	rig_type(&rig, "b");
	assert_int_equal(rig.session.views->wizard->list.selected, 1);
	assert_int_equal(iv()->current, QUESTION_WORKLOAD);
	assert_true(shows("1 of 7"));
	rig_keys(&rig, "Right");
	assert_int_equal(iv()->current, QUESTION_MODEL);
	assert_true(shows("2 of 6"));
	assert_true(shows("Your last answer: "));
	rig_keys(&rig, "Left");
	assert_true(shows("your answer"));
	assert_int_equal(rig.session.views->wizard->list.selected, 1);
	rig_type(&rig, "q");
	assert_int_equal(rig.session.views->wizard->list.selected, 1);
	/* Back at the first question stays there. */
	rig_keys(&rig, "Backspace Backspace");
	assert_int_equal(iv()->current, QUESTION_WORKLOAD);
}

/* The consequence follows the cursor, before anything is taken. */
static void test_consequence(void **state)
{
	double before;

	(void)state;
	rig_keys(&rig, "w Enter");
	before = iv()->outlook.best.row.cost.output.mid;
	assert_true(shows("With this answer"));
	rig_keys(&rig, "Down Down");
	assert_true(iv()->outlook.best.row.cost.output.mid > before);
	assert_true(iv()->present.best.row.cost.output.mid == before);
	assert_true(shows("Before: "));
	rig_keys(&rig, "Up Up");
	assert_true(iv()->outlook.best.row.cost.output.mid == before);
}

static void test_typed(void **state)
{
	(void)state;
	rig_keys(&rig, "w Enter");
	rig_type(&rig, " 30B");
	assert_string_equal(rig.session.views->wizard->field.text, "30B");
	/* In a typed answer the keys of the line edit it. */
	rig_keys(&rig, "Left Left Left Backspace Right Backspace End Backspace");
	assert_string_equal(rig.session.views->wizard->field.text, "0");
	assert_int_equal(iv()->current, QUESTION_MODEL);
	rig_keys(&rig, "C-u");
	input_paste(&rig.session, "14B");
	rig_keys(&rig, "Enter");
	assert_int_equal(iv()->current, QUESTION_PRECISION);
	assert_true(iv()->scenario.number[PARAMETER_PARAMS] == 14e9);
	rig_keys(&rig, "Left");
	assert_string_equal(rig.session.views->wizard->field.text, "14B");
	assert_true(shows("type 14B"));
	/* With nothing typed the line is no answer. */
	rig_keys(&rig, "C-u Enter");
	assert_int_equal(iv()->current, QUESTION_MODEL);
	assert_true(shows("Type a name"));
	rig_keys(&rig, "Up Enter");
	assert_string_equal(iv()->scenario.model->id, "deepseek-ai/DeepSeek-V3");
}

/* All models are a list that comes back to the question. */
static void test_list(void **state)
{
	(void)state;
	rig_keys(&rig, "w Enter Down Down Down Down Down Down");
	assert_true(shows("choose from all models"));
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WIZARD);
	assert_int_equal(iv()->current, QUESTION_MODEL);
	rig_keys(&rig, "Enter");
	rig_type(&rig, "qwen3 8b");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WIZARD);
	assert_true(shows("type Qwen/Qwen3-8B"));
	assert_true(shows("Best: "));
	assert_string_equal(rig.session.scenario.model->id, "meta-llama/Llama-3.3-70B-Instruct");
	rig_keys(&rig, "Enter");
	assert_string_equal(iv()->scenario.model->id, "Qwen/Qwen3-8B");
}

static void test_refused(void **state)
{
	(void)state;
	rig_keys(&rig, "w b Left b Enter Enter Enter");
	assert_int_equal(iv()->current, QUESTION_USERS);
	rig_type(&rig, "0");
	assert_true(shows("'0' is no answer: allowed is 1 to 1M or max"));
	rig_keys(&rig, "Enter");
	assert_int_equal(iv()->current, QUESTION_USERS);
	assert_true(iv()->scenario.number[PARAMETER_CONCURRENCY] == 64.0);
	assert_true(isinf(iv()->scenario.number[PARAMETER_TTFT]));
	rig_type(&rig, "9");
	rig_keys(&rig, "Home Delete Enter");
	assert_true(iv()->scenario.number[PARAMETER_CONCURRENCY] == 9.0);
}

static void test_all_questions(void **state)
{
	(void)state;
	rig_keys(&rig, "w Tab");
	assert_true(shows("1 of 16"));
	rig_keys(&rig, "Tab");
	assert_true(shows("1 of 7"));
	/* At the end Tab goes to the first question that was left out. */
	rig_keys(&rig, "Enter Enter Enter Enter Enter Enter Enter Tab");
	assert_int_equal(iv()->current, QUESTION_TPOT);
	assert_true(shows("5 of 16"));
}

static void test_help(void **state)
{
	(void)state;
	rig_keys(&rig, "w Enter Down F1");
	assert_true(shows("Questions of the wizard"));
	rig_keys(&rig, "Escape");
	assert_true(shows("2 of 7"));
	assert_int_equal(rig.session.views->wizard->list.selected, 1);
}

/* The end: what was said, and nothing of it twice when the wizard is opened again. */
static void test_end(void **state)
{
	(void)state;
	rig_keys(&rig, "w Enter Enter Enter Enter Enter Enter Enter");
	rig_draw(&rig, 50, 200);
	rig_dump(&rig);
	assert_non_null(strstr(rig.dump.data, "Runner-up: "));
	assert_non_null(strstr(rig.dump.data, "Your answers"));
	assert_non_null(strstr(rig.dump.data, "gpuplan rank --model meta-llama/Llama-3.1-8B"));
	rig_keys(&rig, "PageDown End Backspace");
	assert_true(shows("7 of 7"));
	rig_keys(&rig, "Escape w");
	assert_true(shows("1 of 7"));
}

/* Any size and any answer draws inside the canvas, in ASCII where that is wanted. */
static void test_sizes(void **state)
{
	static const int sizes[][2] = { { 16, 60 }, { 16, 200 }, { 17, 61 }, { 24, 80 }, { 30, 100 }, { 50, 200 },
		{ 50, 60 }, { 5, 40 }, { 1, 1 } };

	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		struct scenario scenario = rig_scenario(&rig);

		rig_stop(&rig);
		rig_start_with(&rig, &scenario, ascii);
		rig_keys(&rig, "w Tab Enter Enter d Enter");
		rig_keys(&rig, "Left Left Left Left");
		for (int q = 0; q < 18; q++) {
			for (size_t i = 0; i < COUNT_OF(sizes); i++) {
				const struct cell *cell;

				rig_draw(&rig, sizes[i][0], sizes[i][1]);
				for (int k = 0; ascii && k < sizes[i][1]; k++) {
					cell = canvas_at(&rig.canvas, sizes[i][0] / 2, k);
					assert_true(cell->glyph < 0x7f);
				}
				/* The cursor stands where the focus is, for a screen reader. */
				if (sizes[i][0] >= 16)
					assert_true(rig.canvas.cursor_row > 0);
			}
			if (!wizard_at_end(rig.session.views->wizard))
				rig_keys(&rig, "Down Enter");
		}
	}
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_take), PLANNER_TEST(test_escape),
		PLANNER_TEST(test_choices), PLANNER_TEST(test_consequence), PLANNER_TEST(test_typed),
		PLANNER_TEST(test_list), PLANNER_TEST(test_refused), PLANNER_TEST(test_all_questions),
		PLANNER_TEST(test_help), PLANNER_TEST(test_end), PLANNER_TEST(test_sizes) };

	return cmocka_run_group_tests(tests, enter, leave);
}
