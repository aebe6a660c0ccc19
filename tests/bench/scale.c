/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input far beyond what is shipped: 500 and 10,000 GPUs, a million prices, sweeps of 100,000 rows. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "bench/bench.h"
#include "study/scenario_text.h"
#include "study/study.h"
#include "cli/row_reader.h"
#include "study/serve.h"

enum { FEW = 500, MANY = 10000, OFFERS = 1000000, ROWS = 100000, SOLVES = 21, TODAY = 20777 };

static const char *data(void)
{
	const char *path = getenv("GPUPLAN_DATADIR");

	return path ? path : "data";
}

static void write_items(const char *folder, const char *name, const struct text *items)
{
	struct error error = { 0 };
	struct text path, out;

	text_init(&path);
	text_init(&out);
	text_addf(&path, "%s/%s.json", folder, name);
	text_addf(&out, "{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"%s\", \"items\": [\n", name);
	text_add_n(&out, items->data, items->length);
	text_add(&out, "]}\n");
	if (file_write_atomic(path.data, out.data, out.length, &error) != STATUS_OK)
		fprintf(stderr, "bench: %s\n", error.text);
	text_release(&path);
	text_release(&out);
}

static void write_gpus(const char *folder, int count)
{
	struct text items;

	text_init(&items);
	for (int i = 0; i < count; i++)
		text_addf(&items,
			"%s{\"id\": \"bench-%d\", \"name\": \"Bench %d\", \"short_name\": \"Bench%d\", "
			"\"vendor\": \"NVIDIA\", \"architecture\": \"Hopper\", \"family\": \"hopper\", "
			"\"memory\": {\"marketed_gb\": %d, \"usable_gib\": %d, \"type\": \"HBM3\", "
			"\"bandwidth_gbs\": %d}, \"peak_tflops\": {\"fp16\": 989, \"bf16\": 989, \"fp8\": 1979}, "
			"\"links\": [{\"gpus\": 8, \"link\": \"nvlink4\"}], \"max_gpus_per_node\": 8, "
			"\"source\": \"own\"}\n",
			i > 0 ? "," : "", i, i, i, 48 + i % 150, 46 + i % 150, 2000 + i % 3000);
	write_items(folder, "gpus", &items);
	text_clear(&items);
	for (int i = 0; i < count; i++)
		text_addf(&items,
			"%s{\"id\": \"bench:%d\", \"provider\": \"runpod\", \"gpu\": \"bench-%d\", "
			"\"purchase\": \"on_demand\", \"usd_per_gpu_hour\": %.4f, \"as_of\": \"2026-10-01\", "
			"\"source\": \"own\"}\n",
			i > 0 ? "," : "", i, i, 1 + i * 7919 % 10007 / 1e3);
	write_items(folder, "prices", &items);
	text_release(&items);
}

static void write_offers(const char *folder, const struct catalog *c)
{
	struct text items;

	text_init(&items);
	for (int i = 0; i < OFFERS; i++)
		text_addf(&items,
			"%s{\"id\": \"vast:%d\", \"provider\": \"vast\", \"gpu\": \"%s\", \"gpus\": %d, "
			"\"region\": \"region-%d\", \"purchase\": \"%s\", \"usd_per_gpu_hour\": %.4f, "
			"\"as_of\": \"2026-10-%02d\", \"source\": \"own\"}\n",
			i > 0 ? "," : "", i, c->gpus[i % c->gpu_count].id, 1 << i % 4, i % 97,
			i % 2 ? "spot" : "on_demand", 0.05 + i % 9973 / 1e3, 1 + i % 28);
	write_items(folder, "prices", &items);
	text_release(&items);
}

/* Loads the catalog with an overlay; the time of it goes to *seconds. */
static bool load(struct catalog *c, const char *folder, double *seconds)
{
	struct error_list problems = { 0 };
	double start = bench_now_s();
	bool good = catalog_load(c, data(), &folder, !!folder, &problems) == STATUS_OK;

	*seconds = bench_now_s() - start;
	for (size_t i = 0; i < problems.count && i < 3; i++)
		fprintf(stderr, "bench: %s\n", problems.items[i].text);
	error_list_release(&problems);
	return good;
}

