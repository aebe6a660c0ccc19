/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices of a list as its reader understood them: names are looked up, the good ones kept. */
#include "catalog/prices/rows.h"

#include <string.h>

#include "base/i18n.h"
#include "catalog/alias.h"
#include "catalog/prices/gpu_name.h"

/* Longer than any name that people give; ids and lines of a listing are made of them. */
enum { NAME_MOST = 200 };

/* "Lium AI" as "lium-ai": what a provider that nobody knows is called from now on. */
static void make_id(const char *name, struct text *id)
{
	for (const char *c = name; *c != '\0'; c++) {
		char key[2], one[2] = { *c, '\0' };

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
	if (!name || *name == '\0')
		name = request->provider;
	*seller = (struct seller){ .name = name };
	seller->known = name ? catalog_provider(request->catalog, name, NULL) : NULL;
	text_init(&seller->id);
	if (seller->known)
		text_add(&seller->id, seller->known->id);
	else if (name)
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
	out->providers = xgrow(out->providers, (size_t)at, sizeof(*out->providers));
	out->providers[out->provider_count++] =
		(struct price_provider){ .id = arena_strdup(&out->arena, seller->id.data),
			.name = known ? known->name : arena_strdup(&out->arena, seller->name),
			.kind = known ? known->kind : reading->request->kind,
			.known = known };
	return at;
}

struct price_row price_row_new(const struct price_reading *reading)
{
	return (struct price_row){ .memory_gb = NAN,
		.gpus = NAN,
		.usd_per_gpu = NAN,
		.kind = -1,
		.trust = PRICE_LIST,
		.source = reading->source,
		.as_of = reading->request->as_of };
}

/* Blank is as good as absent. */
static int intern(struct price_reading *reading, const char *string)
{
	if (!string || string[strspn(string, " \t")] == '\0')
		return -1;
	return string_set_add(&reading->strings, &reading->out->arena, string);
}

static bool names_fit(struct price_reading *reading, const struct price_row *row)
{
	const char *const names[] = { row->provider, row->label, row->instance, row->region, row->source };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!names[i] || strlen(names[i]) <= NAME_MOST)
			continue;
		price_problem(reading, PRICE_PROBLEM_BAD_NAME, NULL, NULL,
			_("'%.20s...' is longer than the %d bytes that a name may have"), names[i], NAME_MOST);
		return false;
	}
	return true;
}

static void keep_row(struct price_reading *reading, const struct price_row *row, const struct gpu *gpu, int provider)
{
	struct price_row *kept;

	reading->found = xgrow(reading->found, (size_t)reading->found_count, sizeof(*reading->found));
	kept = &reading->found[reading->found_count++];
	*kept = *row;
	kept->gpu = gpu;
	kept->at_provider = provider;
	kept->at_label = intern(reading, row->label);
	kept->at_region = intern(reading, row->region);
	kept->at_instance = intern(reading, row->instance);
	kept->at_source = intern(reading, row->source);
	kept->place = price_place_now(reading);
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
		if (gpu)
			keep_row(reading, row, gpu, provider_number(reading, &seller));
	}
	text_release(&seller.id);
}

void price_row_add_one(struct price_reading *reading, struct price_row *row, const char *column, enum purchase purchase,
	enum amount price)
{
	row->purchase = purchase;
	if (price == AMOUNT_GOOD)
		price_row_add(reading, row);
	else if (price == AMOUNT_NONE)
		price_problem(reading, PRICE_PROBLEM_NO_PRICE, column, NULL, _("there is no price"));
}

void price_row_add_pair(struct price_reading *reading, struct price_row *row, const char *column, enum amount price,
	double usd, enum amount spot_price, double spot)
{
	row->usd_per_gpu = usd;
	if (price != AMOUNT_NONE || spot_price == AMOUNT_NONE)
		price_row_add_one(reading, row, column, PURCHASE_ON_DEMAND, price);
	row->usd_per_gpu = spot;
	if (spot_price == AMOUNT_GOOD)
		price_row_add_one(reading, row, column, PURCHASE_SPOT, spot_price);
}
