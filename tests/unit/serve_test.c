/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts of the serving study on the shipped catalog. */
#include <math.h>

#include "support/solved.h"

#include "study/scenario_text.h"
#include "study/replica.h"
#include "study/study.h"

SOLVED_DEFINE

static void test_default(void **state)
{
	struct scenario s = solve(NULL);
	const struct row *best = result_best(&r);

	(void)state;
	assert_non_null(best);
	assert_int_equal(best->rank, 1);
	assert_true(best->equal_to_best);
	assert_true(replica_of(best)->ttft_s.mid <= 0.5 && replica_of(best)->tpot_s.mid <= 0.05);
	assert_true(replica_of(best)->memory.max_concurrency >= 32.0);
	/* $/M = USD per hour / (tokens per hour x 0.5). */
	CHECK_NEAR(best->cost.output.mid,
		best->usd_per_hour / (replica_of(best)->output_tok_s.mid * 3600.0 * 0.5) * 1e6, 1e-9);
	CHECK_NEAR(best->usd_per_month, best->usd_per_hour * 730.0, 1e-9);
	for (int i = 0; i < r.count; i++)
		if (r.rows[i].offer) {
			assert_int_equal(r.rows[i].offer->purchase, PURCHASE_ON_DEMAND);
			assert_true(r.rows[i].offer->kind == PROVIDER_HYPERSCALER ||
				r.rows[i].offer->kind == PROVIDER_SPECIALIST);
		}
	/* A 70B in BF16 needs 131.4 GiB, in FP8 67.7 GiB. */
	assert_string_equal(of("B200")->deployment.format->id, "fp8");
	assert_int_equal(of("B200")->verdict, VERDICT_MEETS);
	assert_string_equal(of("A100-SXM-80GB")->deployment.format->id, "int8");
	assert_string_equal(of("B200")->deployment.kv->id, "bf16");
	check_answers(&s);
}

/* Announced parts are listed in the catalog and never ranked. */
static void test_announced(void **state)
{
	int announced = 0;

	(void)state;
	solve(NULL);
	for (int i = 0; i < shipped.gpu_count; i++)
		announced += shipped.gpus[i].announced;
	assert_true(announced > 0);
	assert_int_equal(r.count, shipped.gpu_count - announced);
	solve("gpu", "Rubin-VR200", NULL);
	assert_int_equal(r.count, 0);
}

static void test_does_not_fit(void **state)
{
	const struct row *a;
	const struct reason *advice;
	char context[32];
	double relaxed;

	(void)state;
	/* 67.7 GiB of FP8 weights, 48 GB. */
	solve("gpu", "L40S", "gpus", "1", NULL);
	a = of("L40S");
	assert_int_equal(a->verdict, VERDICT_DOES_NOT_FIT);
	assert_int_equal(replica_of(a)->memory.fit, FIT_NO);
	assert_non_null(reason_of(a, REASON_WEIGHTS_OVERFLOW));
	assert_null(reason_of(a, REASON_RELAX_CONTEXT));
	assert_false(band_known(&replica_of(a)->ttft_s) || band_known(&replica_of(a)->output_tok_s) ||
		band_known(&a->cost.output));
	/* A 14B in FP8 takes 15.5 GB of an L4; 128k tokens of cache 160 KiB each do not. */
	solve("model", "Qwen/Qwen2.5-14B", "gpu", "L4", "gpus", "1", "context", "32k", NULL);
	a = of("L4");
	assert_int_equal(a->verdict, VERDICT_DOES_NOT_FIT);
	assert_non_null(reason_of(a, REASON_CONTEXT_OVERFLOW));
	advice = reason_of(a, REASON_RELAX_CONTEXT);
	assert_non_null(advice);
	relaxed = advice->value[0];
	assert_true(relaxed >= 1280.0 && relaxed < 32768.0);
	/* The advice holds, and is the most that holds. */
	snprintf(context, sizeof(context), "%.0f", relaxed);
	solve("model", "Qwen/Qwen2.5-14B", "gpu", "L4", "gpus", "1", "context", context, "prompt", "64", "output", "64",
		NULL);
	assert_int_not_equal(replica_of(of("L4"))->memory.fit, FIT_NO);
	snprintf(context, sizeof(context), "%.0f", relaxed + 16.0);
	solve("model", "Qwen/Qwen2.5-14B", "gpu", "L4", "gpus", "1", "context", context, "prompt", "64", "output", "64",
		NULL);
	assert_int_equal(replica_of(of("L4"))->memory.fit, FIT_NO);
}

