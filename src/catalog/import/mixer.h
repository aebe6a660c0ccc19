/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mixes tokens in a layer: attention, and parts with a fixed state. */
#ifndef GPUPLAN_CATALOG_IMPORT_MIXER_H
#define GPUPLAN_CATALOG_IMPORT_MIXER_H

#include "catalog/import/architecture.h"

void attention_read(struct config *c);
void state_read(struct config *c);

#endif
