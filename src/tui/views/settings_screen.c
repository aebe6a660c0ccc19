/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings screen. */
#include "tui/views/settings_screen.h"

#include <stdio.h>
#include <string.h>

#include "study/scenario_text.h"
#include "base/i18n.h"
#include "tui/views/parameters.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"

enum { LABEL_COLUMNS = 15, VALUE_COLUMNS = 26, FOOT_ROWS = 4 };

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
	session->mouse = settings_yes(settings, SETTING_MOUSE);
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
	session->mouse = settings_yes(&session->settings, SETTING_MOUSE);
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

void act_theme(struct session *session)
{
	enum theme_id id;
	int next = 0;

	for (int i = 0; i < THEME_COUNT; i++)
		if (strcmp(theme_name((enum theme_id)i), session->theme.name) == 0)
			next = i + 1;
	if (next == THEME_COUNT && session->views->settings.user_theme.name[0])
		session->theme = session->views->settings.user_theme;
	else
		theme_init(&session->theme, (enum theme_id)(next % THEME_COUNT));
	session->look_changed = true;
	if (theme_from_name(session->theme.name, &id))
		error_set(&session->message, STATUS_OK, _("theme %s until the end: %s"), session->theme.name,
			_(theme_help(id)));
	else
		error_set(&session->message, STATUS_OK, _("theme %s until the end; the settings keep one"),
			session->theme.name);
}

static const char *origin_word(const struct session *session, int row)
{
	if (!is_setting(row))
		return settings_preset(&session->settings, parameter_of(row)) ? _("file") : _("default");
	switch (session->settings.origin[row]) {
	case FROM_FILE: return _("file");
	case FROM_ENVIRONMENT: return _("environment");
	case FROM_OPTION: return _("option");
	case FROM_DEFAULT: break;
	}
	return _("default");
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
	const struct session *session = d->session;
	int column = line.column + LABEL_COLUMNS + 1, width = VALUE_COLUMNS;
	bool own = strcmp(origin_word(session, row), _("default")) != 0;
	enum style style = selected ? STYLE_FOCUS : STYLE_NORMAL;
	TEXT(value);

	canvas_text_fit(canvas, line, line.row, line.column + 1, LABEL_COLUMNS - 1, style,
		is_setting(row) ? _(setting_row((enum setting)row)->label)
				: _(parameter_row(parameter_of(row))->label));
	if (line.columns < LABEL_COLUMNS + VALUE_COLUMNS + 16)
		width = line.columns - LABEL_COLUMNS - 16;
	add_value(d, row, &value);
	canvas_text_fit(canvas, line, line.row, column, width, own && !selected ? STYLE_VALUE : style, value.data);
	canvas_text_fit(canvas, line, line.row, column + width + 1, line.columns - LABEL_COLUMNS - width - 2,
		selected ? style : STYLE_DIM, origin_word(session, row));
	if (selected && session->view == VIEW_SETTING_ENTRY)
		field_draw(canvas, line, line.row, column, width, STYLE_INPUT, d->entry, true);
}

static void add_allowed(const struct session *session, int row, struct text *out)
{
	TEXT(words);

	if (allowed_words(row, &words)) {
		text_addf(out, _("Allowed: %s"), words.data);
	} else if (parameter_row(parameter_of(row))->form == PARAMETER_NUMBER_FORM) {
		text_add(out, _("Allowed: "));
		parameters_span(session, parameter_of(row), out);
	}
}

/* The help of the selected row, its line in the file, and what is allowed. */
static void draw_foot(const struct session *session, int row, struct canvas *canvas, struct box box)
{
	char key[CONF_KEY_SIZE];
	TEXT(text);

	text_add(&text,
		is_setting(row) ? _(setting_row((enum setting)row)->help) : _(parameter_row(parameter_of(row))->help));
	write_key(row, key);
	text_addf(&text, " (%s = %s)\n", key, value_of(session, row)[0] ? value_of(session, row) : "...");
	add_allowed(session, row, &text);
	paragraph_draw(canvas, box, STYLE_NORMAL, text.data, 0);
}

void settings_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	struct settings_view *view = own;
	struct box inside = box_inside(box), body = inside;
	const char *path = session->settings.path;
	struct drawing drawing = { .session = session, .entry = view->entry };
	struct error ignored;

	if (scenario_init(&drawing.fresh, session->scenario.catalog, &ignored) != STATUS_OK)
		drawing.fresh = session->scenario;
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, _("Settings"));
	canvas_text_fit(canvas, inside, inside.row, inside.column + 1, inside.columns - 2, STYLE_DIM,
		path[0] ? path : _("There is no home folder to save them in."));
	body.row++;
	body.rows -= 1 + FOOT_ROWS;
	list_draw(canvas, body, &view->list, true, draw_row, &drawing);
	list_draw_marks(canvas, box, body.row, body.rows, STYLE_FRAME_FOCUS, &view->list);
	canvas_divider(canvas, box, body.row + body.rows, STYLE_FRAME_FOCUS, NULL);
	draw_foot(session, view->list.selected, canvas,
		(struct box){ body.row + body.rows + 1, inside.column + 1, FOOT_ROWS - 1, inside.columns - 2 });
}
