/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which facts a row has. */
#pragma once

#include "report/fact.h"

/* The facts of a row by its part, in the order of the screen, ended by a label NULL. */
const struct fact *facts_of(const struct row *row);
