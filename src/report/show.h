/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing of the catalog with everything that is known about it. */
#pragma once

#include "report/grid.h"
#include "report/listing.h"

/* All fields and their sources; of a GPU also its dated prices, the usable ones marked, and its MIG profiles;
 * of a model its weights in every format, KV cache and checkpoints. */
void show_text(struct text *out, const struct catalog *c, enum catalog_kind kind, const void *thing,
	struct report_style style);

/* The envelope with one object: the members of the list, and arrays for what text adds. */
void show_json(struct text *out, const struct catalog *c, enum catalog_kind kind, const void *thing);
