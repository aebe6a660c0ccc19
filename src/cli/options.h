/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line, and the help that is made of the same tables. */
#pragma once

#include "cli/invocation.h"

/* Reads the command line for one of `commands` (see command_table()).  --help (of a command, where one is
 * named; "help" does the same), --version and --list-parameters are answered into `out` (*done is set).  STATUS_USAGE
 * with one message otherwise. */
enum status options_read(struct invocation *call, const struct command *commands, int argc, char **argv,
	struct text *out, bool *done, struct error *error);
