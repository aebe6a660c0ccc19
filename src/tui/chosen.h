/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The identity of a table row. */
#ifndef GPUPLAN_TUI_CHOSEN_H
#define GPUPLAN_TUI_CHOSEN_H

#include "catalog/catalog.h"

/* Identifies a row of the table, so that it stays selected when the order changes. */
struct chosen {
	const struct gpu *gpu;           /* NULL: none, the first row is shown */
	const struct provider *provider; /* set if a GPU has one row for each provider; else NULL */
};

#endif
