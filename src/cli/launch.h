/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command launch. */
#pragma once

#include "cli/invocation.h"

enum status command_launch(struct invocation *call, struct text *out, struct error *error);
