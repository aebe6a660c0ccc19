/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits of physics, and measurements that are refused, against sums done by hand. */
#include "study/measured_guard.h"

#include <math.h>

#include "study/measured_file.h"
#include "study/measured_run.h"
#include "support/solved.h"

SOLVED_DEFINE

static const struct request request = { .prompt = 1000.0, .output = 200.0 };

/*
 * Llama 3.3 70B, FP8, one H100 SXM: attention 80 x 8192 x (64 + 2 x 8 + 64) x 128 = 12.0796 G, MLP
 * 80 x 3 x 8192 x 28672 = 56.3715 G of one byte, LM head 128256 x 8192 = 1.05067 G of two bytes: 70.5524 GB.
 * KV cache in 16 bits: 2 x 80 x 8 x 128 x 2 = 327,680 bytes a token, 1100 tokens half way: 0.360448 GB.
 * At 3.35 TB/s 21.1680 ms.
 */
static void test_one_gpu(void **state)
{
	struct deployment d = shipped_deployment("llama-3.3-70b", "H100-SXM-80GB", "fp8", "bf16", "vllm", 1.0);
	struct physical_limits l = physical_limits_of(&d, request, 2.0);

	(void)state;
	CHECK_NEAR(l.weight_bytes, 70.5524e9, 1e-5);
	CHECK_NEAR(l.cache_bytes, 0.360448e9, 1e-9);
	CHECK_NEAR(l.tpot_s, 21.1680e-3, 1e-5);
	/* Two users get two tokens a step. */
	CHECK_NEAR(l.tok_s, 2.0 / 21.1680e-3, 1e-5);
	assert_int_equal(l.tok_s_cause, PHYSICAL_READING);
	/* 2 x 68.4511 G x 1000 at 1979 TFLOP/s, and 2 x 1.05067 G of the head at 989. */
	CHECK_NEAR(l.prompt_flop, 1.369043e14, 1e-5);
	CHECK_NEAR(l.ttft_s, 69.1795e-3, 1e-4);
	assert_int_equal(l.ttft_cause, PHYSICAL_PRODUCTS);
}

/* Four GPUs hold a quarter each; whoever has thousands of users is bound by the products or the cache. */
static void test_more(void **state)
{
	struct deployment d = shipped_deployment("llama-3.3-70b", "H100-SXM-80GB", "fp8", "bf16", "vllm", 4.0);
	struct physical_limits l = physical_limits_of(&d, request, INFINITY);

	(void)state;
	CHECK_NEAR(l.tpot_s, 21.1680e-3 / 4.0, 1e-5);
	/* 2 x (68.4511 G x 1199 / 1979 T + 1.05067 G x 200 / 989 T) = 83.368 ms of one GPU: 200 tokens in a quarter. */
	CHECK_NEAR(l.tok_s, 200.0 / (83.368e-3 / 4.0), 1e-3);
	assert_int_equal(l.tok_s_cause, PHYSICAL_PRODUCTS);
	/* An answer of 2,000 to a prompt of 30,000 in the cache but for 100: 31,000 - 29,900 = 1,100 of one's own. */
	l = physical_limits_of(&d, (struct request){ 30000.0, 2000.0, 299.0 / 300.0, 0.0 }, INFINITY);
	CHECK_NEAR(l.cache_bytes, 0.360448e9 / 4.0, 1e-6);
	/* All that is read is caches: 3.35 TB/s a GPU. */
	assert_int_equal(l.tok_s_cause, PHYSICAL_CACHE);
	CHECK_NEAR(l.tok_s, 3.35e12 / (1100.0 * 327680.0 / 4.0), 1e-6);
	l = physical_limits_of(&d, (struct request){ 1000.0, 30000.0, 0.0, 0.0 }, INFINITY);
	assert_int_equal(l.tok_s_cause, PHYSICAL_CACHE);
	CHECK_NEAR(l.tok_s, 3.35e12 / (16000.0 * 327680.0 / 4.0), 1e-9);
}

/* Of a mixture of experts a token reads those that it passes: Qwen3 30B A3B has 8 of 128. */
static void test_experts(void **state)
{
	struct deployment d = shipped_deployment("Qwen3-30B-A3B", "H100-SXM-80GB", "bf16", "bf16", "vllm", 1.0);
	struct physical_limits l = physical_limits_of(&d, request, 1.0);

	(void)state;
	CHECK_NEAR(d.model->counts.experts_active, d.model->counts.experts / 16.0, 1e-9);
	assert_true(l.weight_bytes < 2.0 * 3.4e9 && l.weight_bytes > 2.0 * 2.9e9);
}

/* What is known about the GPU decides; without its bandwidth nothing is refused. */
static void test_unknown(void **state)
{
	struct deployment d = shipped_deployment("llama-3.3-70b", "H100-SXM-80GB", "fp8", "bf16", "vllm", 1.0);
	struct gpu gpu = *d.gpu;
	struct physical_limits l;

	(void)state;
	gpu.bandwidth_bytes_per_s = NAN;
	d.gpu = &gpu;
	l = physical_limits_of(&d, request, 2.0);
	assert_true(isnan(l.tpot_s));
	assert_false(1.0 < l.tpot_s);
}

