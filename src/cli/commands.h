/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the program, and those that are no more than a study asked. */
#pragma once

#include "cli/invocation.h"

/* All commands; the list ends with a NULL name. */
const struct command *command_table(void);

/* Any study; without a command the first one, which the planner would show first. */
enum status command_study(struct invocation *call, struct text *out, struct error *error);
