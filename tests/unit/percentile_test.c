/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentiles of latency: published cases, order, and arguments out of range. */
#include "core/percentile.h"

#include <math.h>

#include "support/shipped.h"

SHIPPED_DEFINE

static const struct constants *const k = &shipped.constants;

/* A load and no spread of prompts, so that the deviation is that of the load. */
static double ttft_at(enum goal_at at, double load)
{
	return percentile_ttft(NULL, k, at, load, 0.0, 0.0).ratio;
}

static double tpot_at(enum goal_at at, double spread)
{
	return percentile_tpot(NULL, k, at, 64.0, 1024.0, 1024.0, spread).ratio;
}

static void test_lognormal(void **state)
{
	/* exp(z s - s^2 / 2), computed by hand to three digits for s = 0.15, 0.35 and 0.40. */
	static const struct {
		double load, p50, p90, p95, p99;
	} cases[] = {
		{ 0.5, 0.989, 1.198, 1.266, 1.402 },
		{ 0.9, 0.941, 1.473, 1.673, 2.123 },
		{ 1.0, 0.923, 1.541, 1.782, 2.341 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK_NEAR(ttft_at(GOAL_AT_P50, cases[i].load), cases[i].p50, 1e-3);
		CHECK_NEAR(ttft_at(GOAL_AT_P90, cases[i].load), cases[i].p90, 1e-3);
		CHECK_NEAR(ttft_at(GOAL_AT_P95, cases[i].load), cases[i].p95, 1e-3);
		CHECK_NEAR(ttft_at(GOAL_AT_P99, cases[i].load), cases[i].p99, 1e-3);
	}
}

/* A mean of 0.4 s at 0.8 of the load: s = sqrt(0.3^2 + 0.5^2 ln 2) = 0.5131. */
static void test_prompts(void **state)
{
	(void)state;
	CHECK_NEAR(0.4 * percentile_ttft(NULL, k, GOAL_AT_P95, 0.8, 0.5, 1.0).ratio, 0.816, 1e-3);
	CHECK_NEAR(0.4 * percentile_ttft(NULL, k, GOAL_AT_P99, 0.8, 0.5, 1.0).ratio, 1.157, 1e-3);
}

/* 64 prompt tokens for each step: exp(0.02 + 0.02 ln 5) and exp(0.03 + 0.065 ln 5). */
static void test_tokens(void **state)
{
	(void)state;
	CHECK_NEAR(tpot_at(GOAL_AT_P99, 0.0), 1.054, 5e-4);
	CHECK_NEAR(tpot_at(GOAL_AT_P99, 0.4), 1.144, 5e-4);
	CHECK_NEAR(tpot_at(GOAL_AT_P99, 2.0), 1.144, 5e-4);
	assert_true(tpot_at(GOAL_AT_P99, 0.2) > 1.054 && tpot_at(GOAL_AT_P99, 0.2) < 1.144);
}

static void test_mean(void **state)
{
	struct percentile ttft = percentile_ttft(NULL, k, GOAL_AT_MEAN, 0.8, 0.5, 1.0);
	struct percentile tpot = percentile_tpot(NULL, k, GOAL_AT_MEAN, 64.0, 1024.0, 256.0, 1.0);

	(void)state;
	assert_true(ttft.ratio == 1.0 && ttft.error == 0.0);
	assert_true(tpot.ratio == 1.0 && tpot.error == 0.0);
}

static void test_grows_with_q(void **state)
{
	static const double values[] = { 0.0, 0.1, 0.5, 0.9, 1.0, 3.0 };
	static const double users[] = { 1.0, 16.0, 4096.0, 1e9 };

	(void)state;
	for (int i = 0; i < 6; i++)
		for (int j = 0; j < 6; j++)
			for (enum goal_at at = GOAL_AT_P90; at < GOAL_AT_COUNT; at++) {
				struct percentile a = percentile_ttft(NULL, k, at - 1, values[i], values[j], values[i]);
				struct percentile b = percentile_ttft(NULL, k, at, values[i], values[j], values[i]);

				assert_true(a.ratio > 0.0 && a.ratio < b.ratio && a.error < b.error);
			}
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 6; j++)
			for (enum goal_at at = GOAL_AT_P90; at < GOAL_AT_COUNT; at++) {
				struct percentile a =
					percentile_tpot(NULL, k, at - 1, users[i], 2048.0, 32.0, values[j]);
				struct percentile b = percentile_tpot(NULL, k, at, users[i], 2048.0, 32.0, values[j]);

				assert_true(a.ratio > 0.0 && a.ratio < b.ratio && a.error < b.error);
			}
}

/* Beyond the range counts as its end; an unknown load as a full one. */
static void test_total(void **state)
{
	(void)state;
	assert_true(ttft_at(GOAL_AT_P99, 7.0) == ttft_at(GOAL_AT_P99, 1.0));
	assert_true(ttft_at(GOAL_AT_P99, NAN) == ttft_at(GOAL_AT_P99, 1.0));
	assert_true(ttft_at(GOAL_AT_P99, -1.0) == ttft_at(GOAL_AT_P99, 0.0));
	assert_true(percentile_ttft(NULL, k, GOAL_AT_P95, 0.5, NAN, 1.0).ratio ==
		percentile_ttft(NULL, k, GOAL_AT_P95, 0.5, 1.0, 1.0).ratio);
	assert_true(isfinite(percentile_ttft(NULL, k, GOAL_AT_P99, INFINITY, INFINITY, INFINITY).ratio));
	assert_true(isfinite(percentile_tpot(NULL, k, GOAL_AT_P99, INFINITY, INFINITY, 0.0, INFINITY).ratio));
}

/* The last figure of the trace is what was returned. */
static void test_trace(void **state)
{
	struct trace_entry entries[64];
	struct percentile p;
	struct trace t;

	(void)state;
	trace_init(&t, entries, 64);
	p = percentile_ttft(&t, k, GOAL_AT_P95, 0.8, 0.5, 1.0);
	assert_true(trace_find(&t, t.count, "ttft_ratio", 10, 0)->value == p.ratio);
	assert_string_equal(trace_find(&t, t.count, "ttft_ratio_error", 16, 0)->variant, "p95");
	p = percentile_tpot(&t, k, GOAL_AT_P90, 64.0, 1024.0, 256.0, 0.2);
	assert_true(trace_find(&t, t.count, "tpot_ratio", 10, 0)->value == p.ratio);
	assert_true(trace_find(&t, t.count, "tpot_ratio_error", 16, 0)->value == p.error);
	assert_in_range(t.count, 1, 63);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lognormal),
		cmocka_unit_test(test_prompts),
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_mean),
		cmocka_unit_test(test_grows_with_q),
		cmocka_unit_test(test_total),
		cmocka_unit_test(test_trace),
	};

	return cmocka_run_group_tests_name("percentile", tests, shipped_load, shipped_unload);
}
