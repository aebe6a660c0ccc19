/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Showing a canvas on the terminal. */
#pragma once

#include "tui/terminal/terminal.h"

/* Shows the canvas: only changed cells, one write. Parts beyond the terminal are cut. */
void terminal_draw(struct terminal *terminal, const struct canvas *canvas);
/* The next terminal_draw paints everything anew (Ctrl-L). */
void terminal_redraw(struct terminal *terminal);
/* xterm and others drop longer ones: bytes of base64, and of the text before it. */
enum { CLIPBOARD_BASE64 = 74994, CLIPBOARD_BYTES = CLIPBOARD_BASE64 / 4 * 3 };

/* Adds OSC 52 (xterm, "Manipulate Selection Data") for the n bytes, in base64 (RFC 4648): the sequence that puts text
 * on the clipboard of the user's terminal, also over SSH.  False, and nothing added, when there are more than
 * CLIPBOARD_BYTES. */
bool clipboard_sequence(struct text *out, const char *bytes, size_t n);

/* Puts text on the clipboard of the terminal by OSC 52, if that allows it; it never answers.
 * Nothing is written when the text is longer than CLIPBOARD_BYTES. */
void terminal_copy(struct terminal *terminal, const char *text);

/* Another theme; the next terminal_draw shows it. Copied. The start has the default theme. */
void terminal_set_theme(struct terminal *terminal, const struct theme *theme);

/* For terminal.c. Colours and the shadow canvas, once after newterm(). */
void terminal_draw_start(struct terminal *terminal, bool color);
/* Plain text, before curses or somebody else writes. */
void terminal_draw_end(struct terminal *terminal);
