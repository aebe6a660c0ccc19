/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program and its commands say about themselves, made from the tables. */
#pragma once

#include "cli/invocation.h"

/* All commands and all options. */
void help_overview(const struct command *commands, struct text *out);

/* Usage, purpose, options and exit status of one command. */
void help_command(const struct command *command, struct text *out);

/* Parameters of a workload with their ranges. */
void help_parameters(struct text *out);
