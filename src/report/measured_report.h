/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's measurements in words and as lists. */
#pragma once

#include "report/grid.h"
#include "report/labels.h"
#include "study/measured_file.h"
#include "study/measured_guard.h"

/* Why a measurement is refused: the figure, the limit, and, unless it is to be brief, how that comes about. */
void label_guard(struct text *out, const struct guard_verdict *verdict, bool brief);

/* "tpot: 40 ms measured, 30 ms (25 to 36) estimated", for the reader to see that the row is meant. */
void label_measured(struct text *out, const struct row *a, enum measured_figure figure, double value);

/* An aligned table of the rows, and how many there are; JSON as of the other lists of the catalog, and CSV with the
 * same keys. */
void measured_list_text(struct text *out, const struct measured_list *list, struct report_style style);
void measured_list_json(struct text *out, const struct measured_list *list);
void measured_list_csv(struct text *out, const struct measured_list *list);
