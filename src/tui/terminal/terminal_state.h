/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of struct terminal, shared by the files of this folder. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <termios.h>

#include "tui/terminal/painter.h"
#include "tui/terminal/signals.h"
#include "tui/terminal/terminal.h"

struct terminal {
	int in_fd, out_fd;
	void *screen;            /* SCREEN of curses */
	struct frame_sink *sink; /* where curses writes */
	struct termios modes;    /* of the tty before the start */
	int rows, columns;
	bool ascii;
	int colors;                       /* 0 without colour */
	bool user_colors;                 /* -1 is the terminal's own colour */
	const char *paste_on, *paste_off; /* bracketed paste, "" when not supported */

	bool ansi;      /* the terminal understands ANSI sequences */
	bool has_mouse; /* it says that it has a mouse */
	bool mouse;     /* mouse reports are wanted */

	struct canvas shown;    /* what the terminal was given last */
	struct painter painter; /* unless it is not able, then curses paints */
	int cursor_visible;     /* 0, 1; -1 unknown */
	bool repaint;           /* the next draw paints everything */

	struct key_decoder decoder;
	uint32_t charset[128];
	struct key_event next;    /* decoded ahead by terminal_pending() */
	struct signals_seen seen; /* noticed, not yet told */
	struct text paste;
	bool hung_up;
	int64_t busy_since_ms; /* first event since the last frame; -1 none */
};
