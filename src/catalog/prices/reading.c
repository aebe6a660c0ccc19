/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One price list: opened by its format, its rows collected, what is wrong kept with its place. */
#include "config.h"

#include "catalog/prices/reading.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "catalog/prices/offers.h"

/* Longer than any name that people give; ids and lines of a listing are made of them. */
enum { NAME_MOST = 200 };

enum shape { SHAPE_TABLE, SHAPE_REPLY };

/* A format has one of the two readers. */
static const struct {
	const char *name, *provider, *source, *help;
	enum status (*table)(struct price_reading *reading, struct csv *csv, struct error *error);
	enum status (*reply)(struct price_reading *reading, const cJSON *root, struct error *error);
} formats[PRICE_FORMAT_COUNT] = {
#define TABLE(read) .table = read
#define REPLY(read) .reply = read
#define PRICE_FORMAT(id, name_, read, shape, provider_, source_, help_) \
	[PRICE_FORMAT_##id] = {.name = name_, .provider = provider_, .source = source_, \
		.help = help_, shape(read)},
#include "catalog/prices/price-format-table.h"
#undef PRICE_FORMAT
#undef TABLE
#undef REPLY
};

static const struct {
	const char *id;
	bool remark;
} problem_kinds[PRICE_PROBLEM_COUNT] = {
#define UNUSED false
#define REMARK true
#define PRICE_PROBLEM(id_, word, severity) [PRICE_PROBLEM_##id_] = {word, severity},
#include "catalog/prices/price-problem-table.h"
#undef PRICE_PROBLEM
#undef UNUSED
#undef REMARK
};

const char *price_format_name(enum price_format format)
{
	return formats[format].name;
}

const char *price_format_help(enum price_format format)
{
	return _(formats[format].help);
}

const char *price_format_provider(enum price_format format)
{
	return formats[format].provider;
}

bool price_format_from_name(const char *name, enum price_format *format)
{
	for (int i = 0; i < PRICE_FORMAT_COUNT; i++) {
		*format = (enum price_format)i;
		if (text_compare_nocase(formats[i].name, name) == 0)
			return true;
	}
	return false;
}

const char *price_problem_id(enum price_problem_kind kind)
{
	return problem_kinds[kind].id;
}

bool price_problem_is_remark(enum price_problem_kind kind)
{
	return problem_kinds[kind].remark;
}

void price_place_add(struct text *out, const struct price_import *import,
	const struct price_place *place)
{
	if (place->path != NULL)
		text_addf(out, "%s: %s", import->file, place->path);
	else
		text_addf(out, "%s:%zu", import->file, place->line);
}

/* The place where the reader is, kept; for a remark that comes when all is read. */
static struct price_place place_now(struct price_reading *reading)
{
	char path[256];

	if (reading->at == NULL)
		return (struct price_place){.line = reading->line};
	json_path(reading->at, path, sizeof(path));
	return (struct price_place){.path = arena_strdup(&reading->out->arena, path)};
}

static void add_place(struct price_reading *reading, int problem, struct price_place place)
{
	struct price_import *out = reading->out;
	const struct price_place *last = out->place_count > 0 ? &out->places[out->place_count - 1] : NULL;

	/* Price and spot price of a row are refused for the same reason: that is one. */
	if (last != NULL && last->problem == problem && last->line == place.line &&
	    (place.path == NULL || strcmp(last->path, place.path) == 0))
		return;
	if (out->place_count == reading->place_capacity) {
		reading->place_capacity = 2 * reading->place_capacity + 64;
		out->places = xreallocarray(out->places, (size_t)reading->place_capacity,
			sizeof(*out->places));
	}
	place.problem = problem;
	out->places[out->place_count++] = place;
	out->problems[problem].count++;
}

/* The problem of a key, made with its text at first sight. */
static int find_problem(struct price_reading *reading, enum price_problem_kind kind,
	const char *column, const char *subject, const char *format, const char *words)
{
	struct price_import *out = reading->out;
	struct text key;
	int at;

	text_init(&key);
	text_addf(&key, "%d/%s/%s/%s", (int)kind, column != NULL ? column : "", format,
		subject != NULL ? subject : "");
	at = string_set_add(&reading->problems, &out->arena, key.data);
	text_clear(&key);
	if (at == out->problem_count) {
		if (at == reading->problem_capacity) {
			reading->problem_capacity = 2 * reading->problem_capacity + 16;
			out->problems = xreallocarray(out->problems,
				(size_t)reading->problem_capacity, sizeof(*out->problems));
		}
		if (column != NULL)
			text_addf(&key, "%s: ", column);
		text_add(&key, words);
		out->problems[out->problem_count++] = (struct price_problem){
			.kind = kind, .text = arena_strdup(&out->arena, key.data)};
	}
	text_release(&key);
	return at;
}

