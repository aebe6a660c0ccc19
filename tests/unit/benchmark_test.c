/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Result files of benchmarks: what the tools wrote is read as tests/benchmarks/expected.csv says. */
#include "catalog/import/benchmark.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/memory.h"
#include "support/check.h"

static struct benchmark benchmark;
static struct error error;

static enum status read_from(const char *text, enum benchmark_format from)
{
	benchmark_release(&benchmark);
	error = (struct error){ 0 };
	return benchmark_read(text, strlen(text), "f.json", from, &benchmark, &error);
}

static void read_sample(const char *name)
{
	TEXT(path);
	TEXT(file);

	text_addf(&path, "%s/tests/benchmarks/%s", getenv("abs_top_srcdir"), name);
	assert_int_equal(file_read(path.data, FILE_CAP, &file, &error), STATUS_OK);
	if (read_from(file.data, BENCHMARK_FORMATS) != STATUS_OK)
		fail_msg("%s", error.text);
}

/* Columns of expected.csv, and how many of their unit are ours. */
static const struct {
	const char *column;
	enum benchmark_figure figure;
	double scale;
} columns[] = {
	{ "concurrency", BENCHMARK_CONCURRENCY, 1.0 },
	{ "request_rate", BENCHMARK_RATE, 1.0 },
	{ "requests_ok", BENCHMARK_COMPLETED, 1.0 },
	{ "requests_failed", BENCHMARK_FAILED, 1.0 },
	{ "prompt_mean", BENCHMARK_PROMPT, 1.0 },
	{ "output_mean", BENCHMARK_OUTPUT, 1.0 },
	{ "ttft_mean_ms", BENCHMARK_TTFT, 1e3 },
	{ "ttft_median_ms", BENCHMARK_TTFT_MEDIAN, 1e3 },
	{ "ttft_p99_ms", BENCHMARK_TTFT_P99, 1e3 },
	{ "tpot_mean_ms", BENCHMARK_TPOT, 1e3 },
	{ "itl_mean_ms", BENCHMARK_ITL, 1e3 },
	{ "out_tok_s", BENCHMARK_TOK_S, 1.0 },
	{ "req_s", BENCHMARK_REQ_S, 1.0 },
	{ "duration_s", BENCHMARK_DURATION, 1.0 },
};

/* GuideLLM says of rates how many requests may be in progress at most, which is no number of users. */
static bool is_no_limit(const struct benchmark_record *record, enum benchmark_figure figure)
{
	return figure == BENCHMARK_CONCURRENCY && isfinite(record->values[BENCHMARK_RATE].number);
}

static int wrong_cell(const struct csv *csv, int c, const struct benchmark_record *record)
{
	const char *cell = csv_field(csv, csv_column(csv, columns[c].column));
	double got = record->values[columns[c].figure].number * columns[c].scale, wanted = strtod(cell, NULL);

	if (cell[0] ? got == wanted || fabs(got - wanted) <= 1e-5 * fabs(wanted)
		    : isnan(got) || is_no_limit(record, columns[c].figure))
		return 0;
	print_error("%s, record %s: %s is %g, wanted '%s'\n", csv_field(csv, 0), csv_field(csv, 1), columns[c].column,
		got, cell);
	return 1;
}

static int wrong_row(const struct csv *csv)
{
	const char *model = csv_field(csv, csv_column(csv, "model"));
	const struct benchmark_record *record;
	int wrong = 0;

	read_sample(csv_field(csv, 0));
	record = &benchmark.records[atoi(csv_field(csv, 1))];
	assert_true(record < benchmark.records + benchmark.count);
	if (model[0])
		assert_string_equal(record->values[BENCHMARK_MODEL].word, model);
	for (int c = 0; c < (int)COUNT_OF(columns); c++)
		wrong += wrong_cell(csv, c, record);
	return wrong;
}

static void test_samples(void **state)
{
	struct csv csv;
	int wrong = 0, rows = 0;
	TEXT(path);
	TEXT(file);

	(void)state;
	text_addf(&path, "%s/tests/benchmarks/expected.csv", getenv("abs_top_srcdir"));
	assert_int_equal(file_read(path.data, FILE_CAP, &file, NULL), STATUS_OK);
	assert_int_equal(csv_open(&csv, file.data, file.length, path.data, &error), STATUS_OK);
	for (; csv_next(&csv, &error) == 1; rows++)
		wrong += wrong_row(&csv);
	csv_release(&csv);
	/* Twelve files. */
	assert_int_equal(rows, 35);
	assert_int_equal(wrong, 0);
}

