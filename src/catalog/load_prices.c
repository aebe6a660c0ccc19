/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources and dated prices of providers. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "catalog/load.h"
#include "catalog/place.h"

static const char *const SOURCE_KEYS[] = { "id", "title", "url", "licence", "as_of", "attribution", "note", "notes",
	NULL };

static void load_source(struct load *load, const cJSON *item, void *thing)
{
	struct source *source = thing;

	source->title = need_text(load, item, "title");
	source->url = get_text(load, item, "url");
	source->licence = get_text(load, item, "licence");
	source->as_of = get_date(load, item, "as_of");
}

const struct kind_row SOURCE_KIND = { KIND_ARRAY(source, sources, source_count), .item = load_source,
	.keys = SOURCE_KEYS };

static const char *const OFFER_KEYS[] = { "id", "provider", "gpu", "match", "label", "gpus", "max_gpus", "instance",
	"region", "purchase", "usd_per_gpu_hour", "as_of", "source", "kind", "trust", "notes", NULL };

static void offers_start(struct load *load, struct entries *entries, void *things)
{
	(void)entries;
	load->offers = things;
	load->catalog->newest_price = LONG_MIN;
}

static long need_date(struct load *load, const cJSON *item, const char *key)
{
	const char *text = json_need_string(item, key, &load->reader);
	struct error error;
	long days = 0;

	if (text && date_parse(text, &days, &error) != STATUS_OK)
		item_error(load, key, "%s", error.text);
	return days;
}

/* Thousands of offers are in a few places, which every step may have to look at. */
static const char *get_region(struct load *load, const cJSON *item)
{
	const char *region = json_get_string(item, "region", &load->reader);
	int at;

	if (!region)
		return NULL;
	at = string_set_add(&load->regions, load->arena, strpbrk(region, "\n\r\t") ? keep_text(load, region) : region);
	return load->regions.items[at];
}

/* Somebody may have taken the provider away, or a program ended before it was written: that is
 * no reason to do without the whole catalog.  A provider is told once, not with each price. */
static const struct provider *get_provider(struct load *load, const cJSON *item)
{
	const cJSON *member = json_member(item, "provider");
	const char *id = cJSON_IsString(member) ? member->valuestring : NULL;
	bool strange = id && id_table_find(&load->ids[CATALOG_PROVIDERS], id) == -1;
	int known;

	if (!strange || !load->input->forgiving || !load->check_keys)
		return need_reference(load, item, "provider", CATALOG_PROVIDERS);
	load->needs_left_out = true;
	known = load->strange_providers.count;
	if (string_set_add(&load->strange_providers, load->arena, id) == known)
		json_reader_error(&load->reader, STATUS_OK, "provider",
			_("\"%.80s\" is no id of providers.json; its prices are left out"), id);
	return NULL;
}

