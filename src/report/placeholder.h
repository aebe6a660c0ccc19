/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences of tables with names in braces, in the place of which their values stand: "{prompt} in, {output} out". */
#pragma once

#include "base/text.h"

/* Adds the value of a name; false: it has none. */
typedef bool placeholder_value(struct text *out, const char *name, const void *context);

/* Adds the first `n` bytes of the words with the values of their names; false: one has none, and what stands behind it is
 * left out. */
bool placeholders_fill(struct text *out, const char *words, size_t n, placeholder_value *value, const void *context);
