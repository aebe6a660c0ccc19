/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a row that costs less than the leader stands behind it. */
#include "study/rival.h"

#include <math.h>

#include "study/batch_pile.h"
#include "study/reason.h"
#include "study/replica.h"

bool rival_explain_cheaper(struct row *row, double percent)
{
	if (percent >= 0.0 || !replica_stands_behind(row))
		return false;
	reason_add(&row->reasons,
		row->provenance == PROVENANCE_EXTRAPOLATED ? REASON_CHEAPER_UNMEASURED : REASON_CHEAPER_TIGHT, -percent,
		NAN, NAN, NULL);
	return true;
}

void rival_explain(struct row *row, double usd, double leader_usd)
{
	double percent = 100.0 * (usd / leader_usd - 1.0);

	if (!rival_explain_cheaper(row, percent))
		reason_add(&row->reasons, row->equal_to_best ? REASON_EQUAL : REASON_DEARER, percent, NAN, NAN, NULL);
}

/* Less is no reason to rent another GPU. */
static const double CLEARLY = 0.9;

const struct row *rival_sooner(const struct result *r, const struct row *row)
{
	const struct row *found = NULL;

	for (int i = 0; i < r->count; i++) {
		const struct row *b = &r->rows[i];

		if (b->verdict == VERDICT_MEETS && b->offer && b->deployment.gpu != row->deployment.gpu &&
			pile_of(b)->hours.mid <= CLEARLY * pile_of(row)->hours.mid && (!found || b->rank < found->rank))
			found = b;
	}
	return found;
}
