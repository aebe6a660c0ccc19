/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of option-table.h. */
#pragma once

#include <stdbool.h>

#include "cli/invocation.h"

struct option_row {
	const char *name;
	int short_form;
	const char *value, *owner, *help; /* NULL as in the table */
};

const struct option_row *option_row(enum option_id id);

/* Whether its owner is the command of that name, or one of its verbs. */
bool option_is_of(enum option_id id, const char *command);
