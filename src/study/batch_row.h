/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row says of a way to be done: time, money, verdict, and its place. */
#pragma once

#include "study/batch_way.h"

/* The pile of a way; `now` in seconds since 1970. */
struct batch_pile batch_row_pile(const struct batch_terms *t, double now, const struct batch_way *way);

/* Sets offer, price and cost of a row whose pile is set. */
void batch_row_money(const struct scenario *s, const struct batch_way *way, struct row *a);

/* Sets whether it is in time, and how surely. */
void batch_row_judge(const struct batch_terms *t, const struct batch_way *way, struct row *a);

/* The order of rows: negative when a is the better answer.  Those in time come first, by what they cost at most as
 * surely as wanted; then the surest. */
int batch_compare(const struct row *a, const struct row *b);
