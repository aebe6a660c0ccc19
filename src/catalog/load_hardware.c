/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links, GPUs and their MIG profiles. */
#include <string.h>

#include "base/i18n.h"
#include "catalog/load.h"

static const double GB = 1e9, GIB = 1073741824.0, TERA = 1e12;
static const double GPUS_MAX = 100000.0;

static const char *const LINK_KEYS[] = { "id", "name", "kind", "all_reduce", "evidence", "source", "as_of", "notes",
	NULL };
static const char *const POINT_KEYS[] = { "gpus", "alpha_us", "beta_gbs", "beta_large_gbs", "vllm", "trtllm", NULL };
static const char *const LINE_KEYS[] = { "alpha_us", "beta_gbs", "alpha_large_us", "beta_large_gbs", NULL };

/* The two algorithms of an implementation, where they were measured. */
static void load_lines(struct load *load, const cJSON *item, const char *key, struct link_line *lines)
{
	const cJSON *object = enter_object(load, item, key, false, NULL);

	for (int i = 0; i < 2; i++) {
		lines[i].alpha_s = get_real(load, object, i ? "alpha_large_us" : "alpha_us", 0, 1e6) * 1e-6;
		lines[i].beta_bytes_per_s = get_real(load, object, i ? "beta_large_gbs" : "beta_gbs", 1e-3, 1e6) * GB;
	}
	if (!object)
		return;
	check_keys(load, object, LINE_KEYS);
	if (isnan(lines[0].alpha_s + lines[0].beta_bytes_per_s + lines[1].alpha_s + lines[1].beta_bytes_per_s))
		item_error(load, NULL, _("must hold two alphas and two betas"));
	json_reader_pop(&load->reader);
}

static void load_point(struct load *load, const cJSON *item, void *context)
{
	struct gpu_link *link = context;
	struct link_point *point = &link->points[link->point_count];

	if (!has_room(load, link->point_count, LINK_POINTS_MAX, _("there can be at most %d points")))
		return;
	check_keys(load, item, POINT_KEYS);
	point->gpus = need_whole(load, item, "gpus", 2, GPUS_MAX);
	point->alpha_s = need_real(load, item, "alpha_us", 0, 1e6) * 1e-6;
	point->beta_bytes_per_s = need_real(load, item, "beta_gbs", 1e-3, 1e6) * GB;
	point->beta_large_bytes_per_s = get_real(load, item, "beta_large_gbs", 1e-3, 1e6) * GB;
	load_lines(load, item, "vllm", point->lines[COLLECTIVES_VLLM]);
	load_lines(load, item, "trtllm", point->lines[COLLECTIVES_TRTLLM]);
	if (link->point_count > 0 && point->gpus <= point[-1].gpus)
		item_error(load, "gpus", _("%g must be more than in the point before"), point->gpus);
	link->point_count++;
}

static const char *const LINK_EVIDENCE_WORDS[] = { "measured", "assumed", NULL };

static void load_link(struct load *load, const cJSON *item, void *thing)
{
	struct gpu_link *link = thing;
	const cJSON *points;

	link->name = need_text(load, item, "name");
	link->source = need_text(load, item, "source");
	link->as_of = get_date(load, item, "as_of");
	link->measured = get_word(load, item, "evidence", LINK_EVIDENCE_WORDS, 1) == 0;
	link->kind = (enum link_kind)get_word(load, item, "kind", LINK_WORDS, -1);
	points = json_need_array(item, "all_reduce", &load->reader);
	if (!for_items(load, points, "all_reduce", load_point, link) && points)
		item_error(load, "all_reduce", _("must not be empty"));
}

const struct kind_row LINK_KIND = { KIND_ARRAY(gpu_link, links, link_count), .item = load_link, .keys = LINK_KEYS };

static const char *const GPU_KEYS[] = { "id", "name", "short_name", "vendor", "architecture", "family", "compute_class",
	"form_factor", "status", "year", "memory", "peak_tflops", "fp16_accumulate_tflops", "links", "interconnect_gbs",
	"pcie_gen", "l2_mb", "host", "max_gpus_per_node", "power_w", "compute_capability", "launch_names", "aliases",
	"source", "as_of", "notes", NULL };
