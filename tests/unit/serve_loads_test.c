/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same configuration under other loads. */
#include "study/serve_loads.h"

#include <math.h>

#include "support/solved.h"

SOLVED_DEFINE

enum { MOST = LOADS_MAX };

static bool has(const struct replica_row *loads, int count, double users)
{
	for (int i = 0; i < count; i++)
		if (loads[i].replica.concurrency == users)
			return true;
	return false;
}

/* Powers of four below what fits, then the asked number, the last within the goals and what fits; each judged as if it
 * had been asked for. */
static void test_loads(void **state)
{
	static struct replica_row loads[MOST];
	struct scenario s = solve("concurrency", "20", "gpu", "H200-SXM", NULL);
	const struct row *row = &r.rows[0];
	const struct replica *replica = replica_of(row);
	double fit = replica->memory.max_concurrency, within = replica->users_within, users = 1.0;
	struct deployment deployment = row->deployment;
	int count = serve_loads(&s, row, loads, MOST), powers = 0;

	(void)state;
	assert_true(fit > 64.0 && within >= 20.0);
	assert_in_range(count, 5, MOST);
	for (; has(loads, count, users) && users < fit; powers++)
		users *= 4.0;
	/* All powers below what fits, but for the last three places. */
	assert_true(users >= fit || powers == MOST - 3);
	assert_true(has(loads, count, 20.0));
	assert_true(has(loads, count, within));
	assert_true(has(loads, count, fit));
	assert_int_equal(count, powers + 3);
	/* From few to many users: longer waits, and never a better chance. */
	for (int i = 1; i < count; i++) {
		assert_true(loads[i].replica.concurrency > loads[i - 1].replica.concurrency);
		assert_true(loads[i].replica.tpot_s.mid >= loads[i - 1].replica.tpot_s.mid);
		assert_true(loads[i].row.p_meets <= loads[i - 1].row.p_meets + 1e-12);
	}
	/* The same figures as those of a question that asks for so many. */
	for (int i = 0; i < count; i++) {
		char number[32];
		const struct row *alone = NULL;

		assert_int_equal(loads[i].row.part_kind, PART_REPLICA);
		assert_true(layout_gpus(&loads[i].row.deployment.layout) == layout_gpus(&deployment.layout));
		if (loads[i].replica.concurrency > within)
			continue;
		snprintf(number, sizeof(number), "%.0f", loads[i].replica.concurrency);
		solve("concurrency", number, "gpu", "H200-SXM", "gpus",
			layout_gpus(&deployment.layout) == 1.0 ? "1" : "2", "weights", deployment.format->id, NULL);
		alone = &r.rows[0];
		CHECK_NEAR(loads[i].replica.ttft_s.mid, replica_of(alone)->ttft_s.mid, 1e-9);
		CHECK_NEAR(loads[i].row.cost.output.mid, alone->cost.output.mid, 1e-9);
	}
}

/* Never more than there is room for. */
static void test_room(void **state)
{
	static struct replica_row loads[MOST];
	struct scenario s = solve("gpu", "H200-SXM", NULL);

	(void)state;
	for (int most = 4; most <= MOST; most++)
		assert_in_range(serve_loads(&s, &r.rows[0], loads, most), 1, most);
}

/* A rate is no number of users; what is not estimated has no loads. */
static void test_none(void **state)
{
	static struct replica_row loads[MOST];
	struct scenario s = solve("rate", "1/s", "gpu", "H200-SXM", NULL);
	int unknown = 0;

	(void)state;
	assert_int_equal(serve_loads(&s, &r.rows[0], loads, MOST), 0);
	s = solve(NULL);
	for (int i = 0; i < r.count; i++) {
		if (r.rows[i].provenance != PROVENANCE_NONE)
			continue;
		assert_int_equal(serve_loads(&s, &r.rows[i], loads, MOST), 0);
		unknown++;
	}
	assert_true(unknown > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_loads), cmocka_unit_test(test_room),
		cmocka_unit_test(test_none) };

	return cmocka_run_group_tests_name("loads", tests, enter, leave);
}
