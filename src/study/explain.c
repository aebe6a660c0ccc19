/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is explained of an answer, and in which order. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "study/explain_serving.h"
#include "study/explain_memory.h"
#include "study/explain_cost.h"
#include "study/explain_lines.h"
#include "study/replica.h"

void explain_answer(const struct scenario *s, const struct row *a, struct explanation *e)
{
	enum { ROOM = 2048 };
	struct explaining x = { .s = s, .a = a, .d = &a->deployment, .e = e };
	struct trace_entry *entries = xcalloc(ROOM, sizeof(*entries));

	trace_init(&x.trace, entries, ROOM);
	e->count = 0;
	if (!isnan(replica_of(a)->memory.capacity))
		explain_memory(&x);
	if (a->verdict == VERDICT_MEETS || a->verdict == VERDICT_MISSES)
		explain_serving(&x);
	explain_cost(&x);
	free(entries);
}
