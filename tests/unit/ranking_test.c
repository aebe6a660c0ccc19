/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of answers: stable, whatever their number. */
#include <stdlib.h>

#include "study/study.h"
#include "support/check.h"

enum { MOST = 1100, KINDS = 7 };

static int by_excess(const struct row *a, const struct row *b)
{
	return (a->excess > b->excess) - (a->excess < b->excess);
}

/* Answers of KINDS kinds in a scattered order; `usd_per_month` tells where they stood. */
static void check_order(struct result *r, int count)
{
	r->count = count;
	for (int i = 0; i < count; i++)
		r->rows[i] = (struct row){ .excess = i * 7919 % KINDS, .usd_per_month = i };
	result_rank(r, by_excess);
	for (int i = 0; i < count; i++) {
		const struct row *a = &r->rows[i];

		assert_int_equal(a->rank, i + 1);
		assert_true((int)a->usd_per_month * 7919 % KINDS == (int)a->excess);
		assert_true(i == 0 || a[-1].excess < a->excess ||
			(a[-1].excess == a->excess && a[-1].usd_per_month < a->usd_per_month));
	}
}

static void test_stable(void **state)
{
	struct row *answers = calloc(MOST, sizeof(*answers));
	int *order = calloc(2 * (size_t)MOST, sizeof(*order));
	struct result r = { .rows = answers, .order = order, .capacity = MOST };

	(void)state;
	for (int count = 0; count < 70; count++)
		check_order(&r, count);
	check_order(&r, 1024);
	check_order(&r, 1025);
	check_order(&r, MOST);
	free(answers);
	free(order);
}

/* Turned round, what is equal in the figure still stands by its rank. */
static void test_sorted_by_metric(void **state)
{
	struct row *answers = calloc(MOST, sizeof(*answers));
	int *order = calloc(2 * (size_t)MOST, sizeof(*order));
	struct result r = { .rows = answers, .order = order, .capacity = MOST, .count = 300 };

	(void)state;
	for (int i = 0; i < r.count; i++)
		answers[i] = (struct row){ .rank = 1 + i * 101 % 300, .usd_per_month = i % KINDS };
	for (int turned = 0; turned < 2; turned++) {
		result_sort(&r, METRIC_MONTH, turned);
		for (int i = 1; i < r.count; i++) {
			double step = (answers[i].usd_per_month - answers[i - 1].usd_per_month) * (turned ? -1 : 1);

			assert_true(step > 0 || (step >= 0 && answers[i].rank > answers[i - 1].rank));
		}
	}
	result_sort(&r, -1, true);
	for (int i = 0; i < r.count; i++)
		assert_int_equal(answers[i].rank, 300 - i);
	free(answers);
	free(order);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_stable), cmocka_unit_test(test_sorted_by_metric) };

	return cmocka_run_group_tests_name("ranking", tests, NULL, NULL);
}
