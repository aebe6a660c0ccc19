/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single things of the catalog. */
#include "report/show.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/listing_write.h"
#include "report/member.h"
#include "report/labels.h"

enum { LABEL_COLUMNS = 32, LINE_COLUMNS = 80 };
static const double GIB = 1073741824.0;
static const double REQUESTS[] = { 8192.0, 32768.0, 131072.0 };

enum { REQUEST_COUNT = sizeof(REQUESTS) / sizeof(REQUESTS[0]) };

/* A label, and its value from one column on; both are foreign. */
static void add_field(struct text *out, const char *label, const char *value)
{
	TEXT(clean);
	int columns;

	text_add_clean(&clean, label, strlen(label));
	columns = text_columns(clean.data);
	text_addf(out, "  %s%*s", clean.data, columns < LABEL_COLUMNS ? LABEL_COLUMNS - columns : 0, "");
	text_clear(&clean);
	if (!*value)
		value = _("n/a");
	text_add_clean(&clean, value, strlen(value));
	text_add_wrapped(out, clean.data, LABEL_COLUMNS + 2, LABEL_COLUMNS + 2, LINE_COLUMNS);
}

static void add_fields(struct text *out, const struct catalog *c, enum catalog_kind kind, const void *thing)
{
	int count;
	const struct listing_row *rows = listing_rows(kind, &count);
	struct listing_value v;
	TEXT(value);

	for (int i = 0; i < count; i++) {
		listing_get(&rows[i], c, thing, &v);
		text_clear(&value);
		listing_value_text(&value, &rows[i], &v, true);
		add_field(out, _(rows[i].label), value.data);
	}
}

/* The reference of a thing: "id detail | id detail"; NULL when the kind has none. */
static const char *reference_of(const struct catalog *c, enum catalog_kind kind, const void *thing)
{
	int count;
	const struct listing_row *rows = listing_rows(kind, &count);
	struct listing_value v;

	for (int i = 0; i < count; i++)
		if (strcmp(rows[i].key, "source") == 0) {
			listing_get(&rows[i], c, thing, &v);
			return v.word;
		}
	return NULL;
}

/* Whether an earlier part of the reference names the same source. */
static bool named_before(const char *reference, const char *at)
{
	size_t n = strcspn(at, " ");

	while (reference && reference < at) {
		const char *next = strstr(reference, " | ");

		if (strcspn(reference, " ") == n && strncmp(reference, at, n) == 0)
			return true;
		reference = next ? next + 3 : NULL;
	}
	return false;
}

/* The titles and addresses behind a reference. */
static void add_sources(struct text *out, const struct catalog *c, const char *reference, struct report_style style)
{
	bool any = false;

	for (const char *at = reference; at && *at;) {
		const struct source *source = catalog_source(c, at);
		const char *next = strstr(at, " | ");

		if (source && !named_before(reference, at)) {
			if (!any)
				report_heading(out, _("Sources"), style.color);
			any = true;
			add_field(out, source->id, source->title);
			if (source->url)
				add_field(out, "", source->url);
		}
		at = next ? next + 3 : NULL;
	}
}

static void grid_add_number(struct grid *grid, double value, enum metric_unit unit)
{
	label_value(&grid->cell, value, unit);
	grid_add_cell(grid);
}

static void add_prices(struct text *out, const struct catalog *c, const struct gpu *gpu, struct report_style style)
{
	const char *const titles[] = { "", label_title(METRIC_GPU_HOUR), label_title(METRIC_PROVIDER),
		label_title(METRIC_PURCHASE), label_title(METRIC_GPUS), label_title(METRIC_AS_OF),
		label_title(METRIC_SOURCE) };
	int count;
	const struct offer *offers = catalog_offers(c, gpu, &count);
	GRID(grid, 7, 1u << 1 | 1u << 4);

	report_heading(out, _("Prices, cheapest first (* list price of this GPU, used for plans)"), style.color);
	if (count == 0) {
		text_addf(out, "  %s\n", _("none"));
		return;
	}
	grid_titles(&grid, titles);
	for (int i = 0; i < count; i++) {
		grid_add(&grid, offer_counts(&offers[i]) ? "*" : "");
		grid_add_number(&grid, offers[i].usd_per_gpu_hour, UNIT_USD);
		grid_add(&grid, offers[i].provider->id);
		grid_add(&grid, label_purchase(offers[i].purchase));
		grid_add_number(&grid, offers[i].gpus, UNIT_NONE);
		label_date(&grid.cell, offers[i].as_of);
		grid_add_cell(&grid);
		/* The id at the start of the reference. */
		text_add_n(&grid.cell, offers[i].source, strcspn(offers[i].source, " "));
		grid_add_cell(&grid);
	}
	grid_end(&grid, out);
}

