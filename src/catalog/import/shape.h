/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model from its layers. */
#pragma once

#include "catalog/import/architecture.h"

/* Reads the layers; sets groups, small weights and totals. */
enum status shape_build(struct config *c, struct imported *out);
