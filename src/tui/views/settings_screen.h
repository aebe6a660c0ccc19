/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings screen: a list of gpuplan.conf(5) that is edited in place, and the themes. */
#pragma once

#include "tui/session.h"

struct settings_view {
	struct list list;
	struct field *entry;     /* where a value is typed */
	struct theme user_theme; /* of the user's file; no name without one */
};

/* Takes over the settings and looks of a program that starts.  `theme` is the one of the settings, which
 * may come from a file. */
void settings_take(struct session *session, const struct settings *settings, const struct theme *theme);

void settings_draw(const struct session *session, void *settings_view, struct canvas *canvas, struct box box);

/* Opens it; the selection stays where it was. */
void act_settings(struct session *session);
/* The next (previous) allowed word; what is typed opens an entry with the value. */
void act_setting_change(struct session *session, int steps);
/* Removes the setting from the file, so that its default applies. */
void act_setting_clear(struct session *session);
/* Help on the focused setting or parameter. */
void act_setting_topic(struct session *session);
/* The next built-in theme, and then the user's own; until the end of the session. */
void act_theme(struct session *session);

/* The typed value; a refused one stays in its entry with a message. */
void settings_take_entry(struct session *session);
