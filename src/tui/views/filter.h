/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters of the table: words typed live, and those of the panel taken off and put on together. */
#pragma once

#include "tui/session.h"
#include "tui/terminal/line_editor.h"

/* The line of the text filter was changed, taken or left: rows follow at once, and are all there again when it is
 * left. */
void filter_follow(struct session *session, enum line_state state, const char *line);

/* Shows the rows that have these words; without words all of them. */
void filter_rows(struct session *session, const char *words);

/* "3 of 23    looks in names, providers, verdicts, reasons", behind what is typed. */
void filter_say(const struct session *session, struct text *out);

/* The actions.  To the first parameter that filters; all of them off, or on again. */
void act_filter_first(struct session *session);
void act_filters(struct session *session);
