/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings screen. */
#include "tui/views/settings_screen.h"

#include <stdio.h>
#include <string.h>

#include "study/scenario_text.h"
#include "base/i18n.h"
#include "tui/views/frame.h"
#include "tui/views/foot.h"
#include "tui/views/parameters.h"
#include "tui/views/topic.h"
#include "tui/views/views.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"
#include "tui/zone_kind.h"

/* A rule, two rows of help and one of what is allowed. */
enum { FOOT_ROWS = 4, RULE_SIGNS = 8 };

/* Settings first, then every parameter of a workload. */
static bool is_setting(int row)
{
	return row < SETTING_COUNT;
}

static enum parameter parameter_of(int row)
{
	return parameter_at(row - SETTING_COUNT);
}

void settings_take(struct session *session, const struct settings *settings, const struct theme *theme)
{
	enum theme_id id;

	session->settings = *settings;
	session_defaults(session);
	session->theme = *theme;
	if (!theme_from_name(theme->name, &id))
		session->views->settings.user_theme = *theme;
	session->look_changed = true;
}

void act_settings(struct session *session)
{
	list_set_count(&session->views->settings.list, SETTING_COUNT + parameter_count());
	session->view = VIEW_SETTINGS;
}

/* What the file says of a row; "" nothing. */
static const char *value_of(const struct session *session, int row)
{
	const char *preset;

	if (is_setting(row))
		return session->settings.value[row];
	preset = settings_preset(&session->settings, parameter_of(row));
	return preset ? preset : "";
}

/* As it stands in the file. */
static void write_key(int row, char key[CONF_KEY_SIZE])
{
	if (is_setting(row))
		snprintf(key, CONF_KEY_SIZE, "%s", setting_row((enum setting)row)->key);
	else
		snprintf(key, CONF_KEY_SIZE, "set %s", parameter_row(parameter_of(row))->name);
}

/* Puts the key of a row into the file; what was changed holds in any case. */
static void save(struct session *session, int row, const char *value)
{
	char key[CONF_KEY_SIZE];
	struct error error = { 0 };

	write_key(row, key);
	if (settings_save(&session->settings, key, value, &error) != STATUS_OK)
		error_set(&session->message, STATUS_IO, _("%s; it holds until the end of this session"), error.text);
	else if (error.text[0])
		session->message = error;
	else if (is_setting(row) && setting_row((enum setting)row)->when == SETTING_START)
		error_set(&session->message, STATUS_OK, _("saved; it counts from the next start"));
	else if (is_setting(row))
		error_set(&session->message, STATUS_OK, _("saved"));
	else
		error_set(&session->message, STATUS_OK, _("saved; it counts from the next start, or after R"));
}

/* Wrong lines of a file are told: the first of them. */
static enum status load_theme(struct session *session, const char *name, struct theme *theme)
{
	struct error_list problems = { 0 };
	enum status status = settings_load_theme(&session->settings, name, theme, &problems, &session->message);

	if (status == STATUS_OK && problems.count)
		session->message = problems.items[0];
	error_list_release(&problems);
	return status;
}

static bool set_setting(struct session *session, enum setting setting, const char *value)
{
	struct theme theme;
	enum theme_id id;

	if (setting == SETTING_THEME) {
		if (load_theme(session, value, &theme) != STATUS_OK)
			return false;
		session->theme = theme;
		if (!theme_from_name(value, &id))
			session->views->settings.user_theme = theme;
	}
	settings_override(&session->settings, setting, value, FROM_FILE);
	session->look_changed = true;
	save(session, (int)setting, value);
	return true;
}

/* Takes the value when a fresh workload does. */
static bool set_preset(struct session *session, enum parameter parameter, const char *value)
{
	struct scenario fresh;

	if (scenario_init(&fresh, session->scenario.catalog, &session->message) != STATUS_OK)
		return false;
	fresh.reader = session->scenario.reader;
	if (settings_set_value(&fresh, parameter, value, &session->message) != STATUS_OK)
		return false;
	settings_set_preset(&session->settings, parameter, value);
	session_defaults(session);
	save(session, SETTING_COUNT + parameter_place(parameter), value);
	return true;
}

static bool set_row(struct session *session, int row, const char *value)
{
	return is_setting(row) ? set_setting(session, (enum setting)row, value)
			       : set_preset(session, parameter_of(row), value);
}

void settings_take_entry(struct session *session)
{
	int row = session->views->settings.list.selected;
	const char *typed = session->entry.text;
	bool taken;

	if (!typed[0])
		act_setting_clear(session);
	taken = !typed[0] || set_row(session, row, typed);
	if (taken)
		session->view = VIEW_SETTINGS;
}

