/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help screen, written from the action, parameter and metric tables. */
#pragma once

#include "base/text.h"
#include "tui/action.h"

/* Keys of the context first, then all others, the parameters and the columns. */
void help_write(struct text *out, const struct action *actions, enum action_context first);
