/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the listing table, their getters, and the choice of things. */
#include "report/listing.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "core/media_limit.h"
#include "study/policy.h"
#include "study/provider_filter.h"
#include "study/serve_offer.h"

static const double GIB = 1073741824.0, GB = 1e9, TERA = 1e12, MICRO = 1e-6;

enum link_point_field { LINK_POINT_GPUS, LINK_POINT_ALPHA, LINK_POINT_BETA, LINK_POINT_LARGE };
enum limit_field { LIMIT_MEMORY, LIMIT_TOKENS, LIMIT_SEQUENCES };

static void add_word(struct listing_value *v, const char *word)
{
	if (v->count < LISTING_VALUES_MAX)
		v->words[v->count++] = word;
}

static void add_number(struct listing_value *v, double number)
{
	if (v->count < LISTING_VALUES_MAX)
		v->numbers[v->count++] = number;
}

static void family_words(const struct catalog *c, unsigned bits, struct listing_value *v)
{
	for (int i = 0; i < c->family_count; i++)
		if (bits & c->families[i].bit)
			add_word(v, c->families[i].id);
}

/* A count that a task does not have is 0. */
static double known_count(double count)
{
	return count > 0.0 ? count : NAN;
}

static void media_encoders(const struct media_model *m, struct listing_value *v)
{
	for (int i = 0; i < m->encoder_count; i++)
		add_word(v, m->encoders[i]);
}

static double media_encoder_params(const struct media_model *m)
{
	double params = 0.0;

	for (int i = 0; i < m->encoder_count; i++)
		params += m->encoder_params[i];
	return known_count(params);
}

static void engine_words(const struct catalog *c, unsigned bits, struct listing_value *v)
{
	for (int i = 0; i < c->engine_count; i++)
		if (bits & c->engines[i].bit)
			add_word(v, c->engines[i].id);
}

static void engine_formats(const struct catalog *c, const struct engine *engine, struct listing_value *v)
{
	for (int i = 0; i < c->format_count; i++)
		if (c->formats[i].engines & engine->bit)
			add_word(v, c->formats[i].id);
}

static void format_words(const struct weight_format *const *formats, struct listing_value *v)
{
	for (; *formats; formats++)
		add_word(v, (*formats)->id);
}

static void kept_parts(unsigned kept, struct listing_value *v)
{
	if (kept & KEPT_EMBEDDING)
		add_word(v, "embedding");
	if (kept & KEPT_ATTENTION)
		add_word(v, "attention");
	if (kept & KEPT_SHARED)
		add_word(v, "shared");
}

static void link_points(const struct gpu_link *link, enum link_point_field field, struct listing_value *v)
{
	for (int i = 0; i < link->point_count; i++) {
		const struct link_point *p = &link->points[i];
		const double values[] = { p->gpus, p->alpha_s / MICRO, p->beta_bytes_per_s / GB,
			p->beta_large_bytes_per_s / GB };

		add_number(v, values[field]);
	}
}

static void engine_limits(const struct engine *engine, enum limit_field field, struct listing_value *v)
{
	for (int i = 0; i < engine->limit_count; i++) {
		const struct engine_limits *l = &engine->limits[i];
		const double values[] = { l->memory_from_bytes / GIB, l->step_tokens, l->sequences };

		add_number(v, values[field]);
	}
}

static void gpu_links(const struct gpu *gpu, struct listing_value *v)
{
	for (int i = 0; i < gpu->link_count; i++)
		add_word(v, gpu->links[i].link->id);
}

static void gpu_link_sizes(const struct gpu *gpu, struct listing_value *v)
{
	for (int i = 0; i < gpu->link_count; i++)
		add_number(v, gpu->links[i].gpus);
}

/* The kinds of mixers that the model has, each once. */
static void attention_words(const struct model *model, struct listing_value *v)
{
	static const struct {
		enum attention_kind kind;
		const char *word;
	} kinds[] = { { ATTENTION_GQA, "gqa" }, { ATTENTION_MLA, "mla" }, { ATTENTION_LATENT, "latent" } };

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
		for (int i = 0; i < model->group_count; i++)
			if (model->groups[i].attention.kind == kinds[k].kind) {
				add_word(v, kinds[k].word);
				break;
			}
	if (model->counts.state_layers > 0.0)
		add_word(v, "state");
}

