/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published percentiles: the shipped table, bad rows, and what gpuplan-fit says of the laws. */
#include "fit/report_percentiles.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "support/shipped.h"

SHIPPED_DEFINE

static struct percentile_rows rows;

static enum status read_text(const char *text, size_t n, struct error *error)
{
	struct csv table;
	enum status status = csv_open(&table, text, n, "table.csv", error);

	if (status == STATUS_OK) {
		status = percentile_rows_read(&rows, &table, error);
		csv_release(&table);
	}
	return status;
}

static void read_shipped(void)
{
	const char *top = getenv("abs_top_srcdir");
	struct error error = { .text = "" };
	TEXT(path);
	TEXT(file);

	path_join(&path, top ? top : ".", "data/percentiles.csv");
	assert_int_equal(file_read(path.data, FILE_CAP, &file, &error), STATUS_OK);
	if (read_text(file.data, file.length, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

/* Runs by source: 210 + 130 + 134 + 14 + 167, two figures each. */
static void test_shipped(void **state)
{
	int first_token = 0, closed = 0, sources[8] = { 0 };

	(void)state;
	read_shipped();
	assert_int_equal(rows.count, 1310);
	assert_int_equal(rows.sources.count, 5);
	assert_int_equal(rows.slices.count, 5);
	for (size_t i = 0; i < rows.count; i++) {
		first_token += rows.rows[i].first_token;
		closed += rows.rows[i].first_token && !percentile_counts(&rows.rows[i]);
		sources[rows.rows[i].source]++;
		for (int j = 0; j < rows.sources.count; j++)
			if (strcmp(rows.sources.names[j], "mlp51logs") == 0 && rows.rows[i].source == j)
				assert_true(rows.rows[i].load > 0.0 && rows.rows[i].load <= 1.0);
	}
	assert_int_equal(first_token, 655);
	assert_int_equal(closed, 134 + 14 + 167);
	assert_int_equal(sources[0], 2 * 210);
	/* mlperf_log_summary.txt of AMD's MI300X, llama2-70b-99.9 Interactive: mean 201.33 ms, p99 435.976 ms. */
	CHECK_NEAR(rows.rows[0].ratio[GOAL_AT_P99], 435.976 / 201.33, 1e-5);
	percentile_rows_release(&rows);
}

#define HEADER "id,slice,load,users,prompt,output,spread,metric,mean,p50,p90,p95,p99,source\n"

static void refused(const char *row, const char *message)
{
	struct error error = { .text = "" };
	TEXT(table);

	text_addf(&table, HEADER "%s\n", row);
	assert_int_equal(read_text(table.data, table.length, &error), STATUS_DATA);
	assert_string_equal(error.text, message);
	percentile_rows_release(&rows);
}

static void test_bad_rows(void **state)
{
	(void)state;
	refused("a,s,1,1,1,1,1,ttft_s,,1,,,2,x", "table.csv:2: mean: '' is not a number above 0");
	refused("a,s,-1,1,1,1,1,ttft_s,1,1,,,2,x", "table.csv:2: load: '-1' is not a number above 0");
	refused("a,s,1,1,1,1,1,itl_s,1,1,,,2,x", "table.csv:2: metric: 'itl_s' is neither ttft_s nor tpot_s");
	refused("a,s,1,1,1,1,1,ttft_s,1,3,,,2,x", "table.csv:2: p99: is below the percentile before it");
}

/* Rows that follow a law exactly give its constants back, and no error. */
static void add_exact(struct text *table, const struct constants *k, const char *source, double load)
{
	text_addf(table, "%s-%g,s,%g,1,1,1,1,ttft_s,1", source, load, load);
	for (enum goal_at at = GOAL_AT_P50; at < GOAL_AT_COUNT; at++)
		text_addf(table, ",%.9f", percentile_ttft(NULL, k, at, load, 0.0, 1.0).ratio);
	text_addf(table, ",%s\n", source);
}

static void test_fit(void **state)
{
	struct constants truth = shipped.constants, other = truth, fitted;
	struct error error;
	TEXT(table);

	(void)state;
	truth.ttft_spread = 0.3;
	truth.ttft_spread_load = 0.8;
	other.ttft_spread = 0.1;
	text_add(&table, HEADER);
	add_exact(&table, &truth, "a", 0.2);
	add_exact(&table, &truth, "a", 0.75);
	add_exact(&table, &truth, "a", 1.0);
	add_exact(&table, &other, "b", 0.2);
	assert_int_equal(read_text(table.data, table.length, &error), STATUS_OK);
	fitted = shipped.constants;
	percentile_fit(&fitted, &rows, 1);
	CHECK_NEAR(fitted.ttft_spread, 0.3, 2e-3);
	CHECK_NEAR(fitted.ttft_spread_load, 0.8, 2e-3);
	assert_true(fitted.ttft_ratio_error[GOAL_AT_P99] < 0.01);
	assert_true(fitted.tpot_tail_even == truth.tpot_tail_even);
	/* On the other source: z 0.2 - (0.3^2 - 0.1^2) / 2, of four percentiles the mean. */
	CHECK_NEAR(percentile_loss(&fitted, &rows, LAW_TTFT, -1, 1), 0.2426, 2e-2);
	percentile_rows_release(&rows);
}

/* The catalog's constants are kept because no fit without a source is better on it by a hundredth. */
static void test_shipped_constants(void **state)
{
	(void)state;
	read_shipped();
	for (int source = 0; source < rows.sources.count; source++) {
		struct constants fitted = shipped.constants;

		percentile_fit(&fitted, &rows, source);
		for (enum percentile_law law = 0; law < LAW_COUNT; law++) {
			double loss = percentile_loss(&shipped.constants, &rows, law, -1, source);

			if (!isnan(loss))
				assert_true(loss < percentile_loss(&fitted, &rows, law, -1, source) + 0.01);
		}
	}
	percentile_rows_release(&rows);
}

static void test_shipped_predictions(void **state)
{
	const char *top = getenv("abs_top_srcdir");
	struct error error;
	TEXT(path);
	TEXT(file);
	TEXT(predicted);

	(void)state;
	read_shipped();
	path_join(&path, top ? top : ".", "data/percentile_predictions.csv");
	assert_int_equal(file_read(path.data, FILE_CAP, &file, &error), STATUS_OK);
	predict_percentiles(&predicted, &rows, &shipped.constants);
	assert_string_equal(predicted.data, file.data);
	percentile_rows_release(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_bad_rows),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_shipped_constants),
		cmocka_unit_test(test_shipped_predictions),
	};

	return cmocka_run_group_tests_name("percentiles", tests, shipped_load, shipped_unload);
}
