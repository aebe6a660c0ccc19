/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameter values from text and back: options, typed values, plans and `:set` share it. */
#include "config.h"

#include "study/scenario.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "study/metric.h"

static const char AUTO[] = "auto";
static const char DEFAULT_MODEL[] = "meta-llama/Llama-3.3-70B-Instruct";
static const char DEFAULT_ENGINE[] = "vllm";

static bool is_whole(enum parameter parameter)
{
	/* Mean lengths may be fractions, the longest request is a number of tokens. */
	return parameter_row(parameter)->quantity == QUANTITY_COUNT || parameter == PARAMETER_CONTEXT;
}

enum status scenario_set_number(struct scenario *s, enum parameter parameter, double value,
				struct error *error)
{
	const struct parameter_row *row = parameter_row(parameter);
	struct text low, high;

	if (isinf(value) && value > 0.0 && row->endless)
		goto accept;
	if (is_whole(parameter) && value != floor(value))
		return error_set(error, STATUS_USAGE, _("--%s: a whole number is wanted"), row->name);
	if (value >= row->low && value <= row->high)
		goto accept;
	text_init(&low);
	text_init(&high);
	quantity_format(&low, row->low, row->quantity, 6);
	quantity_format(&high, row->high, row->quantity, 6);
	error_set(error, STATUS_USAGE, _("--%s: out of range, allowed is %s to %s%s%s"), row->name,
		  low.data, high.data, row->endless ? _(" or ") : "", row->endless ? row->endless : "");
	text_release(&low);
	text_release(&high);
	return STATUS_USAGE;
accept:
	s->number[parameter] = value;
	/* A concurrency and a rate are two ways to state the same load. */
	if (parameter == PARAMETER_RATE)
		s->number[PARAMETER_CONCURRENCY] = NAN;
	if (parameter == PARAMETER_RATE || parameter == PARAMETER_RATE_LOW || parameter == PARAMETER_LOW_HOURS)
		s->traffic_given = false;
	if (parameter == PARAMETER_CONCURRENCY)
		s->number[PARAMETER_RATE] = NAN;
	if (parameter == PARAMETER_PARAMS) {
		s->model = NULL;
		s->checkpoint = NULL;
	}
	return STATUS_OK;
}

static enum status set_number(struct scenario *s, enum parameter parameter, const char *text,
			      struct error *error)
{
	const struct parameter_row *row = parameter_row(parameter);
	struct error detail = { 0 };
	double value;

	if (row->endless && text_compare_nocase(text, row->endless) == 0)
		return scenario_set_number(s, parameter, INFINITY, error);
	if (isnan(row->initial) && text_compare_nocase(text, AUTO) == 0) {
		scenario_clear(s, parameter);
		return STATUS_OK;
	}
	if (quantity_parse(text, row->quantity, &value, &detail) != STATUS_OK)
		return error_set(error, STATUS_USAGE, "--%s: %s", row->name, detail.text);
	return scenario_set_number(s, parameter, value, error);
}

/* "never, tolerant" for a message. */
static void join_words(const char *const *words, struct text *out)
{
	for (int i = 0; words[i]; i++) {
		text_add(out, i ? ", " : "");
		text_add(out, words[i]);
	}
}

static enum status unknown_word(enum parameter parameter, const char *text, const char *const *words,
				struct error *error)
{
	struct text list;

	text_init(&list);
	join_words(words, &list);
	error_set(error, STATUS_USAGE, _("--%s: unknown value '%s', allowed is %s"),
		  parameter_row(parameter)->name, text, list.data);
	text_release(&list);
	return STATUS_USAGE;
}

static enum status set_choice(struct scenario *s, enum parameter parameter, const char *text,
			      struct error *error)
{
	const char *const *words = parameter_words(parameter);

	for (int i = 0; words[i]; i++) {
		if (text_compare_nocase(words[i], text) == 0) {
			s->number[parameter] = i;
			return STATUS_OK;
		}
	}
	return unknown_word(parameter, text, words, error);
}

static enum status set_model(struct scenario *s, const char *text, struct error *error)
{
	const struct checkpoint *checkpoint = NULL;

	if (s->reader && s->reader->read(s->reader, text, &checkpoint, error) != STATUS_OK)
		return error->status;
	if (!checkpoint)
		checkpoint = catalog_checkpoint(s->catalog, text, error);
	if (!checkpoint)
		return STATUS_USAGE;
	s->model = checkpoint->model;
	s->checkpoint = checkpoint->weights || checkpoint->kv || checkpoint->max_context > 0 ? checkpoint : NULL;
	s->number[PARAMETER_PARAMS] = s->number[PARAMETER_ACTIVE] = NAN;
	return STATUS_OK;
}

static enum status set_object(struct scenario *s, enum parameter parameter, const char *text,
			      struct error *error)
{
	bool automatic = text_compare_nocase(text, AUTO) == 0;
	const struct weight_format *weights = NULL;
	const struct kv_format *kv = NULL;
	const struct engine *engine;

