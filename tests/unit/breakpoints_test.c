/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks where the recommendation changes, against a full ranking at every position. */
#include "config.h"

#include <math.h>

#include "study/breakpoints.h"
#include "study/study.h"
#include "support/solved.h"

SOLVED_DEFINE

static struct breakpoints b;

static const enum parameter *panel(void)
{
	return serve_study.panel;
}

static void compute(const struct scenario *s)
{
	breakpoints_start(&b, s, panel(), PARAMETER_COUNT);
	while (breakpoints_advance(&b))
		;
}

/* The full ranking with one parameter moved as the panel moves it; false when it may not. */
static bool rank_at(const struct scenario *s, enum parameter p, double value)
{
	struct scenario moved = *s;
	struct error error = {.text = ""};

	if (scenario_set_number(&moved, p, value, &error) != STATUS_OK)
		return false;
	scenario_reconcile(&moved, p);
	if (scenario_check(&moved, &error) != STATUS_OK)
		return false;
	study_solve(&serve_study, &moved, TODAY, &r);
	return true;
}

/* Returns the changes on the way. */
static int check_slider(const struct scenario *s, enum parameter p)
{
	const struct stretches *found = breakpoints_of(&b, p);
	struct scale scale = scale_of(s, p);
	double positions[SCALE_POSITIONS_MAX];
	int count = scale_positions(&scale, positions), at = -1, seen = 0;

	assert_true(found->known);
	for (int i = 0; i < count; i++) {
		const struct row *best;
		const struct stretch *here;

		if (!rank_at(s, p, positions[i]))
			continue;
		seen++;
		best = result_best(&r);
		while (at + 1 < found->count && found->items[at + 1].first <= positions[i])
			at++;
		assert_true(at >= 0);
		here = &found->items[at];
		assert_int_equal(stretches_find(found, positions[i]), at);
		assert_true(here->first <= positions[i] && positions[i] <= here->last);
		if (here->gpu != (best ? best->deployment.gpu : NULL))
			fail_msg("%s at %g: %s, not %s", parameter_row(p)->name, positions[i],
				here->gpu ? here->gpu->id : "none",
				best ? best->deployment.gpu->id : "none");
		if (best)
			assert_true(here->gpus == layout_gpus(&best->deployment.layout));
	}
	assert_true(seen > 1);
	assert_int_equal(at, found->count - 1);
	for (int i = 1; i < found->count; i++)
		assert_true(found->items[i].gpu != found->items[i - 1].gpu ||
			    found->items[i].gpus != found->items[i - 1].gpus);
	return found->count - 1;
}

static int check_all(const struct scenario *s)
{
	int changes = 0;

	compute(s);
	for (const enum parameter *p = panel(); *p != PARAMETER_COUNT; p++) {
		bool given = *p == PARAMETER_CONTEXT || !isnan(s->number[*p]);

		if (parameter_row(*p)->form != PARAMETER_NUMBER_FORM || !given)
			assert_false(breakpoints_of(&b, *p)->known);
		else
			changes += check_slider(s, *p);
	}
	return changes;
}

static void like_full_rankings(void **state)
{
	struct scenario s;

	(void)state;
	s = solve(NULL);
	assert_true(check_all(&s) > 10);
	s = solve("model", "deepseek-ai/DeepSeek-V3", "max-gpus", "64", "four-bit", "any", NULL);
	assert_true(check_all(&s) > 0);
	s = solve("model", "Qwen/Qwen3-30B-A3B", "context", "4k", "concurrency", "max", NULL);
	assert_true(check_all(&s) > 0);
	s = solve("rate", "2", "spot", "tolerant", "ttft", "2s", NULL);
	assert_true(check_all(&s) > 0);
	s = solve("batching", "static", "tuning", "tuned", "ttft", "off", "tpot", "off", NULL);
	assert_true(check_all(&s) > 0);
	s = solve("params", "13B", "engine", "llama.cpp", "concurrency", "2", "tpot", "100ms", NULL);
	check_all(&s);
	/* No count makes three: the layout itself is judged. */
	s = solve("tp", "8", "concurrency", "16", NULL);
	check_all(&s);
	s = solve("model", "meta-llama/Llama-3.1-8B-Instruct", "gpus", "2", "provider-kind",
		"hyperscaler", NULL);
	check_all(&s);
	/* Only parts without a price. */
	s = solve("gpu", "H200-NVL", "gpu", "MI325X", NULL);
	check_all(&s);
}

/* A goal that nothing can reach: one stretch without a GPU. */
static void nothing_meets(void **state)
{
	struct scenario s = solve("ttft", "1ms", NULL);
	const struct stretches *busy;

	(void)state;
	compute(&s);
	busy = breakpoints_of(&b, PARAMETER_BUSY);
	assert_int_equal(busy->count, 1);
	assert_null(busy->items[0].gpu);
	assert_true(busy->items[0].first == 0.05 && busy->items[0].last == 1.0);
}

/* The share of busy time scales every bill alike. */
static void busy_changes_nothing(void **state)
{
	struct scenario s = solve(NULL);

	(void)state;
	compute(&s);
	assert_int_equal(breakpoints_of(&b, PARAMETER_BUSY)->count, 1);
	assert_ptr_equal(breakpoints_of(&b, PARAMETER_BUSY)->items[0].gpu,
		result_best(&r)->deployment.gpu);
}

static void change_of_one_keeps_its_own(void **state)
{
	struct scenario s = solve(NULL), same;
	struct error error;

	(void)state;
	compute(&s);
	same = s;
	breakpoints_start(&b, &same, panel(), PARAMETER_COUNT);
	assert_false(breakpoints_advance(&b));
	assert_int_equal(scenario_set_number(&s, PARAMETER_TTFT, 2.0, &error), STATUS_OK);
	breakpoints_start(&b, &s, panel(), PARAMETER_CONTEXT);
	assert_true(breakpoints_of(&b, PARAMETER_TTFT)->known);
	assert_false(breakpoints_of(&b, PARAMETER_CONTEXT)->known);
	/* The first one wanted comes first, the whole is right in the end. */
	while (!breakpoints_of(&b, PARAMETER_CONTEXT)->known) {
		assert_false(breakpoints_of(&b, PARAMETER_PROMPT)->known);
		assert_true(breakpoints_advance(&b));
	}
	check_all(&s);
}

static void positions_are_the_slider_s(void **state)
{
	struct scenario s = solve("prompt", "1000", "output", "200", NULL);
	struct scale scale = scale_of(&s, PARAMETER_CONTEXT);
	double positions[SCALE_POSITIONS_MAX];
	int count = scale_positions(&scale, positions);

	(void)state;
	/* From prompt + output to the 131,072 tokens that Llama 3.3 takes. */
	assert_true(positions[0] == 1200 && positions[1] == 1280);
	assert_true(positions[count - 1] == 131072 && positions[count - 2] == 114688);
	scale = scale_of(&s, PARAMETER_PROMPT);
	count = scale_positions(&scale, positions);
	assert_true(positions[0] == 1 && positions[count - 1] == 131072 - 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like_full_rankings),
		cmocka_unit_test(nothing_meets),
		cmocka_unit_test(busy_changes_nothing),
		cmocka_unit_test(change_of_one_keeps_its_own),
		cmocka_unit_test(positions_are_the_slider_s),
	};

	return cmocka_run_group_tests_name("breakpoints", tests, enter, leave);
}
