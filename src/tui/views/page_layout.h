/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laying out the text of a page, see page.h: what is a heading, an entry, a sentence, a table. */
#pragma once

#include "tui/canvas/canvas.h"

/* First bytes of lines that were marked when they were written.  PAGE_ENTRY ends a label, too, which begins with
 * 'A' + its style. */
enum { PAGE_HEADING = '\f', PAGE_ENTRY = '\t', PAGE_NAME = '\v' };

struct page_layout {
	struct canvas *canvas; /* NULL: lines are counted only */
	const char *text;
	struct box box;
	int gutter;
	int top, left;  /* first line and column that are shown */
	bool cut;       /* rows of tables are cut, not wrapped */
	int line;       /* lines so far */
	int widest[2];  /* columns of the names; of the keys and signs */
	int widest_row; /* columns of the rows that are cut */
};

/* Draws what the box shows.  Returns all lines; `widest_row` is set as well. */
int page_lay_out(struct page_layout *layout);
