/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters of a workload: ranges, text and JSON in both directions, what must agree. */
#include <math.h>

#include "study/scenario_text.h"
#include "study/metric.h"
#include "study/scenario_json.h"
#include "study/study.h"
#include "support/random.h"
#include "support/shipped.h"

SHIPPED_DEFINE

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

/* Refused with a message that holds `says`; the scenario is as it was. */
static void refused(struct scenario *s, enum parameter p, const char *text, const char *says)
{
	struct scenario before = *s;
	struct error error = { .text = "" };

	if (scenario_set(s, p, text, &error) != STATUS_USAGE)
		fail_msg("--%s %s was taken", parameter_row(p)->name, text);
	CHECK_HOLDS(error.text, says);
	CHECK_HOLDS(error.text, parameter_row(p)->name);
	assert_memory_equal(s, &before, sizeof(before));
}

static bool same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* What the two mean is the same. */
static bool equal(const struct scenario *a, const struct scenario *b)
{
	for (int i = 0; i < PARAMETER_COUNT; i++)
		if (i != PARAMETER_CONTEXT &&
			!same(scenario_number(a, (enum parameter)i), scenario_number(b, (enum parameter)i))) {
			print_error("%s: %.17g is not %.17g\n", parameter_row((enum parameter)i)->name, a->number[i],
				b->number[i]);
			return false;
		}
	if (!scenario_same(a, b, PARAMETER_TRAFFIC)) {
		print_error("traffic\n");
		return false;
	}
	return a->model == b->model && a->weights == b->weights && a->kv == b->kv && a->engine == b->engine &&
		memcmp(&a->gpus, &b->gpus, sizeof(a->gpus)) == 0 &&
		memcmp(&a->providers, &b->providers, sizeof(a->providers)) == 0 &&
		scenario_purchases(a) == scenario_purchases(b) &&
		scenario_provider_kinds(a) == scenario_provider_kinds(b) && a->sort_metric == b->sort_metric &&
		strcmp(a->region, b->region) == 0 && same(scenario_context(a), scenario_context(b));
}

/* The default workload: gpuplan(1), WORKLOAD. */
static void test_defaults(void **state)
{
	struct scenario s = initial();
	struct error error;

	(void)state;
	assert_string_equal(s.model->id, "meta-llama/Llama-3.3-70B-Instruct");
	assert_string_equal(s.engine->id, "vllm");
	assert_null(s.weights);
	assert_null(s.kv);
	CHECK_NEAR(s.number[PARAMETER_PROMPT], 1024.0, 0);
	CHECK_NEAR(s.number[PARAMETER_OUTPUT], 256.0, 0);
	CHECK_NEAR(scenario_context(&s), 8192.0, 0);
	CHECK_NEAR(s.number[PARAMETER_CONCURRENCY], 32.0, 0);
	CHECK_NEAR(s.number[PARAMETER_TTFT], 0.5, 0);
	CHECK_NEAR(s.number[PARAMETER_TPOT], 0.05, 0);
	CHECK_NEAR(s.number[PARAMETER_BUSY], 0.5, 0);
	assert_true(isnan(s.number[PARAMETER_MAX_GPUS]));
	CHECK_NEAR(scenario_max_gpus(&s), 8.0, 0);
	assert_true(s.number[PARAMETER_SPOT] == SPOT_NEVER);
	assert_true(s.number[PARAMETER_FOUR_BIT] == FOUR_BIT_NEVER);
	assert_true(s.number[PARAMETER_TUNING] == TUNING_DEFAULT);
	assert_true(s.number[PARAMETER_BATCHING] == BATCHING_CONTINUOUS);
	assert_true(s.number[PARAMETER_PREFIX_HIT] == 0.0);
	assert_int_equal(scenario_purchases(&s), 1u << PURCHASE_ON_DEMAND);
	assert_int_equal(scenario_provider_kinds(&s), 1u << PROVIDER_HYPERSCALER | 1u << PROVIDER_SPECIALIST);
	assert_int_equal(scenario_check(&s, &error), STATUS_OK);
}

