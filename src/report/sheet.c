/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, figures and reasons in any form. */
#include "config.h"

#include "report/sheet.h"

#include "report/words.h"

void sheet_table(struct sheet *sheet, const char *const *titles, int columns, unsigned numbers)
{
	sheet->columns = columns;
	sheet->numbers = numbers;
	sheet->form->table(sheet, titles);
}

struct text *sheet_cell(struct sheet *sheet)
{
	return &sheet->cells[sheet->cell_count++].text;
}

void sheet_row(struct sheet *sheet, const struct answer *a)
{
	sheet->form->row(sheet, a);
	while (sheet->cell_count > 0) {
		struct sheet_cell *cell = &sheet->cells[--sheet->cell_count];

		text_clear(&cell->text);
		cell->url = NULL;
		cell->bar = NULL;
	}
}

void sheet_source(struct sheet *sheet, const char *reference)
{
	const struct source *source = catalog_source(sheet->request->scenario->catalog, reference);

	text_add(sheet_cell(sheet), source ? source->title : reference);
	sheet->cells[sheet->cell_count - 1].url = source ? source->url : NULL;
}

int sheet_rows(const struct sheet *sheet)
{
	int count = sheet->request->result->count;

	return count < sheet->request->top ? count : sheet->request->top;
}

void sheet_figures(struct sheet *sheet, const enum metric *metrics)
{
	struct text value;

	text_init(&value);
	sheet->form->figures(sheet, true);
	for (; *metrics != METRIC_COUNT; metrics++) {
		const struct metric_row *row = metric_row(*metrics);
		struct metric_value figure = metric_value(*metrics, sheet->lead);

		text_clear(&value);
		words_band(&value, &figure.band, row->unit);
		sheet->form->figure(sheet, row, value.data);
	}
	sheet->form->figures(sheet, false);
	text_release(&value);
}

void sheet_reasons(struct sheet *sheet, const struct reasons *reasons, int most)
{
	struct text text;

	text_init(&text);
	for (int i = 0; i < reasons->count && i < most; i++) {
		text_clear(&text);
		words_reason(&text, &reasons->items[i]);
		sheet->form->item(sheet, text.data);
	}
	text_release(&text);
}

void sheet_write(struct sheet *sheet, const char *title, sheet_section *const *sections)
{
	for (int i = 0; i < SHEET_COLUMNS; i++)
		text_init(&sheet->cells[i].text);
	sheet->form->begin(sheet, title);
	for (; *sections; sections++)
		(*sections)(sheet);
	sheet->form->end(sheet);
	for (int i = 0; i < SHEET_COLUMNS; i++)
		text_release(&sheet->cells[i].text);
}
