/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command line of gpuplan compare has of its own. */
#ifndef GPUPLAN_CLI_COMPARE_COMMAND_H
#define GPUPLAN_CLI_COMPARE_COMMAND_H

#include "cli/invocation.h"

/* Adds the GPU of "H100-SXM-80GBx2" to the scenario; how many they are is read again later. */
enum status compare_set_gpu(struct invocation *call, const char *text, struct error *error);

#endif
