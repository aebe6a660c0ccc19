/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths as texts. */
#pragma once

#include "base/text.h"

/* Replaces `out` by dir/name with one slash; an absolute name or empty dir gives the name. */
void path_join(struct text *out, const char *dir, const char *name);

/* Adds the path to `out`; a leading "~" or "~/" stands for $HOME, as in a shell. */
void path_expand(struct text *out, const char *path);

/* Replaces `out` by the folder part of the path: "a/b" gives "a", "b" gives ".", "/b" "/". */
void path_directory(struct text *out, const char *path);

/* The last part of the path, inside `path`. */
const char *path_name(const char *path);