/* The word after (before) `value` in a list parted by blanks, going round. */
static void next_word(const char *words, const char *value, int steps, char out[CONF_VALUE_SIZE])
{
	const char *found[16];
	int count = 0, at = 0;

	for (const char *word = words; *word && count < 16; word += strspn(word, " ")) {
		size_t n = strcspn(word, " ");

		if (strlen(value) == n && memcmp(word, value, n) == 0)
			at = count;
		found[count++] = word;
		word += n;
	}
	at = (at + (steps < 0 ? count - 1 : 1)) % count;
	snprintf(out, CONF_VALUE_SIZE, "%.*s", (int)strcspn(found[at], " "), found[at]);
}

/* The words that a row goes through; false where its value is typed. */
static bool allowed_words(int row, struct text *out)
{
	const char *const *words;

	if (row == SETTING_THEME) {
		for (int i = 0; i < THEME_COUNT; i++)
			text_addf(out, "%s%s", i ? " " : "", theme_name((enum theme_id)i));
	} else if (is_setting(row)) {
		text_add(out, setting_row((enum setting)row)->words);
	} else if (parameter_row(parameter_of(row))->form == PARAMETER_CHOICE_FORM) {
		words = parameter_choices(parameter_of(row));
		for (int i = 0; words[i]; i++)
			text_addf(out, "%s%s", i ? " " : "", words[i]);
	}
	return out->length > 0;
}

void act_setting_change(struct session *session, int steps)
{
	int row = session->views->settings.list.selected;
	char value[CONF_VALUE_SIZE];
	TEXT(words);

	if (!allowed_words(row, &words) || (row == SETTING_THEME && steps == 0)) {
		session->views->settings.entry = &session->entry;
		field_set(&session->entry, value_of(session, row));
		session->view = VIEW_SETTING_ENTRY;
	} else {
		next_word(words.data, value_of(session, row), steps, value);
		set_row(session, row, value);
	}
}

void act_setting_clear(struct session *session)
{
	int row = session->views->settings.list.selected;

	if (is_setting(row)) {
		set_setting(session, (enum setting)row, setting_row((enum setting)row)->initial);
		session->settings.origin[row] = FROM_DEFAULT;
	} else {
		settings_set_preset(&session->settings, parameter_of(row), NULL);
		session_defaults(session);
	}
	save(session, row, NULL);
}

void act_setting_topic(struct session *session)
{
	int row = session->views->settings.list.selected;
	const struct setting_row *setting;
	struct text *page;
	TEXT(words);

	if (!is_setting(row)) {
		topic_open_parameter(session, parameter_of(row));
		return;
	}
	setting = setting_row((enum setting)row);
	allowed_words(row, &words);
	page = page_begin(session);
	page_name(page, _(setting->label), _(setting->help));
	text_add_char(page, '\n');
	page_name(page, _("Now"), value_of(session, row));
	page_name(page, _("Default"), setting->initial);
	page_name(page, _("Allowed"), words.data);
	page_entry(
		page, STYLE_DIM, _("Counts"), setting->when == SETTING_START ? _("from the next start") : _("at once"));
	page_name(page, _("More"), "gpuplan.conf(5)");
	page_show(session, _(setting->label));
}

void act_theme(struct session *session)
{
	enum theme_id id;
	int next = 0;

	for (int i = 0; i < THEME_AUTO; i++)
		if (strcmp(theme_name((enum theme_id)i), session->theme.name) == 0)
			next = i + 1;
	if (next == THEME_AUTO && session->views->settings.user_theme.name[0])
		session->theme = session->views->settings.user_theme;
	else
		theme_init(&session->theme, (enum theme_id)(next % THEME_AUTO));
	session->look_changed = true;
	if (theme_from_name(session->theme.name, &id))
		error_set(&session->message, STATUS_OK, _("theme %s until the end: %s"), session->theme.name,
			_(theme_help(id)));
	else
		error_set(&session->message, STATUS_OK, _("theme %s until the end; the settings keep one"),
			session->theme.name);
}

/* Where the value is from; "" the default holds. */
static const char *origin_word(const struct session *session, int row)
{
	if (!is_setting(row))
		return settings_preset(&session->settings, parameter_of(row)) ? _("file") : "";
	switch (session->settings.origin[row]) {
	case FROM_FILE: return _("file");
	case FROM_ENVIRONMENT: return _("environment");
	case FROM_OPTION: return _("option");
	case FROM_DEFAULT: break;
	}
	return "";
}

