/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completes rows. */
#include "study/detail.h"

#include "study/policy.h"

void study_detail(const struct scenario *s, long today, struct result *r, int index)
{
	struct row *row = &r->rows[index];

	if (row->detailed)
		return;
	if (r->study->detail)
		r->study->detail(s, today, r, index);
	policy_apply(r->study, s, today, row);
	row->detailed = true;
}

void study_detail_all(const struct scenario *s, long today, struct result *r)
{
	for (int i = 0; i < r->count; i++)
		study_detail(s, today, r, i);
}
