/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command accuracy. */
#ifndef GPUPLAN_CLI_ACCURACY_H
#define GPUPLAN_CLI_ACCURACY_H

#include "cli/invocation.h"

enum status command_accuracy(struct invocation *call, struct text *out, struct error *error);

#endif
