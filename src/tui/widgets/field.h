/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A one-line text entry: typed slider values, search words of a picker. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "tui/canvas/canvas.h"
#include "tui/terminal/key.h"

enum { FIELD_SIZE = 256 };

/* Zero-initialised it is an empty field. */
struct field {
	char text[FIELD_SIZE]; /* valid UTF-8 without control characters, terminated */
	size_t length, cursor; /* bytes; the cursor stands between characters */
	size_t first;          /* first shown byte */
};

/* Replaces the text, cursor at its end. What does not fit is cut between characters. */
void field_set(struct field *field, const char *text);
/* Inserts at the cursor (typed or pasted text); control characters and bad UTF-8 are left out. */
void field_insert(struct field *field, const char *text);
/* Left, Right, Home, End, C-a, C-e, Backspace, Delete, C-u, C-k, C-w and text; true when the
 * key was used (also when it changed nothing). Enter and Escape are the caller's. */
bool field_key(struct field *field, struct key key);
/* Draws over `width` columns, scrolled so that the cursor is seen; sets the hardware cursor if focused. */
void field_draw(struct canvas *canvas, struct box clip, int row, int column, int width, enum style style,
	struct field *field, bool focused);
