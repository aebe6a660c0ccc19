/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Error bands: their arithmetic, which one a deployment gets, and when two overlap. */
#include "core/band.h"

#include <math.h>

#include "support/shipped.h"

SHIPPED_DEFINE

static void test_arithmetic(void **state)
{
	struct band b = band_around(100.0, (struct band_factor){ 0.8, 1.25 }), c;

	(void)state;
	CHECK_NEAR(b.low, 80.0, 1e-12);
	CHECK_NEAR(b.mid, 100.0, 1e-12);
	CHECK_NEAR(b.high, 125.0, 1e-12);
	c = band_scaled(&b, 0.5);
	CHECK_NEAR(c.low, 40.0, 1e-12);
	CHECK_NEAR(c.high, 62.5, 1e-12);
	c = band_unknown();
	assert_false(band_known(&c));
	assert_true(band_known(&b));
	c = band_exact(7.0);
	assert_true(c.low == 7.0 && c.mid == 7.0 && c.high == 7.0);
}

static bool equal(double a_low, double a_high, double b_low, double b_high)
{
	struct band a = { a_low, (a_low + a_high) / 2.0, a_high }, b = { b_low, (b_low + b_high) / 2.0, b_high };
	bool one = band_equal(&a, &b);

	/* Neither of two is more equal than the other. */
	assert_int_equal(one, band_equal(&b, &a));
	return one;
}

/* gpuplan-batch(1), Words, equal_to_best: the bands overlap by more than half of the narrower one. */
static void test_equal(void **state)
{
	struct band known = { 1.0, 2.0, 3.0 }, unknown = band_unknown();

	(void)state;
	assert_true(equal(1.0, 3.0, 1.0, 3.0));
	assert_true(equal(1.0, 3.0, 1.9, 3.9));  /* 1.1 of 2 */
	assert_false(equal(1.0, 3.0, 2.0, 4.0)); /* exactly half is not more than half */
	assert_false(equal(1.0, 3.0, 2.1, 4.1));
	assert_false(equal(1.0, 2.0, 5.0, 6.0));
	assert_true(equal(1.0, 9.0, 4.0, 5.0));  /* the narrower one lies inside */
	assert_true(equal(1.0, 9.0, 8.4, 9.4));  /* 0.6 of 1 */
	assert_false(equal(1.0, 9.0, 8.6, 9.6)); /* 0.4 of 1 */
	assert_true(equal(2.0, 2.0, 1.0, 3.0));  /* a point inside */
	assert_false(equal(4.0, 4.0, 1.0, 3.0));
	assert_false(band_equal(&known, &unknown));
	assert_false(band_equal(&unknown, &unknown));
}

static void test_factors(void **state)
{
	struct band_factor f =
		band_factor_at_least((struct band_factor){ 0.9, 1.1 }, (struct band_factor){ 0.8, 1.05 });

	(void)state;
	CHECK_NEAR(f.low, 0.8, 1e-12);
	CHECK_NEAR(f.high, 1.1, 1e-12);
	/* gpuplan-model(7), 7 BANDS: squaring both ends, 0.85 .. 1.2 becomes 0.72 .. 1.44. */
	f = band_factor_power((struct band_factor){ 0.85, 1.2 }, 2.0);
	CHECK_NEAR(f.low, 0.7225, 1e-12);
	CHECK_NEAR(f.high, 1.44, 1e-12);
}

