/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the styles look: the themes that are built in, and those of a file. */
#pragma once

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "tui/canvas/canvas.h"

enum theme_id {
#define THEME(id, ...) THEME_##id,
#include "tui/canvas/theme-table.h"
#undef THEME
	THEME_COUNT
};

enum { THEME_NAME_SIZE = 256, STYLE_NAME_SIZE = 32 };

/* Plain data.  The letters of the rows have no meaning here. */
struct theme {
	char name[THEME_NAME_SIZE]; /* of a built-in theme, or path of its file */
	struct style_row looks[STYLE_COUNT];
};

/* Of THEME_AUTO: the theme for the ground that COLORFGBG of the environment tells, under its own name. */
void theme_init(struct theme *theme, enum theme_id id);

/* The theme for what a terminal says of its colours in COLORFGBG: "15;0" or "15;default;0", the foreground first
 * and the background last, 0 to 15.  THEME_DEFAULT where that is NULL, or not said so. */
enum theme_id theme_for_ground(const char *colors);

/* Makes what is faint, dim text and rules, look as other text. */
void theme_plain_faint(struct theme *theme);

/* Name and (untranslated) help of a built-in theme. */
const char *theme_name(enum theme_id id);
const char *theme_help(enum theme_id id);

/* False, and nothing changed, when no built-in theme is called so. */
bool theme_from_name(const char *name, enum theme_id *id);

/* "default, dark, ..." for messages. */
void theme_names(struct text *out);

/* Name of a style in theme files: "strong".  Returns `out`. */
const char *theme_style_name(enum style style, char out[STYLE_NAME_SIZE]);

/* Reads the lines of a theme file (gpuplan.conf(5), Theme files) over a theme.  A wrong line is left out
 * and adds one message "PATH:LINE: ..." that says what is allowed; the rest counts. */
void theme_read(struct theme *theme, const char *text, const char *path, struct error_list *problems);

/* The theme of a name, or of the file of this path.  STATUS_USAGE with one message when there is neither;
 * wrong lines of a file only add to `problems`. */
enum status theme_load(struct theme *theme, const char *name, struct error_list *problems, struct error *error);