static void add_problem(struct price_reading *reading, enum price_problem_kind kind,
	const char *column, const char *subject, struct price_place place, const char *format,
	va_list list) __attribute__((format(printf, 6, 0)));

static void add_problem(struct price_reading *reading, enum price_problem_kind kind,
	const char *column, const char *subject, struct price_place place, const char *format,
	va_list list)
{
	char words[600];

	vsnprintf(words, sizeof(words), format, list);
	add_place(reading, find_problem(reading, kind, column, subject, format, words), place);
}

void price_problem(struct price_reading *reading, enum price_problem_kind kind, const char *column,
	const char *subject, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	add_problem(reading, kind, column, subject, place_now(reading), format, list);
	va_end(list);
}

void price_problem_at(struct price_reading *reading, enum price_problem_kind kind, const char *subject,
	struct price_place place, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	add_problem(reading, kind, NULL, subject, place, format, list);
	va_end(list);
}

/* "Lium AI" as "lium-ai": what a provider that nobody knows is called from now on. */
static void make_id(const char *name, struct text *id)
{
	for (const char *c = name; *c != '\0'; c++) {
		char key[2], one[2] = {*c, '\0'};

		if (text_key(one, key, sizeof(key)) > 0)
			text_add_char(id, key[0]);
		else if (id->length > 0 && id->data[id->length - 1] != '-')
			text_add_char(id, '-');
	}
	while (id->length > 0 && id->data[id->length - 1] == '-')
		id->data[--id->length] = '\0';
}

/* Whose a price is; nobody is a provider of the import before one of his prices is used. */
struct seller {
	const struct provider *known; /* NULL: the catalog does not have it */
	const char *name;             /* as the list or the request spells it */
	struct text id;               /* "": nobody is named */
};

static void seller_init(struct seller *seller, const struct price_request *request, const char *name)
{
	if (name == NULL || *name == '\0')
		name = request->provider;
	*seller = (struct seller){.name = name};
	seller->known = name != NULL ? catalog_provider(request->catalog, name, NULL) : NULL;
	text_init(&seller->id);
	if (seller->known != NULL)
		text_add(&seller->id, seller->known->id);
	else if (name != NULL)
		make_id(name, &seller->id);
}

bool price_list_is_of(const struct price_reading *reading, const char *id)
{
	struct seller seller;
	bool same;

	seller_init(&seller, reading->request, NULL);
	same = strcmp(seller.id.data, id) == 0;
	text_release(&seller.id);
	return same;
}

static bool is_named(struct price_reading *reading, const struct seller *seller)
{
	if (seller->id.length > 0)
		return true;
	price_problem(reading, PRICE_PROBLEM_NO_PROVIDER, NULL, NULL,
		_("no provider is named; --provider says whose prices these are"));
	return false;
}

/* The number of a provider; the first spelling of a new one names it. */
static int provider_number(struct price_reading *reading, const struct seller *seller)
{
	struct price_import *out = reading->out;
	const struct provider *known = seller->known;
	char key[NAME_MAX_BYTES];
	int at;

	/* The catalog takes names with one key for one name, whatever ids are made of them. */
	text_key(seller->id.data, key, sizeof(key));
	at = string_set_add(&reading->providers, &out->arena, key);
	if (at < out->provider_count)
		return at;
	if (at == reading->provider_capacity) {
		reading->provider_capacity = 2 * reading->provider_capacity + 8;
		out->providers = xreallocarray(out->providers, (size_t)reading->provider_capacity,
			sizeof(*out->providers));
	}
	out->providers[out->provider_count++] = (struct price_provider){
		.id = arena_strdup(&out->arena, seller->id.data),
		.name = known != NULL ? known->name : arena_strdup(&out->arena, seller->name),
		.kind = known != NULL ? known->kind : reading->request->kind,
		.known = known != NULL};
	return at;
}

struct price_row price_row_new(const struct price_reading *reading)
{
	return (struct price_row){.memory_gb = NAN, .gpus = NAN, .usd_per_gpu = NAN, .kind = -1,
		.trust = PRICE_LIST, .source = reading->source, .as_of = reading->request->as_of};
}

