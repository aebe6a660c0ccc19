/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single things of the catalog. */
#include "config.h"

#include "report/show.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/quantity.h"
#include "report/listing_write.h"
#include "report/words.h"

static const int LABEL_COLUMNS = 32, LINE_COLUMNS = 80;
static const double GIB = 1073741824.0;
static const double REQUESTS[] = { 8192.0, 32768.0, 131072.0 };

enum { REQUEST_COUNT = sizeof REQUESTS / sizeof REQUESTS[0] };

static void add_blanks(struct text *out, int count)
{
	while (count-- > 0)
		text_add_char(out, ' ');
}

/* Adds foreign text from the current column `indent` on. */
static void add_wrapped(struct text *out, const char *foreign, int indent)
{
	struct text clean;

	text_init(&clean);
	text_add_clean(&clean, foreign, strlen(foreign));
	text_add_wrapped(out, clean.data, indent, indent, LINE_COLUMNS);
	text_release(&clean);
}

static void add_field(struct text *out, const char *label, const char *value)
{
	struct text clean;

	text_init(&clean);
	text_add_clean(&clean, label, strlen(label));
	text_addf(out, "  %s", clean.data);
	add_blanks(out, LABEL_COLUMNS - text_columns(clean.data));
	text_release(&clean);
	add_wrapped(out, *value ? value : _("n/a"), LABEL_COLUMNS + 2);
}

static void add_fields(struct text *out, const struct catalog *c, enum catalog_kind kind,
		       const void *thing)
{
	size_t count;
	const struct listing_row *rows = listing_rows(&count);
	struct listing_value v;
	struct text value;

	text_init(&value);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].kind != kind)
			continue;
		listing_get(&rows[i], c, thing, &v);
		text_clear(&value);
		listing_value_text(&value, &rows[i], &v, true);
		add_field(out, _(rows[i].label), value.data);
	}
	text_release(&value);
}

