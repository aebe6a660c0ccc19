/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comments that commands and files of launch have, each line behind "# ". */
#pragma once

#include "study/launch.h"

/* What is run, on what, by which release, for which load, and the flags that the release does not know. */
void launch_head(struct text *out, const struct launch *launch);

/* What the plan expects of the measurement. */
void launch_expected(struct text *out, const struct launch *launch);

/* How the server is started so that no prompt is found in its cache; nothing where it has no cache. */
void launch_cold(struct text *out, const struct launch *launch);
