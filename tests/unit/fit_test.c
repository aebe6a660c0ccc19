/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pieces of gpuplan-fit on problems with known answers. */
#include "fit/gauss_newton.h"

#include <math.h>

#include "fit/calibration.h"
#include "fit/statistics.h"
#include "fit/write.h"
#include "support/shipped.h"

SHIPPED_DEFINE

static const struct robust_loss LOSS = { .core = 0.06, .knee = 0.7, .tail = 0.3 };

/* Points of y = exp(a) x^b; `bent` of them lie off by a factor. */
enum { POINTS = 40 };
struct power_law {
	double ln_x[POINTS], ln_y[POINTS];
};

static void power_law_fill(struct power_law *law, double a, double b, int bent)
{
	for (int i = 0; i < POINTS; i++) {
		law->ln_x[i] = 0.1 * i;
		law->ln_y[i] = a + b * law->ln_x[i] + (i % (POINTS / 4) < bent ? 2.0 : 0.0);
	}
}

static void power_law_residuals(void *context, const double *x, int changed, double *residuals)
{
	const struct power_law *law = context;

	(void)changed;
	for (int i = 0; i < POINTS; i++)
		residuals[i] = x[0] + x[1] * law->ln_x[i] - law->ln_y[i];
}

static struct least_squares power_law_problem(struct power_law *law, double *x, double *weights)
{
	static const double pull[2] = { 0.0, 1.0 }, wide[2] = { 1e6, 1e6 };
	static const double low[2] = { -100.0, -100.0 }, high[2] = { 100.0, 100.0 };

	for (int i = 0; i < POINTS; i++)
		weights[i] = 1.0;
	x[0] = 0.0;
	x[1] = 1.0;
	return (struct least_squares){ .parameters = 2,
		.residuals = POINTS,
		.x = x,
		.pull = pull,
		.spread = wide,
		.low = low,
		.high = high,
		.weights = weights,
		.loss = LOSS,
		.evaluate = power_law_residuals,
		.context = law,
		.max_steps = 50,
		.tolerance = 1e-12 };
}

static void test_exact_answer(void **state)
{
	struct power_law law;
	double x[2], weights[POINTS];
	struct least_squares problem = power_law_problem(&law, x, weights);

	(void)state;
	power_law_fill(&law, 1.5, -0.75, 0);
	gauss_newton(&problem);
	CHECK_NEAR(x[0], 1.5, 1e-6);
	CHECK_NEAR(x[1], -0.75, 1e-6);
}

/* A tenth of the points is off by e^2: the rest decides. */
static void test_outliers(void **state)
{
	struct power_law law;
	double x[2], weights[POINTS];
	struct least_squares problem = power_law_problem(&law, x, weights);

	(void)state;
	power_law_fill(&law, 1.5, -0.75, 1);
	gauss_newton(&problem);
	CHECK_NEAR(x[0], 1.5, 0.02);
	CHECK_NEAR(x[1], -0.75, 0.02);
	/* Left out altogether, they change nothing at all. */
	for (int i = 0; i < POINTS; i += POINTS / 4)
		weights[i] = 0.0;
	gauss_newton(&problem);
	CHECK_NEAR(x[0], 1.5, 1e-6);
}

/* Without rows, a parameter stays at what it is pulled to; a held one where it is. */
static void test_pull(void **state)
{
	static const double held[2] = { 1e6, 0.0 };
	struct power_law law;
	double x[2], weights[POINTS];
	struct least_squares problem = power_law_problem(&law, x, weights);

	(void)state;
	power_law_fill(&law, 1.5, -0.75, 0);
	for (int i = 0; i < POINTS; i++)
		weights[i] = 0.0;
	x[0] = 3.0;
	gauss_newton(&problem);
	CHECK_NEAR(x[0], 0.0, 1e-6);
	problem.spread = held;
	weights[0] = weights[1] = 1.0;
	x[1] = 2.0;
	gauss_newton(&problem);
	CHECK_NEAR(x[1], 2.0, 1e-12);
	/* Two points with slope -0.75 and a line of slope 2: between them. */
	assert_true(x[0] > 1.2 && x[0] < 1.51);
}

static void test_bounds(void **state)
{
	static const double low[2] = { -100.0, -0.5 }, high[2] = { 100.0, 100.0 };
	struct power_law law;
	double x[2], weights[POINTS];
	struct least_squares problem = power_law_problem(&law, x, weights);

	(void)state;
	power_law_fill(&law, 1.5, -0.75, 0);
	problem.low = low;
	problem.high = high;
	gauss_newton(&problem);
	CHECK_NEAR(x[1], -0.5, 1e-12);
}

