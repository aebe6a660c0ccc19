/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else was judged of a GPU, as a table. */
#pragma once

#include "report/grid.h"
#include "study/study.h"

/* Adds the alternatives of a row of the result, or that there are none. */
void report_alternatives(struct text *out, const struct scenario *s, const struct result *result, const struct row *row,
	struct report_style style);
