/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foot of a view, its hint line: what the focused thing is, or the message of the session in its place. */
#pragma once

#include "tui/session.h"

/* Amber where something was refused, red where it failed. */
enum style foot_message_style(const struct error *message);

/* Draws the message of the session over the first row of the box.  False: there is none. */
bool foot_draw_message(const struct session *session, struct canvas *canvas, struct box box);

/* Draws a label in the gutter and its text, with the bar of the focused thing; the message goes before them.  What is
 * longer than a row goes on below, as far as the box goes. */
void foot_draw(
	const struct session *session, struct canvas *canvas, struct box box, const char *label, const char *text);