static void test_formats(void **state)
{
	static const struct {
		const char *file;
		enum benchmark_format format;
		int records;
	} files[] = {
		{ "vllm-bench-serve-0.25.1.json", BENCHMARK_VLLM, 1 },
		{ "inferencex-glm5-seconds-2026-02.json", BENCHMARK_INFERENCEX, 1 },
		{ "sglang-offline-2024-12.jsonl", BENCHMARK_SGLANG, 7 },
		{ "aiperf-early-2025.json", BENCHMARK_AIPERF, 1 },
		{ "aiperf-schema-1.4.json", BENCHMARK_AIPERF, 1 },
		{ "guidellm-v2.json", BENCHMARK_GUIDELLM, 1 },
		{ "inference-perf-eagle-stage3.json", BENCHMARK_INFERENCE_PERF, 1 },
		{ "llama-bench-b6865.jsonl", BENCHMARK_LLAMA_BENCH, 10 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		read_sample(files[i].file);
		assert_int_equal(benchmark.format, files[i].format);
		assert_int_equal(benchmark.count, files[i].records);
		assert_int_equal(
			benchmark_format_from_name(benchmark_format_row(benchmark.format)->name), benchmark.format);
	}
	assert_int_equal(benchmark_format_from_name("locust"), BENCHMARK_FORMATS);
}

/* One figure of a text of vLLM, whose other members are there. */
static const char *vllm(const char *member)
{
	static char text[400];

	snprintf(text, sizeof(text), "{\"model_id\":\"m\",\"completed\":8,\"mean_ttft_ms\":20,%s}", member);
	return text;
}

#define ASSERT_REFUSED(given, from, message) \
	do { \
		assert_int_equal(read_from(given, from), STATUS_DATA); \
		assert_string_equal(error.text, message); \
	} while (0)

static void test_refused(void **state)
{
	(void)state;
	ASSERT_REFUSED("[]", BENCHMARK_FORMATS, "f.json: no result of a benchmark that is known");
	ASSERT_REFUSED("{\"a\":1}", BENCHMARK_FORMATS, "f.json: no result of a benchmark that is known");
	ASSERT_REFUSED("3", BENCHMARK_FORMATS, "f.json: no result of a benchmark that is known");
	ASSERT_REFUSED("{}", BENCHMARK_VLLM, "f.json: /model_id: missing in a result of vllm bench serve");
	ASSERT_REFUSED("{\"model_id\":\"m\",\"completed\":8,\"median_ttft\":0.02}", BENCHMARK_VLLM,
		"f.json: /mean_ttft_ms: missing in a result of vllm bench serve; it looks like one of --from inferencex");
	ASSERT_REFUSED("{\"benchmarks\":[]}", BENCHMARK_GUIDELLM,
		"f.json: /metadata/guidellm_version: missing in a result of GuideLLM");
	ASSERT_REFUSED("{\"metadata\":{\"version\":1,\"guidellm_version\":\"0.4\"},"
		       "\"benchmarks\":[{\"metrics\":{\"request_totals\":{}}}]}",
		BENCHMARK_GUIDELLM, "f.json: /metadata/version=2: missing in a result of GuideLLM");
	ASSERT_REFUSED(
		vllm("\"max_concurrency\":\"two\""), BENCHMARK_FORMATS, "f.json: /max_concurrency: a number is wanted");
	ASSERT_REFUSED(vllm("\"mean_tpot_ms\":-1"), BENCHMARK_FORMATS,
		"f.json: /mean_tpot_ms: -1 is out of range, allowed is 0 to 1e+15");
	ASSERT_REFUSED("{\"request_throughput\":{\"unit\":\"requests/sec\",\"avg\":2},"
		       "\"request_latency\":{\"unit\":\"fortnights\",\"avg\":2}}",
		BENCHMARK_FORMATS, "f.json: /request_latency/avg: the unit beside it, 'fortnights', is not known");
	/* The second of two lines. */
	ASSERT_REFUSED("{\"n_prompt\":0,\"n_gen\":8,\"avg_ts\":5}\n{\"n_prompt\":0,\"n_gen\":8}\n", BENCHMARK_FORMATS,
		"f.json: record 2: /avg_ts: missing in a result of llama-bench");
	ASSERT_REFUSED("{\"n_prompt\":0,\"n_gen\":8,\"avg_ts\":5}\n{\"n_prompt\":0,\"n_gen\":8,\"avg_ts\":\"x\"}\n",
		BENCHMARK_FORMATS, "f.json: /1/avg_ts: a number is wanted");
}

/* Cut anywhere, no file is taken for a whole one, and the message has its place. */
static void test_truncated(void **state)
{
	static const char *const files[] = { "vllm-bench-serve-0.25.1.json", "aiperf-schema-1.4.json",
		"guidellm-v2.json" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		TEXT(path);
		TEXT(file);

		text_addf(&path, "%s/tests/benchmarks/%s", getenv("abs_top_srcdir"), files[i]);
		assert_int_equal(file_read(path.data, FILE_CAP, &file, &error), STATUS_OK);
		for (size_t n = 0; n < file.length - 2; n += 1 + n / 20) {
			char *cut = xstrndup(file.data, n);

			assert_int_equal(read_from(cut, BENCHMARK_FORMATS), STATUS_DATA);
			assert_int_equal(strncmp(error.text, "f.json:", 7), 0);
			free(cut);
		}
	}
	/* In the second line. */
	assert_int_equal(
		read_from("{\"n_prompt\":0,\"n_gen\":8,\"avg_ts\":5}\n{\"n_prompt\":0,\"n_g", BENCHMARK_FORMATS),
		STATUS_DATA);
	assert_int_equal(strncmp(error.text, "f.json:2:", 9), 0);
}

static void test_units_and_lines(void **state)
{
	(void)state;
	/* What stands beside the figure counts. */
	assert_int_equal(read_from("{\"request_throughput\":{\"unit\":\"requests/sec\",\"avg\":2},"
				   "\"request_latency\":{\"unit\":\"sec\",\"avg\":2},"
				   "\"time_to_first_token\":{\"unit\":\"ns\",\"avg\":5e7}}",
				 BENCHMARK_FORMATS),
		STATUS_OK);
	CHECK_NEAR(benchmark.records[0].values[BENCHMARK_LATENCY].number, 2.0, 1e-12);
	CHECK_NEAR(benchmark.records[0].values[BENCHMARK_TTFT].number, 0.05, 1e-12);
	/* A phase by its name, as AIPerf 0.10 has it. */
	assert_int_equal(
		read_from("{\"request_throughput\":{\"unit\":\"requests/sec\",\"avg\":2},"
			  "\"request_latency\":{\"unit\":\"sec\",\"avg\":2},\"input_config\":{\"phases\":["
			  "{\"name\":\"warmup\",\"concurrency\":1},{\"name\":\"profiling\",\"concurrency\":16}]}}",
			BENCHMARK_FORMATS),
		STATUS_OK);
	CHECK_NEAR(benchmark.records[0].values[BENCHMARK_CONCURRENCY].number, 16.0, 1e-12);
	/* Blank lines between records, none behind the last; and a list of them. */
	assert_int_equal(read_from("{\"n_prompt\":0,\"n_gen\":8,\"avg_ts\":5}\n \n\n{\"n_prompt\":0,\"n_gen\":8,"
				   "\"avg_ts\":4}",
				 BENCHMARK_FORMATS),
		STATUS_OK);
	assert_int_equal(benchmark.count, 2);
	CHECK_NEAR(benchmark.records[1].values[BENCHMARK_TPOT].number, 0.25, 1e-12);
	assert_int_equal(read_from("[{\"n_prompt\":100,\"n_gen\":0,\"avg_ts\":50}]", BENCHMARK_FORMATS), STATUS_OK);
	CHECK_NEAR(benchmark.records[0].values[BENCHMARK_TTFT].number, 2.0, 1e-12);
}

static int end(void **state)
{
	(void)state;
	benchmark_release(&benchmark);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_units_and_lines),
	};

	return cmocka_run_group_tests_name("benchmark", tests, NULL, end);
}
