/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a scenario keeps its parameters: the kinds of the parameter table. */
#include "study/scenario_place.h"

#include "base/i18n.h"
#include "catalog/area.h"
#include "catalog/power_price.h"
#include "study/scenario_kind.h"

/* A list of the catalog: how long it is, what its things are, who finds one. */
#define THINGS(list, count_, type, find_) \
	static const char *list##_id(const struct catalog *c, int i) \
	{ \
		return i < c->count_ ? c->list[i].id : NULL; \
	} \
	static const char *list##_name(const struct catalog *c, int i) \
	{ \
		return c->list[i].name; \
	} \
	static const void *list##_thing(const struct catalog *c, int i) \
	{ \
		return &c->list[i]; \
	} \
	static const char *list##_id_of(const void *thing) \
	{ \
		return ((const struct type *)thing)->id; \
	} \
	static int list##_find(const struct catalog *c, const char *text, struct error *error) \
	{ \
		const struct type *found = find_(c, text, error); \
\
		return found ? (int)(found - c->list) : -1; \
	}

/* A media model by name; that of a language model says where it is asked. */
static const struct media_model *find_media(const struct catalog *c, const char *text, struct error *error)
{
	const struct media_model *found = catalog_media(c, text, error);
	const struct model *language = found ? NULL : catalog_model(c, text, NULL);

	if (language)
		error_set(error, STATUS_USAGE, _("--media-model: %s is a language model: ask gpuplan rank --model %s"),
			language->name, text);
	return found;
}

THINGS(models, model_count, model, catalog_model)
THINGS(formats, format_count, weight_format, catalog_format)
THINGS(kv_formats, kv_format_count, kv_format, catalog_kv_format)
THINGS(engines, engine_count, engine, catalog_engine)
THINGS(gpus, gpu_count, gpu, catalog_gpu)
THINGS(providers, provider_count, provider, catalog_provider)
THINGS(media, media_count, media_model, find_media)

#undef THINGS

/* Prices of electricity are known by where they are paid. */
static const char *power_prices_id_of(const void *thing)
{
	return power_price_place(thing);
}

static const char *power_prices_id(const struct catalog *c, int i)
{
	const struct ownership_default *price = power_price_at(c, i);

	return price ? power_price_place(price) : NULL;
}

static const char *power_prices_name(const struct catalog *c, int i)
{
	return power_price_at(c, i)->meaning;
}

static const void *power_prices_thing(const struct catalog *c, int i)
{
	return power_price_at(c, i);
}

static int power_prices_find(const struct catalog *c, const char *text, struct error *error)
{
	const struct ownership_default *found = power_price_find(c, text, error);
	int i = 0;

	while (found && power_price_at(c, i) != found)
		i++;
	return found ? i : -1;
}

/* The engine has to read it. */
static bool format_offered(const struct scenario *s, int i)
{
	return s->catalog->formats[i].engines & s->engine->bit;
}

static bool gpu_offered(const struct scenario *s, int i)
{
	return !s->catalog->gpus[i].announced;
}

/* The task wants a model of its own. */
static bool media_offered(const struct scenario *s, int i)
{
	const int task = (int)s->number[PARAMETER_TASK];

	return task == 0 || (int)s->catalog->media[i].task == task - 1;
}

static const char *purchase_word(const struct catalog *c, int i)
{
	(void)c;
	return i < PURCHASE_MIXED ? PURCHASE_WORDS[i] : NULL;
}

static const char *provider_kind_word(const struct catalog *c, int i)
{
	(void)c;
	return i <= PROVIDER_MARKETPLACE ? PROVIDER_WORDS[i] : NULL;
}

#define CHOICES(list, offered_) \
	static const struct choices list##_choices = { list##_id, list##_name, offered_, list##_thing, list##_id_of, \
		list##_find }

CHOICES(models, NULL);
CHOICES(formats, format_offered);
CHOICES(kv_formats, NULL);
CHOICES(engines, NULL);
CHOICES(gpus, gpu_offered);
CHOICES(providers, NULL);
CHOICES(media, media_offered);
CHOICES(power_prices, NULL);

#undef CHOICES

static const char *certificate_word(const struct catalog *c, int i)
{
	(void)c;
	return CERTIFICATE_WORDS[i];
}

static int areas_find(const struct catalog *c, const char *text, struct error *error)
{
	int area = area_find(c, text);
	TEXT(codes);

	area_add_codes(&codes);
	if (area == AREA_NONE && error)
		error_set(error, STATUS_USAGE, _("--country: '%.40s' is none that is known, allowed is %s"), text,
			codes.data);
	return area;
}

static const struct choices areas_choices = { .id = area_id, .name = area_name, .find = areas_find };
static const struct choices certificates_choices = { .id = certificate_word };
static const struct choices purchases_choices = { .id = purchase_word };
static const struct choices provider_kinds_choices = { .id = provider_kind_word };

#define MEMBER(member) .offset = offsetof(struct scenario, member), .size = sizeof((struct scenario *)0)->member
#define PLACE_NUMBER .kind = &number_kind
#define PLACE_NUMBER_OR(value_, most_) .kind = &number_kind, .value = value_, .most = most_
#define PLACE_NUMBER_OR_TIME .kind = &deadline_kind
#define PLACE_CHOICE(words) .kind = &choice_kind
#define PLACE_THING(member, list) .kind = &thing_kind, MEMBER(member), .choices = &list##_choices, .automatic = true
#define PLACE_ENGINE(initial_) .kind = &engine_kind, .choices = &engines_choices, .initial = initial_
#define PLACE_THINGS(member, list) .kind = &things_kind, MEMBER(member), .choices = &list##_choices
#define PLACE_WORDS(member, list) .kind = &label_kind, MEMBER(member), .choices = &list##_choices
#define PLACE_TEXT(member) .kind = &text_kind, MEMBER(member)
#define PLACE_AREAS(member) .kind = &areas_kind, MEMBER(member), .choices = &areas_choices
#define PLACE_REGION(member) .kind = &region_kind, MEMBER(member)
#define PLACE_METRIC(member) .kind = &metric_kind, MEMBER(member)
#define PLACE_MODEL .kind = &model_kind, .choices = &models_choices, .initial = "meta-llama/Llama-3.3-70B-Instruct"
#define PLACE_SIZE .kind = &size_kind
#define PLACE_TRAFFIC .kind = &traffic_kind

static const struct place places[PARAMETER_COUNT] = {
#define PARAMETER(id, name, kind_, ...) [PARAMETER_##id] = { .parameter = PARAMETER_##id, PLACE_##kind_ },
#include "study/parameter-table.h"
#undef PARAMETER
};

struct place scenario_place(enum parameter parameter)
{
	bool choice = parameter_choices(parameter);

	if (parameter < PARAMETER_COUNT)
		return places[parameter];
	/* Rows that a study brings are numbers and choices. */
	return (struct place){ .parameter = parameter, .kind = choice ? &choice_kind : &number_kind };
}
