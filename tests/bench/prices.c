/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a large price list takes to be imported, and ranking with very many offers. */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "bench/bench.h"
#include "catalog/prices/merge.h"
#include "study/scenario_text.h"
#include "study/fleet_offer.h"
#include "study/fleet.h"
#include "study/study.h"

enum { ROWS = 50000, FOLDERS = 4, OFFERS = 25000, ROUNDS = 7, SOLVES = 51, TODAY = 20777 };

static const char *folder(void)
{
	const char *path = getenv("GPUPLAN_DATADIR");

	return path ? path : "data";
}

/* Like the vms.csv of a large cloud: sizes and zones of a few GPUs in many regions. */
static void add_cloud(struct text *out)
{
	static const char *const gpus[] = { "H100-SXM", "A100-80GB-SXM", "L4", "L40S", "A10G", "T4", "H200-SXM", "B200",
		"V100-32GB", "K80" };

	text_add(out,
		"InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,"
		"SpotPrice,Region,AvailabilityZone,Arch\n");
	for (int i = 0; i < ROWS; i++) {
		int gpu = i % 10, region = i / 10 % 30, size = i / 300 % 7;

		text_addf(out, "g%d.%dxlarge,%s,%d,%d,%d,,%.4f,%.4f,region-%d,region-%d%c,x86_64\n", gpu, 1 << size,
			gpus[gpu], gpu % 2 ? 1 : 8, 4 << size, 16 << size, 3.0 + 0.7 * gpu + region / 50.0 + size,
			1.0 + 0.2 * gpu + size / 10.0, region, region, 'a' + i / 2100 % 6);
	}
}

/* An import as the command does it, but for the disk. */
static double import_s(
	const struct catalog *catalog, const struct text *list, const char *old, size_t n, struct text *out)
{
	struct price_request request = { .catalog = catalog,
		.format = PRICE_FORMAT_SKYPILOT,
		.file = "vms.csv",
		.provider = "aws",
		.as_of = TODAY,
		.today = TODAY };
	struct price_import import;
	struct error error = { 0 };
	double start = bench_now_s();
	int replaced;

	text_clear(out);
	if (prices_read(&request, list->data, list->length, &import, &error) != STATUS_OK ||
		prices_merge_offers(&import, old, n, "prices.json", &replaced, out, &error) != STATUS_OK)
		fprintf(stderr, "bench: %s\n", error.text);
	prices_release(&import);
	return bench_now_s() - start;
}

static void bench_import(const struct catalog *catalog)
{
	double first[ROUNDS], again[ROUNDS];
	struct text list, out, old;

	text_init(&list);
	text_init(&out);
	text_init(&old);
	add_cloud(&list);
	for (int i = 0; i < ROUNDS; i++) {
		first[i] = import_s(catalog, &list, "", 0, &old);
		again[i] = import_s(catalog, &list, old.data, old.length, &out);
	}
	bench_row("import of 50,000 rows", bench_median(first, ROUNDS) * 1e3, 500, "ms");
	bench_row("the same over the old import", bench_median(again, ROUNDS) * 1e3, 500, "ms");
	text_release(&list);
	text_release(&out);
	text_release(&old);
}

/* Offers, every second one spot: of all GPUs and mostly of a marketplace, which is not comparable; or
 * of one GPU at all providers. */
static void write_overlay(const struct catalog *c, const char *one, const char *path, int start)
{
	struct error error = { 0 };
	struct text out;

	text_init(&out);
	text_add(&out, "{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"prices\", \"items\": [\n");
	for (int i = start; i < start + OFFERS; i++)
		text_addf(&out,
			"%s{\"id\": \"bench:%d\", \"provider\": \"%s\", \"gpu\": \"%s\", \"gpus\": %d, "
			"\"region\": \"region-%d\", \"purchase\": \"%s\", \"usd_per_gpu_hour\": %.4f, "
			"\"as_of\": \"2026-10-%02d\", \"source\": \"own\"}\n",
			i > start ? "," : "", i,
			one             ? c->providers[i / 8 % c->provider_count].id
				: i % 8 ? "vast"
					: "runpod",
			one ? one : c->gpus[i % c->gpu_count].id, 1 << i % 4, i % 97, i % 2 ? "spot" : "on_demand",
			0.05 + i % 9973 / 1000.0, 1 + i % 28);
	text_add(&out, "]}\n");
	if (file_write_atomic(path, out.data, out.length, &error) != STATUS_OK)
		fprintf(stderr, "bench: %s\n", error.text);
	text_release(&out);
}

static void set(struct scenario *s, enum parameter parameter, const char *text)
{
	struct error error = { 0 };

	if (scenario_set(s, parameter, text, &error) != STATUS_OK)
		fprintf(stderr, "bench: %s\n", error.text);
}

static void bench_solve(const char *what, const struct study *study, const struct scenario *s, struct result *r)
{
	double times[SOLVES];

	for (int i = 0; i < SOLVES; i++) {
		double start = bench_now_s();

		study_solve(study, s, TODAY, r);
		times[i] = bench_now_s() - start;
	}
	bench_row(what, bench_median(times, SOLVES) * 1e3, 20, "ms");
}

