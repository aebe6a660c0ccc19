/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result over the shipped catalog, for tests of any study. */
#pragma once

#include "study/result.h"
#include "support/shipped.h"

/* One definition a program. */
#define STUDIED_DEFINE \
	SHIPPED_DEFINE \
	struct result r;

extern struct result r;

/* NULL: the row has no such reason. */
static inline const struct reason *reason_of(const struct row *a, enum reason_id id)
{
	for (int i = 0; i < a->reasons.count; i++)
		if (a->reasons.items[i].id == id)
			return &a->reasons.items[i];
	return NULL;
}

static inline int enter(void **state)
{
	if (shipped_load(state) != 0)
		return 1;
	result_init(&r, &shipped);
	return 0;
}

static inline int leave(void **state)
{
	result_release(&r);
	return shipped_unload(state);
}
