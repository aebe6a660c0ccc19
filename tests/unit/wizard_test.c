/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-screen wizard without a terminal: keys, typed answers, leaving and taking, any size. */
#include "support/planner_rig.h"
#include "study/batch_pile.h"
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
		char place[32];

		snprintf(place, sizeof(place), "so far %d of 7 answered", i);
		assert_true(shows(place));
		assert_true(shows("\n Rent      1 "));
		assert_true(shows("\n Sure      "));
		/* Documents instead of chats, which the plan has. */
		rig_keys(&rig, i == 6 ? "Down Enter" : "Enter");
	}
	assert_true(shows("all 7 questions answered"));
	assert_true(shows("\u2501 Recommendation \u2501"));
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
	assert_true(shows("GPUs by $ "));
	assert_string_equal(rig.session.result.model->id, "meta-llama/Llama-3.1-8B");
}

/* Escape leaves the plan as it was, wherever it is pressed. */
static void test_escape(void **state)
{
	static const char *const ways[] = { "w Escape", "w Enter Down Escape", "w Enter 7 B Escape",
		"w 2 Enter 5 Enter C-g", "w Enter Enter Enter Enter Enter Enter Enter Escape",
		"w Tab Enter Enter Escape" };
	struct scenario before = rig.session.scenario;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		rig_keys(&rig, ways[i]);
		assert_int_equal(rig.session.view, VIEW_WORKBENCH);
		assert_null(rig.session.views->wizard);
		assert_memory_equal(&rig.session.scenario, &before, sizeof(before));
		assert_true(shows("Llama-3.3-70B"));
	}
}

static void test_choices(void **state)
{
	(void)state;
	rig_keys(&rig, "w");
	/* A number is the cursor, not the answer yet. */
	rig_type(&rig, "2");
	assert_int_equal(rig.session.views->wizard->list.selected, 1);
	assert_int_equal(iv()->current, QUESTION_WORKLOAD);
	assert_true(shows("so far 1 of 7 answered"));
	assert_ptr_equal(iv()->outlook.study, &batch_study);
	rig_keys(&rig, "Right");
	assert_int_equal(iv()->current, QUESTION_MODEL);
	assert_true(shows("2 of 7"));
	assert_true(shows("\n Last      "));
	rig_keys(&rig, "Left");
	assert_int_equal(rig.session.views->wizard->list.selected, 1);
	rig_type(&rig, "q9");
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
	assert_true(shows("\n Change    Before: "));
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
	assert_true(shows("Another                    14B"));
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
	assert_true(shows("All models"));
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_PICKER);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WIZARD);
	assert_int_equal(iv()->current, QUESTION_MODEL);
	rig_keys(&rig, "Enter");
	rig_type(&rig, "qwen3 8b");
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WIZARD);
	assert_true(shows("Another                    Qwen/Qwen3-8B"));
	assert_true(shows("\n Rent      "));
	assert_string_equal(rig.session.scenario.model->id, "meta-llama/Llama-3.3-70B-Instruct");
	rig_keys(&rig, "Enter");
	assert_string_equal(iv()->scenario.model->id, "Qwen/Qwen3-8B");
}

