/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command wizard, line by line. */
#ifndef GPUPLAN_CLI_WIZARD_H
#define GPUPLAN_CLI_WIZARD_H

#include "cli/invocation.h"

enum status command_wizard(struct invocation *call, struct text *out, struct error *error);

#endif
