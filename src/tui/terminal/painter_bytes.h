/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control sequences of the painter and what they cost. */
#pragma once

#include "tui/terminal/painter.h"

bool painter_same_pen(const struct pen *a, const struct pen *b);

/* Bytes that lead from one look to another. */
unsigned char painter_change_bytes(const struct pen *from, const struct pen *to);
/* Bytes that lead the cursor to a place. */
int painter_move_bytes(const struct painter *painter, int row, int column);

/* Moves, changes the look, writes the cells. */
void painter_put_run(struct painter *painter, const struct run *run, const struct canvas *shown);

/* Moves the cursor. */
void painter_move(struct painter *painter, int row, int column);
/* Back to plain text, before somebody else writes. */
void painter_plain(struct painter *painter);
