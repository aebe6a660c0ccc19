/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gutter: labels start in the second column, what they are about in one column on every screen. */
#pragma once

#include <stdbool.h>

#include "tui/canvas/canvas.h"

enum { GUTTER_LABEL = 1, GUTTER_LEAST = 10, GUTTER_MOST = 14 };

/* The gutter of a language whose longest label has so many columns. */
int gutter_width(int longest_label);

/* Where the texts of a line stand: right of the gutter, up to a blank column at the edge. */
struct box gutter_text_box(struct box line, int gutter);

/* A label and its text.  `bar` marks the line that belongs to the focused thing. */
void gutter_line(struct canvas *canvas, struct box line, int gutter, bool bar, const char *label, const char *text);
