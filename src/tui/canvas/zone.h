/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zones of a canvas: what a click at a place means.  Whoever draws something names its place; the last one drawn
 * over a place wins.  canvas_clear() forgets them all.  What the kinds mean is the caller's. */
#pragma once

#include "tui/canvas/canvas.h"

/* Names a place, cut to the canvas.  `kind` is one bit.  Beyond CANVAS_ZONES_MAX nothing is kept: such a place does
 * nothing. */
void canvas_zone(struct canvas *canvas, struct box box, int kind, int value);
/* The same with a number that is no whole one. */
void canvas_zone_number(struct canvas *canvas, struct box box, int kind, int value, double number);

/* The last zone at a place whose kind is among `kinds`; NULL: none. */
const struct zone *canvas_zone_at(const struct canvas *canvas, int row, int column, int kinds);
