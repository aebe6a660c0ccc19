/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, figures and reasons in any form. */
#include "report/sheet.h"

#include "report/labels.h"
#include "study/policy.h"

void sheet_table(struct sheet *sheet, const char *heading, const char *const *titles, int columns, unsigned numbers)
{
	if (heading)
		sheet->form->heading(sheet, heading);
	sheet->columns = columns;
	sheet->numbers = numbers;
	sheet->form->table(sheet, titles);
}

void sheet_table_end(struct sheet *sheet)
{
	if (sheet->form->table_end)
		sheet->form->table_end(sheet);
}

struct text *sheet_cell(struct sheet *sheet)
{
	return &sheet->cells[sheet->cell_count++].text;
}

void sheet_row(struct sheet *sheet, const struct row *a)
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

void sheet_figures(struct sheet *sheet, const enum metric *metrics)
{
	sheet->form->figures(sheet, true);
	for (; *metrics != METRIC_COUNT; metrics++) {
		const struct metric_row *row = metric_row(*metrics);
		struct metric_value figure = metric_value(*metrics, sheet->lead);

		label_band(&sheet->line, &figure.band, row->unit);
		sheet->form->figure(sheet, row, sheet->line.data);
		text_clear(&sheet->line);
	}
	sheet->form->figures(sheet, false);
}

bool sheet_has_room(const struct sheet *sheet, const struct reasons *reasons, int index)
{
	enum reason_id id = reasons->items[index].id;

	if (sheet->request->scenario->number[PARAMETER_ALL] == LIST_ALL || !reason_is_policy(id))
		return true;
	return policy_shown(reasons, index) && (!sheet->form->terse || reason_row(id)->severity == SEVERITY_WARNING);
}

void sheet_reasons(struct sheet *sheet, const struct reasons *reasons, int most, const enum reason_id *told)
{
	for (int i = 0; i < reasons->count && i < most; i++) {
		if ((told && reason_listed(told, reasons->items[i].id)) || !sheet_has_room(sheet, reasons, i))
			continue;
		label_reason(&sheet->line, &reasons->items[i]);
		sheet_say(sheet, sheet->form->item);
	}
}

void sheet_say(struct sheet *sheet, void (*say)(struct sheet *sheet, const char *text))
{
	say(sheet, sheet->line.data);
	text_clear(&sheet->line);
}

void sheet_list(struct sheet *sheet, bool opens)
{
	if (sheet->form->list)
		sheet->form->list(sheet, opens);
}

void sheet_write(struct sheet *sheet, const char *title, sheet_section *const *sections)
{
	text_init(&sheet->line);
	for (int i = 0; i < SHEET_COLUMNS; i++)
		text_init(&sheet->cells[i].text);
	if (sheet->form->begin)
		sheet->form->begin(sheet, title);
	for (; *sections; sections++)
		(*sections)(sheet);
	if (sheet->form->end)
		sheet->form->end(sheet);
	text_release(&sheet->line);
	for (int i = 0; i < SHEET_COLUMNS; i++)
		text_release(&sheet->cells[i].text);
}
