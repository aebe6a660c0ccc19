/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One engine step against a plain second statement of the published equations. */
#include "core/step.h"

#include <math.h>

#include "support/step_spec.h"

/* The whole step and its parts, for decode, prompt and mixed steps. */
static void check_against(const struct spec *q, const char *name)
{
	static const struct {
		double D, S, T, S_p;
	} loads[] = {
		{ 1, 1, 0, 0 },
		{ 1, 4096, 0, 0 },
		{ 64, 2048, 0, 0 },
		{ 500, 700, 0, 0 },
		{ 0, 0, 1, 0.5 },
		{ 0, 0, 512, 256 },
		{ 0, 0, 8192, 4096 },
		{ 32, 1500, 8192, 1000 },
		{ 7, 130, 3000, 60 },
	};
	struct built b;

	build(&b, q);
	for (size_t i = 0; i < COUNT_OF(loads); i++) {
		struct step_time t = step_evaluate(NULL, &b.step, loads[i].D, loads[i].S, loads[i].T, loads[i].S_p);
		double sum = t.weights_s + t.kv_s + t.compute_s + t.communication_s + t.overhead_s;
		double wanted = spec_step(q, loads[i].D, loads[i].S, loads[i].T, loads[i].S_p);

		if (!(fabs(t.total_s / wanted - 1.0) <= 1e-9))
			fail_msg("%s, load %zu: %.9g s is not %.9g s", name, i, t.total_s, wanted);
		CHECK_NEAR(sum, t.total_s, 1e-12);
		assert_true(t.weights_s >= 0.0 && t.kv_s >= 0.0 && t.compute_s >= 0.0);
		assert_true(t.communication_s >= 0.0 && t.overhead_s >= 0.0);
	}
}

static void test_soft_max(void **state)
{
	(void)state;
	/* (3^p + 4^p)^(1/p): 5 at p = 2, 7 at p = 1; two equal sides are 2^(1/p) of one. */
	CHECK_NEAR(soft_max(3.0, 4.0, 2.0), 5.0, 1e-12);
	CHECK_NEAR(soft_max(4.0, 3.0, 1.0), 7.0, 1e-12);
	CHECK_NEAR(soft_max(1.0, 1.0, 1.6), pow(2.0, 1.0 / 1.6), 1e-12);
	CHECK_NEAR(soft_max(0.0, 2.0, 1.3), 2.0, 1e-12);
	assert_true(soft_max(0.0, 0.0, 1.3) == 0.0);
}

static void test_dense(void **state)
{
	struct spec q = dense();

	(void)state;
	check_against(&q, "bf16");
	q.b_kv = 1.0;
	check_against(&q, "fp8 cache");
	q = eight_bit();
	check_against(&q, "fp8");
	q.block_scaled = true;
	check_against(&q, "fp8 with block scales");
	q = dense();
	q.W = 128.0;
	check_against(&q, "window");
	q = dense();
	q.s0_fa = 1000.0;
	check_against(&q, "short prompts");
}

/* 2 L x 1.27 (alpha + 2 (n-1)/n bytes/beta): messages below 32 MB, between, and from 128 MB on. */
static void test_all_reduce(void **state)
{
	struct spec q = dense();
	struct built b;
	struct step_time t;

	(void)state;
	for (q.n = 2.0; q.n <= 8.0; q.n *= 2.0)
		check_against(&q, "tensor parallel");
	q.n = 8.0;
	build(&b, &q);
	/* One sequence: 4096 B.  32 x 1.27 x (5 us + 1.75 x 4096/226e9) = 204.5 us. */
	t = step_evaluate(NULL, &b.step, 1.0, 1.0, 0.0, 0.0);
	CHECK_NEAR(t.communication_s, 32.0 * 1.27 * (5e-6 + 1.75 * 4096.0 / 226e9), 1e-12);
	/* 15,625 tokens are 64 MB, half way between in logarithms: 226 + 166/2 = 309 GB/s. */
	CHECK_NEAR(link_all_reduce_s(NULL, &b.link, COLLECTIVES_VLLM, 8.0, 64e6), 5e-6 + 1.75 * 64e6 / 309e9, 1e-12);
	CHECK_NEAR(link_all_reduce_s(NULL, &b.link, COLLECTIVES_VLLM, 8.0, 128e6), 5e-6 + 1.75 * 128e6 / 392e9, 1e-12);
	CHECK_NEAR(link_all_reduce_s(NULL, &b.link, COLLECTIVES_TABLE, 2.0, 1e9), 4.3e-6 + 1e9 / 310e9, 1e-12);
	assert_true(link_all_reduce_s(NULL, &b.link, COLLECTIVES_VLLM, 1.0, 1e9) == 0.0);
	/* Two algorithms: 4.8 us + x/75 GB/s for short messages, 10.5 us + x/414 GB/s for long. */
	q.lines[0] = 4.8e-6;
	q.lines[1] = 75e9;
	q.lines[2] = 10.5e-6;
	q.lines[3] = 414e9;
	check_against(&q, "two algorithms");
	build(&b, &q);
	CHECK_NEAR(link_all_reduce_s(NULL, &b.link, COLLECTIVES_VLLM, 8.0, 1e5), 4.8e-6 + 1.75 * 1e5 / 75e9, 1e-12);
	CHECK_NEAR(link_all_reduce_s(NULL, &b.link, COLLECTIVES_VLLM, 8.0, 1e7), 10.5e-6 + 1.75 * 1e7 / 414e9, 1e-12);
	CHECK_NEAR(link_all_reduce_s(NULL, &b.link, COLLECTIVES_TABLE, 8.0, 64e6), 5e-6 + 1.75 * 64e6 / 309e9, 1e-12);
	q.lines[1] = 0.0;
	/* More than 2 KV heads a GPU are split, fewer are copied: 8 heads on 8 GPUs read 1/8. */
	q.h_kv = 4.0;
	q.n = 8.0;
	check_against(&q, "more GPUs than KV heads");
}

