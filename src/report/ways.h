/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of studies whose rows are ways to have something done: the best way with its reasons, the next two, all as a
 * table. */
#pragma once

#include "report/sheet.h"

enum { WAYS_WIDTH = 78 }; /* the planner shows it in a frame of 80 columns */

/* "8 x H100 SXM (zero3), spot at Verda": the way of a part, and how it is bought. */
void ways_add(struct text *line, const struct sheet_part *part, const struct row *a);

/* ", $4.90, 80 % sure at most $6.60", of a pile that has a price. */
void ways_add_bill(struct text *line, const struct row *a, double certainty);

extern sheet_section *const ways_sections[];