	switch (parameter) {
	case PARAMETER_MODEL:
		return set_model(s, text, error);
	case PARAMETER_WEIGHTS:
		if (!automatic && !(weights = catalog_format(s->catalog, text, error)))
			return STATUS_USAGE;
		s->weights = weights;
		return STATUS_OK;
	case PARAMETER_KV:
		if (!automatic && !(kv = catalog_kv_format(s->catalog, text, error)))
			return STATUS_USAGE;
		s->kv = kv;
		return STATUS_OK;
	default:
		engine = catalog_engine(s->catalog, text, error);
		if (!engine)
			return STATUS_USAGE;
		s->engine = engine;
		return STATUS_OK;
	}
}

/* The words of a set that is no list of catalog things; NULL past the last. */
static const char *purchase_word(int i)
{
	return i < PURCHASE_MIXED ? purchase_id((enum purchase)i) : NULL;
}

static const char *provider_kind_word(int i)
{
	return i <= PROVIDER_MARKETPLACE ? provider_kind_id((enum provider_kind)i) : NULL;
}

/* Adds the bit of a word, which may be spelled with '-' or '_'. */
static enum status add_word(unsigned *set, enum parameter parameter, const char *(*word)(int),
			    const char *text, struct error *error)
{
	const char *words[16] = { NULL };
	char key[32], wanted[32];

	text_key(text, wanted, sizeof wanted);
	for (int i = 0; word(i); i++) {
		words[i] = word(i);
		text_key(words[i], key, sizeof key);
		if (strcmp(key, wanted) == 0) {
			*set |= 1u << i;
			return STATUS_OK;
		}
	}
	return unknown_word(parameter, text, words, error);
}

static enum status add_to_set(struct scenario *s, enum parameter parameter, const char *text,
			      struct error *error)
{
	const struct gpu *gpu;
	const struct provider *provider;

	switch (parameter) {
	case PARAMETER_PURCHASE:
		return add_word(&s->purchases, parameter, purchase_word, text, error);
	case PARAMETER_PROVIDER_KIND:
		return add_word(&s->provider_kinds, parameter, provider_kind_word, text,
				error);
	case PARAMETER_PROVIDER:
		provider = catalog_provider(s->catalog, text, error);
		if (!provider)
			return STATUS_USAGE;
		index_set_add(&s->providers, (int)(provider - s->catalog->providers));
		return STATUS_OK;
	default:
		gpu = catalog_gpu(s->catalog, text, error);
		if (!gpu)
			return STATUS_USAGE;
		index_set_add(&s->gpus, (int)(gpu - s->catalog->gpus));
		return STATUS_OK;
	}
}

static enum status set_metric(struct scenario *s, const char *text, struct error *error)
{
	enum metric metric;

	if (text_compare_nocase(text, AUTO) == 0) {
		s->sort_metric = -1;
		return STATUS_OK;
	}
	if (!metric_from_key(text, &metric))
		return error_set(error, STATUS_USAGE,
				 _("--sort: unknown metric '%s', use a key of the JSON result such as ttft_s, usd_per_hour, output_tok_s"),
				 text);
	s->sort_metric = (int)metric;
	return STATUS_OK;
}

/* What cannot be seen cannot be told from what was meant. */
static bool is_seen(const char *text)
{
	struct text clean;
	bool same;

	text_init(&clean);
	text_add_clean(&clean, text, strlen(text));
	same = strcmp(clean.data, text) == 0;
	text_release(&clean);
	return same;
}

static enum status set_region(struct scenario *s, const char *text, struct error *error)
{
	if (strlen(text) >= sizeof s->region)
		return error_set(error, STATUS_USAGE, _("--region: at most %zu bytes"),
				 sizeof s->region - 1);
	if (!is_seen(text))
		return error_set(error, STATUS_USAGE, _("--region: '%s' holds characters that cannot be shown"),
				 text);
	snprintf(s->region, sizeof s->region, "%s", text);
	return STATUS_OK;
}

enum status scenario_set(struct scenario *s, enum parameter parameter, const char *text,
			 struct error *error)
{
	size_t length = strlen(text);

	if (length == 0)
		return error_set(error, STATUS_USAGE, _("--%s: a value is wanted"),
				 parameter_row(parameter)->name);
	switch (parameter_row(parameter)->form) {
	case PARAMETER_NUMBER_FORM:
		return set_number(s, parameter, text, error);
	case PARAMETER_CHOICE_FORM:
		return set_choice(s, parameter, text, error);
	case PARAMETER_OBJECT_FORM:
		return set_object(s, parameter, text, error);
	case PARAMETER_SET_FORM:
		return add_to_set(s, parameter, text, error);
	case PARAMETER_METRIC_FORM:
		return set_metric(s, text, error);
	case PARAMETER_TEXT_FORM:
		break;
	}
	if (parameter == PARAMETER_TRAFFIC)
		return scenario_set_traffic(s, text, error);
	return set_region(s, text, error);
}