static void test_weight_only(void **state)
{
	struct spec q = eight_bit();

	(void)state;
	q.w = 0.51953125;
	q.weight_only = true;
	check_against(&q, "int4, with cost");
	q.widening_costs = false;
	check_against(&q, "int4, without cost");
	q = moe(64.0);
	q.w = 0.51953125;
	q.weight_only = true;
	check_against(&q, "int4 experts");
}

static void test_experts(void **state)
{
	struct spec q = moe(16.0);

	(void)state;
	check_against(&q, "few experts");
	q = moe(128.0);
	check_against(&q, "many experts");
	q.w = 2.0;
	check_against(&q, "bf16 experts");
	q = moe(128.0);
	q.n = 8.0;
	check_against(&q, "narrow slices");
	q.EP = 8.0;
	check_against(&q, "expert parallel");
	q.EP = 4.0;
	check_against(&q, "experts in four groups");
	q.block_scaled = true;
	check_against(&q, "block-scaled experts");
}

/* 2.3: gather and scatter of all ranks' tokens, whatever k is. */
static void test_token_exchange(void **state)
{
	struct spec q = moe(64.0);
	struct built b;
	double bytes = 64.0 * 0.75 * 2048.0 * 3.0;

	(void)state;
	q.DP = 4.0;
	q.EP = 4.0;
	check_against(&q, "data parallel");
	build(&b, &q);
	/* 16 x 2.4 x 0.6 x (2 x 4.6 us + 64 x 3/4 x 2048 x (1 + 2) / 228e9). */
	CHECK_NEAR(step_evaluate(NULL, &b.step, 64.0, 1.0, 0.0, 0.0).communication_s,
		16.0 * 2.4 * 0.6 * (9.2e-6 + bytes / 228e9), 1e-12);
	/* An offline engine does not overlap it: the server's factor falls away. */
	b.engine.server = false;
	CHECK_NEAR(step_evaluate(NULL, &b.step, 64.0, 1.0, 0.0, 0.0).communication_s,
		16.0 * 2.4 * (9.2e-6 + bytes / 228e9), 1e-12);
	q.n = 2.0;
	q.DP = 4.0;
	q.EP = 8.0;
	check_against(&q, "tensor and data parallel");
	q.pcie = true;
	check_against(&q, "data parallel over PCIe");
	q.w = 2.0;
	check_against(&q, "data parallel, bf16");
	/* A dense model has nothing to exchange. */
	q = dense();
	q.DP = 2.0;
	check_against(&q, "dense data parallel");
}

static void test_latent_attention(void **state)
{
	struct spec q = mla();

	(void)state;
	check_against(&q, "mla");
	q.n = 8.0;
	check_against(&q, "mla, tensor parallel: the latent is read whole by every GPU");
	q.n = 1.0;
	q.topk = 512.0;
	q.b_kv = 2.0;
	check_against(&q, "sparse attention");
	q = mla();
	q.n = 2.0;
	q.DP = 4.0;
	q.EP = 8.0;
	check_against(&q, "mla, data parallel");
}

static void test_linear_layers(void **state)
{
	struct spec q = dense();

	(void)state;
	q.state_bytes = 2e6;
	q.state_params = 1.2e7;
	check_against(&q, "linear attention");
	q.n = 4.0;
	check_against(&q, "linear attention, tensor parallel");
}

static void test_hosts(void **state)
{
	struct spec q = dense();
	struct built b;

	(void)state;
	q.grace = true;
	check_against(&q, "Grace host");
	q.grace = false;
	q.pcie = true;
	check_against(&q, "PCIe host");
	q.n = 4.0;
	check_against(&q, "four PCIe cards");
	/* One PCIe card, one sequence: 16 layers and (1.3 ms + 11 us) x 1.25, and the activations
	 * 11 x 2 x 2048 x 16 / 3e12. */
	q.n = 1.0;
	build(&b, &q);
	CHECK_NEAR(step_evaluate(NULL, &b.step, 1.0, 1.0, 0.0, 0.0).overhead_s,
		16.0 * 3.3e-5 + (1.3e-3 + 1.1e-5) * 1.25 + 11.0 * 2.0 * 2048.0 * 16.0 / 3e12, 1e-12);
}

