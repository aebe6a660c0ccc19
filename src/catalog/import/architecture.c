/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of a config.json by meaning, wherever the text decoder's level is. */
#include "catalog/import/architecture.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

/* Where the text decoder may be described, the innermost first. */
static const char *const text_levels[] = { "thinker_config/text_config", "text_config", "llm_config", "language_config",
	"thinker_config" };

enum { NAMES_MAX = 12 };

static const struct {
	double low, high;
	const char *names[NAMES_MAX];
} fields[] = {
#define FIELD(id, low_, high_, ...) { low_, high_, { __VA_ARGS__ } },
#include "catalog/import/field-table.h"
#undef FIELD
};

static const struct model_type types[] = {
#define TYPE(name_, state_, quirks_) { name_, STATE_##state_, quirks_ },
#include "catalog/import/type-table.h"
#undef TYPE
};

static const struct {
	const char *type;
	enum field field;
	double value;
} defaults[] = {
#define DEFAULT(type_, field_, value_) { type_, FIELD_##field_, value_ },
#include "catalog/import/type-table.h"
#undef DEFAULT
};

static const struct {
	const char *class_name, *type;
} architectures[] = {
#define ARCHITECTURE(class_, type_) { class_, type_ },
#include "catalog/import/type-table.h"
#undef ARCHITECTURE
};

const cJSON *config_find(const cJSON *object, const char *path)
{
	while (object) {
		size_t n = strcspn(path, "/");
		char key[64];

		if (!cJSON_IsObject(object) || n >= sizeof(key))
			return NULL;
		memcpy(key, path, n);
		key[n] = '\0';
		object = cJSON_GetObjectItemCaseSensitive(object, key);
		if (path[n] == '\0')
			break;
		path += n + 1;
	}
	return !object || cJSON_IsNull(object) ? NULL : object;
}

const char *config_string(const cJSON *object, const char *path)
{
	const cJSON *item = config_find(object, path);

	return cJSON_IsString(item) ? item->valuestring : NULL;
}

double config_double(const cJSON *object, const char *path)
{
	const cJSON *item = config_find(object, path);

	return cJSON_IsNumber(item) ? item->valuedouble : NAN;
}

bool config_is(const cJSON *item, const char *word)
{
	return cJSON_IsString(item) && strcmp(item->valuestring, word) == 0;
}

void config_refuse(struct config *c, const char *key, const char *format, ...)
{
	char what[512];
	va_list list;

	if (c->status != STATUS_OK)
		return;
	va_start(list, format);
	vsnprintf(what, sizeof(what), format, list);
	va_end(list);
	c->status = error_set(c->error, STATUS_DATA, "%s: %s/%s: %s", c->file, c->prefix, key, what);
}

bool config_has(const struct config *c, enum field field)
{
	return c->found[field];
}

static double check_number(struct config *c, enum field field, const cJSON *value)
{
	double low = fields[field].low, high = fields[field].high;
	double number = cJSON_IsBool(value) ? (double)cJSON_IsTrue(value) : value->valuedouble;

	if (!cJSON_IsBool(value) && !cJSON_IsNumber(value))
		config_refuse(c, c->name[field], _("must be a number"));
	else if (number != floor(number) || !(number >= low && number <= high))
		config_refuse(
			c, c->name[field], _("%.15g must be a whole number from %.0f to %.0f"), number, low, high);
	else
		return number;
	return NAN;
}

static double default_number(const struct config *c, enum field field)
{
	for (size_t i = 0; i < COUNT(defaults); i++)
		if (defaults[i].field == field && strcmp(defaults[i].type, c->type->name) == 0)
			return defaults[i].value;
	return NAN;
}

double config_number(struct config *c, enum field field)
{
	return config_has(c, field) ? check_number(c, field, c->found[field]) : default_number(c, field);
}

double config_or(struct config *c, enum field field, double fallback)
{
	double value = config_number(c, field);

	return isnan(value) ? fallback : value;
}

double config_need(struct config *c, enum field field)
{
	double value = config_number(c, field);

	if (isnan(value))
		config_refuse(c, c->name[field], _("missing"));
	return value;
}

double config_at(struct config *c, enum field field, int layer)
{
	const cJSON *list = c->found[field];

	if (!cJSON_IsArray(list))
		return config_number(c, field);
	if (!config_check_list(c, c->name[field], list))
		return NAN;
	return check_number(c, field, cJSON_GetArrayItem(list, layer));
}

bool config_flag(struct config *c, enum field field, bool fallback)
{
	return config_or(c, field, fallback) != 0.0;
}

bool config_check_list(struct config *c, const char *key, const cJSON *list)
{
	if (!cJSON_IsArray(list))
		config_refuse(c, key, _("must be a list"));
	else if (cJSON_GetArraySize(list) != c->layer_count)
		config_refuse(c, key,
			ngettext("must have %d entry, one for each layer", "must have %d entries, one for each layer",
				(unsigned long)c->layer_count),
			c->layer_count);
	else
		return true;
	return false;
}

