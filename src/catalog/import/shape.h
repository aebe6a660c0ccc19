/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model from its layers. */
#ifndef GPUPLAN_CATALOG_IMPORT_SHAPE_H
#define GPUPLAN_CATALOG_IMPORT_SHAPE_H

#include "catalog/import/architecture.h"

/* Reads the layers; sets groups, small weights and totals. */
enum status shape_build(struct config *c, struct imported *out);

#endif
