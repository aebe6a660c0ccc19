/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of items that unfold: one line each, below it more items or a text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "tui/widgets/list.h"

/* The texts of an item. */
enum outline_text {
	OUTLINE_NAME,
	OUTLINE_LOW, /* these stand in columns, the figures at their right edge */
	OUTLINE_MID,
	OUTLINE_HIGH,
	OUTLINE_EVIDENCE,
	OUTLINE_WORDS, /* in place of the columns */
	OUTLINE_NOTE,  /* what the item is; beside the columns where there is room */
	OUTLINE_BODY,  /* lines; none when only items are below */
	OUTLINE_TEXTS
};

struct outline_item {
	int parent;                 /* index of the item that it stands below; -1 none */
	char *texts[OUTLINE_TEXTS]; /* owned, "" where nothing was given */
	int tag;                    /* what it is for who added it; 0 */
	bool open;
	bool table; /* lines of the body that have columns are cut at the edge, not wrapped */
};

/* One line on the screen: an item, or a piece of its body. */
struct outline_row {
	int item;
	const char *text; /* NULL: the item itself */
	size_t bytes;
	int column; /* blanks before the text */
};

/* Zero-initialised it is empty. */
struct outline {
	struct outline_item *items;
	int item_count;
	struct outline_row *rows;
	int row_count, row_room;
	struct list list; /* over the rows that are shown */
	int columns;      /* that the rows are laid out for; 0: none yet */
};

void outline_release(struct outline *outline);

/* Appends a folded item and returns its index; its parent stands before it.  NULL is no text. */
int outline_add(struct outline *outline, int parent, const char *const texts[OUTLINE_TEXTS]);

/* The item that the selected row is or belongs to; -1 when there is none. */
int outline_selected(const struct outline *outline);

/* Unfolds the selected item; true when it was folded. */
bool outline_open(struct outline *outline);

/* Folds the item that the selected row belongs to and selects it; on a folded item the one that it stands
 * below is selected.  True when anything changed. */
bool outline_close(struct outline *outline);

/* Unfolds what is folded, folds what is not. */
void outline_toggle(struct outline *outline);

/* Lays the rows out for so many columns; nothing is done when they are. */
void outline_lay_out(struct outline *outline, int columns);
void outline_draw(struct canvas *canvas, struct box box, struct outline *outline, bool focused);

/* Writes the heads of the columns (OUTLINE_LOW to OUTLINE_EVIDENCE, the others are not looked at) over the rule that
 * stands above the outline. */
void outline_draw_heads(struct canvas *canvas, struct box line, const char *const heads[OUTLINE_TEXTS]);
