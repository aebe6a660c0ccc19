/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of tables that gpuplan accuracy reads. */
#include "study/accuracy_csv.h"

#include <math.h>

#include "base/i18n.h"
#include "base/quantity.h"

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
