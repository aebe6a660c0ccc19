/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help screen, from the tables of actions, signs, parameters and metrics. */
#pragma once

#include "tui/action.h"

/* Opens it for the view that is shown. */
void act_help(struct session *session);
