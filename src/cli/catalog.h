/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command catalog, with its verbs. */
#pragma once

#include "cli/invocation.h"

enum status command_catalog(struct invocation *call, struct text *out, struct error *error);

/* Whether a parameter chooses among the rows of one of its lists, or belongs to the workload of a measurement. */
bool catalog_takes(enum parameter parameter);