static const char *const link_kinds[] = { [LINK_NVLINK] = "nvlink", [LINK_PCIE] = "pcie", [LINK_XGMI] = "xgmi" };
static const char *const tensors[TENSOR_COUNT] = {
	[TENSOR_16BIT] = "bf16", [TENSOR_FP8] = "fp8", [TENSOR_INT8] = "int8", [TENSOR_FP4] = "fp4"
};

static double family_gpus(const struct catalog *c, const struct gpu_family *family)
{
	double count = 0.0;

	for (int i = 0; i < c->gpu_count; i++)
		count += c->gpus[i].family == family ? 1.0 : 0.0;
	return count;
}

static double provider_prices(const struct catalog *c, const struct provider *provider)
{
	double count = 0.0;

	for (int i = 0; i < c->offer_count; i++)
		count += c->offers[i].provider == provider ? 1.0 : 0.0;
	return count;
}

static double provider_newest(const struct catalog *c, const struct provider *provider)
{
	double newest = NAN;

	for (int i = 0; i < c->offer_count; i++)
		if (c->offers[i].provider == provider)
			newest = fmax(newest, (double)c->offers[i].as_of);
	return newest;
}

static void provider_countries(const struct provider *provider, struct listing_value *v)
{
	for (int i = 0; i < provider->facts.country_count; i++)
		add_word(v, provider->facts.countries[i]->id);
}

static void rule_derived(const struct policy_rule *rule, struct listing_value *v)
{
	for (int i = 0; i < rule->derived_count; i++)
		add_word(v, rule->derived[i]);
}

/* Every condition as it stands in the file: "metric.gpus at_least 2", of several words "a|b". */
static void rule_conditions(const struct policy_rule *rule, struct listing_value *v)
{
	for (int i = 0; i < rule->condition_count; i++)
		add_word(v, rule->when[i].text);
}

/* The first word of these lists is that of what is not known. */
static const char *known_word(const char *const *words, unsigned index)
{
	return index > 0 ? words[index] : NULL;
}

/* What the ranking would take by default: list prices of hyperscalers and specialists. */
static double cheapest_on_demand(const struct catalog *c, const struct gpu *gpu)
{
	int count;
	const struct offer *offers = catalog_offers(c, gpu, &count);

	for (int i = 0; i < count; i++) {
		const struct offer *o = &offers[i];

		if (o->purchase == PURCHASE_ON_DEMAND && offer_counts(o) &&
			(o->kind == PROVIDER_HYPERSCALER || o->kind == PROVIDER_SPECIALIST))
			return o->usd_per_gpu_hour;
	}
	return NAN;
}

#define TYPE_SOURCES struct source
#define TYPE_FAMILIES struct gpu_family
#define TYPE_PARAMETERS struct parameter_value
#define TYPE_LINKS struct gpu_link
#define TYPE_GPUS struct gpu
#define TYPE_KV_FORMATS struct kv_format
#define TYPE_FORMATS struct weight_format
#define TYPE_ENGINES struct engine
#define TYPE_BANDS struct band_rule
#define TYPE_MODELS struct model
#define TYPE_COUNTRIES struct country
#define TYPE_PROVIDERS struct provider
#define TYPE_REGIONS struct region
#define TYPE_PRICES struct offer
#define TYPE_MIG struct mig_profile
#define TYPE_OWNERSHIP struct ownership_default
#define TYPE_MEDIA struct media_model
#define TYPE_POLICY struct policy_rule

#define STORE_WORD(expression) (v->word = (expression))
#define STORE_NUMBER(expression) (v->number = (expression))
#define STORE_DATE(expression) (v->number = (expression))
#define STORE_FLAG(expression) (v->flag = (expression))
#define STORE_WORDS(expression) (expression)
#define STORE_NUMBERS(expression) (expression)

#define LISTING(kind, key, form, unit, heading, label, expression) \
	static void get_##kind##_##key(const struct catalog *c, const void *thing, struct listing_value *v) \
	{ \
		const TYPE_##kind *x = thing; \
\
		(void)c; \
		STORE_##form(expression); \
	}
#include "report/listing-table.h"
#undef LISTING

