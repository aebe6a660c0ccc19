/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing loads and judging them. */
#include "study/serve_loads.h"

#include <math.h>

#include "study/serve_judge.h"

/* The same with another number of users. */
static void judge(const struct scenario *s, const struct row *row, double users, struct replica_row *out)
{
	struct scenario other = *s;

	other.number[PARAMETER_CONCURRENCY] = users;
	serve_judge(&other, &row->deployment, replica_row_init(out));
	out->replica.concurrency = users;
}

int serve_loads(const struct scenario *s, const struct row *row, struct replica_row *out, int most)
{
	const struct replica *r = replica_of(row);
	double fit = r->memory.max_concurrency * deployment_replicas(&row->deployment);
	const double last[] = { s->number[PARAMETER_CONCURRENCY], r->users_within, fit };
	int count = 0;

	if (r->open_loop || row->provenance == PROVENANCE_NONE || !(fit >= 1.0))
		return 0;
	for (double users = 1.0; users < fit && count < most - 3; users *= 4.0)
		judge(s, row, users, &out[count++]);
	for (int i = 0; i < 3; i++)
		if (last[i] >= 1.0 && last[i] <= fit && isfinite(last[i]) && count < most)
			judge(s, row, last[i], &out[count++]);
	return count;
}