/* The curve of a fleet's bill, as the planner draws four of them. */
static void bench_curves(const char *what, const struct scenario *s, const struct result *r)
{
	enum { CURVES = 4, POINTS = 61 };
	double times[SOLVES], factors[POINTS], usd[POINTS];

	for (int i = 0; i < POINTS; i++)
		factors[i] = pow(256.0, (double)i / (POINTS - 1)) / 16.0;
	for (int i = 0; i < SOLVES; i++) {
		double start = bench_now_s();

		for (int k = 0; k < CURVES; k++)
			fleet_bill_curve(s, result_best(r), factors, usd, POINTS);
		times[i] = bench_now_s() - start;
	}
	bench_row(what, bench_median(times, SOLVES) * 1e3, 20, "ms");
}

static void load(const char *const *overlays, struct catalog *catalog, struct scenario *scenario)
{
	struct error_list problems = { 0 };
	struct error error = { 0 };

	if (catalog_load(catalog, folder(), overlays, FOLDERS, &problems) != STATUS_OK ||
		scenario_init(scenario, catalog, &error) != STATUS_OK)
		fprintf(stderr, "bench: the overlays are not good\n");
	error_list_release(&problems);
}

static void bench_rank(const char *const *overlays)
{
	struct catalog catalog;
	struct scenario scenario;
	struct result result;
	double start = bench_now_s();

	load(overlays, &catalog, &scenario);
	bench_row("load of 100,000 offers of many dates", (bench_now_s() - start) * 1e3, 2000, "ms");
	result_init(&result, &catalog);
	bench_solve("re-rank, 100,000 offers", &serve_study, &scenario, &result);
	bench_solve("the same of owning", &own_study, &scenario, &result);
	/* A region of the table that no offer has. */
	set(&scenario, PARAMETER_REGION, "norwayeast");
	bench_solve("re-rank in a region that nobody has", &serve_study, &scenario, &result);
	bench_solve("the same of owning", &own_study, &scenario, &result);
	scenario_clear(&scenario, PARAMETER_REGION);
	set(&scenario, PARAMETER_COUNTRY, "NG");
	set(&scenario, PARAMETER_SLA, "formal");
	set(&scenario, PARAMETER_COMPLIANCE, "soc2");
	bench_solve("in such a country, SLA, certificate", &serve_study, &scenario, &result);
	bench_solve("the same of owning", &own_study, &scenario, &result);
	set(&scenario, PARAMETER_BILLING, "minute");
	set(&scenario, PARAMETER_RESIDENCY, "eu");
	set(&scenario, PARAMETER_MAX_GPUS, "64");
	set(&scenario, PARAMETER_FOUR_BIT, "any");
	set(&scenario, PARAMETER_SPOT, "tolerant");
	set(&scenario, PARAMETER_PROVIDER_KIND, "marketplace");
	bench_solve("six filters, spot, 64 GPUs, any 4-bit", &serve_study, &scenario, &result);
	result_release(&result);
	catalog_release(&catalog);
}

/* All offers are of one GPU: what is read again for every question shows. */
static void bench_one_gpu(const char *const *overlays)
{
	struct catalog catalog;
	struct scenario scenario;
	struct result result;

	load(overlays, &catalog, &scenario);
	result_init(&result, &catalog);
	set(&scenario, PARAMETER_RATE, "50");
	bench_solve("fleets, 100,000 offers of one GPU", &fleet_study, &scenario, &result);
	bench_curves("their curves", &scenario, &result);
	bench_solve("owning, 100,000 offers of one GPU", &own_study, &scenario, &result);
	set(&scenario, PARAMETER_REGION, "region-9");
	bench_solve("fleets, the same in a region", &fleet_study, &scenario, &result);
	bench_curves("their curves", &scenario, &result);
	bench_solve("owning, the same in a region", &own_study, &scenario, &result);
	result_release(&result);
	catalog_release(&catalog);
}

static void write_overlays(const struct catalog *catalog, const char *gpu, const char *const *folders)
{
	char path[512];
	struct error error = { 0 };

	for (int i = 0; i < FOLDERS; i++) {
		snprintf(path, sizeof(path), "%s/prices.json", folders[i]);
		if (file_make_folder(folders[i], &error) == STATUS_OK)
			write_overlay(catalog, gpu, path, i * OFFERS);
	}
}

int main(void)
{
	char base[] = "/tmp/gpuplan-bench-XXXXXX", folders[FOLDERS][64], path[512];
	const char *overlays[FOLDERS];
	struct catalog catalog;
	struct error_list problems = { 0 };

	i18n_start();
	if (catalog_load(&catalog, folder(), NULL, 0, &problems) != STATUS_OK || !mkdtemp(base))
		return 1;
	bench_import(&catalog);
	for (int i = 0; i < FOLDERS; i++) {
		snprintf(folders[i], sizeof(folders[i]), "%s/%d", base, i);
		overlays[i] = folders[i];
	}
	write_overlays(&catalog, NULL, overlays);
	bench_rank(overlays);
	write_overlays(&catalog, "H100-SXM-80GB", overlays);
	bench_one_gpu(overlays);
	for (int i = 0; i < FOLDERS; i++) {
		snprintf(path, sizeof(path), "%s/prices.json", folders[i]);
		unlink(path);
		rmdir(folders[i]);
	}
	rmdir(base);
	error_list_release(&problems);
	catalog_release(&catalog);
	return 0;
}