static const struct listing_row rows[] = {
#define LISTING(kind_, key_, form_, unit_, heading_, label_, expression) \
	{ .kind = CATALOG_##kind_, \
		.key = #key_, \
		.form = LISTING_##form_, \
		.unit = LISTING_##unit_, \
		.heading = heading_, \
		.label = label_, \
		.get = get_##kind_##_##key_ },
#include "report/listing-table.h"
#undef LISTING
};

const struct listing_row *listing_rows(enum catalog_kind kind, int *count)
{
	const struct listing_row *first = rows, *end = rows + sizeof(rows) / sizeof(rows[0]);

	while (first < end && first->kind != kind)
		first++;
	for (*count = 0; first + *count < end && first[*count].kind == kind;)
		++*count;
	return first;
}

void listing_get(const struct listing_row *row, const struct catalog *c, const void *thing, struct listing_value *value)
{
	value->word = NULL;
	value->number = NAN;
	value->flag = -1;
	value->count = 0;
	row->get(c, thing, value);
}

/* Where struct catalog keeps the things of a kind; each begins with its id. */
struct stored {
	size_t size, array, count;
};

#define STORED(KIND, array, count) \
	[CATALOG_##KIND] = { sizeof(TYPE_##KIND), offsetof(struct catalog, array), offsetof(struct catalog, count) }

static const struct stored stored[CATALOG_KIND_COUNT] = { STORED(SOURCES, sources, source_count),
	STORED(FAMILIES, families, family_count), STORED(PARAMETERS, parameters, parameter_count),
	STORED(LINKS, links, link_count), STORED(GPUS, gpus, gpu_count),
	STORED(KV_FORMATS, kv_formats, kv_format_count), STORED(FORMATS, formats, format_count),
	STORED(ENGINES, engines, engine_count), STORED(BANDS, bands, band_count), STORED(MODELS, models, model_count),
	STORED(COUNTRIES, countries, country_count), STORED(PROVIDERS, providers, provider_count),
	STORED(REGIONS, regions, region_count), STORED(PRICES, offers, offer_count), STORED(MIG, mig, mig_count),
	STORED(OWNERSHIP, ownership, ownership_count), STORED(MEDIA, media, media_count),
	STORED(POLICY, policy, policy_count) };

int listing_count(const struct catalog *c, enum catalog_kind kind)
{
	return *(const int *)(const void *)((const char *)c + stored[kind].count);
}

const void *listing_thing(const struct catalog *c, enum catalog_kind kind, int index)
{
	const void *array = (const char *)c + stored[kind].array;
	const char *things = *(const char *const *)array;

	return things + (size_t)index * stored[kind].size;
}

const void *listing_find(const struct catalog *c, enum catalog_kind kind, const char *id)
{
	for (int i = 0; i < listing_count(c, kind); i++) {
		const void *thing = listing_thing(c, kind, i);

		if (strcmp(*(const char *const *)thing, id) == 0)
			return thing;
	}
	return NULL;
}

bool listing_by_gpu(enum catalog_kind kind)
{
	return kind == CATALOG_GPUS || kind == CATALOG_PRICES || kind == CATALOG_MIG || kind == CATALOG_OWNERSHIP;
}

bool listing_by_provider(enum catalog_kind kind)
{
	return kind == CATALOG_PRICES || kind == CATALOG_PROVIDERS;
}

static bool gpu_wanted(const struct scenario *s, const struct catalog *c, const struct gpu *gpu)
{
	return s->gpus.count == 0 || (gpu && index_set_has(&s->gpus, (int)(gpu - c->gpus)));
}

static bool provider_wanted(const struct scenario *s, const struct catalog *c, const struct provider *provider)
{
	return (s->providers.count == 0 || index_set_has(&s->providers, (int)(provider - c->providers))) &&
		provider_filter_passes(s, provider);
}

static bool offer_wanted(const struct scenario *s, const struct catalog *c, const struct offer *offer)
{
	return gpu_wanted(s, c, offer->gpu) && provider_wanted(s, c, offer->provider) && offer_admits_place(s, offer) &&
		(s->purchases == 0 || s->purchases & 1u << offer->purchase) &&
		(s->provider_kinds == 0 || s->provider_kinds & 1u << offer->kind);
}

bool listing_admits(
	const struct listing_filter *filter, const struct catalog *c, enum catalog_kind kind, const void *thing)
{
	if (filter->only && filter->only != thing)
		return false;
	if (!filter->choice)
		return true;
	switch (kind) {
	case CATALOG_GPUS: return gpu_wanted(filter->choice, c, thing);
	case CATALOG_MIG: return gpu_wanted(filter->choice, c, ((const struct mig_profile *)thing)->gpu);
	case CATALOG_OWNERSHIP: return gpu_wanted(filter->choice, c, ((const struct ownership_default *)thing)->gpu);
	case CATALOG_PROVIDERS: return provider_wanted(filter->choice, c, thing);
	case CATALOG_PRICES: return offer_wanted(filter->choice, c, thing);
	default: return true;
	}
}
