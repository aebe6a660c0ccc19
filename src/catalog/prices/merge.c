/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imported prices as files of an overlay. */
#include "catalog/prices/merge.h"

#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/quantity.h"
#include "catalog/entries.h"

static bool says(const cJSON *object, const char *key, const char *value)
{
	const cJSON *member = json_member(object, key);

	return cJSON_IsString(member) && strcmp(member->valuestring, value) == 0;
}

/* An existing file of a kind; without a root where there is none. */
static enum status open_existing(const char *existing, size_t n, const char *file_name, const char *kind,
	struct document *d, struct error *error)
{
	struct json_span whole = { existing, n }, items;
	enum status status;

	*d = (struct document){ .file = file_name };
	text_init(&d->text);
	if (n == 0)
		return STATUS_OK;
	status = json_check(existing, n, file_name, error);
	if (status == STATUS_OK && json_span_member(whole, "items", &items) && *items.text == '[')
		status = document_header(d, whole, error);
	if (status != STATUS_OK)
		return status;
	if (says(d->root, "schema", "gpuplan-catalog/1") && says(d->root, "kind", kind))
		return STATUS_OK;
	document_release(d);
	return error_set(
		error, STATUS_DATA, _("%s: /: not an overlay file of kind %s; it is left as it is"), file_name, kind);
}

/* The start of a file, with what else the old one says about itself. */
static void add_opening(struct text *out, const char *kind, const cJSON *root)
{
	const cJSON *notes = json_member(root, "notes");

	text_addf(out, "{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"%s\"", kind);
	text_add_json_member(out, "notes", cJSON_IsString(notes) ? notes->valuestring : NULL);
	text_add(out, ", \"items\": [");
}

/* Letters, digits, points and what is not ASCII; a dash for all else. */
static void add_id_part(struct text *id, const char *part)
{
	bool dash = false;

	if (!part || *part == '\0')
		part = "-";
	for (; *part != '\0'; part++) {
		bool plain = (*part & 0x80) || strchr("._-", *part) || ascii_is_alphanumeric(*part);

		if (plain || !dash)
			text_add_char(id, plain ? *part : '-');
		dash = !plain;
	}
}

/* "spheron:L40S:on_demand:1:-:-:source:date", as in the shipped prices: region, then instance. */
static void make_id(const struct price_import *import, const struct price_offer *offer, struct text *id)
{
	char date[11];

	date_format(offer->as_of, date);
	text_clear(id);
	text_addf(id, "%s:%s:%s:", import->providers[offer->provider].id, offer->gpu->id,
		PURCHASE_WORDS[offer->purchase]);
	if (isnan(offer->gpus))
		text_add_char(id, '-');
	else
		text_addf(id, "%.0f", offer->gpus);
	text_add_char(id, ':');
	add_id_part(id, offer->region);
	text_add_char(id, ':');
	add_id_part(id, offer->instance);
	text_add_char(id, ':');
	add_id_part(id, offer->source);
	text_addf(id, ":%s", date);
}

/* Names that differ in punctuation only give one id; the second gets a number. */
static void make_unique(struct string_set *ids, struct arena *arena, struct text *id)
{
	size_t length = id->length;
	int before = ids->count;

	for (int i = 2; string_set_add(ids, arena, id->data) < before; i++) {
		id->length = length;
		id->data[length] = '\0';
		text_addf(id, "~%d", i);
	}
}

static void add_offer(
	struct text *out, const struct price_import *import, const struct price_offer *offer, const char *id)
{
	const struct price_provider *provider = &import->providers[offer->provider];
	char date[11];

	date_format(offer->as_of, date);
	text_add(out, "{\"id\": ");
	text_add_json_string(out, id);
	text_add_json_member(out, "provider", provider->id);
	text_add_json_member(out, "gpu", offer->gpu->id);
	if (strcmp(offer->label, offer->gpu->id) != 0)
		text_add_json_member(out, "label", offer->label);
	if (!isnan(offer->gpus))
		text_addf(out, ", \"gpus\": %.0f", offer->gpus);
	text_add_json_member(out, "instance", offer->instance);
	text_add_json_member(out, "region", offer->region);
	text_add_json_member(out, "purchase", PURCHASE_WORDS[offer->purchase]);
	text_add(out, ", \"usd_per_gpu_hour\": ");
	quantity_add_exact(out, offer->usd_per_gpu_hour);
	text_add_json_member(out, "as_of", date);
	text_add_json_member(out, "source", offer->source);
	if (offer->kind != provider->kind)
		text_add_json_member(out, "kind", PROVIDER_WORDS[offer->kind]);
	if (offer->trust != PRICE_LIST)
		text_add_json_member(out, "trust", TRUST_WORDS[offer->trust]);
	text_add_json_member(out, "notes", offer->notes);
	text_add_char(out, '}');
}

/* Which providers have offers from which source now. */
static void add_pair(struct text *pair, const char *provider, const char *source)
{
	text_clear(pair);
	text_addf(pair, "%s %s", provider, source);
}

static void find_pairs(const struct price_import *import, struct string_set *pairs, struct arena *arena)
{
	const struct price_offer *last = NULL;
	TEXT(pair);

	for (int i = 0; i < import->offer_count; i++) {
		const struct price_offer *offer = &import->offers[i];

		/* Strings are kept once: neighbours mostly are of one pair. */
		if (!last || last->provider != offer->provider || last->source != offer->source) {
			add_pair(&pair, import->providers[offer->provider].id, offer->source);
			string_set_add(pairs, arena, pair.data);
		}
		last = offer;
	}
}

