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
#ifndef GPUPLAN_TUI_TERMINAL_H
#define GPUPLAN_TUI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "tui/canvas/canvas.h"
#include "tui/terminal/key.h"
#include "tui/terminal/key_decoder.h"

struct terminal;
struct theme;

struct terminal_options {
	bool color;		/* false: --no-color; NO_COLOR in the environment also says no */
	bool ascii;		/* --ascii; terminal_ascii() is true also without UTF-8 */
	int escape_delay_ms;	/* 0: 100 */
};

enum terminal_event {
	EVENT_TIMEOUT,		/* timeout_ms passed */
	EVENT_KEY,		/* input.key, input.bytes */
	EVENT_MOUSE,		/* input.mouse, inside the terminal; only after terminal_set_mouse() */
	EVENT_PASTE,		/* input.paste: one cleaned line, maybe empty */
	EVENT_RESIZE,		/* input.rows, input.columns: resize the canvas, draw */
	EVENT_CONTINUE,		/* back after a stop: draw (it paints everything) */
	EVENT_SIGNAL,		/* signal_number is HUP INT QUIT or TERM: save, stop, raise it */
	EVENT_HANGUP		/* the tty is gone: save, stop, exit; all later reads say it */
};

struct terminal_input {
	enum terminal_event event;
	struct key key;
	struct mouse mouse;
	char bytes[KEY_BYTES];	/* the key as the terminal sent it: feed these to readline */
	size_t byte_count;
	const char *paste;	/* UTF-8, owned by the terminal, valid until the next read */
	int rows, columns;
	int signal_number;
};

/* Takes over the tty on standard input and output: alternate screen, raw mode, bracketed paste.
 * STATUS_IO with a one-line hint when one of them is no tty, TERM is unset, unknown or dumb, or
 * the terminal cannot address its cursor; nothing was written then. */
enum status terminal_start(struct terminal **terminal, const struct terminal_options *options,
			   struct error *error);
/* Restores the tty and frees; NULL is allowed. */
void terminal_stop(struct terminal *terminal);

/* Waits for the next event, at most timeout_ms (-1: for ever; 0: not at all). No wake-ups while
 * nothing happens. Ctrl-Z is handled inside (EVENT_CONTINUE); Ctrl-C and Ctrl-\ are keys like
 * others. */
enum terminal_event terminal_read(struct terminal *terminal, struct terminal_input *input,
				  int timeout_ms);
/* More events are waiting: read them before drawing. False after 250 ms without a frame, so
 * that an endless stream of keys still shows progress. */
bool terminal_pending(struct terminal *terminal);

/* Shows the canvas: only changed cells, one write. Parts beyond the terminal are cut. */
void terminal_draw(struct terminal *terminal, const struct canvas *canvas);
/* The next terminal_draw paints everything anew (Ctrl-L). */
void terminal_redraw(struct terminal *terminal);
/* Puts text on the clipboard of the terminal by OSC 52, if that allows it; it never answers.
 * False, and nothing was written, when the text is longer than CLIPBOARD_BYTES. */
bool terminal_copy(struct terminal *terminal, const char *text);

/* Another theme; the next terminal_draw shows it. Copied. The start has the default theme. */
void terminal_set_theme(struct terminal *terminal, const struct theme *theme);

/* Reports of the mouse (SGR mode 1006 with drags, 1002), off at the start. Nothing happens on
 * terminals without ANSI sequences. */
void terminal_set_mouse(struct terminal *terminal, bool on);

void terminal_size(const struct terminal *terminal, int *rows, int *columns);
bool terminal_ascii(const struct terminal *terminal);

#endif
