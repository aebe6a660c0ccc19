/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign and style of a verdict: colour is never the only signal. */
#pragma once

#include "study/row.h"
#include "tui/canvas/canvas.h"

enum glyph verdict_glyph(enum verdict verdict);
enum style verdict_style(enum verdict verdict);

/* The signs of rows that do not meet the goals, with their meaning: "? uncertain  ! misses", as many as find room in so
 * many columns.  It is the same whatever the rows are, so that no step sends it. */
void verdict_legend(enum part_kind part, int columns, bool ascii, struct text *out);
