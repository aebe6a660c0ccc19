/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choices that keep answers out as long as the user does not allow them: their first word allows nothing, the last one
 * the most. */
#pragma once

#include "study/row.h"

enum { ALLOWANCES = 2 };

/* Ended by PARAMETER_COUNT. */
extern const enum parameter allowances[ALLOWANCES + 1];

/* The choice that keeps a row out of the ranking, as it stands in the scenario; PARAMETER_COUNT: none does. */
enum parameter allowance_missing(const struct scenario *s, const struct row *row);
