/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help screen, from the tables of actions, signs, parameters and metrics. */
#pragma once

#include "tui/action.h"

/* What is looked for first, the keys that work here, the signs that stand here; then all other keys, the parameters
 * and the columns. */
void help_write(struct text *out, const struct session *session, enum action_context here);

/* Opens it for the view that is shown. */
void act_help(struct session *session);
