/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of advice as shipped: each has an answer where it holds and one where it does not.  Which, the five articles say:
 * the source of a rule names them. */
#include <math.h>

#include "study/policy.h"
#include "study/replica.h"
#include "study/reason.h"
#include "support/studied.h"

STUDIED_DEFINE

enum { SETTINGS_MAX = 5 };

/* A scenario of a study, "name", "value" in turn; the row is that of the GPU, without one the first. */
struct asked {
	const struct study *study;
	const char *gpu;
	const char *settings[2 * SETTINGS_MAX];
};

static const struct row_case {
	const char *rule;
	struct asked applies, elsewhere;
} cases[] = {
	{ "wl-no-hourly-min", { &serve_study, NULL, { "sort", "usd_per_hour" } },
		{ &serve_study, NULL, { "sort", "tpot_s" } } },
	{ "mg-400b", { &serve_study, "RTX-PRO-6000-SE", { "model", "deepseek-v3", "gpus", "8", "weights", "fp8" } },
		{ &serve_study, "H200-SXM", { "model", "deepseek-v3", "gpus", "8", "weights", "fp8" } } },
	{ "tr-l40s-skip", { &train_study, "L40S", { "model", "llama-3.1-8b", "method", "lora", "gpus", "2" } },
		{ &train_study, "L40S", { "model", "llama-3.1-8b", "method", "lora", "gpus", "1" } } },
	{ "mg-l4", { &serve_study, "L4", { "model", "llama-3.1-8b", "gpus", "2" } },
		{ &serve_study, "L4", { "model", "llama-3.1-8b", "gpus", "1" } } },
	{ "mg-nvlink", { &serve_study, "L40S", { "model", "llama-3.1-8b", "tp", "2" } },
		{ &serve_study, "H100-SXM-80GB", { "model", "llama-3.1-8b", "tp", "2" } } },
	{ "pr-fp4-tasks", { &serve_study, "B200", { "weights", "nvfp4" } },
		{ &serve_study, "B200", { "weights", "fp8" } } },
	{ "mv-existing", { &serve_study, "A100-SXM-80GB", { "gpu", "A100-SXM-80GB" } },
		{ &serve_study, "A100-SXM-80GB", { NULL } } },
	{ "pr-quant-before-provider", { &serve_study, "H100-SXM-80GB", { "weights", "bf16" } },
		{ &serve_study, "H100-SXM-80GB", { "weights", "fp8" } } },
	{ "pr-int4-anygpu", { &serve_study, "A100-SXM-80GB", { "weights", "bf16" } },
		{ &serve_study, "H100-SXM-80GB", { "weights", "bf16" } } },
	{ "tr-then-infer", { &train_study, NULL, { NULL } }, { &serve_study, NULL, { NULL } } },
	{ "pr-fp8-default", { &serve_study, "L40S", { "weights", "fp8" } },
		{ &serve_study, "A100-SXM-80GB", { "weights", "bf16" } } },
	{ "sla-external", { &serve_study, "H200-SXM", { "provider", "hyperstack" } },
		{ &serve_study, NULL, { "sla", "formal" } } },
	{ "ck-guardrails", { &fleet_study, NULL, { "rate", "5" } }, { &serve_study, NULL, { NULL } } },
	{ "mig-reject", { &serve_study, "L40S", { "model", "llama-3.1-8b" } },
		{ &serve_study, "H100-SXM-80GB", { "model", "llama-3.1-8b" } } },
};

static struct row *asked_row(const struct asked *asked, struct scenario *s)
{
	struct error error = { .text = "" };
	const char *const *settings = asked->settings;

	assert_int_equal(scenario_init(s, &shipped, &error), STATUS_OK);
	study_adopt(asked->study, s);
	for (int i = 0; i < 2 * SETTINGS_MAX && settings[i]; i += 2)
		studied_set(s, settings[i], settings[i + 1]);
	studied_solve(asked->study, s);
	for (int i = 0; i < r.count; i++)
		if (asked->gpu ? strcmp(r.rows[i].deployment.gpu->id, asked->gpu) == 0 : r.rows[i].rank == 1)
			return &r.rows[i];
	fail_msg("no row of %s", asked->gpu ? asked->gpu : "the first rank");
	return NULL;
}

static bool says(const struct row *row, const char *rule)
{
	for (int i = 0; i < row->reasons.count; i++)
		if (strcmp(reason_row(row->reasons.items[i].id)->id, rule) == 0)
			return true;
	return false;
}

static void every_rule_has_its_answers(void **state)
{
	struct scenario s;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (!says(asked_row(&cases[i].applies, &s), cases[i].rule))
			fail_msg("%s does not hold", cases[i].rule);
		if (says(asked_row(&cases[i].elsewhere, &s), cases[i].rule))
			fail_msg("%s holds where it should not", cases[i].rule);
	}
}

