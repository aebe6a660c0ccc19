/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of answers: columns, VRAM bars, marks, order. */
#pragma once

#include "tui/session.h"

void answers_draw(struct session *session, struct canvas *canvas, struct box box);

/* The metric of the next (1) or previous (-1) column to sort by; -1 is the ranking. */
int answers_next_sort(const struct session *session, int direction);

/* Bar of one GPU's memory: weights, KV in use, free, reserved; also in the reason panel. */
struct memory_parts answers_memory(const struct row *answer);
void answers_memory_bar(struct canvas *canvas, struct box clip, int row, int column, int width,
	const struct row *answer, enum style style);

/* Sign and style of a verdict: colour is never the only signal. */
enum glyph answers_glyph(const struct row *answer);
enum style answers_style(const struct row *answer);