const bool *config_layers(struct config *c, const char *key, const cJSON *list, int first)
{
	bool *listed = arena_array(c->arena, (size_t)c->layer_count + 1, sizeof(*listed));
	const cJSON *item;

	if (!cJSON_IsArray(list) || cJSON_GetArraySize(list) > c->layer_count) {
		config_refuse(c, key, _("must be a list of layers"));
		return NULL;
	}
	cJSON_ArrayForEach (item, list) {
		double l = cJSON_IsNumber(item) ? item->valuedouble - first : -1.0;

		if (l >= 0.0 && l < c->layer_count && l == floor(l))
			listed[(int)l] = true;
		else
			config_refuse(
				c, key, _("must be a list of layers from %d to %d"), first, c->layer_count - 1 + first);
	}
	return listed;
}

static const struct model_type *find_type(const char *name)
{
	for (size_t i = 0; name && i < COUNT(types); i++)
		if (strcmp(types[i].name, name) == 0)
			return &types[i];
	return NULL;
}

/* The type of files that name none: by their class, or by what only one package writes. */
static const char *implied_type(const struct config *c)
{
	const cJSON *class_name = cJSON_GetArrayItem(config_find(c->text, "architectures"), 0);

	for (size_t i = 0; i < COUNT(architectures); i++)
		if (config_is(class_name, architectures[i].class_name))
			return architectures[i].type;
	if (cJSON_IsObject(config_find(c->text, "ssm_cfg")))
		return config_is(config_find(c->text, "ssm_cfg/layer"), "Mamba2") ? "mamba2_ssm" : "mamba_ssm";
	return NULL;
}

/* Older names of the same classes: the level below a wrapper, "RefinedWeb". */
static const char *known_type(const char *name)
{
	static const char *const suffixes[] = { "_text", "" };
	static const struct {
		const char *from, *to;
	} renamed[] = { { "RefinedWeb", "falcon" }, { "RefinedWebModel", "falcon" }, { "command_r", "cohere" },
		{ "kimi_k3", "kimi_linear" }, { "minimax_m3_vl", "minimax_m3" }, { "deepseek_v3_2", "deepseek_v32" } };
	char text[64];

	for (size_t i = 0; i < COUNT(renamed); i++)
		if (strcmp(renamed[i].from, name) == 0)
			return renamed[i].to;
	for (size_t i = 0; i < COUNT(suffixes) && strlen(name) < 48; i++) {
		snprintf(text, sizeof(text), "%s%s", name, suffixes[i]);
		if (find_type(text))
			return find_type(text)->name;
	}
	/* "x_text" of a class that has no level of its own. */
	if (strlen(name) > 5 && strcmp(name + strlen(name) - 5, "_text") == 0) {
		snprintf(text, sizeof(text), "%.*s", (int)(strlen(name) - 5) % 48, name);
		if (find_type(text))
			return find_type(text)->name;
	}
	return name;
}

static void open_type(struct config *c)
{
	static const struct model_type unknown = { "", STATE_NONE, 0 };
	const char *name = config_string(c->text, "model_type");

	if (!name)
		name = implied_type(c);
	if (!name)
		name = config_string(c->root, "model_type");
	if (!name) {
		config_refuse(c, "model_type", _("missing"));
		name = "";
	}
	name = known_type(name);
	c->model_type = arena_strdup(c->arena, name);
	c->type = find_type(name);
	if (!c->type)
		c->type = &unknown;
}

static void open_level(struct config *c, const cJSON *root)
{
	c->root = c->text = root;
	for (size_t i = 0; i < COUNT(text_levels); i++) {
		const cJSON *level = config_find(root, text_levels[i]);

		if (!cJSON_IsObject(level))
			continue;
		c->text = level;
		snprintf(c->prefix, sizeof(c->prefix), "/%s", text_levels[i]);
		break;
	}
}

static void open_fields(struct config *c)
{
	for (int f = 0; f < FIELD_COUNT; f++) {
		c->name[f] = fields[f].names[0];
		for (int i = 0; i < NAMES_MAX && fields[f].names[i]; i++) {
			const cJSON *value = config_find(c->text, fields[f].names[i]);

			if (!value)
				continue;
			c->found[f] = value;
			c->name[f] = fields[f].names[i];
			break;
		}
	}
}

enum status config_open(struct config *c, const cJSON *root)
{
	if (!cJSON_IsObject(root))
		return c->status = error_set(c->error, STATUS_DATA, _("%s: /: must be an object"), c->file);
	open_level(c, root);
	open_type(c);
	open_fields(c);
	return c->status;
}

void imported_note(struct imported *imported, const char *format, ...)
{
	char note[512];
	const char *old = imported->model.notes;
	TEXT(joined);
	va_list list;

	va_start(list, format);
	vsnprintf(note, sizeof(note), format, list);
	va_end(list);
	if (old)
		text_addf(&joined, "%s; ", old);
	text_add_clean(&joined, note, strlen(note));
	imported->model.notes = arena_strdup(&imported->arena, joined.data);
}
