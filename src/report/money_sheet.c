/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of money in the report for other people. */
#include "config.h"

#include "base/i18n.h"
#include "report/curves.h"
#include "report/sheet.h"

void sheet_write_lines(struct sheet *sheet, const struct money_curves *c)
{
	struct text text;

	if (c->line_count == 0)
		return;
	text_init(&text);
	sheet->form->list(sheet, true);
	for (int i = 0; i < c->line_count; i++) {
		text_clear(&text);
		words_money_line(&text, c, i);
		sheet->form->item(sheet, text.data);
	}
	sheet->form->list(sheet, false);
	text_release(&text);
}

static void write_point(struct sheet *sheet, const struct money_curves *c, int point)
{
	struct sheet_cell cells[1 + MONEY_LINES_MAX] = { { 0 } };
	struct text texts[1 + MONEY_LINES_MAX];

	for (int i = 0; i <= c->line_count; i++) {
		text_init(&texts[i]);
		if (i == 0)
			words_money_x_cell(&texts[i], c, point);
		else
			words_money_y_cell(&texts[i], c, c->lines[i - 1].y[point]);
		cells[i].text = texts[i].data;
	}
	sheet->form->row(sheet, cells, false);
	for (int i = 0; i <= c->line_count; i++)
		text_release(&texts[i]);
}

/* The names are long and stand in the list too: a column of its own tells them without a search. */
static void write_points(struct sheet *sheet, const struct money_curves *c)
{
	const char *titles[1 + MONEY_LINES_MAX] = { words_money_x(c->plot) };
	struct text names[MONEY_LINES_MAX];

	if (c->line_count == 0)
		return;
	for (int i = 0; i < c->line_count; i++) {
		text_init(&names[i]);
		text_addf(&names[i], "%c: %s", curve_letter(i), c->lines[i].name.data);
		titles[1 + i] = names[i].data;
	}
	sheet->form->table(sheet, titles, 1 + c->line_count, ~0u);
	for (int i = 0; i < c->count; i += money_stride(c))
		write_point(sheet, c, i);
	sheet->form->table_end(sheet);
	for (int i = 0; i < c->line_count; i++)
		text_release(&names[i]);
}

void sheet_write_curves(struct text *out, const struct output_request *request,
			const struct sheet_form *form)
{
	struct sheet written = { .out = out, .form = form, .request = request }, *sheet = &written;
	const struct money_curves *c = request->curves;
	struct text title;

	text_init(&title);
	words_money_title(&title, sheet->request->result, c->answer);
	sheet->form->begin(sheet, title.data);
	text_release(&title);
	if (c->words.length)
		sheet->form->paragraph(sheet, c->words.data);
	sheet->form->heading(sheet, words_money_y(c->plot));
	sheet_write_lines(sheet, c);
	if (sheet->form->chart)
		sheet->form->chart(sheet, c->answer);
	write_points(sheet, c);
	sheet_origin(sheet);
	sheet->form->end(sheet);
}