static const char *const MEMORY_KEYS[] = { "marketed_gb", "usable_gib", "usable_evidence", "type", "bandwidth_gbs",
	NULL };
static const char *const PEAK_KEYS[] = { "fp16", "bf16", "fp8", "int8", "fp4", "int4", NULL };
static const char *const GROUP_KEYS[] = { "gpus", "link", NULL };
static const char *const EVIDENCE_WORDS[] = { "reported", "assumed", NULL };
static const char *const AVAILABLE_WORDS[] = { "available", "announced", NULL };
static const char *const HOST_WORDS[] = { "x86", "grace", NULL };

static void load_memory(struct load *load, const cJSON *item, struct gpu *gpu)
{
	const cJSON *memory = enter_object(load, item, "memory", false, NULL);
	const char *type = memory ? json_get_string(memory, "type", &load->reader) : NULL;

	gpu->memory_bytes = get_real(load, memory, "usable_gib", 0.1, 1e5) * GIB;
	gpu->memory_marketed_bytes = get_real(load, memory, "marketed_gb", 0.1, 1e5) * GB;
	gpu->bandwidth_bytes_per_s = get_real(load, memory, "bandwidth_gbs", 1, 1e6) * GB;
	gpu->memory_gddr = type && strncmp(type, "HBM", 3) != 0;
	if (!memory)
		return;
	gpu->memory_assumed = get_word(load, memory, "usable_evidence", EVIDENCE_WORDS, 1) == 1;
	check_keys(load, memory, MEMORY_KEYS);
	json_reader_pop(&load->reader);
}

static double peak(struct load *load, const cJSON *peaks, const char *key)
{
	return get_real(load, peaks, key, 0.01, 1e6) * TERA;
}

static void load_peaks(struct load *load, const cJSON *item, struct gpu *gpu)
{
	const cJSON *peaks = enter_object(load, item, "peak_tflops", false, NULL);
	double fp16 = peak(load, peaks, "fp16"), bf16 = peak(load, peaks, "bf16");

	gpu->peak_flops[TENSOR_16BIT] = isnan(bf16) ? fp16 : bf16;
	gpu->fp16_only = isnan(bf16) && !isnan(fp16);
	gpu->peak_flops[TENSOR_FP8] = peak(load, peaks, "fp8");
	gpu->peak_flops[TENSOR_INT8] = peak(load, peaks, "int8");
	gpu->peak_flops[TENSOR_FP4] = peak(load, peaks, "fp4");
	peak(load, peaks, "int4");
	if (peaks) {
		check_keys(load, peaks, PEAK_KEYS);
		json_reader_pop(&load->reader);
	}
	gpu->fp16_accumulate_flops = peak(load, item, "fp16_accumulate_tflops");
	if (isnan(gpu->fp16_accumulate_flops))
		gpu->fp16_accumulate_flops = isnan(fp16) ? bf16 : fp16;
}

static void load_group_link(struct load *load, const cJSON *item, void *context)
{
	struct gpu *gpu = context;
	struct gpu_group_link *link = &gpu->links[gpu->link_count];

	if (!has_room(load, gpu->link_count, GPU_LINKS_MAX, _("there can be at most %d links")))
		return;
	check_keys(load, item, GROUP_KEYS);
	link->gpus = need_whole(load, item, "gpus", 2, GPUS_MAX);
	link->link = need_reference(load, item, "link", CATALOG_LINKS);
	if (gpu->link_count > 0 && link->gpus <= link[-1].gpus)
		item_error(load, "gpus", _("%g must be more than in the link before"), link->gpus);
	gpu->link_count++;
}

/* The class that parameters made by naming it; NULL where none is named, or with a message. */
static const struct compute_class *get_class(struct load *load, const cJSON *item)
{
	const char *id = json_get_string(item, "compute_class", &load->reader);
	const struct catalog *c = load->catalog;

	for (int i = 0; id && i < c->class_count; i++)
		if (strcmp(c->classes[i].id, id) == 0)
			return &c->classes[i];
	if (id)
		item_error(load, "compute_class", _("\"%.40s\" must be a class that parameters.json has"), id);
	return NULL;
}