static void test_llama_cpp(void **state)
{
	struct spec q = eight_bit();

	(void)state;
	q.llama_cpp = true;
	q.weight_only = true;
	q.widening_costs = false;
	q.w = 1.0626;
	check_against(&q, "GGUF on HBM");
	q.gddr = true;
	check_against(&q, "GGUF on GDDR");
	q.k_quant = true;
	q.w = 0.6118;
	check_against(&q, "K-quant");
	q.pcie = true;
	check_against(&q, "K-quant on PCIe: no host factor");
}

/* Prompts in chunks; over pipeline stages (2.6): t_one ((m + PP - 1)/(m PP))^0.72, m >= 1. */
static void test_prompts(void **state)
{
	struct spec q = dense();
	struct built b;

	(void)state;
	build(&b, &q);
	CHECK_NEAR(step_prompt_s(&b.step, 1000.0, 0.0, 8192.0), spec_step(&q, 0, 0, 1000.0, 500.0), 1e-9);
	/* 20,000 tokens: three chunks of 6,667, which see 10,000 on average. */
	CHECK_NEAR(
		step_prompt_s(&b.step, 20000.0, 0.0, 8192.0), 3.0 * spec_step(&q, 0, 0, 20000.0 / 3.0, 10000.0), 1e-9);
	q = eight_bit();
	q.llama_cpp = q.weight_only = true;
	q.widening_costs = false;
	q.PP = 4.0;
	build(&b, &q);
	/* 512 tokens: m = 1, no gain.  8192: 16 chunks, ((16 + 3)/(16 x 4))^0.72. */
	CHECK_NEAR(step_prompt_s(&b.step, 512.0, 0.0, 512.0), spec_step(&q, 0, 0, 512.0, 256.0), 1e-9);
	CHECK_NEAR(step_prompt_s(&b.step, 8192.0, 0.0, 512.0),
		16.0 * spec_step(&q, 0, 0, 512.0, 4096.0) * pow(19.0 / 64.0, 0.72), 1e-9);
}

static void test_pipeline(void **state)
{
	struct spec q = dense();

	(void)state;
	q.PP = 2.0;
	check_against(&q, "two stages");
	q.n = 4.0;
	check_against(&q, "two stages of four");
}

/* What is missing is said, not guessed. */
static void test_gaps(void **state)
{
	struct spec q = dense();
	struct built b;

	(void)state;
	build(&b, &q);
	b.gpu.family = NULL;
	assert_int_equal(step_check(&b.d), STEP_NO_FAMILY);
	build(&b, &q);
	b.gpu.bandwidth_bytes_per_s = NAN;
	assert_int_equal(step_check(&b.d), STEP_NO_BANDWIDTH);
	build(&b, &q);
	b.gpu.peak_flops[TENSOR_16BIT] = NAN;
	assert_int_equal(step_check(&b.d), STEP_NO_RATE);
	build(&b, &q);
	b.d.layout.tensor = 16.0;
	assert_int_equal(step_check(&b.d), STEP_NO_LINK);
	/* An engine that splits layers needs no link for that, but for shards it does. */
	build(&b, &q);
	b.engine.splits_layers = true;
	b.gpu.link_count = 0;
	b.d.layout = (struct layout){ 1.0, 4.0, 1.0, 1.0 };
	b.gpu.fp16_accumulate_flops = 1e14;
	b.family.lc_e = 0.4;
	assert_int_equal(step_check(&b.d), STEP_READY);
	b.d.layout = (struct layout){ 2.0, 2.0, 1.0, 1.0 };
	assert_int_equal(step_check(&b.d), STEP_NO_LINK);
	b.d.layout = (struct layout){ 1.0, 2.0, 1.0, 2.0 };
	assert_int_equal(step_check(&b.d), STEP_NO_LINK);
	q = eight_bit();
	build(&b, &q);
	b.gpu.peak_flops[TENSOR_FP8] = NAN;
	assert_int_equal(step_check(&b.d), STEP_NO_FORMAT);
	b.format.fallback_families = 1;
	assert_int_equal(step_check(&b.d), STEP_READY);
	build(&b, &q);
	b.family.e_fl[TENSOR_FP8] = NAN;
	assert_int_equal(step_check(&b.d), STEP_NO_RATE);
	build(&b, &q);
	b.family.e_att = NAN;
	assert_int_equal(step_check(&b.d), STEP_NO_RATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_soft_max),
		cmocka_unit_test(test_dense),
		cmocka_unit_test(test_all_reduce),
		cmocka_unit_test(test_weight_only),
		cmocka_unit_test(test_experts),
		cmocka_unit_test(test_token_exchange),
		cmocka_unit_test(test_latent_attention),
		cmocka_unit_test(test_linear_layers),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_llama_cpp),
		cmocka_unit_test(test_prompts),
		cmocka_unit_test(test_pipeline),
		cmocka_unit_test(test_gaps),
	};

	return cmocka_run_group_tests_name("step", tests, NULL, NULL);
}
