/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zones of a canvas. */
#include "tui/canvas/zone.h"

void canvas_zone(struct canvas *canvas, struct box box, int kind, int value)
{
	canvas_zone_number(canvas, box, kind, value, 0);
}

void canvas_zone_number(struct canvas *canvas, struct box box, int kind, int value, double number)
{
	box = box_cut(box, canvas_box(canvas));
	if (box.rows > 0 && box.columns > 0 && canvas->zone_count < CANVAS_ZONES_MAX)
		canvas->zones[canvas->zone_count++] = (struct zone){ box, kind, value, number };
}

static bool holds(struct box box, int row, int column)
{
	return row >= box.row && row < box.row + box.rows && column >= box.column && column < box.column + box.columns;
}

const struct zone *canvas_zone_at(const struct canvas *canvas, int row, int column, int kinds)
{
	for (int i = canvas->zone_count - 1; i >= 0; i--)
		if ((canvas->zones[i].kind & kinds) && holds(canvas->zones[i].box, row, column))
			return &canvas->zones[i];
	return NULL;
}
