/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of JSON objects: copied strings, whole numbers, words, references and sets. */
#include "catalog/fields.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"

const void *load_find(const struct load *load, enum catalog_kind kind, const char *id)
{
	const struct kind_row *row = load->kinds[kind];
	int at = id_table_find(&load->ids[kind], id);

	if (at < 0) /* not there, or LEFT_OUT */
		return NULL;
	return *(const char *const *)((const char *)load->catalog + row->array) + (size_t)at * row->size;
}

/* Every text of the catalog is one line, so that it cannot pass for a line of a report. */
const char *keep_text(struct load *load, const char *text)
{
	char *copy = arena_strdup(load->arena, text);

	for (char *at = copy; at && (at = strpbrk(at, "\n\r\t")); at++)
		*at = ' ';
	return copy;
}

const char *get_text(struct load *load, const cJSON *object, const char *key)
{
	return keep_text(load, json_get_string(object, key, &load->reader));
}

const char *need_text(struct load *load, const cJSON *object, const char *key)
{
	return keep_text(load, json_need_string(object, key, &load->reader));
}

const char *get_date(struct load *load, const cJSON *object, const char *key)
{
	const char *text = get_text(load, object, key);
	char month[16];
	struct error error;
	long days;

	if (!text)
		return NULL;
	snprintf(month, sizeof(month), "%.11s%s", text, strlen(text) == 4 ? "-01" : "");
	if (date_parse(month, &days, &error) == STATUS_OK)
		return text;
	item_error(load, key, "%s", error.text);
	return NULL;
}

static double whole(struct load *load, const char *key, double value)
{
	if (isnan(value) || value == floor(value))
		return value;
	item_error(load, key, _("%.15g must be a whole number"), value);
	return NAN;
}

double get_whole(struct load *load, const cJSON *object, const char *key, double low, double high)
{
	return whole(load, key, json_get_number(object, key, low, high, &load->reader));
}

double get_whole_or(struct load *load, const cJSON *object, const char *key, double low, double high, double fallback)
{
	double value = get_whole(load, object, key, low, high);

	return isnan(value) ? fallback : value;
}

double need_whole(struct load *load, const cJSON *object, const char *key, double low, double high)
{
	return whole(load, key, json_need_number(object, key, low, high, &load->reader));
}

static void refuse_word(struct load *load, const char *key, const char *word, const char *const *words)
{
	TEXT(list);

	for (; *words; words++) {
		text_add(&list, list.length > 0 ? ", " : "");
		text_add(&list, *words);
	}
	item_error(load, key, _("\"%.40s\" must be one of %s"), word, list.data);
}

int get_word(struct load *load, const cJSON *object, const char *key, const char *const *words, int fallback)
{
	const char *word = json_string(object, key, fallback < 0, &load->reader);
	int i;

	if (!word)
		return fallback < 0 ? 0 : fallback;
	i = word_index(words, word);
	if (i < 0)
		refuse_word(load, key, word, words);
	return i < 0 ? 0 : i;
}

const void *resolve(struct load *load, const char *key, enum catalog_kind kind, const char *id)
{
	const void *thing = id ? load_find(load, kind, id) : NULL;

	/* What is wrong with a thing is said once, not for all that refer to it. */
	if (id && !thing && id_table_find(&load->ids[kind], id) == LEFT_OUT)
		load->needs_left_out = true;
	else if (id && !thing)
		item_error(load, key, _("\"%.80s\" must be an id of %s.json"), id, catalog_kind_id(kind));
	return thing;
}

const void *get_reference(struct load *load, const cJSON *object, const char *key, enum catalog_kind kind)
{
	return resolve(load, key, kind, json_get_string(object, key, &load->reader));
}

const void *need_reference(struct load *load, const cJSON *object, const char *key, enum catalog_kind kind)
{
	return resolve(load, key, kind, json_need_string(object, key, &load->reader));
}

