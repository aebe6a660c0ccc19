/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's settings: what gpuplan.conf(5) says, and changing one line of it. */
#pragma once

#include "base/conf.h"
#include "study/scenario.h"
#include "tui/canvas/theme.h"

enum setting {
#define SETTING(id, ...) SETTING_##id,
#include "tui/settings-table.h"
#undef SETTING
	SETTING_COUNT
};

enum setting_time { SETTING_NOW, SETTING_START };

struct setting_row {
	const char *key;
	const char *words; /* parted by blanks; "" a theme */
	const char *initial;
	enum setting_time when;   /* a change counts at once, or from the next start */
	const char *label, *help; /* untranslated */
};

enum setting_origin { FROM_DEFAULT, FROM_FILE, FROM_ENVIRONMENT, FROM_OPTION };

enum { SETTINGS_PATH_SIZE = 1024, PRESETS_MAX = PARAMETER_MAX };

/* A line "set NAME = VALUE". */
struct preset {
	enum parameter parameter;
	int line; /* 0: made in the planner */
	char value[CONF_VALUE_SIZE];
};

/* Plain data. */
struct settings {
	char path[SETTINGS_PATH_SIZE]; /* of the file; "": there is no folder for it */
	char value[SETTING_COUNT][CONF_VALUE_SIZE];
	enum setting_origin origin[SETTING_COUNT];
	struct preset presets[PRESETS_MAX];
	int preset_count;
};

const struct setting_row *setting_row(enum setting setting);

/* All defaults, no file. */
void settings_init(struct settings *settings);

/* Reads the text of a file over the settings.  A wrong line is left out and adds one message "PATH:LINE:
 * ..."; the rest counts. */
void settings_read(struct settings *settings, const char *text, struct error_list *problems);

/* Reads gpuplan.conf of a folder ("": there is none); a missing file is no problem. */
void settings_load(struct settings *settings, const char *folder, struct error_list *problems);

/* Loads the theme of a name or a file, as theme_load() does.  A built-in name comes first, then a file of
 * that name in the folder of the settings, then the file of that path. */
enum status settings_load_theme(const struct settings *settings, const char *name, struct theme *theme,
	struct error_list *problems, struct error *error);

/* Overrides the value of the file, for an option or an environment variable. */
void settings_override(struct settings *settings, enum setting setting, const char *value, enum setting_origin origin);

/* Whether a setting of words is "yes", or "auto". */
bool settings_yes(const struct settings *settings, enum setting setting);
bool settings_auto(const struct settings *settings, enum setting setting);

/* Sets the parameters of the file in a scenario.  A refused value is left out and adds a message to
 * `problems` (may be NULL).  If the scenario as a whole fails scenario_check(), all are left out. */
void settings_apply(const struct settings *settings, struct scenario *scenario, struct error_list *problems);

/* A value as it stands in the file: as scenario_set(), with commas between several of a set.
 * The message has no dashes of the command line. */
enum status settings_set_value(
	struct scenario *scenario, enum parameter parameter, const char *value, struct error *error);

/* The file's value of a parameter, NULL when it has none; the lines of a set are joined. */
const char *settings_preset(const struct settings *settings, enum parameter parameter);

/* Sets (NULL: removes) it, in memory only.  The value is one that scenario_set() takes. */
void settings_set_preset(struct settings *settings, enum parameter parameter, const char *value);

/* Writes one key ("theme", "set engine") to the file as it is on disk now, atomically; comments and other lines stay.
 * A NULL value removes the key.  STATUS_IO with a message when it cannot; the file is then as before. */
enum status settings_save(const struct settings *settings, const char *key, const char *value, struct error *error);
