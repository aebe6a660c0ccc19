/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which layer attends to what. */
#pragma once

#include "catalog/import/architecture.h"

/* Sets the mixer of every layer, and the feed-forward part where the pattern says it. */
void pattern_read(struct config *c);
