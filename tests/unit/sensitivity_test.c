/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks where the recommendation changes, against a full ranking at every position. */
#include <math.h>

#include "study/scenario_text.h"
#include "study/sensitivity.h"
#include "study/study.h"
#include "study/switch_point.h"
#include "support/solved.h"

SOLVED_DEFINE

static struct sensitivity b;

static const struct study *asked = &serve_study;

static void compute(const struct scenario *s)
{
	sensitivity_start(&b, asked, s, PARAMETER_COUNT);
	while (sensitivity_advance(&b))
		;
}

/* The full ranking with one parameter moved as the panel moves it; false when it may not. */
static bool rank_at(const struct scenario *s, enum parameter p, double value)
{
	struct scenario moved = *s;
	struct error error = { .text = "" };

	if (scenario_set_number(&moved, p, value, &error) != STATUS_OK)
		return false;
	scenario_reconcile(&moved, p);
	if (scenario_check(&moved, &error) != STATUS_OK)
		return false;
	study_solve(asked, &moved, TODAY, &r);
	return true;
}

/* Between its ends a range may have other numbers of replicas. */
static void check_replicas(const char *name, const struct leader_range *range, double position, const struct row *best)
{
	double replicas = metric_value(METRIC_REPLICAS, best).band.mid;

	if ((position == range->first && range->replicas[0] != replicas) ||
		(position == range->last && range->replicas[1] != replicas))
		fail_msg("%s %s at %g: %g or %g replicas of %s, not %g", asked->id, name, position, range->replicas[0],
			range->replicas[1], best->deployment.gpu->id, replicas);
}

/* Returns the changes on the way. */
static int check_slider(const struct scenario *s, enum parameter p)
{
	const struct leader_ranges *found = sensitivity_of(&b, p);
	struct scale scale = scale_of(s, p);
	double positions[SCALE_POSITIONS_MAX];
	int count = scale_positions(&scale, positions), at = -1, seen = 0;

	assert_true(found->known);
	for (int i = 0; i < count; i++) {
		const struct row *best;
		const struct leader_range *here;

		if (!rank_at(s, p, positions[i]))
			continue;
		seen++;
		best = result_best(&r);
		while (at + 1 < found->count && found->items[at + 1].first <= positions[i])
			at++;
		assert_true(at >= 0);
		here = &found->items[at];
		assert_int_equal(leader_ranges_find(found, positions[i]), at);
		assert_true(here->first <= positions[i] && positions[i] <= here->last);
		if (here->gpu != (best ? best->deployment.gpu : NULL))
			fail_msg("%s at %g: %s, not %s", parameter_row(p)->name, positions[i],
				here->gpu ? here->gpu->id : "none", best ? best->deployment.gpu->id : "none");
		if (best) {
			assert_true(here->gpus == layout_gpus(&best->deployment.layout));
			assert_ptr_equal(here->choice, asked->choice ? asked->choice(best) : NULL);
			check_replicas(parameter_row(p)->name, here, positions[i], best);
		}
	}
	assert_true(seen > 1);
	assert_int_equal(at, found->count - 1);
	for (int i = 1; i < found->count; i++)
		assert_true(found->items[i].gpu != found->items[i - 1].gpu ||
			found->items[i].gpus != found->items[i - 1].gpus ||
			found->items[i].choice != found->items[i - 1].choice);
	return found->count - 1;
}

static int check_all(const struct scenario *s)
{
	int changes = 0;

	compute(s);
	for (const enum parameter *p = asked->panel; *p != PARAMETER_COUNT; p++) {
		bool given =
			!isnan(scenario_number(s, *p)) || (asked->stands_for && !isnan(asked->stands_for(s, *p, NULL)));

		if (parameter_row(*p)->form != PARAMETER_NUMBER_FORM || !parameter_row(*p)->stops || !given)
			assert_false(sensitivity_of(&b, *p)->known);
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
	s = solve("model", "meta-llama/Llama-3.1-8B-Instruct", "gpus", "2", "provider-kind", "hyperscaler", NULL);
	check_all(&s);
	/* Only parts without a price. */
	s = solve("gpu", "H200-NVL", "gpu", "MI325X", NULL);
	check_all(&s);
}

/* Fleets and owning, each GPU entered on its own, against their full rankings. */
static void other_studies(void **state)
{
	static const struct study *const others[] = { &fleet_study, &batch_study, &own_study, &train_study,
		&media_study };
	struct scenario s;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		asked = others[i];
		s = solve(NULL);
		study_adopt(asked, &s);
		assert_true(check_all(&s) > 3);
		s = solve("model", "deepseek-ai/DeepSeek-V3", "max-gpus", "16", "spot", "tolerant", "rate", "40", NULL);
		check_all(&s);
		s = solve("params", "13B", "provider-kind", "hyperscaler", "ttft", "off", "purchase", "reserved_1y",
			NULL);
		check_all(&s);
		/* Only parts without a price, and after a release. */
		s = solve("gpu", "H200-NVL", "gpu", "MI325X", NULL);
		sensitivity_release(&b);
		check_all(&s);
	}
	asked = &serve_study;
}

