/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What requests hold and how many fit together: hand calculations from published length statistics. */
#include "core/held.h"

#include "support/shipped.h"

SHIPPED_DEFINE

/* A pool in tokens, and what is expected of it. */
struct pool_case {
	double prompt, output, spread, context, shared, pool;
	double held, deviation, requests, guaranteed;
	double block;
};

static const struct pool_case CASES[] = {
	{ 1024, 256, 0, 8192, 0, 400000, 1159.5, 73.9, 342, 48, 16 },
	{ 1024, 256, 1, 8192, 0, 400000, 1287.5, 1056.2, 278, 48, 16 },
	{ 1024, 256, 1, 8192, 0, 400000, 1280.0, 1056.2, 280, 48, 1 },
	{ 1024, 1024, 0, 2048, 0, 103744, 1543.5, 295.6, 63, 50, 16 },
	/* vllm pull request 44594: one GB200, answers of 5000 tokens. */
	{ 1000, 5000, 0.1155, 8192, 0, 299584, 3540.9, 1490.3, 76, 36, 16 },
	{ 9429, 685, 0.4, 20480, 0, 362304, 9833.8, 3781.2, 31, 17, 16 },
	{ 12035, 343, 1.3, 131072, 0, 635008, 12503.8, 15655, 33, 4, 16 },
	/* No length goes beyond the context, which bounds the variance. */
	{ 8192, 1024, 0.5, 9216, 0, 131072, 8839.5, 1824.3, 13, 14, 16 },
	{ 3000, 300, 0.35, 8192, 512, 200000, 2663.9, 1055.8, 67, 25, 16 },
	{ 217, 201, 0.95, 40960, 0, 40960, 415.7, NAN, 84, 1, 16 },
};

static void test_cases(void **state)
{
	const struct constants *k = &shipped.constants;

	(void)state;
	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		const struct pool_case *c = &CASES[i];
		const struct request request = { c->prompt, c->output, c->shared / c->prompt, c->spread };
		const struct held h = held_tokens(NULL, k, &request, c->context, c->block);
		double room = c->pool - h.shared;

		CHECK_NEAR(h.shared, c->shared, 1e-9);
		CHECK_NEAR(h.own, c->held, 0.05 / c->held);
		if (!isnan(c->deviation))
			CHECK_NEAR(sqrt(h.variance), c->deviation, 0.5 / c->deviation);
		CHECK_NEAR(held_requests(NULL, k, room, h.own, sqrt(h.variance)), c->requests, 0.0);
		CHECK_NEAR(floor(room / (c->context - h.shared)), c->guaranteed, 0.0);
	}
}

/* 8k prompts and 1k answers, spread 0.5, in a pool of 40 GiB: bytes of every kind of attention. */
static void test_bytes(void **state)
{
	static const struct {
		double mean, slope, requests;
	} kinds[] = {
		{ 8839.5 * 163840.0, 163840.0, 24.0 },                  /* grouped heads, all layers */
		{ 8839.5 * 70272.0, 70272.0, 60.0 },                    /* latents */
		{ 8839.5 * 36864.0 + 128.0 * 36864.0, 36864.0, 118.0 }, /* half of them in a window of 128 */
		{ 8839.5 * 24576.0 + 7e7, 24576.0, 139.0 },             /* beside a state of 70 MB */
	};
	const struct request request = { 8192.0, 1024.0, 0.0, 0.5 };
	const struct held h = held_tokens(NULL, &shipped.constants, &request, 32768.0, 16.0);

	(void)state;
	CHECK_NEAR(h.own, 8839.5, 1e-12);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		CHECK_NEAR(held_requests(NULL, &shipped.constants, 40.0 * GIB, kinds[i].mean,
				   kinds[i].slope * sqrt(h.variance)),
			kinds[i].requests, 0.0);
	assert_true(isinf(held_requests(NULL, &shipped.constants, 40.0 * GIB, 0.0, 0.0)));
}

/* A pool of 103,744 tokens for 1k and 1k, all alike, under each engine's rule. */
static void test_engines(void **state)
{
	static const struct {
		enum engine_admission admission;
		double requests;
	} rules[] = { { ADMISSION_IN_USE, 63.0 }, { ADMISSION_ANSWER, 50.0 }, { ADMISSION_AHEAD, 65.0 },
		{ ADMISSION_CONTEXT, 50.0 } };
	struct deployment d = shipped_deployment("Llama-3.1-8B", "H100-SXM-80GB", "fp8", "bf16", "vllm", 1.0);
	const struct request request = { 1024.0, 1024.0, 0.0, 0.0 };
	const struct memory_budget m = request_budget(&d, &request);
	struct engine engine = *d.engine;

	(void)state;
	d.engine = &engine;
	d.memory_share = (m.usable - m.kv_pool + 103744.0 * 131072.0) / m.capacity;
	engine.memory.ahead_share = 0.1;
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		engine.memory.admission = rules[i].admission;
		CHECK_NEAR(request_budget(&d, &request).kv_pool, 103744.0 * 131072.0, 1e-9);
		CHECK_NEAR(request_budget(&d, &request).max_concurrency, rules[i].requests, 0.0);
		CHECK_NEAR(request_budget(&d, &request).max_concurrency_full, 50.0, 0.0);
	}
}

/* A batch that starts together is at its longest together. */
static void test_together(void **state)
{
	struct deployment d = shipped_deployment("Llama-3.1-8B", "H100-SXM-80GB", "fp8", "bf16", "vllm", 1.0);
	struct demand demand = { .request = { 1024.0, 1024.0, 0.0, 0.0 }, .context = 8192.0, .concurrency = 1.0 };
	double pool = memory_budget(&d, &demand).kv_pool;

	(void)state;
	demand.together = true;
	CHECK_NEAR(memory_budget(&d, &demand).max_concurrency, floor(pool / (2048.0 * 131072.0)), 0.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_engines),
		cmocka_unit_test(test_together),
	};

	return cmocka_run_group_tests_name("held", tests, shipped_load, shipped_unload);
}