/* Both ends of every range are in it, a little beyond is not; the message says the range. */
static void test_ranges(void **state)
{
	(void)state;
	for (int i = 0; i < PARAMETER_COUNT; i++) {
		enum parameter p = (enum parameter)i;
		const struct parameter_row *row = parameter_row(p);
		struct scenario s = initial(), before;
		struct error error = { .text = "" };

		if (row->form != PARAMETER_NUMBER_FORM)
			continue;
		assert_int_equal(scenario_set_number(&s, p, row->low, &error), STATUS_OK);
		assert_int_equal(scenario_set_number(&s, p, row->high, &error), STATUS_OK);
		CHECK_NEAR(s.number[p], row->high, 0);
		before = s;
		assert_int_equal(scenario_set_number(&s, p, row->high * 2.0 + 1.0, &error), STATUS_USAGE);
		CHECK_HOLDS(error.text, row->name);
		CHECK_HOLDS(error.text, "allowed is");
		if (row->endless)
			CHECK_HOLDS(error.text, row->endless);
		assert_int_equal(scenario_set_number(&s, p, -1.0, &error), STATUS_USAGE);
		assert_int_equal(scenario_set_number(&s, p, NAN, &error), STATUS_USAGE);
		assert_int_equal(scenario_set_number(&s, p, -INFINITY, &error), STATUS_USAGE);
		assert_int_equal(
			scenario_set_number(&s, p, INFINITY, &error), !!row->endless ? STATUS_OK : STATUS_USAGE);
		if (!row->endless)
			assert_memory_equal(&s, &before, sizeof(s));
		assert_true(row->low < row->high);
		/* Without a value, or endless where that is a value. */
		assert_true(isnan(row->initial) || (row->initial >= row->low && row->initial <= row->high) ||
			(row->endless && isinf(row->initial)));
	}
}

static void test_bad_values(void **state)
{
	struct scenario s = initial();

	(void)state;
	refused(&s, PARAMETER_CONCURRENCY, "0", "1 to 1M or max");
	refused(&s, PARAMETER_CONCURRENCY, "2.5", "whole number");
	refused(&s, PARAMETER_CONCURRENCY, "many", "column 1");
	refused(&s, PARAMETER_CONCURRENCY, "", "a value is wanted");
	refused(&s, PARAMETER_CONCURRENCY, "-3", "--concurrency");
	refused(&s, PARAMETER_CONCURRENCY, "1e3", "--concurrency");
	refused(&s, PARAMETER_BUSY, "150%", "--busy");
	refused(&s, PARAMETER_BUSY, "0", "0.1%");
	refused(&s, PARAMETER_TTFT, "0.5ms", "1 ms");
	refused(&s, PARAMETER_TPOT, "2min", "60 s or off");
	refused(&s, PARAMETER_PROMPT, "17M", "16M");
	refused(&s, PARAMETER_PARAMS, "1k", "10M to 20T");
	refused(&s, PARAMETER_SPOT, "perhaps", "never, tolerant");
	refused(&s, PARAMETER_FOUR_BIT, "yes", "never, int4, any");
	refused(&s, PARAMETER_SPECULATIVE, "eagle", "off");
	refused(&s, PARAMETER_PURCHASE, "gift", "on_demand, spot, reserved_1y, reserved_3y");
	refused(&s, PARAMETER_PROVIDER_KIND, "friend", "hyperscaler, specialist");
	refused(&s, PARAMETER_SORT, "beauty", "ttft_s");
	refused(&s, PARAMETER_REGION, "a-region-name-that-is-longer-than-any-provider-would-ever-think-of", "bytes");
}

/* Names that the catalog refuses leave the scenario alone, too. */
static void test_bad_names(void **state)
{
	static const enum parameter named[] = { PARAMETER_MODEL, PARAMETER_WEIGHTS, PARAMETER_KV, PARAMETER_ENGINE,
		PARAMETER_GPU, PARAMETER_PROVIDER };
	struct scenario s = initial();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(named); i++) {
		struct scenario before = s;
		struct error error = { .text = "" };

		assert_int_equal(scenario_set(&s, named[i], "no such thing", &error), STATUS_USAGE);
		CHECK_HOLDS(error.text, "no such thing");
		assert_memory_equal(&s, &before, sizeof(s));
	}
}

