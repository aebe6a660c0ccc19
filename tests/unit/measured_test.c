/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaning on measured runs, against sums done by hand. */
#include "study/measured.h"

#include <math.h>

#include "support/shipped.h"

SHIPPED_DEFINE

/* One GPU, two formats and caches of the shipped catalog; constants that are easy to reckon with. */
static struct constants constants;
static struct deployment deployment;
static struct measurement run;
static const struct request request = { .prompt = 1000.0, .output = 200.0 };

static void begin(void)
{
	struct error error;

	constants = shipped.constants;
	constants.measured_reach = 0.5;
	constants.measured_prior_published = 4.0;
	constants.measured_prior_own = 0.25;
	constants.measured_band_left = 0.5;
	deployment = (struct deployment){
		.gpu = catalog_gpu(&shipped, "H100-SXM-80GB", &error),
		.engine = catalog_engine(&shipped, "vllm", &error),
		.format = catalog_format(&shipped, "fp8", &error),
		.kv = catalog_kv_format(&shipped, "bf16", &error),
		.constants = &constants,
		.layout = { .tensor = 2.0, .pipeline = 1.0, .expert = 1.0, .data = 1.0 },
	};
	deployment.profile = deployment.engine->default_profile;
	run = (struct measurement){
		.gpu = deployment.gpu,
		.engine = deployment.engine,
		.format = deployment.format,
		.kv = deployment.kv,
		.layout = deployment.layout,
		.prompt = 1000.0,
		.output = 200.0,
		.in_flight = 32.0,
		.residual = { 0.3, NAN, NAN },
		.source = "somebody",
	};
}

static struct recalibration recalibration(double in_flight)
{
	struct measurements runs = { &run, 1 };

	return measured_recalibration(&runs, &deployment, request, in_flight);
}

/* A published run at the very point: precision 1/4, so a fifth of the way; bands stay. */
static void test_published(void **state)
{
	struct recalibration l;

	(void)state;
	begin();
	l = recalibration(32.0);
	CHECK_NEAR(l.shift[MEASURED_TPOT], 0.3 * 0.25 / 1.25, 1e-12);
	CHECK_NEAR(l.narrowing[MEASURED_TPOT], 1.0, 1e-12);
	assert_true(l.near);
	assert_int_equal(l.runs, 1);
	assert_string_equal(l.source, "somebody");
	/* Throughput was not measured: it is the inverse of TPOT. TTFT stays. */
	CHECK_NEAR(l.shift[MEASURED_TOK_S], -0.06, 1e-12);
	CHECK_NEAR(l.shift[MEASURED_TTFT], 0.0, 0.0);
}

/* One's own: precision 4, four fifths of the way, and the band loses 2/5 of its exponents. */
static void test_own(void **state)
{
	struct recalibration l;

	(void)state;
	begin();
	run.local = true;
	run.residual[MEASURED_TTFT] = -0.5;
	l = recalibration(32.0);
	CHECK_NEAR(l.shift[MEASURED_TPOT], 0.24, 1e-12);
	CHECK_NEAR(l.shift[MEASURED_TTFT], -0.4, 1e-12);
	CHECK_NEAR(l.narrowing[MEASURED_TPOT], 0.6, 1e-12);
}

/* Twice the requests: d = ln 2, w = exp(-0.480453 / 0.5) = 0.382546; the KV format halves it. */
static void test_distance(void **state)
{
	struct recalibration l;
	struct error error;

	(void)state;
	begin();
	l = recalibration(64.0);
	CHECK_NEAR(l.shift[MEASURED_TPOT], 0.3 * 0.09563653 / 1.09563653, 1e-6);
	assert_false(l.near);
	run.kv = catalog_kv_format(&shipped, "fp8", &error);
	l = recalibration(64.0);
	CHECK_NEAR(l.shift[MEASURED_TPOT], 0.3 * 0.04781827 / 1.04781827, 1e-6);
	/* A hundred times the requests: no neighbour. */
	l = recalibration(3200.0);
	assert_null(l.source);
	CHECK_NEAR(l.shift[MEASURED_TPOT], 0.0, 0.0);
}

/* Many runs lead to their mean and never beyond it. */
static void test_mean(void **state)
{
	struct measurement many[200];
	struct measurements runs = { many, 200 };
	struct recalibration l;

	(void)state;
	begin();
	for (int i = 0; i < 200; i++) {
		many[i] = run;
		many[i].local = true;
		many[i].residual[MEASURED_TPOT] = i % 2 ? 0.3 : 0.1;
	}
	l = measured_recalibration(&runs, &deployment, request, 32.0);
	assert_true(l.shift[MEASURED_TPOT] < 0.2);
	CHECK_NEAR(l.shift[MEASURED_TPOT], 0.2 * 800.0 / 801.0, 1e-12);
	assert_true(l.narrowing[MEASURED_TPOT] >= 0.5);
}

/* Another layout, GPU, engine, format or tuning is another configuration. */
static void test_comparable(void **state)
{
	struct error error;

	(void)state;
	begin();
	run.layout.tensor = 4.0;
	assert_null(recalibration(32.0).source);
	begin();
	run.gpu = catalog_gpu(&shipped, "H200-SXM", &error);
	assert_null(recalibration(32.0).source);
	begin();
	run.engine = catalog_engine(&shipped, "sglang", &error);
	assert_null(recalibration(32.0).source);
	begin();
	run.format = catalog_format(&shipped, "bf16", &error);
	assert_null(recalibration(32.0).source);
	begin();
	run.tuned = true;
	assert_null(recalibration(32.0).source);
	begin();
	deployment.format = catalog_format(&shipped, "bf16", &error);
	run.format = catalog_format(&shipped, "fp16", &error);
	assert_non_null(recalibration(32.0).source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published),
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_mean),
		cmocka_unit_test(test_comparable),
	};

	return cmocka_run_group_tests_name("measured", tests, shipped_load, shipped_unload);
}