static void test_loss(void **state)
{
	(void)state;
	/* Continuous at both joints, symmetric, and the weight is the slope over r. */
	CHECK_NEAR(robust_loss(&LOSS, 0.06), 0.06, 1e-12);
	CHECK_NEAR(robust_loss(&LOSS, -0.4), 0.4, 1e-12);
	CHECK_NEAR(robust_loss(&LOSS, 1.7), 0.7 + 0.3, 1e-12);
	CHECK_NEAR(robust_weight(&LOSS, 0.4), 2.5, 1e-12);
	CHECK_NEAR(robust_weight(&LOSS, 0.0), 1.0 / 0.06, 1e-12);
	CHECK_NEAR(robust_weight(&LOSS, -1.5), 0.2, 1e-12);
}

static void test_cholesky(void **state)
{
	double a[] = { 4.0, 0.0, 2.0, 5.0 }, b[] = { 8.0, 14.0 };
	double bad[] = { 1.0, 0.0, 2.0, 1.0 }, c[] = { 1.0, 1.0 };

	(void)state;
	/* 4 x + 2 y = 8, 2 x + 5 y = 14: x = 0.75, y = 2.5. */
	assert_true(cholesky_solve(a, b, 2));
	CHECK_NEAR(b[0], 0.75, 1e-12);
	CHECK_NEAR(b[1], 2.5, 1e-12);
	assert_false(cholesky_solve(bad, c, 2));
}

static void test_quantiles(void **state)
{
	struct sample sample = { 0 };

	(void)state;
	assert_true(isnan(sample_quantile(&sample, 0.5)));
	for (int i = 10; i > 0; i--)
		sample_add(&sample, i, 1.0);
	CHECK_NEAR(sample_quantile(&sample, 0.5), 5.0, 1e-12);
	CHECK_NEAR(sample_quantile(&sample, 0.9), 9.0, 1e-12);
	/* One heavy value. */
	sample_add(&sample, 100.0, 90.0);
	CHECK_NEAR(sample_quantile(&sample, 0.5), 100.0, 1e-12);
	sample_release(&sample);
}

static void test_member(void **state)
{
	struct text object;

	(void)state;
	text_init(&object);
	text_add(&object, " {\"id\": \"a, \\\"value\\\": 1\", \"value\": 2.5, \"notes\": \"x\"},");
	assert_true(write_member(&object, "value", "3", "id"));
	assert_true(write_member(&object, "rows", "7", "value"));
	assert_string_equal(object.data,
		" {\"id\": \"a, \\\"value\\\": 1\", \"value\": 3, "
		"\"rows\": 7, \"notes\": \"x\"},");
	assert_false(write_member(&object, "error", "1", "spread"));
	text_release(&object);
}

/* The table that is shipped is read whole, and the fit's constants answer it. */
static void test_measurements(void **state)
{
	const char *top = getenv("abs_top_srcdir");
	struct dataset data;
	struct error error = { .text = "" };
	char path[1024];
	int known = 0, raised = 0;

	(void)state;
	snprintf(path, sizeof(path), "%s/data/measurements.csv", top ? top : ".");
	assert_int_equal(dataset_read(&data, &shipped, path, &error), STATUS_OK);
	assert_true(data.row_count >= 6900);
	assert_int_equal(data.unanswered, 0);
	assert_true(data.run_count < data.row_count);
	for (int i = 0; i < data.run_count; i++) {
		run_evaluate(&data.runs[i]);
		/* It ran, so it fitted. */
		assert_int_not_equal(data.runs[i].memory.fit, FIT_NO);
		raised += data.runs[i].deployment.memory_share > 0.0;
	}
	assert_true(raised > 0 && raised < 50);
	for (int i = 0; i < data.row_count; i++)
		known += fabs(row_residual(&data, &data.rows[i])) < 0.4;
	/* Nine rows of ten within a factor of 1.5. */
	assert_true(known > 0.85 * data.row_count);
	dataset_release(&data);
	assert_int_equal(dataset_read(&data, &shipped, "/no/such/file", &error), STATUS_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact_answer),
		cmocka_unit_test(test_outliers),
		cmocka_unit_test(test_pull),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_loss),
		cmocka_unit_test(test_cholesky),
		cmocka_unit_test(test_quantiles),
		cmocka_unit_test(test_member),
		cmocka_unit_test(test_measurements),
	};

	return cmocka_run_group_tests_name("fit", tests, shipped_load, shipped_unload);
}
