/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of tables of errors. */
#include "report/accuracy_table.h"

#include "base/i18n.h"

void accuracy_table_end_cell(struct accuracy_table *table)
{
	bool shown = table->column > 0 || !table->without_first;

	if (shown && table->grid)
		grid_add(table->grid, table->cell->data);
	else if (shown)
		text_addf(table->out, "| %s ", table->cell->data);
	table->column = (table->column + 1) % table->columns;
	if (table->column == 0 && !table->grid)
		text_add(table->out, "|\n");
	text_clear(table->cell);
}

void accuracy_table_word(struct accuracy_table *table, const char *word)
{
	text_add(table->cell, word);
	accuracy_table_end_cell(table);
}

void accuracy_table_title(struct accuracy_table *table, const char *title)
{
	accuracy_table_word(table, table->grid ? _(title) : title);
}