/* A study that enters no GPU itself is solved, and finds the same. */
static void by_solving(void **state)
{
	struct study plain = own_study;
	struct scenario s = solve("busy", "30%", NULL);

	(void)state;
	plain.contend = NULL;
	asked = &plain;
	assert_true(check_all(&s) > 0);
	sensitivity_release(&b);
	asked = &serve_study;
}

/* Who leads beyond 3 and below 1.5, the present value being 2. */
static int leads(const void *context, double value)
{
	(void)context;
	return value > 3.0 ? 2 : value < 1.5 ? 1 : 0;
}

static void nearest_switch(void **state)
{
	static const double values[] = { 0.5, 1.0, 2.0, 4.0, 8.0 };
	struct switch_point found = switch_point_find(leads, NULL, values, 5, 2, 60);

	(void)state;
	/* Above before below at the same distance. */
	assert_int_equal(found.leader, 2);
	CHECK_NEAR(found.value, 3.0, 1e-12);
	found = switch_point_find(leads, NULL, values, 3, 2, 60);
	assert_int_equal(found.leader, 1);
	CHECK_NEAR(found.value, 1.5, 1e-12);
	/* Not refined: the value itself. */
	found = switch_point_find(leads, NULL, values, 3, 2, 0);
	assert_true(found.value == 1.0);
	found = switch_point_find(leads, NULL, values + 2, 1, 0, 60);
	assert_true(found.leader == 0 && isnan(found.value));
}

/* A goal that nothing can reach: one range without a GPU. */
static void nothing_meets(void **state)
{
	struct scenario s = solve("ttft", "1ms", NULL);
	const struct leader_ranges *busy;

	(void)state;
	compute(&s);
	busy = sensitivity_of(&b, PARAMETER_BUSY);
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
	assert_int_equal(sensitivity_of(&b, PARAMETER_BUSY)->count, 1);
	assert_ptr_equal(sensitivity_of(&b, PARAMETER_BUSY)->items[0].gpu, result_best(&r)->deployment.gpu);
}

static void change_of_one_keeps_its_own(void **state)
{
	struct scenario s = solve(NULL), same;
	struct error error;

	(void)state;
	compute(&s);
	same = s;
	sensitivity_start(&b, asked, &same, PARAMETER_COUNT);
	assert_false(sensitivity_advance(&b));
	assert_int_equal(scenario_set_number(&s, PARAMETER_TTFT, 2.0, &error), STATUS_OK);
	sensitivity_start(&b, asked, &s, PARAMETER_CONTEXT);
	assert_true(sensitivity_of(&b, PARAMETER_TTFT)->known);
	assert_false(sensitivity_of(&b, PARAMETER_CONTEXT)->known);
	/* The first one wanted comes first, the whole is right in the end. */
	while (!sensitivity_of(&b, PARAMETER_CONTEXT)->known) {
		assert_false(sensitivity_of(&b, PARAMETER_PROMPT)->known);
		assert_true(sensitivity_advance(&b));
	}
	check_all(&s);
}

/* Who led in a larger catalog is not looked for in a smaller one. */
static void smaller_catalog(void **state)
{
	struct scenario s = solve(NULL);
	struct catalog small = *s.catalog;
	const struct leader_ranges *users;

	(void)state;
	compute(&s);
	assert_true(b.led > 0);
	sensitivity_release(&b);
	small.gpu_count = 1;
	s.catalog = &small;
	compute(&s);
	users = sensitivity_of(&b, PARAMETER_CONCURRENCY);
	assert_true(users->known);
	for (int i = 0; i < users->count; i++)
		assert_true(!users->items[i].gpu || users->items[i].gpu == &small.gpus[0]);
	sensitivity_release(&b);
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
		cmocka_unit_test(other_studies),
		cmocka_unit_test(by_solving),
		cmocka_unit_test(nearest_switch),
		cmocka_unit_test(nothing_meets),
		cmocka_unit_test(busy_changes_nothing),
		cmocka_unit_test(change_of_one_keeps_its_own),
		cmocka_unit_test(smaller_catalog),
		cmocka_unit_test(positions_are_the_slider_s),
	};

	return cmocka_run_group_tests_name("sensitivity", tests, enter, leave);
}