static void add_mig(struct text *out, const struct catalog *c, const struct gpu *gpu, struct report_style style)
{
	const char *const titles[] = { "", _("profile"), _("GB"), _("compute"), _("most") };
	GRID(grid, 5, 7u << 2);

	grid_titles(&grid, titles);
	for (int i = 0; i < c->mig_count; i++) {
		const struct mig_profile *mig = &c->mig[i];

		if (mig->gpu != gpu)
			continue;
		grid_add(&grid, "");
		grid_add(&grid, mig->profile);
		grid_add_number(&grid, mig->memory_gb, UNIT_NONE);
		text_addf(&grid.cell, "%.0f/%.0f", mig->compute_slices, mig->compute_slices_total);
		grid_add_cell(&grid);
		grid_add_number(&grid, mig->max_instances, UNIT_NONE);
	}
	if (grid.count > 5) {
		report_heading(out, _("MIG profiles"), style.color);
		grid_write(&grid, out, NULL, NULL);
	}
}

/* KV cache of one request; NaN beyond the model's limit. */
static double request_bytes(const struct model *model, double tokens, double kv_bytes)
{
	return tokens > model->max_context ? NAN : model_kv_bytes(model, tokens, kv_bytes);
}

static void add_kv(struct text *out, const struct model *model, struct report_style style)
{
	const char *const titles[] = { "", _("tokens"), _("16 bits"), _("8 bits") };
	GRID(grid, 4, 7u << 1);

	report_heading(out, _("KV cache and state of one request (n/a beyond the model's limit)"), style.color);
	grid_titles(&grid, titles);
	for (int i = 0; i < REQUEST_COUNT; i++) {
		grid_add(&grid, "");
		grid_add_number(&grid, REQUESTS[i], UNIT_NONE);
		grid_add_number(&grid, request_bytes(model, REQUESTS[i], 2.0), UNIT_GIB);
		grid_add_number(&grid, request_bytes(model, REQUESTS[i], 1.0), UNIT_GIB);
	}
	grid_end(&grid, out);
}

static void add_weights(struct text *out, const struct catalog *c, const struct model *model, struct report_style style)
{
	enum { PER_LINE = 3 };
	GRID(grid, 1 + 2 * PER_LINE, 1u << 2 | 1u << 4 | 1u << 6);

	report_heading(out, _("Weights in every format (computed from the layers)"), style.color);
	for (int i = 0; i < c->format_count || i % PER_LINE; i++) {
		if (i % PER_LINE == 0)
			grid_add(&grid, "");
		grid_add(&grid, i < c->format_count ? c->formats[i].id : "");
		if (i < c->format_count)
			grid_add_number(&grid, model_weight_bytes(model, &c->formats[i]).total, UNIT_GIB);
		else
			grid_add(&grid, "");
	}
	grid_end(&grid, out);
}

/* What a checkpoint has instead of its model's own; a limit of NaN: there is none. */
static const struct weight_format *weights_of(const struct checkpoint *checkpoint)
{
	return checkpoint->weights ? checkpoint->weights : checkpoint->model->native_weights;
}

static const char *kv_of(const struct checkpoint *checkpoint)
{
	const struct kv_format *kv = checkpoint->kv ? checkpoint->kv : checkpoint->model->native_kv;

	return kv ? kv->id : "bf16";
}

static double context_limit(const struct checkpoint *checkpoint)
{
	return checkpoint->max_context > 0 ? checkpoint->max_context : checkpoint->model->max_context;
}

static void add_checkpoints(
	struct text *out, const struct catalog *c, const struct model *model, struct report_style style)
{
	const char *const titles[] = { "", _("name"), _("weights"), _("KV"), _("limit") };
	GRID(grid, 5, 1u << 4);