static const char *const workload[] = { "model", "qwen3-32b", "gpu", "H100-SXM-80GB", "gpus", "1", "weights", "fp8",
	"prompt", "1024", "output", "256", "concurrency", "32" };

/* That workload, and its estimate. */
static struct scenario s;
static struct replica_row a;

static void estimate(void)
{
	struct error error = { .text = "" };

	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	for (size_t i = 0; i < COUNT_OF(workload); i += 2) {
		enum parameter p;

		assert_true(parameter_from_name(workload[i], &p));
		set(&s, p, workload[i + 1]);
	}
	if (measured_run_estimate(&s, &a, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

/* Judges figures of it; NULL ends the words. */
static struct guard_verdict judge(const char *first, ...)
{
	struct measured_run run;
	struct error error = { .text = "" };
	va_list rest;

	estimate();
	measured_run_init(&run);
	va_start(rest, first);
	for (const char *word = first; word; word = va_arg(rest, const char *))
		if (measured_run_read(&run, word, &error) != STATUS_OK)
			fail_msg("%s", error.text);
	va_end(rest);
	return measured_guard(&s, &a.row, run.figure);
}

static void check(struct guard_verdict v, enum guard_rule rule, enum measured_figure figure, double limit)
{
	assert_int_equal(v.rule, rule);
	assert_int_equal(v.figure, figure);
	CHECK_NEAR(v.limit, limit, 0.01);
}

/* Qwen3 32B: 64 x 5120 x 128 x (64 + 2 x 8 + 64) + 64 x 3 x 5120 x 25600 = 31.2056 G of a byte, the head 151936 x 5120
 * of two: 32.76 GB of weights and 1152 x 262,144 bytes
 * of cache at 3.35 TB/s are 9.87 ms: 3,242 tokens a second for 32.  2 x 31.2056 G x 1024 at 1979 TFLOP/s are 32.3 ms. */
static void test_physics(void **state)
{
	(void)state;
	check(judge("tpot=9.3ms", NULL), GUARD_PHYSICS, MEASURED_TPOT, 9.87e-3);
	check(judge("tok_s=14000", "tpot=22ms", NULL), GUARD_PHYSICS, MEASURED_TOK_S, 3242.0);
	check(judge("ttft=20ms", NULL), GUARD_PHYSICS, MEASURED_TTFT, 32.3e-3);
	/* Figures are rounded: five in a hundred are forgiven. */
	assert_int_not_equal(judge("tpot=9.5ms", NULL).rule, GUARD_PHYSICS);
}

/* 32 x 256 / (255 x 22 ms) = 1,460; with a first token after 1 s 1,239 and, for the lower end, half of that. */
static void test_contradiction(void **state)
{
	(void)state;
	check(judge("tok_s=2000", "tpot=22ms", NULL), GUARD_TOO_MANY, MEASURED_TOK_S, 1460.0);
	assert_int_equal(judge("tok_s=1800", "tpot=22ms", NULL).rule, GUARD_PASSED);
	check(judge("tok_s=1800", "tpot=22ms", "ttft=1s", NULL), GUARD_TOO_MANY, MEASURED_TOK_S, 1239.0);
	assert_int_equal(judge("tok_s=1100", "tpot=22ms", "ttft=1s", NULL).rule, GUARD_PASSED);
	check(judge("tok_s=600", "tpot=22ms", "ttft=1s", NULL), GUARD_TOO_FEW, MEASURED_TOK_S, 1239.0);
	assert_int_equal(judge("tok_s=640", "tpot=22ms", "ttft=1s", NULL).rule, GUARD_PASSED);
	/* One figure alone contradicts nothing. */
	assert_int_equal(judge("tok_s=2000", NULL).rule, GUARD_PASSED);
}

/* So many times the estimate of one figure. */
static enum guard_rule judge_times(enum measured_figure figure, double times)
{
	double figures[MEASURED_FIGURES] = { NAN, NAN, NAN };

	estimate();
	figures[figure] = times * measured_estimate(&a.row, figure);
	return measured_guard(&s, &a.row, figures).rule;
}

static void test_far(void **state)
{
	(void)state;
	for (int f = 0; f < MEASURED_FIGURES; f++) {
		assert_int_equal(judge_times(f, 1.0), GUARD_PASSED);
		assert_int_equal(judge_times(f, f == MEASURED_TOK_S ? 1.0 / 2.9 : 2.9), GUARD_PASSED);
		assert_int_equal(judge_times(f, f == MEASURED_TOK_S ? 1.0 / 3.1 : 3.1), GUARD_FAR_FROM_GUESS);
	}
	assert_int_equal(judge_times(MEASURED_TTFT, 1.0 / 2.9), GUARD_PASSED);
	assert_int_equal(judge_times(MEASURED_TTFT, 1.0 / 3.1), GUARD_FAR_FROM_GUESS);
	assert_int_equal(judge_times(MEASURED_TOK_S, 2.9), GUARD_PASSED);
}

/* 131.4 GiB of 16-bit weights on a GPU of 80 GB. */
static void test_no_fit(void **state)
{
	double figures[MEASURED_FIGURES] = { 0.05, NAN, NAN };
	struct guard_verdict v;
	struct error error;

	(void)state;
	estimate();
	set(&s, PARAMETER_MODEL, "llama-3.3-70b");
	set(&s, PARAMETER_WEIGHTS, "bf16");
	assert_int_equal(measured_run_estimate(&s, &a, &error), STATUS_OK);
	v = measured_guard(&s, &a.row, figures);
	assert_int_equal(v.rule, GUARD_NO_FIT);
	assert_true(v.missing_bytes > (131.4 - 79.65) * GIB);
}

/* A row of the planner names its own configuration, whatever the plan leaves open. */
static void test_settle(void **state)
{
	struct scenario plan = solve(NULL), same;
	struct error error = { .text = "" };

	(void)state;
	for (int i = 0; i < r.count; i++) {
		const struct deployment *d = &r.rows[i].deployment;

		if (r.rows[i].verdict > VERDICT_MISSES)
			continue;
		same = plan;
		measured_run_settle(&same, &r.rows[i]);
		if (measured_run_estimate(&same, &a, &error) != STATUS_OK)
			fail_msg("%s: %s", d->gpu->id, error.text);
		assert_ptr_equal(a.row.deployment.gpu, d->gpu);
		assert_ptr_equal(a.row.deployment.format, d->format);
		assert_ptr_equal(a.row.deployment.kv, d->kv);
		assert_memory_equal(&a.row.deployment.layout, &d->layout, sizeof(d->layout));
	}
}

static void read_word(struct measured_run *run, const char *word)
{
	struct error error = { .text = "" };

	measured_run_init(run);
	if (measured_run_read(run, word, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

/* A bare number is milliseconds; below 5 of them it may be seconds. */
static void test_words(void **state)
{
	struct measured_run run;
	struct error error;
	TEXT(doubt);

	(void)state;
	read_word(&run, "tpot=0.022");
	assert_int_equal(run.doubtful, 1u << MEASURED_TPOT);
	measured_run_doubt(&doubt, &run);
	assert_string_equal(doubt.data, "tpot=0.022");
	read_word(&run, "ttft=4.9");
	assert_int_equal(run.doubtful, 1u << MEASURED_TTFT);
	read_word(&run, "tpot=5");
	assert_int_equal(run.doubtful, 0);
	CHECK_NEAR(run.figure[MEASURED_TPOT], 0.005, 1e-12);
	read_word(&run, "tpot=4ms");
	assert_int_equal(run.doubtful, 0);
	read_word(&run, "tok_s=3");
	assert_int_equal(run.doubtful, 0);
	assert_int_equal(measured_run_read(&run, "tok_s=4", &error), STATUS_USAGE);
}

static const char HEAD[] = "metric,measured,source,model\n";

static void list(const char *rows, struct measured_list *all, struct text *file)
{
	struct error error = { .text = "" };

	text_clear(file);
	text_add(file, HEAD);
	text_add(file, rows);
	measured_list_release(all);
	if (measured_file_list(file->data, file->length, "a.csv", all, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

/* Ids are of the content: they stay when another row goes, whatever the columns of the file. */
static void test_file(void **state)
{
	struct measured_list all = { .count = 0 };
	char second[MEASURED_ID_BYTES];
	TEXT(file);

	(void)state;
	list("tpot_s,0.02,own,a\n\ntpot_s,0.03,own-forced,b\ntpot_s,0.02,own,a\n", &all, &file);
	assert_int_equal(all.count, 3);
	assert_string_equal(all.entries[1].cells[MEASURED_COLUMN_MODEL], "b");
	assert_string_equal(all.entries[1].cells[MEASURED_COLUMN_GPU], "");
	assert_true(all.entries[1].forced && !all.entries[0].forced);
	/* The same row twice is two things. */
	assert_string_not_equal(all.entries[0].id, all.entries[2].id);
	memcpy(second, all.entries[1].id, sizeof(second));
	measured_file_remove(&file, &all.entries[0]);
	assert_string_equal(file.data, "metric,measured,source,model\n\ntpot_s,0.03,own-forced,b\ntpot_s,0.02,own,a\n");
	assert_int_equal(file.length, strlen(file.data));
	/* The last one has no line end. */
	list("tpot_s,0.03,own-forced,b\ntpot_s,0.02,own,a", &all, &file);
	assert_string_equal(all.entries[0].id, second);
	measured_file_remove(&file, &all.entries[1]);
	assert_string_equal(file.data, "metric,measured,source,model\ntpot_s,0.03,own-forced,b\n");
	measured_list_release(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_gpu),
		cmocka_unit_test(test_more),
		cmocka_unit_test(test_experts),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_physics),
		cmocka_unit_test(test_contradiction),
		cmocka_unit_test(test_far),
		cmocka_unit_test(test_no_fit),
		cmocka_unit_test(test_settle),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_file),
	};

	return cmocka_run_group_tests_name("guard", tests, enter, leave);
}
