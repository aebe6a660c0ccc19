/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Escape sequences of keys as common terminals send them, whatever terminfo says. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "tui/terminal/key.h"

/* What a sequence is. */
struct key_parsed {
	size_t used; /* bytes of it; 0: incomplete */
	int code;    /* KEYCODE_NONE: no key (unknown, or a reply of the terminal) */
	bool alt;
	bool paste;  /* begin of a bracketed paste */
	bool string; /* begin of OSC, DCS ... */
	bool mouse;  /* a report of the left button or the wheel: `report` */
	struct mouse report;
};

/* ESC [ ...: xterm, VT, linux console, rxvt and kitty forms. A control character inside ends the
 * sequence as unknown before it. */
void key_sequence_csi(const unsigned char *bytes, size_t count, struct key_parsed *parsed);
/* ESC O ...: application cursor keys and keypad. */
void key_sequence_ss3(const unsigned char *bytes, size_t count, struct key_parsed *parsed);
