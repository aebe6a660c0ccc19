/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounding and drawing of stacked bars. */
#include "tui/widgets/bar.h"

#include <math.h>

static double amount_of(const struct bar_part *part)
{
	return part->amount > 0 ? part->amount : 0;
}

/* Takes one cell from the widest part that can spare it. */
static bool spare_cell(int *cells, int count)
{
	int widest = 0;

	for (int i = 1; i < count; i++)
		if (cells[i] > cells[widest])
			widest = i;
	if (cells[widest] < 2)
		return false;
	cells[widest]--;
	return true;
}

int bar_cells(const struct bar_part *parts, int count, double total, int width, int *cells)
{
	double sum = 0, passed = 0;
	int used = 0;

	if (count > BAR_MAX_PARTS)
		count = BAR_MAX_PARTS;
	for (int i = 0; i < count; i++) {
		sum += amount_of(&parts[i]);
		cells[i] = 0;
	}
	if (!(total > sum))
		total = sum;
	if (!(total > 0) || !isfinite(total) || width < 1)
		return 0;
	for (int i = 0; i < count; i++) {
		int end;

		passed += amount_of(&parts[i]);
		end = (int)(passed / total * width + 0.5);
		if (end > width)
			end = width;
		cells[i] = end - used;
		used = end;
	}
	for (int i = 0; i < count; i++) {
		if (amount_of(&parts[i]) <= 0 || cells[i] > 0)
			continue;
		if (used < width)
			used++;
		else if (!spare_cell(cells, count))
			continue;
		cells[i] = 1;
	}
	return used;
}

void bar_draw(struct canvas *canvas, struct box clip, int row, int column, int width, const struct bar_part *parts,
	int count, double total, enum style style)
{
	int cells[BAR_MAX_PARTS];
	int at = column, end = column + width;

	bar_cells(parts, count, total, width, cells);
	for (int i = 0; i < count && i < BAR_MAX_PARTS; i++) {
		enum style own = style == STYLE_TEXT ? parts[i].style : style;

		for (int cell = 0; cell < cells[i]; cell++)
			canvas_glyph(canvas, clip, row, at++, own, parts[i].glyph);
	}
	while (at < end)
		canvas_glyph(canvas, clip, row, at++, style, GLYPH_BLANK);
}