/* The first base rule that applies, widened by every other one that applies. */
static void test_rules(void **state)
{
	struct deployment d = shipped_deployment("Llama-3.1-8B", "L40S", "fp8", "bf16", "vllm", 1);
	const struct band_rule rules[] = {
		{ "moe", 1, -1, -1, -1, 0, NULL, true, { { 0.1, 9.0 }, { 0.1, 9.0 }, { 0.1, 9.0 } } },
		{ "dense", 0, -1, -1, -1, 0, d.profile, true, { { 0.9, 1.1 }, { 0.8, 1.2 }, { 0.7, 1.3 } } },
		{ "later", -1, -1, -1, -1, 0, NULL, true, { { 0.2, 8.0 }, { 0.2, 8.0 }, { 0.2, 8.0 } } },
		{ "rate", -1, 1, -1, -1, 0, NULL, false, { { 1.0, 1.5 }, { 1.0, 1.0 }, { 0.6, 1.2 } } },
		{ "pcie", -1, -1, -1, 1, 0, NULL, false, { { 0.8, 1.0 }, { 1.0, 1.0 }, { 1.0, 1.0 } } },
		{ "none", -1, -1, 0, -1, 0, NULL, false, { { 0.3, 3.0 }, { 1.0, 1.0 }, { 1.0, 1.0 } } },
	};
	struct uncertainty u = uncertainty_for(rules, COUNT_OF(rules), &d, false, 1.0);

	(void)state;
	/* An L40S is a PCIe card with measurements. */
	CHECK_NEAR(u.tpot.low, 0.8, 1e-12);
	CHECK_NEAR(u.tpot.high, 1.1, 1e-12);
	CHECK_NEAR(u.tok_s.low, 0.8, 1e-12);
	CHECK_NEAR(u.ttft.high, 1.3, 1e-12);
	u = uncertainty_for(rules, COUNT_OF(rules), &d, true, 2.0);
	CHECK_NEAR(u.tpot.high, 2.25, 1e-12);
	CHECK_NEAR(u.ttft.low, 0.36, 1e-12);
	d = shipped_deployment("Llama-3.1-8B", "MI355X", "fp8", "bf16", "vllm", 1);
	u = uncertainty_for(rules, COUNT_OF(rules), &d, false, 1.0);
	/* Nobody measured it: the widest of all that the model may have. */
	CHECK_NEAR(u.tpot.low, 0.2, 1e-12);
	CHECK_NEAR(u.tpot.high, 8.0, 1e-12);
}

/* What is extrapolated is never narrower than what is calibrated. */
static void test_extrapolated(void **state)
{
	static const char *const models[] = { "Llama-3.1-8B", "Qwen/Qwen3-30B-A3B" };
	static const char *const engines[] = { "vllm", "sglang", "tensorrt-llm" };

	(void)state;
	for (int i = 0; i < 6; i++) {
		const char *model = models[i % 2], *engine = engines[i / 2];
		struct deployment d = shipped_deployment(model, "MI355X", "fp8", "bf16", engine, 1);
		const struct uncertainty u = uncertainty_for(shipped.bands, shipped.band_count, &d, false, 1.0);

		for (int g = 0; g < shipped.gpu_count; g++) {
			struct uncertainty other;

			d.gpu = &shipped.gpus[g];
			/* PCIe has a term of its own. */
			if (!d.gpu->family || !d.gpu->family->calibrated || !gpu_link_for(d.gpu, 2.0) ||
				gpu_link_for(d.gpu, 2.0)->kind == LINK_PCIE)
				continue;
			other = uncertainty_for(shipped.bands, shipped.band_count, &d, false, 1.0);
			assert_true(u.tpot.low <= other.tpot.low && u.tpot.high >= other.tpot.high);
			assert_true(u.tok_s.low <= other.tok_s.low && u.tok_s.high >= other.tok_s.high);
			assert_true(u.ttft.low <= other.ttft.low && u.ttft.high >= other.ttft.high);
		}
	}
}

static void check_sane(struct band_factor f, bool wide)
{
	/* Never surer than repeated measurements are, never as wide as to say nothing. */
	assert_true(f.low <= 0.96 && f.high >= 1.04);
	assert_true(f.low >= 0.1 && f.high <= 10.0);
	if (wide)
		assert_true(f.high / f.low >= 1.4);
}

/* The shipped bands are those of unseen sources and are widened a little for the next one. */
static void test_shipped(void **state)
{
	static const char *const models[] = { "Llama-3.1-8B", "Qwen/Qwen3-30B-A3B" };
	static const char *const engines[] = { "vllm", "sglang", "tensorrt-llm" };

	(void)state;
	assert_true(shipped.constants.unseen_source_exponent >= 1.0 && shipped.constants.unseen_source_exponent <= 1.5);
	for (size_t i = 0; i < COUNT_OF(models) * COUNT_OF(engines) * 4; i++) {
		static const char *const gpus[] = { "H100-SXM-80GB", "L40S", "MI300X", "MI355X" };
		struct deployment d =
			shipped_deployment(models[i % 2], gpus[i / 2 % 4], "fp8", "bf16", engines[i / 8], 1);
		struct uncertainty u = uncertainty_for(
			shipped.bands, shipped.band_count, &d, i % 2 == 0, shipped.constants.unseen_source_exponent);

		check_sane(u.tpot, false);
		check_sane(u.tok_s, false);
		check_sane(u.ttft, true);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arithmetic),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_factors),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_extrapolated),
		cmocka_unit_test(test_shipped),
	};

	return cmocka_run_group_tests_name("band", tests, shipped_load, shipped_unload);
}
