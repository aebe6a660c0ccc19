/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of struct terminal, shared by the files of this folder. */
#ifndef GPUPLAN_TUI_TERMINAL_STATE_H
#define GPUPLAN_TUI_TERMINAL_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include <termios.h>

#include "base/text.h"
#include "tui/terminal/painter.h"
#include "tui/terminal/signals.h"
#include "tui/terminal/terminal.h"

struct terminal {
	int in_fd, out_fd;
	void *screen;			/* SCREEN of curses */
	struct frame_sink *sink;	/* where curses writes */
	struct termios modes;		/* of the tty before the start */
	int rows, columns;
	bool ascii;
	int colors;			/* 0 without colour */
	const char *paste_on, *paste_off;	/* bracketed paste, "" when not supported */

	struct canvas shown;		/* what the terminal was given last */
	struct painter painter;		/* unless it is not able, then curses paints */
	int cursor_visible;		/* 0, 1; -1 unknown */
	bool repaint;			/* the next draw paints everything */

	struct key_decoder decoder;
	uint32_t charset[128];
	struct key_event next;		/* decoded ahead by terminal_pending() */
	struct signals_seen seen;	/* noticed, not yet told */
	struct text paste;
	bool hung_up;
	int64_t busy_since_ms;		/* first event since the last frame; -1 none */
};

/* terminal_draw.c: colours and the shadow canvas, once after newterm(). */
void terminal_draw_start(struct terminal *terminal, bool color);
/* terminal_draw.c: plain text, before curses or somebody else writes. */
void terminal_draw_end(struct terminal *terminal);
/* terminal.c: takes over the size of the tty; true when it is another one. */
bool terminal_update_size(struct terminal *terminal);
/* terminal.c: gives the tty back, stops, takes it again. */
void terminal_stop_job(struct terminal *terminal, bool job);
/* terminal.c: raw mode again after somebody else may have changed it. */
void terminal_resume(struct terminal *terminal);

#endif