/* Text that is shown can be typed: ends of ranges, defaults, stops, words and names. */
static void check_text(const struct scenario *s, enum parameter p)
{
	struct scenario back = initial();
	struct text text;

	text_init(&text);
	scenario_text(s, p, &text);
	if (text.length > 0) {
		scenario_clear(&back, p);
		/* The members of a set come one by one. */
		for (char *item = strtok(text.data, ","); item; item = strtok(NULL, ","))
			set(&back, p, item);
		if (!same(scenario_number(&back, p), scenario_number(s, p)) && p != PARAMETER_CONTEXT)
			fail_msg("--%s %s: %.17g is not %.17g", parameter_row(p)->name, text.data, back.number[p],
				s->number[p]);
		if (p == PARAMETER_CONTEXT)
			CHECK_NEAR(back.number[p], scenario_context(s), 0);
	}
	text_release(&text);
}

static void test_text(void **state)
{
	(void)state;
	for (int i = 0; i < PARAMETER_COUNT; i++) {
		enum parameter p = (enum parameter)i;
		const struct parameter_row *row = parameter_row(p);
		struct scenario s = initial();
		struct error error;

		check_text(&s, p);
		if (row->form == PARAMETER_CHOICE_FORM)
			for (int k = 0; parameter_choices(p)[k]; k++) {
				set(&s, p, parameter_choices(p)[k]);
				assert_true(s.number[p] == k);
				check_text(&s, p);
			}
		if (row->form != PARAMETER_NUMBER_FORM)
			continue;
		assert_int_equal(scenario_set_number(&s, p, row->low, &error), STATUS_OK);
		check_text(&s, p);
		assert_int_equal(scenario_set_number(&s, p, row->high, &error), STATUS_OK);
		check_text(&s, p);
		for (int k = 0; row->stops && !isnan(row->stops[k]); k++) {
			if (scenario_set_number(&s, p, row->stops[k], &error) != STATUS_OK)
				continue;
			check_text(&s, p);
		}
	}
}

static void test_names_and_sets(void **state)
{
	struct scenario s = initial(), back = initial();
	struct text text;

	(void)state;
	set(&s, PARAMETER_MODEL, "DeepSeek-V3");
	set(&s, PARAMETER_WEIGHTS, "Q4_K_M");
	set(&s, PARAMETER_KV, "fp8");
	set(&s, PARAMETER_ENGINE, "llama.cpp");
	set(&s, PARAMETER_GPU, "H100-SXM-80GB");
	set(&s, PARAMETER_GPU, "b200");
	set(&s, PARAMETER_PROVIDER, "AWS");
	set(&s, PARAMETER_SPOT, "tolerant");
	set(&s, PARAMETER_PURCHASE, "reserved-1y");
	set(&s, PARAMETER_PROVIDER_KIND, "marketplace");
	set(&s, PARAMETER_REGION, "us-east");
	set(&s, PARAMETER_SORT, "latency.ttft_s");
	assert_int_equal(s.gpus.count, 2);
	for (int i = 0; i < PARAMETER_COUNT; i++) {
		enum parameter p = (enum parameter)i;

		if (parameter_row(p)->form == PARAMETER_NUMBER_FORM)
			continue;
		scenario_clear(&back, p);
		text_init(&text);
		scenario_text(&s, p, &text);
		for (char *item = strtok(text.data, ","); item; item = strtok(NULL, ","))
			set(&back, p, item);
		text_release(&text);
	}
	assert_true(equal(&s, &back));
	/* Clearing every parameter is the default workload again, but for model and engine. */
	for (int i = 0; i < PARAMETER_COUNT; i++)
		scenario_clear(&s, (enum parameter)i);
	set(&s, PARAMETER_MODEL, "meta-llama/Llama-3.3-70B-Instruct");
	set(&s, PARAMETER_ENGINE, "vllm");
	back = initial();
	assert_true(equal(&s, &back));
	/* A load is a concurrency or a rate, a model is named or described. */
	set(&s, PARAMETER_RATE, "2.5");
	assert_true(scenario_open_loop(&s) && isnan(s.number[PARAMETER_CONCURRENCY]));
	set(&s, PARAMETER_CONCURRENCY, "max");
	assert_true(!scenario_open_loop(&s) && isinf(s.number[PARAMETER_CONCURRENCY]));
	set(&s, PARAMETER_PARAMS, "70B");
	assert_null(s.model);
	set(&s, PARAMETER_MODEL, "llama-3.1-8b");
	assert_true(isnan(s.number[PARAMETER_PARAMS]));
}

