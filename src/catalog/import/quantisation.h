/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number formats of a checkpoint. */
#pragma once

#include "catalog/import/architecture.h"

/* Sets the formats; `sibling` is the root of hf_quant_config.json or NULL. */
enum status quantisation_read(struct config *c, const cJSON *sibling, struct imported *out);
