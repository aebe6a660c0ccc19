/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number formats of a checkpoint. */
#ifndef GPUPLAN_CATALOG_IMPORT_QUANTISATION_H
#define GPUPLAN_CATALOG_IMPORT_QUANTISATION_H

#include "catalog/import/architecture.h"

/* Sets the formats; `sibling` is the root of hf_quant_config.json or NULL. */
enum status quantisation_read(struct config *c, const cJSON *sibling, struct imported *out);

#endif
