/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last messages of a session, for who has missed one. */
#pragma once

#include "base/error.h"

enum { MESSAGES_KEPT = 10 };

/* A ring; zero-initialised it is empty. */
struct messages {
	struct error items[MESSAGES_KEPT];
	int count, next; /* items that hold one, and the place of the next one */
};

/* Keeps a copy; the oldest gives way.  An empty one, and one that repeats the last, are not kept. */
void messages_keep(struct messages *messages, const struct error *message);

/* The last one but `back`; NULL: there are not so many. */
const struct error *messages_last(const struct messages *messages, int back);
