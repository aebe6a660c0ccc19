/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what engines.json says of releases and of commands. */
#pragma once

#include "catalog/fields.h"

/* Sets the releases of the engine; none where it names none. */
void load_releases(struct load *load, const cJSON *item, struct engine *engine);

/* Sets how the engine is started and measured; nothing where it does not say. */
void load_launch(struct load *load, const cJSON *item, struct engine *engine);
