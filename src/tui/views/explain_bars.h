/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stacked bars of one answer with a legend of every part: memory of a GPU, time of a step. */
#pragma once

#include "study/study.h"
#include "tui/canvas/canvas.h"

/* The memory of one GPU by use, in bytes.  The parts add up to the capacity if they fit. */
struct memory_shares {
	double weights, kv_used, kv_free, activations, runtime, reserved, capacity;
};
struct memory_shares explain_memory_shares(const struct row *answer);

/* In a box of at most this width every part of a legend has its own line. */
enum { EXPLAIN_BLOCK_COLUMNS = 34 };

/* A line with the bar, then the legend; both return the rows that they took. */
int explain_memory_bar(struct canvas *canvas, struct box box, const struct row *answer);
int explain_step_bar(struct canvas *canvas, struct box box, const struct row *answer);

/* The bar of what a study tells of a row; a single sentence if the whole is unknown. */
int explain_share_bar(struct canvas *canvas, struct box box, const struct shares *shares);
