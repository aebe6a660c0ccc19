/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layout and drawing of tables. */
#include "tui/widgets/table.h"

#include <string.h>

#include "tui/canvas/zone.h"

/* Whether the title of a column leaves the blank behind it to the next one. */
static bool leaves_blank(const struct table_column *column)
{
	return column->align == ALIGN_LEFT && canvas_columns(column->title) < column->width;
}

/* What a column needs: its title, too, is never cut. */
static int needed(const struct table_column *columns, int i)
{
	int title = canvas_columns(columns[i].title);

	if (columns[i].align == ALIGN_RIGHT && i > 0 && leaves_blank(&columns[i - 1]))
		title--;
	if (title < columns[i].width)
		title = columns[i].width;
	return title > 0 ? title : 1;
}

/* Width of the shown columns with one blank between them. */
static int used_width(const struct table_layout *layout, int count)
{
	int width = 0, shown = 0;

	for (int i = 0; i < count; i++) {
		width += layout->width[i];
		shown += layout->width[i] > 0;
	}
	return shown > 0 ? width + shown - 1 : 0;
}

/* The shown column that goes first; -1 when only one is left. */
static int least_needed(const struct table_column *columns, int count, const struct table_layout *layout)
{
	int found = -1, shown = 0;

	for (int i = 0; i < count; i++) {
		if (layout->width[i] == 0)
			continue;
		shown++;
		if (found < 0 || columns[i].priority >= columns[found].priority)
			found = i;
	}
	return shown > 1 ? found : -1;
}

/* Gives the room that is left to the columns that take more, one blank to each in turn, what it is
 * about on the left last. */
static void share_room(const struct table_column *columns, int count, int room, struct table_layout *layout)
{
	bool taken = true;

	while (taken) {
		taken = false;
		for (int i = count - 1; i >= 0 && room > 0; i--) {
			if (layout->width[i] == 0 || layout->width[i] >= columns[i].most)
				continue;
			layout->width[i]++;
			room--;
			taken = true;
		}
	}
}

void table_lay_out(const struct table_column *columns, int count, int width, struct table_layout *layout)
{
	int gone, at = 0, shown = 0;

	memset(layout, 0, sizeof(*layout));
	if (count > TABLE_MAX_COLUMNS)
		count = TABLE_MAX_COLUMNS;
	for (int i = 0; i < count; i++)
		layout->width[i] = needed(columns, i);
	while (used_width(layout, count) > width && (gone = least_needed(columns, count, layout)) >= 0) {
		layout->width[gone] = 0;
		layout->hidden++;
	}
	share_room(columns, count, width - used_width(layout, count), layout);
	for (int i = 0; i < count; i++) {
		if (layout->width[i] == 0)
			continue;
		at += shown++ > 0;
		layout->column[i] = at;
		/* The last one standing is cut. */
		if (at + layout->width[i] > width)
			layout->width[i] = width > at ? width - at : 0;
		at += layout->width[i];
	}
}

void table_text(struct canvas *canvas, struct box cell, enum align align, enum style style, const char *text)
{
	if (align == ALIGN_RIGHT)
		canvas_text_right(canvas, cell, cell.row, cell.column, cell.columns, style, text);
	else
		canvas_text_fit(canvas, cell, cell.row, cell.column, cell.columns, style, text);
}

static struct box cell_box(struct box line, const struct table_layout *layout, int column)
{
	struct box cell = { line.row, line.column + layout->column[column], line.rows, layout->width[column] };

	return box_cut(cell, line);
}

static bool is_blank(const struct canvas *canvas, int row, int column)
{
	const struct cell *cell = canvas_at(canvas, row, column);

	return cell && cell->glyph == L' ';
}

/* A title at the right may take the blank before its column, too, where the title before it leaves another. */
static void draw_heading(
	struct canvas *canvas, struct box line, const struct table *table, const struct table_layout *layout)
{
	for (int i = 0; i < table->column_count && i < TABLE_MAX_COLUMNS; i++) {
		const struct table_column *column = &table->columns[i];
		struct box cell = cell_box(line, layout, i);
		bool sorted = i == table->sort_column;
		enum style style = sorted ? STYLE_STRONG : STYLE_DIM;
		int width = canvas_columns(column->title);

		if (cell.columns == 0 || width == 0)
			continue;
		if (column->align == ALIGN_RIGHT && width == cell.columns + 1 &&
			is_blank(canvas, cell.row, cell.column - 2)) {
			cell.column--;
			cell.columns++;
		}
		if (table->heading_zone)
			canvas_zone(canvas, cell, table->heading_zone, i);
		table_text(canvas, cell, column->align, style, column->title);
		if (!sorted || width >= cell.columns)
			continue;
		canvas_glyph(canvas, cell, cell.row,
			column->align == ALIGN_RIGHT ? cell.column + cell.columns - 1 - width : cell.column + width,
			style, table->sort_up ? GLYPH_ARROW_UP : GLYPH_ARROW_DOWN);
	}
}

/* What list_draw() hands to draw_row(). */
struct drawing {
	const struct table *table;
	const struct table_layout *layout;
};

static void draw_row(struct canvas *canvas, struct box line, int index, bool selected, void *context)
{
	const struct drawing *drawing = context;
	const struct table *table = drawing->table;
	struct box cells = { line.row, line.column + 1, line.rows, line.columns - 1 };
	int from = -1;
	TEXT(words);

	if (table->words)
		from = table->words(&words, index, table->context);
	for (int i = 0; i < table->column_count && i < TABLE_MAX_COLUMNS; i++) {
		struct box cell = cell_box(cells, drawing->layout, i);

		if (cell.columns == 0)
			continue;
		if (from >= 0 && i >= from) {
			int end = cells.column + cells.columns;

			canvas_text_fit(canvas, cells, cell.row, cell.column, end - cell.column, STYLE_DIM, words.data);
			return;
		}
		table->cell(canvas, cell, index, i, selected, table->context);
	}
}

void table_lay_out_in(const struct table *table, int width, struct table_layout *layout)
{
	table_lay_out(table->columns, table->column_count, width - 1, layout);
}

int table_draw(struct canvas *canvas, struct box box, struct table *table, bool focused)
{
	struct table_layout layout;
	struct drawing drawing = { table, &layout };
	struct box heading = box_row(box, 0);

	table_lay_out_in(table, box.columns, &layout);
	draw_heading(canvas, (struct box){ heading.row, heading.column + 1, heading.rows, heading.columns - 1 }, table,
		&layout);
	list_draw(canvas, box_below(box, 1), &table->list, focused, draw_row, &drawing);
	return layout.hidden;
}
