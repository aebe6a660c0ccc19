/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of keys at the foot of the screen. */
#pragma once

#include "tui/canvas/canvas.h"

struct keybar_item {
	const char *key;        /* "Tab", "q" */
	const char *label;      /* "panel"; NULL or "": only the key */
	int priority;           /* the highest goes first for want of room, then the right one */
	const char *other;      /* the opposite key, behind the first one: an arrow; NULL: none */
	int value, other_value; /* of the zones of the two keys */
};

enum { KEYBAR_MAX_ITEMS = 64 };

/* Draws " key label  key label" over the first row of the box, whole items only.  Each item is a zone of the kind
 * (0: none); the label of two keys does nothing, because it says neither. */
void keybar_draw(struct canvas *canvas, struct box box, const struct keybar_item *items, int count, int zone);