static void bench_step(const char *what, int count, const struct scenario *s, struct result *r, double bar)
{
	double times[SOLVES];
	char line[80];

	for (int i = 0; i < SOLVES; i++) {
		double start = bench_now_s();

		study_solve(&serve_study, s, TODAY, r);
		times[i] = bench_now_s() - start;
	}
	snprintf(line, sizeof(line), "%s with %d more GPUs", what, count);
	bench_row(line, bench_median(times, SOLVES) * 1e3, bar, "ms");
}

static void bench_gpus(const char *folder, int count, double load_bar, double step_bar)
{
	struct catalog c;
	struct scenario s;
	struct result r;
	struct error error;
	double seconds;
	char what[80];

	write_gpus(folder, count);
	if (!load(&c, folder, &seconds) || scenario_init(&s, &c, &error) != STATUS_OK)
		exit(1);
	snprintf(what, sizeof(what), "load with %d more GPUs", count);
	bench_row(what, seconds * 1e3, load_bar, "ms");
	result_init(&r, &c);
	bench_step("re-rank", count, &s, &r, step_bar);
	if (scenario_set(&s, PARAMETER_RATE, "2", &error) != STATUS_OK)
		exit(1);
	bench_step("re-rank at a rate", count, &s, &r, step_bar);
	result_release(&r);
	catalog_release(&c);
}

static double largest_memory_mib(void)
{
	char line[256];
	long kib = 0;
	FILE *file = fopen("/proc/self/status", "r");

	while (file && fgets(line, sizeof(line), file))
		if (strncmp(line, "VmHWM:", 6) == 0)
			kib = strtol(line + 6, NULL, 10);
	if (file)
		fclose(file);
	return (double)kib / 1024;
}

static void bench_offers(const char *folder)
{
	struct catalog c;
	double seconds;

	if (!load(&c, folder, &seconds))
		exit(1);
	bench_row("load of 1,000,000 more prices", seconds, 6, "s");
	bench_row("memory at most", largest_memory_mib(), 640, "MiB");
	catalog_release(&c);
}

/* Every row another unknown name, or the same one. */
static void bench_rows(const struct catalog *c, const char *what, const char *format)
{
	struct scenario base, s;
	struct row_reader rows;
	struct error error;
	struct text file;
	struct csv csv;
	double start;

	text_init(&file);
	text_add(&file, "model,gpu,concurrency\n");
	for (int i = 0; i < ROWS; i++) {
		text_add(&file, format);
		if (strcmp(format, "llama-9-") != 0)
			text_addf(&file, "%d", i);
		text_add(&file, "b-instuct,H100-SXM-80GB,4\n");
	}
	if (scenario_init(&base, c, &error) != STATUS_OK ||
		csv_open(&csv, file.data, file.length, "bench", &error) != STATUS_OK)
		exit(1);
	start = bench_now_s();
	row_reader_init(&rows, &csv, &base);
	while (csv_next(&csv, &error) > 0)
		row_read(&rows, &s, &error);
	bench_row(what, bench_now_s() - start, 3, "s");
	row_reader_release(&rows);
	csv_release(&csv);
	text_release(&file);
}

int main(void)
{
	char folder[] = "/tmp/gpuplan-bench.XXXXXX", path[64];
	struct catalog shipped;
	double seconds;

	i18n_start();
	if (!mkdtemp(folder) || !load(&shipped, NULL, &seconds))
		return 1;
	bench_rows(&shipped, "100,000 rows of different unknown models", "unknown-model-");
	bench_rows(&shipped, "100,000 rows of one unknown model", "llama-9-");
	bench_gpus(folder, FEW, 50, 16);
	bench_gpus(folder, MANY, 1000, 400);
	snprintf(path, sizeof(path), "%s/gpus.json", folder);
	unlink(path);
	/* In a process that is done: only the load counts for the memory of this one. */
	if (fork() == 0) {
		write_offers(folder, &shipped);
		_exit(0);
	}
	wait(NULL);
	bench_offers(folder);
	snprintf(path, sizeof(path), "%s/prices.json", folder);
	unlink(path);
	rmdir(folder);
	catalog_release(&shipped);
	return 0;
}
