/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of a row among all, and what put it there. */
#pragma once

#include "base/text.h"
#include "study/row.h"

/* "1 of 23: the cheapest of 8 that meet"; `certainty` is what is asked for, 0..1. */
void label_rank(struct text *out, const struct result *result, const struct row *row, double certainty);
