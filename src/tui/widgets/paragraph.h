/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text wrapped at blanks into a box, by display columns. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "tui/canvas/canvas.h"

/* Longer lines are hard to read, and their ends far from their starts. */
enum { PARAGRAPH_WIDEST = 100 };

/* Next line of at most `columns` columns (at least 1): moves *text on, sets the line. A newline
 * always ends a line, a word longer than a line is cut. False at the end. */
bool paragraph_next(const char **text, int columns, const char **line, size_t *bytes);
/* Column that a line which is wrapped at `columns` goes on in: below its last column (what stands
 * behind a gap of two blanks), or two further in than it starts where that leaves too little; behind
 * the dash of "- item". */
int paragraph_indent(const char *line, size_t bytes, int columns);
/* Lines that the text takes. */
int paragraph_lines(const char *text, int columns);
/* Draws from line `skip` on, as far as the box goes (an ellipsis ends the last row when text is
 * left). Returns the rows used. */
int paragraph_draw(struct canvas *canvas, struct box box, enum style style, const char *text, int skip);
