/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command cost. */
#pragma once

#include "cli/invocation.h"

enum status command_cost(struct invocation *call, struct text *out, struct error *error);

/* Whether the parameter means something to it. */
bool cost_takes(enum parameter parameter);
