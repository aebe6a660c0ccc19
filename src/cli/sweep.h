/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command sweep. */
#ifndef GPUPLAN_CLI_SWEEP_H
#define GPUPLAN_CLI_SWEEP_H

#include "cli/invocation.h"

enum status command_sweep(struct invocation *call, struct text *out, struct error *error);

#endif
