/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of text for terminals and pipes. */
#include "base/i18n.h"
#include "report/sheet.h"

/* The planner shows lists in a frame of 80 columns. */
enum { ITEM_WIDTH = 78 };

static void heading(struct sheet *sheet, const char *title)
{
	report_heading(sheet->out, title, sheet->request->style.color);
}

static void lines(struct sheet *sheet, const char *text)
{
	text_addf(sheet->out, "%s\n", text);
}

static void add_broken(struct sheet *sheet, const char *text, int indent)
{
	if (sheet->width > 0)
		text_add_wrapped(sheet->out, text, 0, indent, sheet->width);
	else
		lines(sheet, text);
}

static void lead(struct sheet *sheet, const char *text, bool good)
{
	(void)good;
	add_broken(sheet, text, 2);
}

static void paragraph(struct sheet *sheet, const char *text)
{
	add_broken(sheet, text, 0);
}

static void figures(struct sheet *sheet, bool opens)
{
	if (opens)
		grid_init(&sheet->grid, 3, 0);
	else
		grid_end(&sheet->grid, sheet->out);
}

static void figure(struct sheet *sheet, const struct metric_row *row, const char *value)
{
	text_addf(&sheet->grid.cell, "  %s", _(row->title));
	grid_add_cell(&sheet->grid);
	grid_add(&sheet->grid, value);
	grid_add(&sheet->grid, _(row->help));
}

static void item(struct sheet *sheet, const char *text)
{
	TEXT(line);

	text_addf(&line, "- %s", text);
	text_add_wrapped(sheet->out, line.data, 0, 2, ITEM_WIDTH);
}

static void table(struct sheet *sheet, const char *const *titles)
{
	int mark = sheet->answers;

	grid_init(&sheet->grid, mark + sheet->columns, sheet->numbers << mark);
	sheet->grid.limit = sheet->request->style.columns;
	sheet->grid.ascii = sheet->request->style.ascii;
	if (mark)
		grid_add(&sheet->grid, "");
	for (int i = 0; i < sheet->columns; i++)
		grid_add(&sheet->grid, titles[i]);
}

/* One sign a row: colour is never the only signal. */
static const char *row_mark(const struct row *a, bool ascii)
{
	switch (a->verdict) {
	case VERDICT_MEETS:
		if (a->rank == 1)
			return ascii ? ">" : "▶";
		return a->equal_to_best ? ascii ? "=" : "≈" : " ";
	case VERDICT_UNCERTAIN: return "?";
	case VERDICT_MISSES: return "!";
	case VERDICT_DOES_NOT_FIT: return ascii ? "x" : "✗";
	case VERDICT_NOT_ESTIMATED:
	case VERDICT_NOT_SUPPORTED: break;
	}
	return ascii ? "-" : "–";
}

static void row(struct sheet *sheet, const struct row *a)
{
	if (a)
		grid_add(&sheet->grid, row_mark(a, sheet->grid.ascii));
	for (int i = 0; i < sheet->columns; i++)
		grid_add(&sheet->grid, sheet->cells[i].text.data);
}

static const char *paint_row(int row, void *context)
{
	const struct sheet *sheet = context;
	const struct row *answers = sheet->request->result->rows;

	if (row == 0)
		return "1";
	switch (answers[row - 1].verdict) {
	case VERDICT_MEETS: return answers[row - 1].equal_to_best ? "32" : NULL;
	case VERDICT_UNCERTAIN:
	case VERDICT_MISSES: return "33";
	default: return "2";
	}
}

static void table_end(struct sheet *sheet)
{
	bool painted = sheet->answers && sheet->request->style.color;

	grid_write(&sheet->grid, sheet->out, painted ? paint_row : NULL, sheet);
	grid_release(&sheet->grid);
}

const struct sheet_form text_form = {
	.terse = true,
	.ascii_bands = true,
	.heading = heading,
	.lead = lead,
	.paragraph = paragraph,
	.lines = lines,
	.figures = figures,
	.figure = figure,
	.item = item,
	.table = table,
	.row = row,
	.table_end = table_end,
};
