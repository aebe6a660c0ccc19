/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command wizard, line by line. */
#pragma once

#include "cli/invocation.h"

enum status command_wizard(struct invocation *call, struct text *out, struct error *error);
