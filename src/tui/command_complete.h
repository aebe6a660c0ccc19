/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can stand at the end of a command that is being typed. */
#pragma once

#include "tui/command_name.h"
#include "tui/terminal/line_editor.h"

/* A line_completer() with the session as its context. */
void command_complete(void *session, const char *head, struct line_choices *choices);
