/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands in the words of a shell. */
#pragma once

#include "study/launch.h"

/* Adds a command of `command` and what these flags say, a flag a line. */
void launch_shell(
	struct text *out, const struct launch *launch, const char *command, const struct engine_flag *flags, int count);
