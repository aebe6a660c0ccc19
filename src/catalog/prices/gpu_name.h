/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which GPU of the catalog a price list means. */
#pragma once

#include "catalog/prices/reading.h"

void gpu_names_init(struct price_reading *reading);
void gpu_names_release(struct price_reading *reading);

/* The GPU of a row, NULL after reporting why not; provider is its id. */
const struct gpu *gpu_name_find(struct price_reading *reading, const struct price_row *row, const char *provider);
