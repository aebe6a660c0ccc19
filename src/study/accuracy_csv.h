/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading tables of measured and predicted figures: names that repeat, and figures. */
#pragma once

#include "base/csv.h"
#include "base/error.h"

/* Names in order of appearance. */
struct name_list {
	char **names;
	int count;
};

/* The number of a name, which is added where it is new. */
int name_list_find(struct name_list *list, const char *name);
void name_list_release(struct name_list *list);

/* Reads a figure above zero from a column of the present row; where it is not `needed` an empty cell gives NaN.
 * STATUS_DATA with file, line and column. */
enum status accuracy_read_figure(
	const struct csv *table, const char *column, bool needed, double *value, struct error *error);