/* The same row on another day, or with other evidence. */
static bool says_on(const struct scenario *s, long today, struct row *row, const char *rule)
{
	row->reasons.count = 0;
	policy_apply(r.study, s, today, row);
	return says(row, rule);
}

static const struct asked usual = { &serve_study, "H200-SXM", { "gpu", "H200-SXM" } };

/* "Before committing: ask again" from 30 days on; from 90 on the price is stale, which a reason of its own says. */
static void prices_age(void **state)
{
	struct scenario s;
	struct row *row = asked_row(&usual, &s);

	(void)state;
	assert_false(says_on(&s, row->offer->as_of + 30, row, "ck-price-now"));
	assert_true(says_on(&s, row->offer->as_of + 31, row, "ck-price-now"));
	assert_true(says_on(&s, row->offer->as_of + 90, row, "ck-price-now"));
	assert_false(says_on(&s, row->offer->as_of + 91, row, "ck-price-now"));
}

static void estimates_are_to_be_measured(void **state)
{
	struct scenario s;
	struct row *row = asked_row(&usual, &s);

	(void)state;
	row->provenance = PROVENANCE_CALIBRATED;
	assert_true(says_on(&s, STUDIED_TODAY, row, "ck-measure"));
	row->provenance = PROVENANCE_MEASURED;
	assert_false(says_on(&s, STUDIED_TODAY, row, "ck-measure"));
}

/* "Measure again each year": the age of the run is that of its source, 2026-01-23, day 20476. */
static void runs_age(void **state)
{
	struct scenario s;
	struct row *row = asked_row(&usual, &s);
	struct replica *replica = row->part;

	(void)state;
	replica->recalibration.source = NULL;
	assert_false(says_on(&s, 20476 + 366, row, "ck-rebenchmark"));
	replica->recalibration.source = "article-gpu-economics";
	assert_false(says_on(&s, 20476 + 365, row, "ck-rebenchmark"));
	assert_true(says_on(&s, 20476 + 366, row, "ck-rebenchmark"));
	for (int i = 0; i < row->reasons.count; i++)
		if (strcmp(reason_row(row->reasons.items[i].id)->id, "ck-rebenchmark") == 0) {
			assert_string_equal(reason_row(row->reasons.items[i].id)->keys[0], "measured_age_days");
			assert_true(row->reasons.items[i].value[0] == 366.0);
		}
}

/* The gravest stand first, and where room is short two are shown. */
static void the_gravest_stand_first(void **state)
{
	static const struct asked asked = { &serve_study, NULL, { "sort", "usd_per_hour", "weights", "bf16" } };
	struct scenario s;
	struct row *row = asked_row(&asked, &s);
	int advice = 0, shown = 0, severity = SEVERITY_WARNING;

	(void)state;
	for (int i = 0; i < row->reasons.count; i++) {
		const struct reason *reason = &row->reasons.items[i];

		if (!reason_is_policy(reason->id)) {
			assert_true(policy_shown(&row->reasons, i));
			continue;
		}
		if (advice++ == 0)
			assert_string_equal(reason_row(reason->id)->id, "wl-no-hourly-min");
		assert_true((int)reason_row(reason->id)->severity <= severity);
		severity = (int)reason_row(reason->id)->severity;
		shown += policy_shown(&row->reasons, i);
	}
	assert_true(advice > POLICY_SHOWN);
	assert_int_equal(shown, POLICY_SHOWN);
}

/* Every rule of the file has a case here, or is derived. */
static void every_rule_is_tested(void **state)
{
	static const char *const others[] = { "ck-price-now", "ck-measure", "ck-rebenchmark" };

	(void)state;
	for (int i = 0; i < shipped.policy_count; i++) {
		const struct policy_rule *rule = &shipped.policy[i];
		bool tested = rule->derived_count > 0;

		for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++)
			tested = tested || strcmp(cases[k].rule, rule->id) == 0;
		for (size_t k = 0; k < sizeof(others) / sizeof(others[0]); k++)
			tested = tested || strcmp(others[k], rule->id) == 0;
		if (!tested)
			fail_msg("%s has no case", rule->id);
	}
}

static int adopt(void **state)
{
	struct error_list problems = { 0 };
	int failed = enter(state);

	if (failed == 0 && policy_adopt(&shipped, &problems) != STATUS_OK)
		fail_msg("%s", problems.items[0].text);
	return failed;
}

static int forget(void **state)
{
	policy_forget();
	return leave(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_has_its_answers),
		cmocka_unit_test(prices_age),
		cmocka_unit_test(estimates_are_to_be_measured),
		cmocka_unit_test(runs_age),
		cmocka_unit_test(the_gravest_stand_first),
		cmocka_unit_test(every_rule_is_tested),
	};

	return cmocka_run_group_tests(tests, adopt, forget);
}