/* gpuplan-batch(1), Words: fits "no" gives does_not_fit, also where speed could not be estimated. */
static void test_misfit_of_unknown_parts(void **state)
{
	int wrong = 0;

	(void)state;
	solve(NULL);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		if (isnan(replica_of(a)->memory.capacity) || replica_of(a)->memory.fit != FIT_NO ||
			a->verdict == VERDICT_DOES_NOT_FIT || a->verdict == VERDICT_NOT_SUPPORTED)
			continue;
		print_error("%s x%.0f does not fit and is %s\n", a->deployment.gpu->id,
			layout_gpus(&a->deployment.layout), verdict_id(a->verdict));
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void test_not_supported(void **state)
{
	struct scenario s;

	(void)state;
	solve("model", "Llama-3.1-8B", "gpu", "T4", "weights", "fp8", NULL);
	assert_int_equal(of("T4")->verdict, VERDICT_NOT_SUPPORTED);
	assert_non_null(reason_of(of("T4"), REASON_NO_FORMAT));
	solve("model", "Llama-3.1-8B", "gpu", "MI300X", "weights", "nvfp4", NULL);
	assert_int_equal(of("MI300X")->verdict, VERDICT_NOT_SUPPORTED);
	/* FP8 on Ampere is kept and widened; NVFP4 on Hopper as well. */
	solve("model", "Llama-3.1-8B", "gpu", "A100-SXM-80GB", "weights", "fp8", NULL);
	assert_int_equal(of("A100-SXM-80GB")->verdict, VERDICT_MEETS);
	assert_non_null(reason_of(of("A100-SXM-80GB"), REASON_WEIGHT_ONLY));
	/* GGUF is llama.cpp's. */
	solve("model", "Llama-3.1-8B", "gpu", "L40S", "weights", "q4_k_m", NULL);
	assert_int_equal(of("L40S")->verdict, VERDICT_NOT_SUPPORTED);
	assert_non_null(reason_of(of("L40S"), REASON_NO_ENGINE_FORMAT));
	/* 64 heads do not split in three, and a node holds eight. */
	solve("gpu", "H100-SXM-80GB", "gpus", "3", NULL);
	assert_int_equal(of("H100-SXM-80GB")->verdict, VERDICT_NOT_SUPPORTED);
	assert_non_null(reason_of(of("H100-SXM-80GB"), REASON_NO_LAYOUT));
	s = solve("gpu", "H100-SXM-80GB", "gpus", "16", "max-gpus", "16", NULL);
	assert_true(of("H100-SXM-80GB")->verdict == VERDICT_NOT_SUPPORTED ||
		of("H100-SXM-80GB")->verdict == VERDICT_NOT_ESTIMATED);
	check_answers(&s);
}

static void test_not_estimated(void **state)
{
	static const char *const gpus[] = { "TPU-v5p", "TPU-v6e", "Trainium2", "Gaudi3", "MI250X" };

	(void)state;
	solve("model", "Llama-3.1-8B", NULL);
	for (size_t i = 0; i < COUNT_OF(gpus); i++) {
		const struct row *a = of(gpus[i]);

		assert_int_equal(a->verdict, VERDICT_NOT_ESTIMATED);
		assert_non_null(reason_of(a, REASON_NO_FAMILY));
		/* Memory is answered, speed and cost are not. */
		assert_true(replica_of(a)->memory.weights > 0.0 && replica_of(a)->memory.capacity > 0.0);
		assert_true(!band_known(&replica_of(a)->tpot_s) && !band_known(&replica_of(a)->output_tok_s));
		assert_true(!band_known(&a->cost.output) && isnan(replica_of(a)->step.total_s));
		assert_int_equal(replica_of(a)->bound, BOUND_UNKNOWN);
		assert_int_equal(a->provenance, PROVENANCE_NONE);
	}
}

/* A rate is billed as it is; busy is its share of the largest rate within the goals. */
static void test_rate(void **state)
{
	const struct row *a;
	double limit, hour;

	(void)state;
	solve("gpu", "B200", "rate", "1", "gpus", "1", NULL);
	a = of("B200");
	assert_int_equal(a->verdict, VERDICT_MEETS);
	CHECK_NEAR(replica_of(a)->output_tok_s.mid, 256.0, 1e-9);
	CHECK_NEAR(replica_of(a)->requests_s.mid, 1.0, 1e-9);
	hour = a->usd_per_hour;
	CHECK_NEAR(a->cost.output.mid, hour / (256.0 * 3600.0) * 1e6, 1e-9);
	limit = 1.0 / replica_of(a)->busy;
	assert_true(limit > 1.0);
	/* At its limit it is all busy; beyond it misses. */
	char rate[32];

	snprintf(rate, sizeof(rate), "%.6f", limit * 0.5);
	solve("gpu", "B200", "rate", rate, "gpus", "1", NULL);
	CHECK_NEAR(replica_of(of("B200"))->busy, 0.5, 1e-4);
	assert_int_equal(of("B200")->verdict, VERDICT_MEETS);
	snprintf(rate, sizeof(rate), "%.6f", limit * 1.01);
	solve("gpu", "B200", "rate", rate, "gpus", "1", NULL);
	assert_int_equal(of("B200")->verdict, VERDICT_MISSES);
}

/* Unknown figures meet nothing: the answer to a number that is not there is no "meets". */
static void test_unknown_input(void **state)
{
	struct scenario s;
	struct error error;

	(void)state;
	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	s.number[PARAMETER_PROMPT] = NAN;
	study_solve(&serve_study, &s, TODAY, &r);
	for (int i = 0; i < r.count; i++)
		assert_int_not_equal(r.rows[i].verdict, VERDICT_MEETS);
}

/* More GPUs than a node holds are a layout that cannot be had, not a gap in the data. */
static void test_node_size(void **state)
{
	(void)state;
	solve("gpu", "L40S", "gpus", "16", "max-gpus", "16", NULL);
	assert_int_equal(of("L40S")->verdict, VERDICT_NOT_SUPPORTED);
	assert_non_null(reason_of(of("L40S"), REASON_NO_NODE));
}

/* Beyond the memory requests wait: kv-overflow, misses, and the pool is full. */
static void test_overflow(void **state)
{
	const struct row *a;
	char users[32];
	double most;

	(void)state;
	solve("gpu", "B200", "gpus", "1", "ttft", "off", "tpot", "off", NULL);
	most = replica_of(of("B200"))->memory.max_concurrency;
	snprintf(users, sizeof(users), "%.0f", most);
	solve("gpu", "B200", "gpus", "1", "ttft", "off", "tpot", "off", "concurrency", users, NULL);
	assert_int_equal(of("B200")->verdict, VERDICT_MEETS);
	snprintf(users, sizeof(users), "%.0f", most + 1.0);
	solve("gpu", "B200", "gpus", "1", "ttft", "off", "tpot", "off", "concurrency", users, NULL);
	a = of("B200");
	assert_int_equal(a->verdict, VERDICT_MISSES);
	assert_non_null(reason_of(a, REASON_KV_OVERFLOW));
	assert_true(replica_of(a)->saturated);
	assert_int_equal(replica_of(a)->bound, BOUND_KV_CAPACITY);
	/* max: as many as fit, nobody waits. */
	solve("gpu", "B200", "gpus", "1", "ttft", "off", "tpot", "off", "concurrency", "max", NULL);
	CHECK_NEAR(replica_of(of("B200"))->concurrency, most, 1e-12);
	assert_int_equal(of("B200")->verdict, VERDICT_MEETS);
}

/* The same question twice gives the same bytes, and sorting is stable. */
static void test_deterministic(void **state)
{
	struct row *first;
	int count;

	(void)state;
	solve("spot", "tolerant", NULL);
	count = r.count;
	first = xcalloc((size_t)count, sizeof(first[0]));
	memcpy(first, r.rows, (size_t)count * sizeof(first[0]));
	solve("spot", "tolerant", NULL);
	assert_int_equal(r.count, count);
	for (int i = 0; i < count; i++) {
		assert_ptr_equal(first[i].deployment.gpu, r.rows[i].deployment.gpu);
		assert_ptr_equal(first[i].offer, r.rows[i].offer);
		assert_memory_equal(&first[i].cost, &r.rows[i].cost, sizeof(first[i].cost));
	}
	free(first);
	result_sort(&r, METRIC_TPOT, false);
	for (int i = 1; i < r.count; i++) {
		double a = replica_of(&r.rows[i - 1])->tpot_s.mid, b = replica_of(&r.rows[i])->tpot_s.mid;

		/* Rising, unknown values last. */
		assert_true(isnan(b) || a <= b);
		assert_true(!isnan(a) || isnan(b));
	}
	result_sort(&r, METRIC_OUTPUT_TOK_S, false);
	for (int i = 1; i < r.count; i++)
		assert_true(isnan(replica_of(&r.rows[i])->output_tok_s.mid) ||
			replica_of(&r.rows[i - 1])->output_tok_s.mid >= replica_of(&r.rows[i])->output_tok_s.mid);
	result_sort(&r, -1, false);
	for (int i = 0; i < r.count; i++)
		assert_int_equal(r.rows[i].rank, i + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_default),
		cmocka_unit_test(test_announced),
		cmocka_unit_test(test_does_not_fit),
		cmocka_unit_test(test_misfit_of_unknown_parts),
		cmocka_unit_test(test_not_supported),
		cmocka_unit_test(test_not_estimated),
		cmocka_unit_test(test_rate),
		cmocka_unit_test(test_overflow),
		cmocka_unit_test(test_unknown_input),
		cmocka_unit_test(test_node_size),
		cmocka_unit_test(test_deterministic),
	};

	return cmocka_run_group_tests_name("serve", tests, enter, leave);
}