static void test_refused(void **state)
{
	(void)state;
	rig_keys(&rig, "w 1 Left 1 Enter Enter Enter Enter");
	assert_int_equal(iv()->current, QUESTION_USERS);
	rig_type(&rig, "0");
	assert_true(shows("\n Not yet   '0' is no answer: allowed is 1 to 1M or max"));
	rig_keys(&rig, "Enter");
	assert_int_equal(iv()->current, QUESTION_USERS);
	assert_true(iv()->scenario.number[PARAMETER_CONCURRENCY] == 8.0);
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

/* A digit chooses; more behind it make a number, and none of them is lost. */
static void test_digits(void **state)
{
	const struct wizard *w;

	(void)state;
	rig_keys(&rig, "w Enter");
	w = rig.session.views->wizard;
	rig_type(&rig, "3");
	assert_int_equal(w->list.selected, 2);
	rig_type(&rig, "0B");
	assert_string_equal(w->field.text, "30B");
	assert_true(wizard_on_typed_row(w));
	assert_true(iv()->outlook_scenario.number[PARAMETER_PARAMS] == 30e9);
	/* Not behind another key. */
	rig_keys(&rig, "Up Up 1 Down 2");
	assert_int_equal(w->list.selected, 1);
	rig_keys(&rig, "Enter Enter Enter");
	assert_int_equal(iv()->current, QUESTION_USERS);
	/* There is no ninth choice. */
	rig_type(&rig, "9");
	assert_string_equal(w->field.text, "9");
	rig_keys(&rig, "Enter");
	assert_true(iv()->scenario.number[PARAMETER_CONCURRENCY] == 9.0);
}

/* Numbers have a slider, which goes on from the choice that was under the cursor. */
static void test_slider(void **state)
{
	const struct wizard *w;
	double before;

	(void)state;
	rig_keys(&rig, "w Enter Enter Enter");
	w = rig.session.views->wizard;
	assert_int_equal(iv()->current, QUESTION_TTFT);
	/* 0.5 s, 1 s, 2 s, no matter, and the slider. */
	rig_keys(&rig, "3");
	assert_true(shows("\u25cf"));
	rig_keys(&rig, "Down Up Down Down");
	assert_true(wizard_on_number(w));
	assert_string_equal(w->field.text, "off");
	CHECK_HOLDS(rig_bottom(&rig), "change");
	before = iv()->outlook_scenario.number[PARAMETER_TTFT];
	assert_true(isinf(before));
	rig_keys(&rig, "Left Left");
	assert_int_equal(iv()->current, QUESTION_TTFT);
	assert_true(isfinite(iv()->outlook_scenario.number[PARAMETER_TTFT]));
	assert_true(iv()->scenario.number[PARAMETER_TTFT] == 0.5);
	before = iv()->outlook_scenario.number[PARAMETER_TTFT];
	rig_keys(&rig, "ShiftLeft");
	assert_true(iv()->outlook_scenario.number[PARAMETER_TTFT] < before);
	before = iv()->outlook_scenario.number[PARAMETER_TTFT];
	rig_keys(&rig, "Enter");
	assert_true(iv()->scenario.number[PARAMETER_TTFT] == before);
	/* Back again it stands where it was, and a digit begins another number. */
	rig_keys(&rig, "Left");
	assert_true(wizard_on_number(w));
	assert_true(wizard_slider(w).value == before);
	rig_type(&rig, "750ms");
	assert_string_equal(w->field.text, "750ms");
	rig_keys(&rig, "Enter");
	assert_true(iv()->scenario.number[PARAMETER_TTFT] == 0.75);
}

/* The message of a refused answer stands above the keys, until the next key. */
static void test_message(void **state)
{
	(void)state;
	rig_keys(&rig, "w Enter Down Down Down Down Down Enter");
	assert_true(shows("Type a name, 70B"));
	CHECK_HOLDS(rig_bottom(&rig), "Enter next");
	assert_true(shows("Another                    a name, 70B, 235B/22B, or a config.json"));
	rig_keys(&rig, "Up");
	assert_false(shows("Type a name, 70B"));
}

/* Once the search is done, ticks stand on the slider where something else leads, and a line says what: the best at the
 * next value that the line names is no longer the one of now. */
static void test_turns(void **state)
{
	struct turn above;
	const struct gpu *now;
	char typed[32];

	(void)state;
	rig_keys(&rig, "w Enter 3 Enter Enter Enter 4");
	assert_int_equal(iv()->current, QUESTION_USERS);
	assert_false(shows("\n Turns     "));
	rig_idle(&rig);
	assert_true(shows("\n Turns     "));
	assert_true(shows("\u2534"));
	now = iv()->outlook.best.row.deployment.gpu;
	above = wizard_turn(&rig.session, true);
	assert_true(above.to && above.to->gpu != now);
	snprintf(typed, sizeof(typed), "%.0f", above.value);
	rig_keys(&rig, "Down");
	rig_type(&rig, typed);
	assert_ptr_equal(iv()->outlook.best.row.deployment.gpu, above.to->gpu);
	/* The panels have their own search again. */
	rig_keys(&rig, "Escape");
	rig_idle(&rig);
	assert_ptr_equal(rig.session.sensitivity->study, rig.session.study);
	assert_true(scenario_equal(&rig.session.sensitivity->scenario, &rig.session.scenario));
}

/* What is assumed are the questions that are still to come, with the answer under the cursor. */
static void test_assumed(void **state)
{
	(void)state;
	rig_keys(&rig, "w");
	assert_true(
		shows("\n Assumed   Llama-3.1-8B \u00b7 first word in 500 ms \u00b7 8 at once \u00b7 1k in, 256 out"));
	assert_true(shows("\n Next      Which model?   then: how exact, how fast, how many, how long, spot"));
	/* A pile has no wait, but a size and a time. */
	rig_keys(&rig, "2");
	assert_true(shows("\n Assumed   Llama-3.1-8B \u00b7 500M output tokens \u00b7 by 08:00 \u00b7 1k in, 100 out"));
	assert_true(shows("then: how exact, how much, by when, how long, spot"));
	assert_true(shows("so far 1 of 7 answered"));
	rig_keys(&rig, "1 Enter");
	assert_true(shows("\n Assumed   first word in 500 ms"));
}

/* A pile overnight on spot, in a few keys: what the lines say of it, and the plan that it makes. */
static void test_pile(void **state)
{
	const struct row *best;
	const struct gpu *gpu;
	char wanted[64];

	(void)state;
	rig_keys(&rig, "w 2 Enter Enter Enter Enter");
	assert_int_equal(iv()->current, QUESTION_DEADLINE);
	rig_keys(&rig, "Enter Enter 2");
	assert_int_equal(iv()->current, QUESTION_SPOT);
	best = interview_best(iv());
	gpu = best->deployment.gpu;
	assert_int_equal(best->offer->purchase, PURCHASE_SPOT);
	rig_draw(&rig, 24, 80);
	rig_dump(&rig);
	snprintf(wanted, sizeof(wanted), "\n Rent      %.0f %s spot from %s: $", pile_of(best)->rented_gpus,
		best->deployment.gpu->short_name, best->offer->provider->name);
	CHECK_HOLDS(rig.dump.data, wanted);
	CHECK_HOLDS(rig.dump.data, " in all, done about 0");
	CHECK_HOLDS(rig.dump.data, " kinds of GPU are in time");
	CHECK_HOLDS(rig.dump.data, "; all of it costs ");
	assert_null(strstr(rig.dump.data, "TTFT"));
	rig_keys(&rig, "Enter");
	rig_draw(&rig, 50, 200);
	rig_dump(&rig);
	CHECK_HOLDS(rig.dump.data, "it is done in time at the lowest cost.");
	CHECK_HOLDS(rig.dump.data, "gpuplan batch --model meta-llama/Llama-3.1-8B ");
	assert_null(strstr(rig.dump.data, " a month"));
	assert_null(strstr(rig.dump.data, "nan"));
	rig_keys(&rig, "Enter");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_ptr_equal(rig.session.study, &batch_study);
	assert_true(rig_number(&rig, PARAMETER_TOKENS) == 5e8);
	assert_true(rig_number(&rig, PARAMETER_SPOT) == SPOT_TOLERANT);
	assert_ptr_equal(result_best(&rig.session.result)->deployment.gpu, gpu);
	/* There it begins with a pile. */
	rig_keys(&rig, "w");
	assert_int_equal(rig.session.views->wizard->list.selected, 1);
}

/* What is no work and no time is refused with what is allowed, and nothing is lost.  Here it is 1970. */
static void test_pile_refused(void **state)
{
	(void)state;
	rig_keys(&rig, "w 2 Enter Enter Enter");
	rig_type(&rig, "0");
	assert_true(shows("\n Not yet   '0' is no answer: allowed is 1 to 1000T"));
	rig_keys(&rig, "Enter");
	assert_int_equal(iv()->current, QUESTION_WORK);
	assert_true(iv()->scenario.number[PARAMETER_TOKENS] == 5e8);
	rig_keys(&rig, "C-u");
	rig_type(&rig, "30M");
	rig_keys(&rig, "Enter");
	rig_type(&rig, "1969-12-31T08:00");
	assert_true(shows("1969-12-31T08:00 is past, it is "));
	assert_true(shows("is 1 min to 8760 h"));
	rig_keys(&rig, "Enter");
	assert_int_equal(iv()->current, QUESTION_DEADLINE);
	rig_keys(&rig, "C-u");
	rig_type(&rig, "12h");
	rig_keys(&rig, "Enter");
	assert_true(iv()->scenario.number[PARAMETER_TOKENS] == 3e7);
	assert_true(iv()->scenario.number[PARAMETER_DEADLINE] == 43200.0);
}

static void test_help(void **state)
{
	(void)state;
	rig_keys(&rig, "w Enter Down F1");
	/* What works here comes first. */
	assert_true(shows("Choices of a question"));
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
	assert_non_null(strstr(rig.dump.data, "\n Runner-up "));
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
		rig_keys(&rig, "w Tab Enter Enter 4 Enter");
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
		PLANNER_TEST(test_digits), PLANNER_TEST(test_slider), PLANNER_TEST(test_assumed),
		PLANNER_TEST(test_turns), PLANNER_TEST(test_pile), PLANNER_TEST(test_pile_refused),
		PLANNER_TEST(test_message), PLANNER_TEST(test_help), PLANNER_TEST(test_end), PLANNER_TEST(test_sizes) };

	return cmocka_run_group_tests(tests, enter, leave);
}
