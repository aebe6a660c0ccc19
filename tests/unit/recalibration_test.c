/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How gpuplan-fit judges leaning, on seven runs whose leans are sums done by hand. */
#include "fit/report_recalibration.h"

#include <math.h>
#include <string.h>

#include "support/shipped.h"

SHIPPED_DEFINE

enum { RUNS = 7, ROWS = 8 };

/*
 * Runs of one configuration at 32, 64 and 128 requests; source 0 has three of them and a figure
 * of the first that stands apart, source 1 the first and two that are nobody's neighbour.
 */
static struct run runs[RUNS];
static struct row rows[ROWS] = {
	{ .run = 0, .metric = FIGURE_TPOT, .labels = { 0 } },
	{ .run = 0, .metric = FIGURE_TTFT, .labels = { 0 } },
	{ .run = 1, .metric = FIGURE_TPOT, .labels = { 0 } },
	{ .run = 2, .metric = FIGURE_TPOT, .labels = { 1 } },
	{ .run = 3, .metric = FIGURE_TPOT, .labels = { 1 } }, /* an arrival rate */
	{ .run = 4, .metric = FIGURE_TPOT, .labels = { 1 } }, /* another GPU */
	{ .run = 5, .metric = FIGURE_TOK_S, .labels = { 0 } },
	{ .run = 6, .metric = FIGURE_TPOT, .labels = { 0 } },
};
static const double WITHOUT[2][ROWS] = {
	{ 0.2, 0.4, 0.3, 0.1, 0.9, 0.5, 0.05, 0.8 },
	{ -0.1, 0.7, -0.2, 0.6, 0.9, 0.5, 0.0, 0.0 },
};
static struct dataset data;
static struct recalibration_trial recalibration;
static struct constants constants[2];
static struct recalibrated recalibrated[2 * ROWS];

static void begin(void)
{
	static const double users[RUNS] = { 32, 64, 32, 32, 32, 32, 128 };
	struct error error;

	for (int i = 0; i < RUNS; i++)
		runs[i] = (struct run){ .deployment = shipped_deployment(
						"Llama-3.1-8B", "H100-SXM-80GB", "fp8", "bf16", "vllm", 1.0),
			.memory = { .max_concurrency = 1000.0 },
			.request = { 1000.0, 200.0, 0.0 },
			.load = LOAD_CLOSED,
			.amount = users[i] };
	runs[3].load = LOAD_OPEN;
	runs[4].deployment.gpu = catalog_gpu(&shipped, "H200-SXM", &error);
	data = (struct dataset){ .runs = runs, .rows = rows, .run_count = RUNS, .row_count = ROWS };
	name_list_find(&data.names[LABEL_SOURCE], "a");
	name_list_find(&data.names[LABEL_SOURCE], "b");
	name_list_find(&data.names[LABEL_GROUP], "all");
	recalibration_init(&recalibration, &shipped, &data);
	memcpy(recalibration.residuals, WITHOUT, sizeof(WITHOUT));
	constants[0] = shipped.constants;
	constants[0].measured_reach = 0.5;
	constants[0].measured_prior_published = 4.0;
	constants[0].measured_prior_own = 0.25;
	constants[0].measured_band_left = 0.5;
	constants[1] = constants[0];
	constants[1].measured_prior_published = constants[1].measured_prior_own = INFINITY;
}

static void end(void)
{
	recalibration_release(&recalibration);
	for (int i = 0; i < LABEL_COUNT; i++)
		name_list_release(&data.names[i]);
}

/*
 * Twice the requests weigh exp(-(ln 2)^2 / 0.5) = 0.382546, four times exp(-(ln 4)^2 / 0.5) =
 * 0.0214158. What a fit without source 0 misses is ln(predicted/measured); leaning takes it off.
 */
static void test_others(void **state)
{
	(void)state;
	begin();
	recalibration_apply(&recalibration, KNOWN_OTHERS, constants, 2, recalibrated);
	/* 0.2 - 0.1 x 0.25 / 1.25; nobody else has a time to first token. */
	CHECK_NEAR(recalibrated[0].residual, 0.18, 1e-12);
	CHECK_NEAR(recalibrated[0].narrowing, 1.0, 1e-12);
	assert_true(recalibrated[0].near);
	CHECK_NEAR(recalibrated[1].residual, 0.4, 0.0);
	assert_false(recalibrated[1].near);
	/* p = 0.382546 / 4 = 0.0956365: 0.3 - 0.1 p / (1 + p), further away than the reach. */
	CHECK_NEAR(recalibrated[2].residual, 0.29127114, 1e-6);
	assert_false(recalibrated[2].near);
	/* By the other fit: 0.6 + (0.25 x 0.1 + p x 0.2 + 0) / (1 + 0.25 + p + 0.00535396). */
	CHECK_NEAR(recalibrated[3].residual, 0.63266293, 1e-6);
	/* Throughput goes against the time per token: 0.05 + 0.02. */
	CHECK_NEAR(recalibrated[6].residual, 0.07, 1e-12);
	for (int i = 4; i < 6; i++) {
		CHECK_NEAR(recalibrated[i].residual, WITHOUT[1][i], 0.0);
		assert_false(recalibrated[i].near);
	}
	/* The second set of constants leans on nothing. */
	for (int i = 0; i < ROWS; i++)
		CHECK_NEAR(recalibrated[ROWS + i].residual, WITHOUT[rows[i].labels[0]][i], 0.0);
	end();
}

