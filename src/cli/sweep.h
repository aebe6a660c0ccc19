/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command sweep. */
#pragma once

#include "cli/invocation.h"

enum status command_sweep(struct invocation *call, struct text *out, struct error *error);
