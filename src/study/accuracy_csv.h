/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading tables of measured and predicted figures. */
#pragma once

#include "base/csv.h"
#include "base/error.h"

/* Reads a figure above zero from a column of the present row; where it is not `needed` an empty cell gives NaN.
 * STATUS_DATA with file, line and column. */
enum status accuracy_read_figure(
	const struct csv *table, const char *column, bool needed, double *value, struct error *error);
