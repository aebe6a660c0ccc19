/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal: shows a canvas with the fewest bytes, gives keys, pastes, sizes and signals as
 * events, and leaves the tty as it was, however the program ends. Only files of this folder
 * include curses or readline.
 *
 * The loop of a program:
 *	do {
 *		terminal_read(terminal, &input, -1);
 *		... act on input ...
 *	} while (terminal_pending(terminal));
 *	... draw into the canvas ...
 *	terminal_draw(terminal, &canvas);
 * Nothing else may write to the tty (also not stderr) between terminal_start() and
 * terminal_stop(). */
#pragma once

#include <stdbool.h>

#include "base/error.h"
#include "tui/canvas/canvas.h"
#include "tui/terminal/key_decoder.h"

struct terminal;
struct theme;

struct terminal_options {
	bool color; /* false: --no-color; NO_COLOR in the environment also says no */
	bool ascii; /* --ascii; terminal_ascii() is true also without UTF-8 */
};

enum terminal_event {
	EVENT_TIMEOUT,  /* timeout_ms passed */
	EVENT_KEY,      /* input.key */
	EVENT_MOUSE,    /* input.mouse, inside the terminal; only after terminal_set_mouse() */
	EVENT_PASTE,    /* input.paste: one cleaned line, maybe empty */
	EVENT_RESIZE,   /* input.rows, input.columns: resize the canvas, draw */
	EVENT_CONTINUE, /* back after a stop: draw (it paints everything) */
	EVENT_SIGNAL,   /* signal_number is HUP INT QUIT or TERM: save, stop, raise it */
	EVENT_HANGUP    /* the tty is gone: save, stop, exit; all later reads say it */
};

struct terminal_input {
	enum terminal_event event;
	struct key key;
	struct mouse mouse;
	const char *paste; /* UTF-8, owned by the terminal, valid until the next read */
	int rows, columns;
	int signal_number;
};

/* Takes over the tty on standard input and output: alternate screen, raw mode, bracketed paste.
 * STATUS_IO with a one-line hint when one of them is no tty, TERM is unset, unknown or dumb, or
 * the terminal cannot address its cursor; nothing was written then. */
enum status terminal_start(struct terminal **terminal, const struct terminal_options *options, struct error *error);
/* Restores the tty and frees; NULL is allowed. */
void terminal_stop(struct terminal *terminal);

/* Whether the terminal says in terminfo that it has a mouse. */
bool terminal_has_mouse(const struct terminal *terminal);

/* Reports of the mouse (SGR mode 1006, buttons and wheel without motion, 1000), off at the start. Nothing
 * happens on terminals without ANSI sequences. */
void terminal_set_mouse(struct terminal *terminal, bool on);

void terminal_size(const struct terminal *terminal, int *rows, int *columns);
bool terminal_ascii(const struct terminal *terminal);

/* For the files of this folder.  Takes over the size of the tty; true when it is another one. */
bool terminal_update_size(struct terminal *terminal);
/* Gives the tty back, stops, takes it again. */
void terminal_stop_job(struct terminal *terminal, bool job);
/* Raw mode again after somebody else may have changed it. */
void terminal_resume(struct terminal *terminal);
