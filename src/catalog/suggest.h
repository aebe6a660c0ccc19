/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help where a name is not in the index. */
#pragma once

#include "catalog/alias.h"

/* Sets the error for an unknown name, with similar names.  `key` is its text_key(). */
void suggest_explain(
	struct alias_index *index, enum catalog_kind kind, const char *name, const char *key, struct error *error);
void suggest_release(struct alias_index *index); /* frees what suggest_explain() keeps in it; NULL is allowed */