/* p = 1.530185 at twice, q = 0.0856634 at four times the requests. */
static void test_own(void **state)
{
	(void)state;
	begin();
	recalibration_apply(&recalibration, KNOWN_OWN, constants, 1, recalibrated);
	/* 0.2 - (0.3 p + 0.8 q) / (1 + p + q); 1 - 0.5 (p + q) / (1 + p + q). */
	CHECK_NEAR(recalibrated[0].residual, -0.001688357, 1e-6);
	CHECK_NEAR(recalibrated[0].narrowing, 0.69114261, 1e-6);
	/* 0.3 - (0.2 p + 0.8 p) / (1 + 2 p). */
	CHECK_NEAR(recalibrated[2].residual, -0.07685848, 1e-6);
	/* Its own run's time per token, which stands apart, is not known: 0.05 + 0.20168836. */
	CHECK_NEAR(recalibrated[6].residual, 0.25168836, 1e-6);
	/* Another source's are not one's own. */
	CHECK_NEAR(recalibrated[3].residual, 0.6, 0.0);
	CHECK_NEAR(recalibrated[3].narrowing, 1.0, 0.0);
	recalibration_apply(&recalibration, KNOWN_NEAREST, constants, 1, recalibrated);
	/* 0.2 - 0.3 p / (1 + p); 1 - 0.5 p / (1 + p). */
	CHECK_NEAR(recalibrated[0].residual, 0.01856843, 1e-6);
	CHECK_NEAR(recalibrated[0].narrowing, 0.69761405, 1e-6);
	end();
}

/* Errors of 10 and 20 %; the row that is not marked does not count. */
static void test_error(void **state)
{
	const bool marked[ROWS] = { [0] = true, [3] = true, [6] = true };
	struct error_figure f;

	(void)state;
	begin();
	for (int i = 0; i < ROWS; i++)
		recalibrated[i] = (struct recalibrated){ .residual = 5.0, .narrowing = 1.0 };
	recalibrated[0].residual = log(1.1);
	recalibrated[3].residual = log(0.8);
	f = recalibration_error(&recalibration, recalibrated, marked, FIGURE_TPOT, false);
	assert_int_equal(f.rows, 2);
	CHECK_NEAR(f.median, 10.0, 1e-9);
	CHECK_NEAR(f.p90, 20.0, 1e-9);
	end();
}

/*
 * Measured over predicted is 1/1.1 = 0.91 and 1/0.85 = 1.18: inside 0.8 to 1.25. With half the
 * exponents it is 0.89 to 1.12, and one is out; by a tenth, 0.98 to 1.02, both are.
 */
static void test_coverage(void **state)
{
	const bool marked[ROWS] = { [0] = true, [3] = true };
	static struct bands bands = { .count = 1,
		.widening = 1.0,
		.rules = { { .moe = -1,
			.open_loop = -1,
			.calibrated = -1,
			.pcie = -1,
			.base = true,
			.factor = { { 0.8, 1.25 }, { 1.0, 1.0 }, { 1.0, 1.0 } } } } };
	static const double narrowings[] = { 1.0, 0.5, 0.1 }, shares[] = { 1.0, 0.5, 0.0 };

	(void)state;
	begin();
	for (int i = 0; i < 3; i++) {
		recalibrated[0] = (struct recalibrated){ .residual = log(1.1), .narrowing = narrowings[i] };
		recalibrated[3] = (struct recalibrated){ .residual = log(0.85), .narrowing = narrowings[i] };
		CHECK_NEAR(recalibration_coverage(&recalibration, &bands, recalibrated, marked, FIGURE_TPOT), shares[i],
			1e-12);
	}
	assert_true(isnan(recalibration_coverage(&recalibration, &bands, recalibrated, marked, FIGURE_TTFT)));
	end();
}

/* The table marks the constants of the catalog, on its grid or beside it. */
static void test_report(void **state)
{
	struct bands bands;
	struct text out;
	int marks = 0;
	const double kept = shipped.constants.measured_reach;

	(void)state;
	shipped.constants.measured_reach = 0.62;
	begin();
	bands_take(&bands, &shipped);
	text_init(&out);
	report_recalibration(&out, &recalibration, &bands);
	for (const char *at = out.data; (at = strstr(at, "\n* ")); at++)
		marks++;
	assert_int_equal(marks, 4);
	assert_non_null(strstr(out.data, "\n*  0.62 "));
	/* Row 2 is within 1.5 of source 1's run, as are rows 0 and 7 (ln 4 = 1.39), and it of them. */
	assert_non_null(strstr(out.data,
		"Rows with a neighbour: 4 of 6 tpot_s, "
		"1 of 1 output_tok_s, 0 of 1 ttft_s\n"
		"  of a (4), b (1)\n"));
	text_release(&out);
	end();
	shipped.constants.measured_reach = kept;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_error),
		cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_report),
	};

	return cmocka_run_group_tests_name("leaning", tests, shipped_load, shipped_unload);
}
