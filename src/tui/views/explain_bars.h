/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stacked bars of one answer with a legend of every part: memory of a GPU, time of a step. */
#ifndef GPUPLAN_TUI_VIEWS_EXPLAIN_BARS_H
#define GPUPLAN_TUI_VIEWS_EXPLAIN_BARS_H

#include "study/answer.h"
#include "tui/canvas/canvas.h"

/* Where all memory of one GPU goes, in bytes; the parts add up to the capacity when they fit. */
struct memory_shares {
	double weights, kv_used, kv_free, activations, runtime, reserved, capacity;
};
struct memory_shares explain_memory_shares(const struct answer *answer);

/* In a box that is at most so wide every part of a legend has a line of its own. */
enum { EXPLAIN_BLOCK_COLUMNS = 34 };

/* A line with the bar, then the legend; both return the rows that they took. */
int explain_memory_bar(struct canvas *canvas, struct box box, const struct answer *answer);
int explain_step_bar(struct canvas *canvas, struct box box, const struct answer *answer);

/* What a month of owning is made of; nothing but a word where it is not known. */
int explain_month_bar(struct canvas *canvas, struct box box, const struct answer *answer);

#endif