static enum status read_plan(struct scenario *s, const char *text, struct error *error)
{
	return scenario_read_json(s, text, strlen(text), "plan.json", error);
}

static void random_numbers(struct scenario *s)
{
	struct error error;

	for (int i = 0; i < PARAMETER_COUNT; i++) {
		enum parameter p = (enum parameter)i;
		const struct parameter_row *row = parameter_row(p);
		double value = row->low + (row->high - row->low) * pow(random_share(), 4.0);

		if (row->form == PARAMETER_CHOICE_FORM && random_share() < 0.5)
			set(s, p, parameter_choices(p)[row->high > 0.0 ? 1 : 0]);
		if (row->form != PARAMETER_NUMBER_FORM || random_share() < 0.5)
			continue;
		if (row->quantity == QUANTITY_COUNT || row->quantity == QUANTITY_TOKENS)
			value = floor(value);
		assert_int_equal(scenario_set_number(s, p, value, &error), STATUS_OK);
	}
	/* What only goes together. */
	s->number[PARAMETER_RATE_LOW] = fmin(s->number[PARAMETER_RATE_LOW], s->number[PARAMETER_RATE]);
	if (s->gpus.count != 1)
		scenario_clear(s, PARAMETER_GPU_PRICE);
}

static void random_traffic(struct scenario *s)
{
	for (int hour = 0; hour < FLEET_HOURS; hour++)
		s->traffic[hour] = random_share() * 1000.0;
	s->traffic_given = true;
	scenario_clear(s, PARAMETER_RATE);
}

static void test_json(void **state)
{
	int valid = 0;

	(void)state;
	random_state = 42;
	for (int i = 0; i < 3000; i++) {
		struct scenario s = initial(), back = initial();
		struct error error = { .text = "" };
		struct text json;

		if (random_share() < 0.5)
			set(&s, PARAMETER_MODEL, shipped.models[(int)(random_share() * shipped.model_count)].id);
		random_numbers(&s);
		if (random_share() < 0.3)
			random_traffic(&s);
		for (int k = 0; random_share() < 0.6 && k < 5; k++)
			index_set_add(&s.gpus, (int)(random_share() * shipped.gpu_count));
		for (int k = 0; random_share() < 0.3 && k < 5; k++)
			index_set_add(&s.providers, (int)(random_share() * shipped.provider_count));
		if (random_share() < 0.3)
			s.weights = &shipped.formats[(int)(random_share() * shipped.format_count)];
		if (random_share() < 0.3)
			s.sort_metric = (int)(random_share() * METRIC_COUNT);
		if (random_share() < 0.2)
			set(&s, PARAMETER_REGION,
				"B\xc3\xa1"
				"cs-Kiskun, HU, EU");
		/* Longer than any --context: see test_check_longest. */
		if (scenario_check(&s, &error) != STATUS_OK || scenario_context(&s) > 16777216.0)
			continue;
		valid++;
		text_init(&json);
		/* A plan has what every study reads. */
		scenario_write_plan(&s, &serve_study, NULL, &json);
		if (scenario_read_json(&back, json.data, json.length, "plan.json", &error) != STATUS_OK)
			fail_msg("%s\n%s", error.text, json.data);
		if (!equal(&s, &back))
			fail_msg("read back differently: %s", json.data);
		text_release(&json);
	}
	assert_true(valid > 300);
}