void scenario_clear(struct scenario *s, enum parameter parameter)
{
	s->number[parameter] = parameter_row(parameter)->initial;
	/* Without a rate there is a concurrency again, and the other way round. */
	if (parameter == PARAMETER_RATE && isnan(s->number[PARAMETER_CONCURRENCY]))
		s->number[PARAMETER_CONCURRENCY] = parameter_row(PARAMETER_CONCURRENCY)->initial;
	if (parameter == PARAMETER_CONCURRENCY)
		s->number[PARAMETER_RATE] = NAN;
	if (parameter == PARAMETER_WEIGHTS)
		s->weights = NULL;
	if (parameter == PARAMETER_KV)
		s->kv = NULL;
	if (parameter == PARAMETER_GPU)
		s->gpus = (struct index_set) { 0 };
	if (parameter == PARAMETER_PROVIDER)
		s->providers = (struct index_set) { 0 };
	if (parameter == PARAMETER_PURCHASE)
		s->purchases = 0;
	if (parameter == PARAMETER_PROVIDER_KIND)
		s->provider_kinds = 0;
	if (parameter == PARAMETER_REGION)
		s->region[0] = '\0';
	if (parameter == PARAMETER_TRAFFIC)
		s->traffic_given = false;
	if (parameter == PARAMETER_SORT)
		s->sort_metric = -1;
}

enum status scenario_init(struct scenario *s, const struct catalog *catalog, struct error *error)
{
	enum status status;

	*s = (struct scenario) { .catalog = catalog, .sort_metric = -1 };
	for (int i = 0; i < PARAMETER_COUNT; i++)
		s->number[i] = parameter_row((enum parameter)i)->initial;
	status = scenario_set(s, PARAMETER_MODEL, DEFAULT_MODEL, error);
	if (status == STATUS_OK)
		status = scenario_set(s, PARAMETER_ENGINE, DEFAULT_ENGINE, error);
	return status;
}

static void add_item(struct text *out, const char *item)
{
	if (out->length)
		text_add_char(out, ',');
	text_add(out, item);
}

static void set_text(const struct scenario *s, enum parameter parameter, struct text *out)
{
	const struct catalog *c = s->catalog;

	for (int i = 0; parameter == PARAMETER_PURCHASE && purchase_word(i); i++)
		if (s->purchases & 1u << i)
			add_item(out, purchase_word(i));
	for (int i = 0; parameter == PARAMETER_PROVIDER_KIND && provider_kind_word(i); i++)
		if (s->provider_kinds & 1u << i)
			add_item(out, provider_kind_word(i));
	for (int i = 0; parameter == PARAMETER_PROVIDER && i < c->provider_count; i++)
		if (index_set_has(&s->providers, i))
			add_item(out, c->providers[i].id);
	for (int i = 0; parameter == PARAMETER_GPU && i < c->gpu_count; i++)
		if (index_set_has(&s->gpus, i))
			add_item(out, c->gpus[i].id);
}

static void object_text(const struct scenario *s, enum parameter parameter, struct text *out)
{
	const char *id = NULL;

	if (parameter == PARAMETER_MODEL)
		id = s->checkpoint ? s->checkpoint->id : s->model ? s->model->id : NULL;
	else if (parameter == PARAMETER_WEIGHTS)
		id = s->weights ? s->weights->id : AUTO;
	else if (parameter == PARAMETER_KV)
		id = s->kv ? s->kv->id : AUTO;
	else
		id = s->engine->id;
	text_add(out, id ? id : "");
}

void scenario_text(const struct scenario *s, enum parameter parameter, struct text *out)
{
	const struct parameter_row *row = parameter_row(parameter);
	double value = parameter == PARAMETER_CONTEXT ? scenario_context(s) : s->number[parameter];

	switch (row->form) {
	case PARAMETER_NUMBER_FORM:
		if (isinf(value))
			text_add(out, row->endless);
		else if (!isnan(value))
			quantity_format(out, value, row->quantity, 6);
		break;
	case PARAMETER_CHOICE_FORM:
		text_add(out, parameter_words(parameter)[(int)value]);
		break;
	case PARAMETER_OBJECT_FORM:
		object_text(s, parameter, out);
		break;
	case PARAMETER_SET_FORM:
		set_text(s, parameter, out);
		break;
	case PARAMETER_METRIC_FORM:
		text_add(out, s->sort_metric < 0 ? AUTO : metric_row((enum metric)s->sort_metric)->key);
		break;
	case PARAMETER_TEXT_FORM:
		if (parameter == PARAMETER_TRAFFIC)
			scenario_traffic_text(s, out);
		else
			text_add(out, s->region);
		break;
	}
}