static const struct card *find_card(const struct load *load, const char *gpu)
{
	const struct catalog *c = load->catalog;

	for (int i = 0; i < c->card_count; i++)
		if (strcmp(c->cards[i].id, gpu) == 0)
			return &c->cards[i];
	return NULL;
}

static const char *const NAME_KEYS[] = { "skypilot", "dstack", "resource", "kubernetes", "gke", "source", NULL };

static void load_gpu_names(struct load *load, const cJSON *item, struct gpu_names *names)
{
	const cJSON *object = enter_object(load, item, "launch_names", false, NAME_KEYS);

	if (!object)
		return;
	names->skypilot = get_text(load, object, "skypilot");
	names->dstack = get_text(load, object, "dstack");
	names->resource = get_text(load, object, "resource");
	names->kubernetes = get_text(load, object, "kubernetes");
	names->gke = get_text(load, object, "gke");
	names->source = need_text(load, object, "source");
	json_reader_pop(&load->reader);
}

static void load_gpu(struct load *load, const cJSON *item, void *thing)
{
	struct gpu *gpu = thing;

	gpu->name = need_text(load, item, "name");
	gpu->short_name = get_text(load, item, "short_name");
	if (!gpu->short_name)
		gpu->short_name = gpu->name;
	gpu->vendor = need_text(load, item, "vendor");
	gpu->architecture = get_text(load, item, "architecture");
	gpu->form_factor = get_text(load, item, "form_factor");
	gpu->source = need_text(load, item, "source");
	gpu->as_of = get_date(load, item, "as_of");
	gpu->notes = get_text(load, item, "notes");
	gpu->family = get_reference(load, item, "family", CATALOG_FAMILIES);
	gpu->compute = get_class(load, item);
	gpu->card = find_card(load, gpu->id);
	load_memory(load, item, gpu);
	load_peaks(load, item, gpu);
	for_items(load, json_get_array(item, "links", &load->reader), "links", load_group_link, gpu);
	gpu->max_gpus_per_node = get_whole(load, item, "max_gpus_per_node", 1, GPUS_MAX);
	gpu->pcie_gen = get_whole(load, item, "pcie_gen", 1, 10);
	gpu->l2_bytes = get_real(load, item, "l2_mb", 0.1, 1e4) * 1e6;
	gpu->power_w = get_real(load, item, "power_w", 1, 1e5);
	gpu->grace_host = get_word(load, item, "host", HOST_WORDS, 0) == 1;
	gpu->announced = get_word(load, item, "status", AVAILABLE_WORDS, 0) == 1;
	load_gpu_names(load, item, &gpu->names);
	add_names(load, item, CATALOG_GPUS, gpu);
	add_name(load, CATALOG_GPUS, gpu->name, gpu);
	add_name(load, CATALOG_GPUS, gpu->short_name, gpu);
}

const struct kind_row GPU_KIND = { KIND_ARRAY(gpu, gpus, gpu_count), .item = load_gpu, .keys = GPU_KEYS,
	.most = CATALOG_GPUS_MAX };

static const char *const MIG_KEYS[] = { "id", "gpu", "profile", "memory_gb", "compute_slices", "compute_slices_total",
	"memory_slices", "memory_slices_total", "max_instances", "evidence", "source", "as_of", "notes", NULL };

static void load_mig(struct load *load, const cJSON *item, void *thing)
{
	struct mig_profile *mig = thing;

	mig->gpu = need_reference(load, item, "gpu", CATALOG_GPUS);
	mig->profile = need_text(load, item, "profile");
	mig->source = need_text(load, item, "source");
	mig->memory_gb = need_real(load, item, "memory_gb", 0.1, 1e5);
	mig->compute_slices_total = need_whole(load, item, "compute_slices_total", 1, 64);
	mig->memory_slices_total = need_whole(load, item, "memory_slices_total", 1, 64);
	mig->compute_slices = need_whole(load, item, "compute_slices", 1, fmin(64, mig->compute_slices_total));
	mig->memory_slices = need_whole(load, item, "memory_slices", 1, fmin(64, mig->memory_slices_total));
	mig->max_instances = need_whole(load, item, "max_instances", 1, 64);
}

const struct kind_row MIG_KIND = { KIND_ARRAY(mig_profile, mig, mig_count), .item = load_mig, .keys = MIG_KEYS };