/* Blank is as good as absent. */
static int intern(struct price_reading *reading, const char *string)
{
	if (string == NULL || string[strspn(string, " \t")] == '\0')
		return -1;
	return string_set_add(&reading->strings, &reading->out->arena, string);
}

static bool names_fit(struct price_reading *reading, const struct price_row *row)
{
	const char *const names[] = {row->provider, row->label, row->instance, row->region,
				     row->source};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i] == NULL || strlen(names[i]) <= NAME_MOST)
			continue;
		price_problem(reading, PRICE_PROBLEM_BAD_NAME, NULL, NULL,
			_("'%.20s...' is longer than the %d bytes that a name may have"), names[i],
			NAME_MOST);
		return false;
	}
	return true;
}

static void keep_row(struct price_reading *reading, const struct price_row *row,
	const struct gpu *gpu, int provider)
{
	struct price_row *kept;

	if (reading->found_count == reading->found_capacity) {
		reading->found_capacity = 2 * reading->found_capacity + 256;
		reading->found = xreallocarray(reading->found, (size_t)reading->found_capacity,
			sizeof(*reading->found));
	}
	kept = &reading->found[reading->found_count++];
	*kept = *row;
	kept->gpu = gpu;
	kept->at_provider = provider;
	kept->at_label = intern(reading, row->label);
	kept->at_region = intern(reading, row->region);
	kept->at_instance = intern(reading, row->instance);
	kept->at_source = intern(reading, row->source);
	kept->place = place_now(reading);
}

void price_row_add(struct price_reading *reading, const struct price_row *row)
{
	struct seller seller;
	const struct gpu *gpu;

	if (!names_fit(reading, row))
		return;
	if (intern(reading, row->label) < 0) {
		price_problem(reading, PRICE_PROBLEM_NO_GPU_NAME, NULL, NULL, _("no GPU is named"));
		return;
	}
	seller_init(&seller, reading->request, row->provider);
	if (is_named(reading, &seller)) {
		gpu = gpu_name_find(reading, row, seller.id.data);
		if (gpu != NULL)
			keep_row(reading, row, gpu, provider_number(reading, &seller));
	}
	text_release(&seller.id);
}

static enum status read_table(struct price_reading *reading, const char *text, size_t n,
	struct error *error)
{
	struct csv csv;
	enum status status = csv_open(&csv, text, n, reading->request->file, error);

	if (status == STATUS_OK) {
		reading->unended = n > 0 && text[n - 1] != '\n' && text[n - 1] != '\r';
		reading->end = text + n;
		status = formats[reading->request->format].table(reading, &csv, error);
	}
	csv_release(&csv);
	return status;
}

static enum status read_reply(struct price_reading *reading, const char *text, size_t n,
	struct error *error)
{
	struct json_at at = {.file = reading->request->file};
	cJSON *root = NULL;
	enum status status = json_parse(text, n, reading->request->file, false, &root, error);

	if (status == STATUS_OK) {
		reading->at = &at;
		status = formats[reading->request->format].reply(reading, root, error);
	}
	reading->at = NULL;
	json_free(root);
	return status;
}

enum status prices_read(const struct price_request *request, const char *text, size_t n,
	struct price_import *out, struct error *error)
{
	struct price_reading reading = {.request = request, .out = out,
		.source = formats[request->format].source};
	enum status status;

	*out = (struct price_import){.file = NULL};
	arena_init(&out->arena);
	out->file = arena_strdup(&out->arena, request->file);
	gpu_names_init(&reading);
	status = (formats[request->format].table != NULL ? read_table : read_reply)(
		&reading, text, n, error);
	if (status == STATUS_OK)
		offers_settle(&reading);
	if (status == STATUS_OK && out->offer_count == 0)
		status = error_set(error, STATUS_DATA,
			ngettext("%s: no price that can be used in %d row; is it of --from %s?",
				 "%s: no price that can be used among %d rows; is it of --from %s?",
				 (unsigned long)out->rows),
			request->file, out->rows, formats[request->format].name);
	gpu_names_release(&reading);
	string_set_release(&reading.providers);
	string_set_release(&reading.strings);
	string_set_release(&reading.problems);
	free(reading.found);
	return status;
}

void prices_release(struct price_import *import)
{
	arena_release(&import->arena);
	free(import->providers);
	free(import->offers);
	free(import->problems);
	free(import->places);
	*import = (struct price_import){.file = NULL};
}