	report_heading(out, _("Checkpoints"), style.color);
	grid_titles(&grid, titles);
	for (int i = 0; i < c->checkpoint_count; i++) {
		const struct checkpoint *p = &c->checkpoints[i];

		if (p->model != model)
			continue;
		grid_add(&grid, "");
		grid_add(&grid, p->id);
		grid_add(&grid, weights_of(p)->id);
		grid_add(&grid, kv_of(p));
		if (isnan(context_limit(p)))
			text_add(&grid.cell, _("none"));
		else
			quantity_format(&grid.cell, context_limit(p), QUANTITY_TOKENS, 3);
		grid_add_cell(&grid);
	}
	grid_end(&grid, out);
}

void show_text(
	struct text *out, const struct catalog *c, enum catalog_kind kind, const void *thing, struct report_style style)
{
	const char *id = *(const char *const *)thing;

	if (style.color)
		text_add_sgr(out, "1");
	text_add(out, id);
	if (style.color)
		text_add_sgr(out, "0");
	text_addf(out, " (%s)\n", catalog_kind_id(kind));
	add_fields(out, c, kind, thing);
	if (kind == CATALOG_MODELS) {
		add_kv(out, thing, style);
		add_weights(out, c, thing, style);
		add_checkpoints(out, c, thing, style);
	}
	if (kind == CATALOG_GPUS) {
		add_mig(out, c, thing, style);
		add_prices(out, c, thing, style);
	}
	add_sources(out, c, reference_of(c, kind, thing), style);
}

static void json_gpu(struct text *out, const struct catalog *c, const struct gpu *gpu)
{
	int count;
	const struct offer *offers = catalog_offers(c, gpu, &count);
	const char *separator = "";

	text_add(out, ",\n \"prices\":[");
	for (int i = 0; i < count; i++) {
		text_addf(out, "%s\n  {\"usable\":%s,", i ? "," : "", offer_counts(&offers[i]) ? "true" : "false");
		listing_json_members(out, c, CATALOG_PRICES, &offers[i]);
		text_add_char(out, '}');
	}
	text_add(out, "],\n \"mig\":[");
	for (int i = 0; i < c->mig_count; i++) {
		if (c->mig[i].gpu != gpu)
			continue;
		text_addf(out, "%s\n  {", separator);
		listing_json_members(out, c, CATALOG_MIG, &c->mig[i]);
		text_add_char(out, '}');
		separator = ",";
	}
	text_add_char(out, ']');
}

static void json_model(struct text *out, const struct catalog *c, const struct model *model)
{
	const char *separator = "";

	text_add(out, ",\n \"kv_requests\":[");
	for (int i = 0; i < REQUEST_COUNT; i++) {
		text_addf(out, "%s{\"tokens\":%.0f", i ? "," : "", REQUESTS[i]);
		listing_json_number(out, ",\"bytes_16bit\":", request_bytes(model, REQUESTS[i], 2.0));
		listing_json_number(out, ",\"bytes_8bit\":", request_bytes(model, REQUESTS[i], 1.0));
		text_add_char(out, '}');
	}
	text_add(out, "],\n \"weight_sizes\":[");
	for (int i = 0; i < c->format_count; i++) {
		text_add(out, i ? "," : "");
		member_word(out, "{\"weights\":", c->formats[i].id);
		listing_json_number(out, ",\"gib\":", model_weight_bytes(model, &c->formats[i]).total / GIB);
		text_add_char(out, '}');
	}
	text_add(out, "],\n \"checkpoints\":[");
	for (int i = 0; i < c->checkpoint_count; i++) {
		const struct checkpoint *p = &c->checkpoints[i];

		if (p->model != model)
			continue;
		text_add(out, separator);
		member_word(out, "{\"id\":", p->id);
		member_word(out, ",\"weights\":", weights_of(p)->id);
		member_word(out, ",\"kv\":", kv_of(p));
		listing_json_number(out, ",\"max_context\":", context_limit(p));
		text_add_char(out, '}');
		separator = ",";
	}
	text_add_char(out, ']');
}

void show_json(struct text *out, const struct catalog *c, enum catalog_kind kind, const void *thing)
{
	listing_json_open(out);
	text_addf(out, "\n{\"catalog\":\"%s\",", catalog_kind_id(kind));
	listing_json_members(out, c, kind, thing);
	if (kind == CATALOG_GPUS)
		json_gpu(out, c, thing);
	else if (kind == CATALOG_MODELS)
		json_model(out, c, thing);
	text_add_char(out, '}');
	listing_json_close(out);
}
