/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading, applying and saving the settings. */
#include "tui/settings.h"

#include <stdio.h>
#include <string.h>

#include "study/scenario_text.h"
#include "base/file.h"
#include "base/file_lock.h"
#include "base/i18n.h"

static const char preset_word[] = "set ";

const struct setting_row *setting_row(enum setting setting)
{
	static const struct setting_row rows[SETTING_COUNT] = {
#define SETTING(id, key_, words_, initial_, when_, label_, help_) \
	{ .key = key_, .words = words_, .initial = initial_, .when = SETTING_##when_, .label = label_, .help = help_ },
#include "tui/settings-table.h"
#undef SETTING
	};

	return &rows[setting];
}

void settings_init(struct settings *settings)
{
	memset(settings, 0, sizeof(*settings));
	for (int i = 0; i < SETTING_COUNT; i++)
		settings_override(settings, (enum setting)i, setting_row((enum setting)i)->initial, FROM_DEFAULT);
}

void settings_override(struct settings *settings, enum setting setting, const char *value, enum setting_origin origin)
{
	snprintf(settings->value[setting], sizeof(settings->value[setting]), "%s", value);
	settings->origin[setting] = origin;
}

bool settings_yes(const struct settings *settings, enum setting setting)
{
	return strcmp(settings->value[setting], "yes") == 0;
}

bool settings_auto(const struct settings *settings, enum setting setting)
{
	return strcmp(settings->value[setting], "auto") == 0;
}

/* What of a line is wrong, and where it stands. */
struct reading {
	struct settings *settings;
	const struct conf_line *line;
	struct error_list *problems;
};

static void read_setting(const struct reading *r, enum setting setting)
{
	const struct setting_row *row = setting_row(setting);
	char value[CONF_VALUE_SIZE];
	const char *word = row->words;

	memcpy(value, r->line->value, sizeof(value));
	if (row->words[0])
		text_ascii_lower(value);
	for (size_t n; *word; word += n + (word[n] != '\0')) {
		n = strcspn(word, " ");
		if (strlen(value) == n && memcmp(word, value, n) == 0)
			break;
	}
	if (value[0] && (*word || !row->words[0]))
		settings_override(r->settings, setting, value, FROM_FILE);
	else
		error_list_add(r->problems, STATUS_DATA, _("%s:%d: %s: '%s' is not allowed; allowed are: %s"),
			r->settings->path, r->line->number, row->key, r->line->value,
			row->words[0] ? row->words : _("the name of a theme, or a file"));
}

/* The nearest of all parameters, and of all settings (for a line without "set"). */
static const char *nearest(const char *typed, bool parameters)
{
	const char *best = NULL;
	int least = 4;

	for (int i = 0; i < (parameters ? parameter_count() : (int)SETTING_COUNT); i++) {
		const char *name =
			parameters ? parameter_row(parameter_at(i))->name : setting_row((enum setting)i)->key;
		int distance = text_distance(name, typed);

		if (distance < least) {
			least = distance;
			best = name;
		}
	}
	return best;
}

static void refuse_key(const struct reading *r)
{
	const char *path = r->settings->path, *key = r->line->key;
	int number = r->line->number;
	bool preset = strncmp(key, preset_word, strlen(preset_word)) == 0;
	const char *name = preset ? key + strlen(preset_word) : key, *near = nearest(name, preset);
	enum parameter parameter;

	if (!preset && parameter_from_name(key, &parameter))
		error_list_add(r->problems, STATUS_DATA, _("%s:%d: parameters are set by 'set %s = VALUE'"), path,
			number, parameter_row(parameter)->name);
	else if (near)
		error_list_add(r->problems, STATUS_DATA,
			preset ? _("%s:%d: unknown parameter '%s': did you mean %s?")
			       : _("%s:%d: unknown setting '%s': did you mean %s?"),
			path, number, name, near);
	else
		error_list_add(r->problems, STATUS_DATA,
			preset ? _("%s:%d: unknown parameter '%s'; gpuplan(1) lists them")
			       : _("%s:%d: unknown setting '%s'; gpuplan.conf(5) lists them"),
			path, number, name);
}

/* Another line of the same set adds to it; false: it is the first, or there is no room. */
static bool join_preset(struct settings *s, enum parameter parameter, const char *value)
{
	for (int i = 0; i < s->preset_count; i++) {
		size_t length = strlen(s->presets[i].value);

		if (s->presets[i].parameter != parameter || length + strlen(value) + 2 > CONF_VALUE_SIZE)
			continue;
		snprintf(s->presets[i].value + length, CONF_VALUE_SIZE - length, ",%s", value);
		return true;
	}
	return false;
}

static bool read_preset(const struct reading *r)
{
	struct settings *s = r->settings;
	enum parameter parameter;

	if (strncmp(r->line->key, preset_word, strlen(preset_word)) != 0 ||
		!parameter_from_name(r->line->key + strlen(preset_word), &parameter))
		return false;
	if (parameter_row(parameter)->form == PARAMETER_SET_FORM && join_preset(s, parameter, r->line->value))
		return true;
	if (s->preset_count == PRESETS_MAX) {
		error_list_add(r->problems, STATUS_DATA, _("%s:%d: more than %d parameters are set"), s->path,
			r->line->number, PRESETS_MAX);
		return true;
	}
	s->presets[s->preset_count] = (struct preset){ .parameter = parameter, .line = r->line->number };
	memcpy(s->presets[s->preset_count++].value, r->line->value, CONF_VALUE_SIZE);
	return true;
}

static bool read_key(const struct reading *r)
{
	for (int i = 0; i < SETTING_COUNT; i++) {
		if (text_compare_nocase(setting_row((enum setting)i)->key, r->line->key) == 0) {
			read_setting(r, (enum setting)i);
			return true;
		}
	}
	return read_preset(r);
}

void settings_read(struct settings *settings, const char *text, struct error_list *problems)
{
	struct conf_line line = { 0 };
	struct reading r = { settings, &line, problems };

	while (conf_next(&text, &line)) {
		if (line.fault)
			error_list_add(problems, STATUS_DATA, "%s:%d: %s", settings->path, line.number, _(line.fault));
		else if (!read_key(&r))
			refuse_key(&r);
	}
}

void settings_load(struct settings *settings, const char *folder, struct error_list *problems)
{
	struct error error = { 0 };
	TEXT(text);

	if (!folder[0])
		return;
	path_join(&text, folder, "gpuplan.conf");
	if (text.length < sizeof(settings->path))
		snprintf(settings->path, sizeof(settings->path), "%s", text.data);
	if (!settings->path[0] || file_missing(settings->path))
		return;
	if (file_read(settings->path, CONF_FILE_CAP, &text, &error) != STATUS_OK)
		error_list_add(problems, error.status, "%s", error.text);
	else
		settings_read(settings, text.data, problems);
}

enum status settings_load_theme(const struct settings *settings, const char *name, struct theme *theme,
	struct error_list *problems, struct error *error)
{
	TEXT(path);
	TEXT(folder);
	enum theme_id id;

	path_directory(&folder, settings->path);
	path_join(&path, folder.data, name);
	if (!settings->path[0] || theme_from_name(name, &id) || !file_exists(path.data))
		return theme_load(theme, name, problems, error);
	return theme_load(theme, path.data, problems, error);
}

/* Messages are written for the command line: files know parameters, not options. */
static const char *without_dashes(const char *message)
{
	return strncmp(message, "--", 2) == 0 ? message + 2 : message;
}

enum status settings_set_value(
	struct scenario *scenario, enum parameter parameter, const char *value, struct error *error)
{
	bool set = parameter_row(parameter)->form == PARAMETER_SET_FORM;
	struct scenario changed = *scenario;
	struct error refused = { 0 };
	char part[CONF_VALUE_SIZE];
	enum status status;

	do {
		size_t n;

		value += strspn(value, " ");
		n = set ? strcspn(value, ",") : strlen(value);
		snprintf(part, sizeof(part), "%.*s", (int)n, value);
		status = scenario_set(&changed, parameter, part, &refused);
		value += n + (value[n] == ',');
	} while (status == STATUS_OK && *value);
	if (status == STATUS_OK)
		*scenario = changed;
	else
		error_set(error, status, "%s", without_dashes(refused.text));
	return status;
}

void settings_apply(const struct settings *settings, struct scenario *scenario, struct error_list *problems)
{
	struct scenario changed = *scenario;
	struct error error = { 0 };

	for (int i = 0; i < settings->preset_count; i++) {
		const struct preset *p = &settings->presets[i];

		if (settings_set_value(&changed, p->parameter, p->value, &error) != STATUS_OK && problems)
			error_list_add(problems, STATUS_DATA, "%s:%d: %s", settings->path, p->line, error.text);
	}
	if (scenario_check(&changed, &error) == STATUS_OK)
		*scenario = changed;
	else if (problems)
		error_list_add(problems, STATUS_DATA, _("%s: its parameters contradict each other: %s"), settings->path,
			without_dashes(error.text));
}

const char *settings_preset(const struct settings *settings, enum parameter parameter)
{
	const char *value = NULL;

	for (int i = 0; i < settings->preset_count; i++)
		if (settings->presets[i].parameter == parameter)
			value = settings->presets[i].value;
	return value;
}

void settings_set_preset(struct settings *settings, enum parameter parameter, const char *value)
{
	int kept = 0;

	for (int i = 0; i < settings->preset_count; i++)
		if (settings->presets[i].parameter != parameter)
			settings->presets[kept++] = settings->presets[i];
	settings->preset_count = kept;
	if (!value || kept == PRESETS_MAX)
		return;
	settings->presets[kept] = (struct preset){ .parameter = parameter };
	snprintf(settings->presets[kept].value, CONF_VALUE_SIZE, "%s", value);
	settings->preset_count++;
}

enum status settings_save(const struct settings *settings, const char *key, const char *value, struct error *error)
{
	struct file_lock lock = { .count = 0 };
	TEXT(old);
	TEXT(folder);
	TEXT(changed);
	enum status status;

	if (!settings->path[0])
		return error_set(error, STATUS_IO, _("not saved: there is no home folder"));
	path_directory(&folder, settings->path);
	status = file_make_folder(folder.data, error);
	if (status == STATUS_OK)
		status = file_lock_take(&lock, settings->path, FILE_LOCK_PLANNER_MS, error);
	if (status == STATUS_OK && !file_missing(settings->path))
		status = file_read(settings->path, CONF_FILE_CAP, &old, error);
	if (status == STATUS_OK) {
		conf_change(old.data, key, value, &changed);
		status = file_write_atomic(settings->path, changed.data, changed.length, error);
	}
	file_lock_release(&lock);
	return status;
}
