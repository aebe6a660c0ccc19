/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the selected row to what runs it. */
#pragma once

#include <stdbool.h>

#include "tui/session.h"

/* Shows the command of the engine, the benchmark that checks it, and the files of the tools. */
void act_launch(struct session *session);

/* Writes one of them, "FORM FILE", to a file that is not there yet; without words shows all.  False: the message says
 * why not. */
bool launching_write(struct session *session, const char *argument);
