/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys: their codes and their names ("Left", "C-l", "M-1"). Knows no terminal. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Named key codes (prefix KEYCODE_, because curses owns KEY_). */
enum {
#define KEYCODE(name, value, ...) KEYCODE_##name = value,
#include "tui/terminal/key-table.h"
#undef KEYCODE
	KEYCODE_NONE = 0x1100ff
};

/* Control keys are their code 0..31: KEYCODE_CTRL('l') is the key "C-l". C-h is Backspace, C-i
 * Tab, C-j and C-m Enter, C-[ Escape: a terminal does not tell them apart. */
#define KEYCODE_CTRL(letter) ((letter)&0x1f)

struct key {
	int code; /* Unicode code point, control code or KEYCODE_... */
	bool alt; /* "M-": with Alt, or after Escape */
};

/* The mouse; rows and columns of the screen from 0. */
enum mouse_kind { MOUSE_PRESS, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct mouse {
	enum mouse_kind kind; /* the left button, or the wheel */
	int row, column;
};

enum { KEY_NAME_SIZE = 24 };

/* The key of a name; named keys without regard to case. False (key unchanged) when there is none. */
bool key_parse(const char *name, struct key *key);
bool key_equal(struct key a, struct key b);
/* A character that can be typed into a field (no control, no Alt, no named key but Space). */
bool key_is_text(struct key key);

/* One named key with its terminfo capability; NULL after the last. For terminal.c and for help. */
struct key_row {
	int code;
	const char *name;
	const char *capability; /* NULL when terminfo has none */
	const char *bytes;      /* ANSI sequence; NULL: none */
	const char *alt;        /* the same with Alt; NULL: ESC and `bytes` */
};
const struct key_row *key_row(size_t index);

enum { KEY_BYTES_SIZE = 32 };

/* The bytes of a key that readline binds: ANSI sequences, ESC before a key with Alt, characters in the charset of the
 * locale ('?' when it lacks them). Not terminated; returns their count, 0 for no key.
 *
 * The line editor gets keys and not what the terminal sent: bytes may be those of terminfo, of
 * a torn sequence without its ESC, or of a keypad mode, and readline, which looks at no terminfo
 * because it never draws, knows only the ANSI forms (also of ~/.inputrc). */
size_t key_bytes(struct key key, char out[KEY_BYTES_SIZE]);