/* The reference of a thing: "id detail | id detail"; NULL when the kind has none. */
static const char *reference_of(const struct catalog *c, enum catalog_kind kind, const void *thing)
{
	size_t count;
	const struct listing_row *rows = listing_rows(&count);
	struct listing_value v;

	for (size_t i = 0; i < count; i++) {
		if (rows[i].kind == kind && strcmp(rows[i].key, "source") == 0) {
			listing_get(&rows[i], c, thing, &v);
			return v.word;
		}
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
static void add_sources(struct text *out, const struct catalog *c, const char *reference,
			struct report_style style)
{
	bool any = false;

	for (const char *at = reference; at && *at; ) {
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
	struct text cell;

	text_init(&cell);
	words_value(&cell, value, unit);
	grid_add(grid, cell.data);
	text_release(&cell);
}

static void grid_add_tokens(struct grid *grid, double tokens)
{
	struct text cell;

	text_init(&cell);
	if (!isnan(tokens))
		quantity_format(&cell, tokens, QUANTITY_TOKENS, 3);
	grid_add(grid, cell.length ? cell.data : _("none"));
	text_release(&cell);
}

static void grid_add_date(struct grid *grid, long days)
{
	struct text cell;

	text_init(&cell);
	words_date(&cell, days);
	grid_add(grid, cell.data);
	text_release(&cell);
}

/* The id at the start of a reference. */
static void grid_add_source(struct grid *grid, const char *reference)
{
	struct text cell;

	text_init(&cell);
	text_add_n(&cell, reference, strcspn(reference, " "));
	grid_add(grid, cell.data);
	text_release(&cell);
}

static void add_prices(struct text *out, const struct catalog *c, const struct gpu *gpu,
		       struct report_style style)
{
	static const enum grid_align align[] = { GRID_LEFT, GRID_RIGHT, GRID_LEFT, GRID_LEFT,
						 GRID_RIGHT, GRID_LEFT, GRID_LEFT };
	int count;
	const struct offer *offers = catalog_offers(c, gpu, &count);
	struct grid grid;

	report_heading(out, _("Prices, cheapest first (* list price of this GPU, used for plans)"), style.color);
	if (count == 0) {
		text_addf(out, "  %s\n", _("none"));
		return;
	}
	grid_init(&grid, 7, align);
	grid_add(&grid, "");
	grid_add(&grid, _("$/GPUh"));
	grid_add(&grid, _("provider"));
	grid_add(&grid, _("purchase"));
	grid_add(&grid, _("n"));
	grid_add(&grid, _("as of"));
	grid_add(&grid, _("source"));
	for (int i = 0; i < count; i++) {
		grid_add(&grid, offer_counts(&offers[i]) ? "*" : "");
		grid_add_number(&grid, offers[i].usd_per_gpu_hour, UNIT_USD);
		grid_add(&grid, offers[i].provider->id);
		grid_add(&grid, words_purchase(offers[i].purchase));
		grid_add_number(&grid, offers[i].gpus, UNIT_NONE);
		grid_add_date(&grid, offers[i].as_of);
		grid_add_source(&grid, offers[i].source);
	}
	grid_write(&grid, out, NULL, NULL);
	grid_release(&grid);
}

static void add_mig(struct text *out, const struct catalog *c, const struct gpu *gpu,
		    struct report_style style)
{
	static const enum grid_align align[] = { GRID_LEFT, GRID_LEFT, GRID_RIGHT, GRID_RIGHT,
						 GRID_RIGHT };
	struct grid grid;

	grid_init(&grid, 5, align);
	grid_add(&grid, "");
	grid_add(&grid, _("profile"));
	grid_add(&grid, _("GB"));
	grid_add(&grid, _("compute"));
	grid_add(&grid, _("most"));
	for (int i = 0; i < c->mig_count; i++) {
		const struct mig_profile *mig = &c->mig[i];
		struct text share;

		if (mig->gpu != gpu)
			continue;
		text_init(&share);
		text_addf(&share, "%.0f/%.0f", mig->compute_slices, mig->compute_slices_total);
		grid_add(&grid, "");
		grid_add(&grid, mig->profile);
		grid_add_number(&grid, mig->memory_gb, UNIT_NONE);
		grid_add(&grid, share.data);
		grid_add_number(&grid, mig->max_instances, UNIT_NONE);
		text_release(&share);
	}
	if (grid.count > 5) {
		report_heading(out, _("MIG profiles"), style.color);
		grid_write(&grid, out, NULL, NULL);
	}
	grid_release(&grid);
}

/* KV cache of one request; NaN beyond the model's limit. */
static double request_bytes(const struct model *model, double tokens, double kv_bytes)
{
	return tokens > model->max_context ? NAN : model_kv_bytes(model, tokens, kv_bytes);
}

static void add_kv(struct text *out, const struct model *model, struct report_style style)
{
	static const enum grid_align align[] = { GRID_LEFT, GRID_RIGHT, GRID_RIGHT, GRID_RIGHT };
	struct grid grid;

	report_heading(out, _("KV cache and state of one request (n/a beyond the model's limit)"), style.color);
	grid_init(&grid, 4, align);
	grid_add(&grid, "");
	grid_add(&grid, _("tokens"));
	grid_add(&grid, _("16 bits"));
	grid_add(&grid, _("8 bits"));
	for (int i = 0; i < REQUEST_COUNT; i++) {
		grid_add(&grid, "");
		grid_add_number(&grid, REQUESTS[i], UNIT_NONE);
		grid_add_number(&grid, request_bytes(model, REQUESTS[i], 2.0), UNIT_GIB);
		grid_add_number(&grid, request_bytes(model, REQUESTS[i], 1.0), UNIT_GIB);
	}
	grid_write(&grid, out, NULL, NULL);
	grid_release(&grid);
}

static void add_weights(struct text *out, const struct catalog *c, const struct model *model,
			struct report_style style)
{
	enum { PER_LINE = 3 };
	static const enum grid_align align[] = { GRID_LEFT, GRID_LEFT, GRID_RIGHT, GRID_LEFT,
						 GRID_RIGHT, GRID_LEFT, GRID_RIGHT };
	struct grid grid;

	report_heading(out, _("Weights in every format (computed from the layers)"), style.color);
	grid_init(&grid, 1 + 2 * PER_LINE, align);
	for (int i = 0; i < c->format_count || i % PER_LINE; i++) {
		if (i % PER_LINE == 0)
			grid_add(&grid, "");
		if (i < c->format_count) {
			grid_add(&grid, c->formats[i].id);
			grid_add_number(&grid, model_weight_bytes(model, &c->formats[i]).total,
					UNIT_GIB);
		} else {
			grid_add(&grid, "");
			grid_add(&grid, "");
		}
	}
	grid_write(&grid, out, NULL, NULL);
	grid_release(&grid);
}

/* NaN: there is none. */
static double context_limit(const struct checkpoint *checkpoint)
{
	return checkpoint->max_context > 0 ? checkpoint->max_context : checkpoint->model->max_context;
}

static void add_checkpoints(struct text *out, const struct catalog *c, const struct model *model,
			    struct report_style style)
{
	static const enum grid_align align[] = { GRID_LEFT, GRID_LEFT, GRID_LEFT, GRID_LEFT, GRID_RIGHT };
	struct grid grid;

	report_heading(out, _("Checkpoints"), style.color);
	grid_init(&grid, 5, align);
	grid_add(&grid, "");
	grid_add(&grid, _("name"));
	grid_add(&grid, _("weights"));
	grid_add(&grid, _("KV"));
	grid_add(&grid, _("limit"));
	for (int i = 0; i < c->checkpoint_count; i++) {
		const struct checkpoint *p = &c->checkpoints[i];
		const struct weight_format *weights =
			p->weights ? p->weights : model->native_weights;
		const struct kv_format *kv = p->kv ? p->kv : model->native_kv;

		if (p->model != model)
			continue;
		grid_add(&grid, "");
		grid_add(&grid, p->id);
		grid_add(&grid, weights->id);
		grid_add(&grid, kv ? kv->id : "bf16");
		grid_add_tokens(&grid, context_limit(p));
	}
	grid_write(&grid, out, NULL, NULL);
	grid_release(&grid);
}

void show_text(struct text *out, const struct catalog *c, enum catalog_kind kind, const void *thing,
	       struct report_style style)
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
		text_addf(out, "%s\n  {\"usable\":%s,", i ? "," : "",
			  offer_counts(&offers[i]) ? "true" : "false");
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
		text_addf(out, "%s{\"tokens\":%.0f,\"bytes_16bit\":", i ? "," : "", REQUESTS[i]);
		listing_json_number(out, request_bytes(model, REQUESTS[i], 2.0));
		text_add(out, ",\"bytes_8bit\":");
		listing_json_number(out, request_bytes(model, REQUESTS[i], 1.0));
		text_add_char(out, '}');
	}
	text_add(out, "],\n \"weight_sizes\":[");
	for (int i = 0; i < c->format_count; i++) {
		text_addf(out, "%s{\"weights\":", i ? "," : "");
		text_add_json_string(out, c->formats[i].id);
		text_add(out, ",\"gib\":");
		listing_json_number(out, model_weight_bytes(model, &c->formats[i]).total / GIB);
		text_add_char(out, '}');
	}
	text_add(out, "],\n \"checkpoints\":[");
	for (int i = 0; i < c->checkpoint_count; i++) {
		const struct checkpoint *p = &c->checkpoints[i];
		const struct kv_format *kv = p->kv ? p->kv : model->native_kv;

		if (p->model != model)
			continue;
		text_addf(out, "%s{\"id\":", separator);
		text_add_json_string(out, p->id);
		text_add(out, ",\"weights\":");
		text_add_json_string(out, p->weights ? p->weights->id : model->native_weights->id);
		text_add(out, ",\"kv\":");
		text_add_json_string(out, kv ? kv->id : "bf16");
		text_add(out, ",\"max_context\":");
		listing_json_number(out, context_limit(p));
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
