/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps a row of the table chosen. */
#ifndef GPUPLAN_TUI_CHOSEN_H
#define GPUPLAN_TUI_CHOSEN_H

#include "catalog/catalog.h"

/* A row of the table that stays chosen while the order changes. */
struct chosen {
	const struct gpu *gpu;           /* NULL: none, the first row is shown */
	const struct provider *provider; /* where one GPU has several rows; else NULL */
};

#endif