static const char *label_of(int row)
{
	return is_setting(row) ? _(setting_row((enum setting)row)->label) : _(parameter_row(parameter_of(row))->label);
}

/* What draw_row() needs: a workload of defaults, for what the file does not say. */
struct drawing {
	const struct session *session;
	struct field *entry;
	struct scenario fresh;
};

/* The value that holds. */
static void add_value(const struct drawing *d, int row, struct text *out)
{
	text_add(out, value_of(d->session, row));
	if (!out->length)
		scenario_text(&d->fresh, parameter_of(row), out);
	if (!out->length)
		text_add(out, "-");
}

static void draw_row(struct canvas *canvas, struct box line, int row, bool selected, void *context)
{
	const struct drawing *d = context;
	int gutter = d->session->gutter;
	struct box rest = gutter_text_box(line, gutter);
	const char *origin = origin_word(d->session, row);
	int used = canvas_columns(origin);
	TEXT(value);

	canvas_text_fit(canvas, line, line.row, line.column + GUTTER_LABEL, gutter - 1,
		selected ? STYLE_STRONG : STYLE_DIM, label_of(row));
	canvas_text_right(canvas, rest, rest.row, rest.column + rest.columns - used, used, STYLE_DIM, origin);
	rest.columns -= used ? used + 2 : 0;
	add_value(d, row, &value);
	if (selected && d->session->view == VIEW_SETTING_ENTRY)
		field_draw(canvas, rest, rest.row, rest.column, rest.columns, STYLE_STRONG, d->entry, true);
	else
		canvas_text_fit(canvas, rest, rest.row, rest.column, rest.columns, used ? STYLE_STRONG : STYLE_TEXT,
			value.data);
}

static void add_allowed(const struct session *session, int row, struct text *out)
{
	TEXT(words);

	if (allowed_words(row, &words))
		text_add(out, words.data);
	else if (parameter_row(parameter_of(row))->form == PARAMETER_NUMBER_FORM)
		parameters_span(session, parameter_of(row), out);
}

/* A rule with the line as the file has it, and the file. */
static void draw_file(const struct session *session, int row, struct canvas *canvas, struct box box)
{
	const char *path = session->settings.path, *value = value_of(session, row);
	char key[CONF_KEY_SIZE];
	TEXT(line);

	write_key(row, key);
	text_addf(&line, "%s = %s", key, value[0] ? value : "...");
	/* Its name alone where the folder has no room. */
	if (canvas_columns(line.data) + canvas_columns(path) + RULE_SIGNS > box.columns)
		path = path_name(path);
	rule_draw(canvas, box,
		&(struct rule){ line.data, path[0] ? path : _("no home folder, so not saved"),
			path[0] ? STYLE_DIM : STYLE_WARN, false });
}

/* Below it what the row means, and what it may be. */
static void draw_foot(const struct session *session, int row, struct canvas *canvas, struct box box)
{
	struct box hint = box_below(box, 1);
	TEXT(allowed);

	draw_file(session, row, canvas, box);
	/* The range stays in sight while a value is typed anew. */
	add_allowed(session, row, &allowed);
	if (allowed.length)
		gutter_line(canvas, box_row(hint, hint.rows - 1), session->gutter, false, _("Allowed"), allowed.data);
	hint.rows--;
	foot_draw(session, canvas, hint, label_of(row),
		is_setting(row) ? _(setting_row((enum setting)row)->help) : _(parameter_row(parameter_of(row))->help));
}

void settings_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	struct settings_view *view = own;
	struct box rest;
	struct drawing drawing = { .session = session, .entry = view->entry };
	struct error ignored;
	TEXT(crumb);
	TEXT(place);

	if (scenario_init(&drawing.fresh, session->scenario.catalog, &ignored) != STATUS_OK)
		drawing.fresh = session->scenario;
	text_addf(&crumb, "%s › %s", _(session->study->title), _("Settings"));
	list_place(&view->list, &place);
	rest = frame_draw(canvas, box,
		&(struct frame){ .crumb = crumb.data,
			.title = _("Settings, and defaults of the workload"),
			.title_right = place.data });
	rest.rows -= FOOT_ROWS;
	list_draw(canvas, rest, &view->list, true, draw_row, &drawing);
	list_zone(canvas, rest, &view->list, ZONE_LINE);
	draw_foot(session, view->list.selected, canvas,
		(struct box){ rest.row + rest.rows, rest.column, FOOT_ROWS, rest.columns });
}