static bool is_replaced(const cJSON *item, const struct string_set *pairs, struct text *pair)
{
	const cJSON *provider = json_member(item, "provider"), *source = json_member(item, "source");

	if (!cJSON_IsString(provider) || !cJSON_IsString(source))
		return false;
	add_pair(pair, provider->valuestring, source->valuestring);
	return id_table_find(&pairs->table, pair->data) >= 0;
}

struct merging {
	struct arena arena;
	struct string_set ids, pairs;
	const char *between;
	struct text pair;
	int replaced; /* items of the old file */
};

/* Copies an item of the old file, if it stays, less its layout. */
static void keep_other(struct merging *m, const cJSON *item, struct text *out)
{
	const cJSON *id = json_member(item, "id");
	const char *printed;

	if (is_replaced(item, &m->pairs, &m->pair)) {
		m->replaced++;
		return;
	}
	if (cJSON_IsString(id))
		string_set_add(&m->ids, &m->arena, id->valuestring);
	/* The parser's store owns the string. */
	printed = cJSON_PrintUnformatted(item);
	text_addf(out, "%s\n ", m->between);
	text_add(out, printed ? printed : "{}");
	m->between = ",";
}

/* One after the other: a tree of a million would take gigabytes. */
static enum status keep_others(struct merging *m, const struct document *d, struct text *out, struct error *error)
{
	struct json_at root = { .file = d->file }, items = { d->file, &root, "items", 0 };
	struct json_at at = { d->file, &items, NULL, 0 };
	struct json_span rest = d->items, span;
	enum status status = STATUS_OK;

	text_init(&m->pair);
	while (status == STATUS_OK && rest.text && json_span_next(&rest, &span)) {
		struct arena store;
		cJSON *item;

		arena_init(&store);
		status = json_parse_part(span.text, span.n, &at, &store, &item, error);
		if (status == STATUS_OK)
			keep_other(m, item, out);
		arena_release(&store);
		at.index++;
	}
	text_release(&m->pair);
	return status;
}

static void add_offers(struct merging *m, const struct price_import *import, struct text *out)
{
	TEXT(id);

	for (int i = 0; i < import->offer_count; i++) {
		make_id(import, &import->offers[i], &id);
		make_unique(&m->ids, &m->arena, &id);
		text_addf(out, "%s\n ", m->between);
		add_offer(out, import, &import->offers[i], id.data);
		m->between = ",";
	}
}

static enum status check_size(
	const struct price_import *import, const char *file_name, const struct text *out, struct error *error)
{
	if (out->length <= LARGE_FILE_CAP)
		return STATUS_OK;
	return error_set(error, STATUS_DATA,
		ngettext("%s: with %d offer it would be larger than the %d MiB that are read; nothing is written",
			"%s: with %d offers it would be larger than the %d MiB that are read; nothing is written",
			(unsigned long)import->offer_count),
		file_name, import->offer_count, LARGE_FILE_CAP / 1048576);
}

enum status prices_merge_offers(const struct price_import *import, const char *existing, size_t n,
	const char *file_name, int *replaced, struct text *out, struct error *error)
{
	struct merging m = { .between = "" };
	struct document old;
	enum status status = open_existing(existing, n, file_name, "prices", &old, error);

	*replaced = 0;
	if (status != STATUS_OK)
		return status;
	arena_init(&m.arena);
	find_pairs(import, &m.pairs, &m.arena);
	text_reserve(out, n + 1); /* doubling it would take twice as much */
	add_opening(out, "prices", old.root);
	status = keep_others(&m, &old, out, error);
	*replaced = m.replaced;
	if (status == STATUS_OK)
		add_offers(&m, import, out);
	text_add(out, "\n]}\n");
	string_set_release(&m.ids);
	string_set_release(&m.pairs);
	arena_release(&m.arena);
	document_release(&old);
	return status == STATUS_OK ? check_size(import, file_name, out, error) : status;
}

enum status prices_merge_providers(const struct price_import *import, const char *existing, size_t n,
	const char *file_name, struct text *out, struct error *error)
{
	struct merging m = { .between = "" };
	struct document old;
	enum status status = open_existing(existing, n, file_name, "providers", &old, error);

	if (status != STATUS_OK)
		return status;
	arena_init(&m.arena);
	add_opening(out, "providers", old.root);
	status = keep_others(&m, &old, out, error);
	for (int i = 0; status == STATUS_OK && i < import->provider_count; i++) {
		const struct price_provider *provider = &import->providers[i];

		if (provider->known || id_table_find(&m.ids.table, provider->id) >= 0)
			continue;
		text_addf(out, "%s\n {\"id\": ", m.between);
		text_add_json_string(out, provider->id);
		text_add_json_member(out, "name", provider->name);
		text_add_json_member(out, "kind", PROVIDER_WORDS[provider->kind]);
		text_add_json_member(out, "notes", "Added with its first imported prices.");
		text_add_char(out, '}');
		m.between = ",";
	}
	text_add(out, "\n]}\n");
	string_set_release(&m.ids);
	arena_release(&m.arena);
	document_release(&old);
	return status;
}
