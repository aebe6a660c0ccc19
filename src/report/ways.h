/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of studies whose rows are ways to have something done: the best way with its reasons, the next two, all as a
 * table. */
#pragma once

#include "report/sheet.h"

enum { WAYS_WIDTH = 78 }; /* the planner shows it in a frame of 80 columns */

extern sheet_section *const ways_sections[];
