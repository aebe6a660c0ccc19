/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing loads and judging them. */
#include "study/serve_loads.h"

#include <math.h>

#include "study/serve_judge.h"
#include "study/study.h"

/* The same with another number of users. */
static void judge(const struct scenario *s, const struct row *row, double users, struct replica_row *out)
{
	struct scenario other = *s;

	other.number[PARAMETER_CONCURRENCY] = users;
	serve_judge(&other, &row->deployment, replica_row_init(out));
	out->replica.concurrency = users;
}

/* Rising, each once. */
static int insert(double users[], int count, double more)
{
	int at = count;

	for (int i = 0; i < count; i++)
		if (users[i] == more)
			return count;
	for (; at > 0 && users[at - 1] > more; at--)
		users[at] = users[at - 1];
	users[at] = more;
	return count + 1;
}

int serve_loads(const struct scenario *s, const struct row *row, struct replica_row *out, int most)
{
	const struct replica *r = replica_of(row);
	double fit = r->memory.max_concurrency * deployment_replicas(&row->deployment);
	const double last[] = { s->number[PARAMETER_CONCURRENCY], r->users_within, fit };
	double users[LOADS_MAX];
	int count = 0;

	most = most < LOADS_MAX ? most : LOADS_MAX;

	if (r->open_loop || row->provenance == PROVENANCE_NONE || !(fit >= 1.0))
		return 0;
	for (double load = 1.0; load < fit && count < most - 3; load *= 4.0)
		count = insert(users, count, load);
	for (int i = 0; i < 3; i++)
		if (last[i] >= 1.0 && last[i] <= fit && isfinite(last[i]) && count < most)
			count = insert(users, count, last[i]);
	for (int i = 0; i < count; i++)
		judge(s, row, users[i], &out[i]);
	return count;
}
