/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feed-forward parts of the layers. */
#pragma once

#include "catalog/import/architecture.h"

void feed_read(struct config *c);
