/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of keys at the foot of the screen. */
#pragma once

#include "tui/canvas/canvas.h"

struct keybar_item {
	const char *key;   /* "Tab", "q" */
	const char *label; /* "panel"; NULL or "": only the key */
	int priority;      /* the highest goes first for want of room, then the right one */
};

enum { KEYBAR_MAX_ITEMS = 64 };

/* Draws " key label  key label" over the first row of the box, whole items only. */
void keybar_draw(struct canvas *canvas, struct box box, const struct keybar_item *items, int count);
