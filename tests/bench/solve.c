/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the catalog takes to load and the workload to be ranked. */
#include <fcntl.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "bench/bench.h"
#include "study/scenario_text.h"
#include "study/serve_judge.h"
#include "study/sensitivity.h"
#include "study/curves.h"
#include "study/fleet.h"
#include "study/replica.h"
#include "study/serve.h"
#include "study/study.h"
#include "support/imaged.h"

enum { LOADS = 15, SOLVES = 401, ROUNDS = 25, TODAY = 20777 };

static const char *folder(void)
{
	const char *path = getenv("GPUPLAN_DATADIR");

	return path ? path : "data";
}

static double load_s(const char *base)
{
	struct catalog catalog;
	struct error_list problems = { 0 };
	double start = bench_now_s(), end;

	if (catalog_load_for_lists(&catalog, base, NULL, 0, &problems) != STATUS_OK)
		fprintf(stderr, "bench: the catalog is not good\n");
	end = bench_now_s();
	error_list_release(&problems);
	catalog_release(&catalog);
	return end - start;
}

static void bench_load(const char *what, const char *base, double bar_ms)
{
	double times[LOADS];

	for (int i = 0; i < LOADS; i++)
		times[i] = load_s(base);
	bench_row(what, bench_median(times, LOADS) * 1e3, bar_ms, "ms");
}

/* From the files, and from the image with them as they were made and as an installation copies them. */
static void bench_loads(void)
{
	char base[] = "/tmp/gpuplan-bench-XXXXXX";
	struct text path;

	text_init(&path);
	if (!imaged_copy(folder(), base))
		fprintf(stderr, "bench: the catalog cannot be copied\n");
	bench_load("catalog load, files", base, 6);
	if (imaged_write(base, NULL) != STATUS_OK)
		fprintf(stderr, "bench: no image of the catalog\n");
	bench_load("catalog load, image", base, 2);
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		utimensat(AT_FDCWD, imaged_path(&path, base, kind), NULL, 0);
	bench_load("catalog load, image and files of another time", base, 2);
	imaged_remove(base);
	text_release(&path);
}

static void set(struct scenario *s, enum parameter parameter, const char *text)
{
	struct error error = { 0 };

	if (scenario_set(s, parameter, text, &error) != STATUS_OK)
		fprintf(stderr, "bench: %s\n", error.text);
}

static double solve_s(const struct study *study, const struct scenario *s, struct result *r)
{
	double times[SOLVES];

	for (int i = 0; i < SOLVES; i++) {
		double start = bench_now_s();

		study_solve(study, s, TODAY, r);
		times[i] = bench_now_s() - start;
	}
	return bench_median(times, SOLVES);
}

static void bench_at_rate(const struct scenario *base, struct result *r)
{
	struct scenario s = *base;

	set(&s, PARAMETER_RATE, "2");
	bench_row("re-rank at a rate", solve_s(&serve_study, &s, r) * 1e6, 1000, "us");
}

/* All GPUs at all providers: 50 requests a second with quiet nights, or a rate of its own every hour. */
static void bench_fleet(const char *what, const struct scenario *base, const char *traffic, struct result *r)
{
	struct scenario s = *base;
	double times[SOLVES];
	char line[80];

	if (traffic) {
		set(&s, PARAMETER_TRAFFIC, traffic);
	} else {
		set(&s, PARAMETER_RATE, "50");
		set(&s, PARAMETER_RATE_LOW, "10");
	}
	set(&s, PARAMETER_SPOT, "tolerant");
	for (int i = 0; i < SOLVES; i++) {
		double start = bench_now_s();

		study_solve(&fleet_study, &s, TODAY, r);
		times[i] = bench_now_s() - start;
	}
	snprintf(line, sizeof(line), "fleet, %s", what);
	bench_row(line, bench_median(times, SOLVES) * 1e3, 5, "ms");
}

/* All marks of all sliders, and the longest portion of the work. */
static double marks_s(const struct study *study, const struct scenario *s, double *longest)
{
	static struct sensitivity sensitivity;
	double start = bench_now_s(), last = start;

	*longest = 0.0;
	sensitivity_release(&sensitivity);
	sensitivity_start(&sensitivity, study, s, PARAMETER_CONTEXT);
	while (sensitivity_advance(&sensitivity)) {
		double now = bench_now_s();

		*longest = fmax(*longest, now - last);
		last = now;
	}
	return bench_now_s() - start;
}

static void bench_marks(const char *what, const struct study *study, const struct scenario *s)
{
	double times[LOADS], longest[LOADS];
	char line[80];

	for (int i = 0; i < LOADS; i++)
		times[i] = marks_s(study, s, &longest[i]);
	snprintf(line, sizeof(line), "all marks, %s", what);
	bench_row(line, bench_median(times, LOADS) * 1e3, 100, "ms");
	snprintf(line, sizeof(line), "longest portion, %s", what);
	bench_row(line, bench_median(longest, LOADS) * 1e3, 5, "ms");
}

/* The best configurations of all GPUs, judged again and again. */
static double judge_s(const struct scenario *s, const struct result *r)
{
	double times[ROUNDS];
	struct replica_row answer;

	for (int i = 0; i < ROUNDS; i++) {
		double start = bench_now_s();

		for (int k = 0; k < r->count; k++)
			serve_judge(s, &r->rows[k].deployment, replica_row_init(&answer));
		times[i] = (bench_now_s() - start) / r->count;
	}
	return bench_median(times, ROUNDS);
}

