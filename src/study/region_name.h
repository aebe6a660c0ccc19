/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the names of regions. */
#pragma once

#include <stdbool.h>

/* Whether a part of the name is `wanted`, which is not empty; upper and lower case of ASCII are the same. */
bool region_name_holds(const char *name, const char *wanted);