/* A named checkpoint brings its formats: a saved plan must bring them as well. */
static void test_json_checkpoint(void **state)
{
	struct scenario s = initial(), back = initial();
	struct error error = { .text = "" };
	struct text json;

	(void)state;
	set(&s, PARAMETER_MODEL, "nvidia/Llama-3.1-70B-Instruct-FP8");
	assert_non_null(s.checkpoint->weights);
	assert_non_null(s.checkpoint->kv);
	text_init(&json);
	scenario_write_json(&s, &serve_study, &json);
	assert_int_equal(scenario_read_json(&back, json.data, json.length, "plan.json", &error), STATUS_OK);
	text_release(&json);
	assert_ptr_equal(back.checkpoint->weights, s.checkpoint->weights);
	assert_ptr_equal(back.checkpoint->kv, s.checkpoint->kv);
}

/* What a plan did not say follows the next change: it was not given. */
static void test_json_keeps_defaults_open(void **state)
{
	struct scenario s = initial(), back = initial();
	struct error error = { .text = "" };
	struct text json;

	(void)state;
	set(&s, PARAMETER_SPOT, "tolerant");
	text_init(&json);
	scenario_write_json(&s, &serve_study, &json);
	assert_int_equal(scenario_read_json(&back, json.data, json.length, "plan.json", &error), STATUS_OK);
	text_release(&json);
	/* --plan saved.json --spot never; --plan saved.json --prompt 20k. */
	set(&back, PARAMETER_SPOT, "never");
	if (scenario_check(&back, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	set(&back, PARAMETER_PROMPT, "20k");
	if (scenario_check(&back, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

static void test_plan_errors(void **state)
{
	static const struct {
		const char *text, *says;
	} rows[] = {
		{ "{\"prompt\": 0}", "plan.json: /prompt: --prompt: out of range" },
		{ "{\"scenario\": {\"prompt\": 0}}", "plan.json: /scenario/prompt: " },
		{ "{\"promt\": 1}", "plan.json: /promt: not a parameter" },
		{ "{\"prompt\": true}", "plan.json: /prompt: wrong type of value" },
		{ "{\"gpu\": [1]}", "plan.json: /gpu: a list of strings is wanted" },
		{ "{\"gpu\": [\"H100\"]}", "plan.json: /gpu: ambiguous GPU" },
		{ "{\"model\": \"nothing\"}", "plan.json: /model: unknown model" },
		{ "{\"ttft_s\": 1e9}", "plan.json: /ttft_s: " },
		{ "{\"context\": 100}", "plan.json: /: --context" },
		{ "{\"prompt\": 1", "plan.json:1:" },
		{ "[1]", "plan.json: /: an object is wanted" },
		{ "{\"scenario\": 3}", "plan.json: /scenario/: an object is wanted" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct scenario s = initial(), before = s;
		struct error error = { .text = "" };

		assert_int_equal(read_plan(&s, rows[i].text, &error), STATUS_DATA);
		CHECK_HOLDS(error.text, rows[i].says);
		assert_memory_equal(&s, &before, sizeof(s));
	}
}

/* null is "not given": of what has a default that is the default, never an unknown number. */
static void test_plan_nulls(void **state)
{
	(void)state;
	for (int i = 0; i < PARAMETER_COUNT; i++) {
		enum parameter p = (enum parameter)i;
		struct scenario s = initial();
		struct error error = { .text = "" };
		char key[32], plan[64];

		if (parameter_row(p)->form != PARAMETER_NUMBER_FORM)
			continue;
		snprintf(plan, sizeof(plan), "{\"%s\": null}", parameter_key(p, key, sizeof(key)));
		if (read_plan(&s, plan, &error) != STATUS_OK)
			continue; /* refusing it is as good */
		if (isnan(s.number[p]) && !isnan(parameter_row(p)->initial) &&
			(p != PARAMETER_CONCURRENCY || isnan(s.number[PARAMETER_RATE])))
			fail_msg("%s leaves --%s without a value", plan, parameter_row(p)->name);
	}
}

static void check_fails(struct scenario s, enum parameter p, const char *text, const char *says)
{
	struct error error = { .text = "" };

	set(&s, p, text);
	if (scenario_check(&s, &error) != STATUS_USAGE)
		fail_msg("--%s %s passes", parameter_row(p)->name, text);
	CHECK_HOLDS(error.text, says);
}

static void test_check(void **state)
{
	struct scenario s = initial();
	struct error error;

	(void)state;
	/* Llama 3.3 takes 131,072 tokens. */
	check_fails(s, PARAMETER_CONTEXT, "129k", "131072");
	check_fails(s, PARAMETER_CONTEXT, "1279", "1280");
	check_fails(s, PARAMETER_PROMPT, "128k", "131072");
	set(&s, PARAMETER_CONTEXT, "1280");
	assert_int_equal(scenario_check(&s, &error), STATUS_OK);
	scenario_clear(&s, PARAMETER_CONTEXT);
	set(&s, PARAMETER_PROMPT, "20000");
	/* Two standard deviations beyond the mean: 20,256 (1 + 2 x 0.85). */
	CHECK_NEAR(scenario_context(&s), 54692.0, 0);
	set(&s, PARAMETER_SPREAD, "0");
	CHECK_NEAR(scenario_context(&s), 20256.0, 0);
	set(&s, PARAMETER_SPREAD, "0.85");
	/* A model of 4,096 tokens: the default context is its limit. */
	set(&s, PARAMETER_PROMPT, "1024");
	set(&s, PARAMETER_MODEL, "meta-llama/Llama-2-7b-hf");
	CHECK_NEAR(scenario_context(&s), 4096.0, 0);
	assert_int_equal(scenario_check(&s, &error), STATUS_OK);
	s = initial();
	check_fails(s, PARAMETER_PURCHASE, "spot", "--spot tolerant");
	set(&s, PARAMETER_SPOT, "tolerant");
	set(&s, PARAMETER_PURCHASE, "spot");
	assert_int_equal(scenario_check(&s, &error), STATUS_OK);
	s = initial();
	check_fails(s, PARAMETER_ACTIVE, "3B", "--params");
	set(&s, PARAMETER_PARAMS, "10B");
	check_fails(s, PARAMETER_ACTIVE, "11B", "more than --params");
	set(&s, PARAMETER_ACTIVE, "3B");
	assert_int_equal(scenario_check(&s, &error), STATUS_OK);
	s = initial();
	set(&s, PARAMETER_GPUS, "8");
	set(&s, PARAMETER_TP, "4");
	assert_int_equal(scenario_check(&s, &error), STATUS_OK);
	check_fails(s, PARAMETER_TP, "3", "--gpus");
	set(&s, PARAMETER_PP, "2");
	assert_int_equal(scenario_check(&s, &error), STATUS_OK);
	check_fails(s, PARAMETER_DP, "2", "16");
	set(&s, PARAMETER_DP, "1");
	assert_int_equal(scenario_check(&s, &error), STATUS_OK);
}

/* A workload whose plan could not be read again is refused: --context ends at 16M. */
static void test_check_longest(void **state)
{
	struct scenario s = initial();
	struct error error;

	(void)state;
	set(&s, PARAMETER_PARAMS, "10B");
	set(&s, PARAMETER_PROMPT, "9M");
	check_fails(s, PARAMETER_OUTPUT, "9M", "context");
	set(&s, PARAMETER_OUTPUT, "7M");
	assert_int_equal(scenario_check(&s, &error), STATUS_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_bad_values),
		cmocka_unit_test(test_bad_names),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_names_and_sets),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_checkpoint),
		cmocka_unit_test(test_json_keeps_defaults_open),
		cmocka_unit_test(test_plan_errors),
		cmocka_unit_test(test_plan_nulls),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_check_longest),
	};

	return cmocka_run_group_tests_name("scenario", tests, shipped_load, shipped_unload);
}