static void load_offer(struct load *load, const cJSON *item, void *thing)
{
	struct offer *offer = thing;
	enum provider_kind kind;

	offer->provider = get_provider(load, item);
	offer->gpu = get_reference(load, item, "gpu", CATALOG_GPUS);
	offer->match =
		(enum price_match)get_word(load, item, "match", MATCH_WORDS, offer->gpu ? MATCH_EXACT : MATCH_UNKNOWN);
	offer->label = get_text(load, item, "label");
	offer->gpus = get_whole(load, item, "gpus", 1, 1e5);
	offer->max_gpus = get_whole(load, item, "max_gpus", 1, 1e7);
	offer->instance = get_text(load, item, "instance");
	offer->region = get_region(load, item);
	offer->purchase = (enum purchase)get_word(load, item, "purchase", PURCHASE_WORDS, -1);
	offer->usd_per_gpu_hour = need_real(load, item, "usd_per_gpu_hour", 0, 1e5);
	offer->as_of = need_date(load, item, "as_of");
	offer->source = need_text(load, item, "source");
	kind = offer->provider ? offer->provider->kind : PROVIDER_HYPERSCALER;
	offer->kind = (enum provider_kind)get_word(load, item, "kind", PROVIDER_WORDS, (int)kind);
	offer->trust = (enum price_trust)get_word(load, item, "trust", TRUST_WORDS, PRICE_LIST);
	offer->notes = get_text(load, item, "notes");
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/* GPUs lie in one array in catalog order; offers without one come last. */
static int compare_offers(const void *left, const void *right)
{
	const struct offer *a = left, *b = right;
	int order = ORDER(!a->gpu, !b->gpu);

	order = order != 0 ? order : ORDER(a->gpu, b->gpu);
	order = order != 0 ? order : ORDER(a->usd_per_gpu_hour, b->usd_per_gpu_hour);
	order = order != 0 ? order : strcmp(a->provider->id, b->provider->id);
	return order != 0 ? order : strcmp(a->id, b->id);
}

/* What may retire each other: offers of one group are told apart by place and size only. */
static int compare_groups(const struct offer *a, const struct offer *b)
{
	int order = ORDER(a->gpu, b->gpu);

	order = order != 0 ? order : ORDER(a->provider, b->provider);
	order = order != 0 ? order : ORDER(a->purchase, b->purchase);
	return order != 0 ? order : ORDER(a->kind, b->kind);
}

/* Of the machine; the price of one GPU without a machine is said of every size. */
enum { EVERY_SIZE };

static double size_of(const struct offer *offer)
{
	bool said = offer->gpus > 1.0 || (offer->gpus == 1.0 && offer->instance);

	return said ? offer->gpus : EVERY_SIZE;
}

/* The youngest of a group first, of those the cheapest. */
static int compare_ages(const void *left, const void *right)
{
	const struct offer *a = *(const struct offer *const *)left, *b = *(const struct offer *const *)right;
	int order = compare_groups(a, b);

	order = order != 0 ? order : ORDER(b->as_of, a->as_of);
	return order != 0 ? order : ORDER(a, b);
}

static int compare_sizes(const struct offer *a, const struct offer *b)
{
	int order = compare_groups(a, b);

	return order != 0 ? order : ORDER(size_of(a), size_of(b));
}

/* The same, each size for itself. */
static int compare_sizes_and_ages(const void *left, const void *right)
{
	const struct offer *a = *(const struct offer *const *)left, *b = *(const struct offer *const *)right;
	int order = compare_sizes(a, b);

	return order != 0 ? order : compare_ages(left, right);
}

/* The first offers of a place in the order of age; NULL: none. */
struct youngest {
	int group;                          /* that they are of, from 1; what is of another is none */
	const struct offer *any, *sizeless; /* of them all, and of those said of every size */
};

static void add_youngest(struct youngest *place, int group, const struct offer *offer)
{
	if (place->group != group)
		*place = (struct youngest){ .group = group };
	if (!place->any)
		place->any = offer;
	if (!place->sizeless && size_of(offer) == EVERY_SIZE)
		place->sizeless = offer;
}

/* Places by number: the regions of the offers, and two more. */
enum { ANYWHERE, EVERYWHERE, FIRST_REGION };

/* What is said of everywhere, or of no place, is said of every place. */
static int place_of(const struct load *load, const struct offer *offer)
{
	if (!offer->region || strcmp(offer->region, "global") == 0)
		return EVERYWHERE;
	return FIRST_REGION + id_table_find(&load->regions.table, offer->region);
}

static const struct offer *younger(const struct offer *a, const struct offer *b)
{
	if (!a || !b)
		return a ? a : b;
	return compare_ages(&a, &b) < 0 ? a : b;
}

static const struct offer *youngest_at(const struct youngest *place, int group, bool sizeless)
{
	if (place->group != group)
		return NULL;
	return sizeless ? place->sizeless : place->any;
}

/* The first in the order of age that speaks of a place that is spoken of here too. */
static const struct offer *find_youngest(const struct youngest *places, int place, int group, bool sizeless)
{
	if (place == EVERYWHERE)
		return youngest_at(&places[ANYWHERE], group, sizeless);
	return younger(youngest_at(&places[place], group, sizeless), youngest_at(&places[EVERYWHERE], group, sizeless));
}

/* Offers by group and age, or by group, size and age: what stands before an offer of its group is younger, or
 * as young and cheaper. */
static void mark_older(const struct load *load, struct offer *const *sorted, int count, bool by_size)
{
	struct youngest *places = xcalloc((size_t)load->regions.count + FIRST_REGION, sizeof(*places));

	for (int i = 0, group = 1; i < count; i++) {
		struct offer *offer = sorted[i];
		int place = place_of(load, offer);
		const struct offer *young;

		group += i > 0 && (by_size ? compare_sizes : compare_groups)(sorted[i - 1], offer) != 0;
		young = find_youngest(places, place, group, !by_size && size_of(offer) != EVERY_SIZE);
		if (young && young->as_of > offer->as_of)
			offer->newer = younger(offer->newer, young);
		add_youngest(&places[place], group, offer);
		add_youngest(&places[ANYWHERE], group, offer);
	}
	free(places);
}

/* Lists are not complete and not of one day: of each thing on sale the latest price is believed. */
static void find_newer(struct load *load)
{
	struct catalog *c = load->catalog;
	struct offer **sorted = xreallocarray(NULL, (size_t)c->offer_count + 1, sizeof(*sorted));
	int count = 0;

	for (int i = 0; i < c->offer_count; i++)
		if (load->offers[i].gpu && offer_counts(&load->offers[i]))
			sorted[count++] = &load->offers[i];
	qsort(sorted, (size_t)count, sizeof(*sorted), compare_sizes_and_ages);
	mark_older(load, sorted, count, true);
	qsort(sorted, (size_t)count, sizeof(*sorted), compare_ages);
	mark_older(load, sorted, count, false);
	free(sorted);
}

/* Sorting makes the id table of prices useless: nothing refers to a price. */
static void offers_finish(struct load *load)
{
	struct catalog *c = load->catalog;
	int at = 0;

	if (c->offer_count > 0)
		qsort(load->offers, (size_t)c->offer_count, sizeof(*load->offers), compare_offers);
	id_table_release(&load->ids[CATALOG_PRICES]);
	find_newer(load);
	string_set_release(&load->strange_providers);
	c->offer_start = arena_array(load->arena, (size_t)c->gpu_count + 1, sizeof(*c->offer_start));
	for (int gpu = 0; gpu < c->gpu_count; gpu++) {
		c->offer_start[gpu] = at;
		while (at < c->offer_count && c->offers[at].gpu == &c->gpus[gpu])
			at++;
	}
	c->offer_start[c->gpu_count] = at;
	for (int i = 0; i < c->offer_count; i++)
		if (c->offers[i].trust == PRICE_LIST && c->offers[i].as_of > c->newest_price)
			c->newest_price = c->offers[i].as_of;
}

/* The place of a region as its last provider means it. */
struct placed {
	const struct provider *provider;
	const struct country *country;
};

/* Countries are looked up by name, too: when all names are there.  Thousands of offers are in a few regions. */
static void offers_named(struct load *load)
{
	struct placed *places = xcalloc((size_t)load->regions.count + 1, sizeof(*places));

	for (int i = 0; i < load->catalog->offer_count; i++) {
		struct offer *offer = &load->offers[i];
		struct placed *place;

		if (!offer->region)
			continue;
		place = &places[id_table_find(&load->regions.table, offer->region)];
		if (place->provider != offer->provider) {
			place->provider = offer->provider;
			place_find(load->catalog, offer->provider, offer->region, &place->country);
		}
		offer->country = place->country;
	}
	free(places);
	string_set_release(&load->regions);
}

const struct kind_row OFFER_KIND = { KIND_ARRAY(offer, offers, offer_count), .start = offers_start, .item = load_offer,
	.finish = offers_finish, .named = offers_named, .keys = OFFER_KEYS };
