/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feed-forward parts of the layers. */
#ifndef GPUPLAN_CATALOG_IMPORT_FEED_H
#define GPUPLAN_CATALOG_IMPORT_FEED_H

#include "catalog/import/architecture.h"

void feed_read(struct config *c);

#endif
