/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and figures of tables that gpuplan accuracy reads. */
#include "study/accuracy_csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "base/quantity.h"

int name_list_find(struct name_list *list, const char *name)
{
	int i = 0;

	while (i < list->count && strcmp(list->names[i], name) != 0)
		i++;
	if (i == list->count) {
		list->names = xreallocarray(list->names, (size_t)i + 1, sizeof(list->names[0]));
		list->names[list->count++] = xstrdup(name);
	}
	return i;
}

void name_list_release(struct name_list *list)
{
	for (int i = 0; i < list->count; i++)
		free(list->names[i]);
	free(list->names);
}

enum status accuracy_read_figure(
	const struct csv *table, const char *column, bool needed, double *value, struct error *error)
{
	const char *cell = csv_field(table, csv_column(table, column));

	*value = NAN;
	if (!*cell && !needed)
		return STATUS_OK;
	if (!quantity_read_exact(cell, value) || *value <= 0)
		return error_set(error, STATUS_DATA, _("%s:%zu: %s: '%s' is not a number above 0"), table->file,
			table->row.line, column, cell);
	return STATUS_OK;
}