/* The slowest plot of the best configuration and its rivals. */
static double curves_s(const struct scenario *s, const struct result *r)
{
	double slowest = 0.0;
	struct curves curves;

	for (int plot = 0; plot < CURVE_PLOTS; plot++) {
		double times[ROUNDS], median;

		for (int i = 0; i < ROUNDS; i++) {
			double start = bench_now_s();

			curves_calculate(&curves, (enum curve_plot)plot, s, r, &r->rows[0]);
			times[i] = bench_now_s() - start;
		}
		median = bench_median(times, ROUNDS);
		slowest = median > slowest ? median : slowest;
	}
	return slowest;
}

/* A pile by a time on demand and on spot: one step of its slider, and all marks. */
static void bench_batch(const char *what, const struct scenario *base, struct result *r)
{
	struct scenario s = *base;
	char line[80];

	set(&s, PARAMETER_TOKENS, "500M");
	set(&s, PARAMETER_SPOT, "tolerant");
	study_adopt(&batch_study, &s);
	snprintf(line, sizeof(line), "batch, %s", what);
	bench_row(line, solve_s(&batch_study, &s, r) * 1e3, 16, "ms");
	bench_marks("batch", &batch_study, &s);
}

/* Training runs: adapters, and all weights with spot machines. */
static void bench_train(const char *what, struct scenario *scenario, struct result *r)
{
	static const char *const methods[] = { "lora", "full" };
	char line[128];

	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		struct scenario s = *scenario;

		set(&s, PARAMETER_METHOD, methods[i]);
		set(&s, PARAMETER_SPOT, "tolerant");
		study_adopt(&train_study, &s);
		snprintf(line, sizeof(line), "train, %s, %s", methods[i], what);
		bench_row(line, solve_s(&train_study, &s, r) * 1e3, 16, "ms");
		bench_marks("train", &train_study, &s);
	}
}

/* Images, and clips for a volume. */
static void bench_media(struct scenario *scenario, struct result *r)
{
	static const char *const tasks[] = { "image", "video", "embed" };
	char line[128];

	for (size_t i = 0; i < sizeof(tasks) / sizeof(tasks[0]); i++) {
		struct scenario s = *scenario;

		set(&s, PARAMETER_TASK, tasks[i]);
		set(&s, PARAMETER_VOLUME, "200/day");
		study_adopt(&media_study, &s);
		snprintf(line, sizeof(line), "media, %s", tasks[i]);
		bench_row(line, solve_s(&media_study, &s, r) * 1e3, 16, "ms");
		bench_marks("media", &media_study, &s);
	}
}

int main(void)
{
	static const char *const models[] = { "meta-llama/Llama-3.3-70B-Instruct", "deepseek-ai/DeepSeek-V3",
		"Qwen/Qwen3-30B-A3B" };
	struct catalog catalog;
	struct scenario scenario;
	struct result result;
	struct error_list problems = { 0 };
	struct error error = { 0 };

	i18n_start();
	bench_loads();
	if (catalog_load(&catalog, folder(), NULL, 0, &problems) != STATUS_OK ||
		scenario_init(&scenario, &catalog, &error) != STATUS_OK)
		return 1;
	result_init(&result, &catalog);
	for (size_t i = 0; i < sizeof(models) / sizeof(models[0]); i++) {
		char what[80];

		set(&scenario, PARAMETER_MODEL, models[i]);
		snprintf(what, sizeof(what), "re-rank, %s", models[i]);
		bench_row(what, solve_s(&serve_study, &scenario, &result) * 1e6, 1000, "us");
		bench_marks(models[i], &serve_study, &scenario);
		bench_marks("fleets", &fleet_study, &scenario);
		bench_marks("ownership", &own_study, &scenario);
		bench_row("ownership, re-rank", solve_s(&own_study, &scenario, &result) * 1e6, 1000, "us");
		bench_fleet(models[i], &scenario, NULL, &result);
		bench_batch(models[i], &scenario, &result);
		bench_train(models[i], &scenario, &result);
	}
	bench_media(&scenario, &result);
	set(&scenario, PARAMETER_MODEL, models[0]);
	bench_fleet("a day of 24 rates", &scenario, "8,6,5,4,4,5,9,15,26,38,45,49,50,48,47,46,44,41,37,33,28,22,16,11",
		&result);
	study_solve(&serve_study, &scenario, TODAY, &result);
	bench_row("one evaluation (best of each GPU)", judge_s(&scenario, &result) * 1e6, NAN, "us");
	bench_row("curves, slowest plot", curves_s(&scenario, &result) * 1e3, 5, "ms");
	bench_at_rate(&scenario, &result);
	set(&scenario, PARAMETER_FOUR_BIT, "any");
	set(&scenario, PARAMETER_MAX_GPUS, "64");
	set(&scenario, PARAMETER_SPOT, "tolerant");
	set(&scenario, PARAMETER_CONCURRENCY, "max");
	bench_row("re-rank, any 4-bit, 64 GPUs, spot, max users", solve_s(&serve_study, &scenario, &result) * 1e6, 1000,
		"us");
	bench_marks("the same", &serve_study, &scenario);
	set(&scenario, PARAMETER_RATE, "2");
	bench_marks("the same at a rate", &serve_study, &scenario);
	bench_marks("fleets at that rate", &fleet_study, &scenario);
	result_release(&result);
	error_list_release(&problems);
	catalog_release(&catalog);
	return 0;
}
