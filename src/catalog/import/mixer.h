/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mixes tokens in a layer: attention, and parts with a fixed state. */
#pragma once

#include "catalog/import/architecture.h"

void attention_read(struct config *c);
void state_read(struct config *c);