bool for_items(struct load *load, const cJSON *array, const char *key,
	void (*each)(struct load *load, const cJSON *item, void *context), void *context)
{
	const cJSON *item;
	int index = 0;

	json_reader_push(&load->reader, key);
	cJSON_ArrayForEach (item, array) {
		json_reader_push_index(&load->reader, index++);
		each(load, item, context);
		json_reader_pop(&load->reader);
	}
	json_reader_pop(&load->reader);
	return index > 0;
}

struct strings {
	void (*each)(struct load *load, const char *string, void *context);
	void *context;
};

static void check_string(struct load *load, const cJSON *item, void *context)
{
	const struct strings *strings = context;

	if (cJSON_IsString(item) && item->valuestring[0] != '\0')
		strings->each(load, item->valuestring, strings->context);
	else
		item_error(load, NULL, _("must be a string that is not empty"));
}

void for_strings(struct load *load, const cJSON *object, const char *key,
	void (*each)(struct load *load, const char *string, void *context), void *context)
{
	struct strings strings = { each, context };

	for_items(load, json_get_array(object, key, &load->reader), key, check_string, &strings);
}

struct word_set {
	const char *const *words;
	unsigned bits;
};

static void add_word(struct load *load, const char *word, void *context)
{
	struct word_set *set = context;
	int i = word_index(set->words, word);

	if (i < 0)
		refuse_word(load, NULL, word, set->words);
	else
		set->bits |= 1u << i;
}

unsigned get_word_set(struct load *load, const cJSON *object, const char *key, const char *const *words)
{
	struct word_set set = { words, 0 };

	for_strings(load, object, key, add_word, &set);
	return set.bits;
}

static void add_family(struct load *load, const char *id, void *bits)
{
	const struct gpu_family *family = resolve(load, NULL, CATALOG_FAMILIES, id);

	*(unsigned *)bits |= family ? family->bit : 0;
}

unsigned get_family_set(struct load *load, const cJSON *object, const char *key)
{
	unsigned bits = 0;

	for_strings(load, object, key, add_family, &bits);
	return bits;
}

static void add_engine(struct load *load, const char *id, void *bits)
{
	*(unsigned *)bits |= engine_bit(load, id);
}

unsigned get_engine_set(struct load *load, const cJSON *object, const char *key)
{
	unsigned bits = 0;

	for_strings(load, object, key, add_engine, &bits);
	return bits;
}

unsigned next_bit(struct load *load, int index)
{
	return has_room(load, index, SET_BITS, _("there can be at most %d of them")) ? 1u << index : 0;
}

unsigned engine_bit(struct load *load, const char *id)
{
	int i = 0;

	while (i < load->engine_name_count && strcmp(load->engine_names[i].id, id) != 0)
		i++;
	if (i == load->engine_name_count && i < SET_BITS)
		load->engine_names[load->engine_name_count++] = (struct engine_name){ arena_strdup(load->arena, id),
			load->reader.file, arena_strdup(load->arena, load->reader.path) };
	return next_bit(load, i);
}

void add_name(struct load *load, enum catalog_kind kind, const char *name, const void *thing)
{
	if (name && !alias_add(&load->aliases, load->arena, kind, name, thing))
		item_error(load, NULL, _("the name \"%.40s\" must have an ASCII letter or digit"), name);
}

struct naming {
	enum catalog_kind kind;
	const void *thing;
};

static void add_alias(struct load *load, const char *name, void *context)
{
	const struct naming *naming = context;

	add_name(load, naming->kind, arena_strdup(load->arena, name), naming->thing);
}

void add_names(struct load *load, const cJSON *item, enum catalog_kind kind, const void *thing)
{
	struct naming naming = { kind, thing };

	add_name(load, kind, thing_id(thing), thing);
	for_strings(load, item, "aliases", add_alias, &naming);
}

void check_keys(struct load *load, const cJSON *object, const char *const *known)
{
	if (load->check_keys)
		json_check_keys(&load->reader, object, known);
}

const cJSON *enter_object(
	struct load *load, const cJSON *object, const char *key, bool needed, const char *const *known)
{
	const cJSON *member = json_object(object, key, needed, &load->reader);

	if (member)
		json_reader_push(&load->reader, key);
	if (member && known)
		check_keys(load, member, known);
	return member;
}
