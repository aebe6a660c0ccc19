/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of answers: stable, whatever their number. */
#include "config.h"

#include <stdlib.h>

#include "study/study.h"
#include "support/check.h"

enum { MOST = 1100, KINDS = 7 };

static int by_excess(const struct answer *a, const struct answer *b)
{
	return (a->excess > b->excess) - (a->excess < b->excess);
}

/* Answers of KINDS kinds in a scattered order; `busy` tells where they stood. */
static void check_order(struct result *r, int count)
{
	r->count = count;
	for (int i = 0; i < count; i++)
		r->answers[i] = (struct answer){.excess = i * 7919 % KINDS, .busy = i};
	result_rank(r, by_excess);
	for (int i = 0; i < count; i++) {
		const struct answer *a = &r->answers[i];

		assert_int_equal(a->rank, i + 1);
		assert_true((int)a->busy * 7919 % KINDS == (int)a->excess);
		assert_true(i == 0 || a[-1].excess < a->excess ||
			    (a[-1].excess == a->excess && a[-1].busy < a->busy));
	}
}

static void test_stable(void **state)
{
	struct answer *answers = calloc(MOST, sizeof(*answers));
	int *order = calloc(2 * (size_t)MOST, sizeof(*order));
	struct result r = {.answers = answers, .order = order, .capacity = MOST};

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
	struct answer *answers = calloc(MOST, sizeof(*answers));
	int *order = calloc(2 * (size_t)MOST, sizeof(*order));
	struct result r = {.answers = answers, .order = order, .capacity = MOST, .count = 300};

	(void)state;
	for (int i = 0; i < r.count; i++)
		answers[i] = (struct answer){.rank = 1 + i * 101 % 300, .ttft_s = band_exact(i % KINDS)};
	for (int turned = 0; turned < 2; turned++) {
		result_sort(&r, METRIC_TTFT, turned);
		for (int i = 1; i < r.count; i++) {
			double step = (answers[i].ttft_s.mid - answers[i - 1].ttft_s.mid) * (turned ? -1 : 1);

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
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stable), cmocka_unit_test(test_sorted_by_metric),
	};

	return cmocka_run_group_tests_name("ranking", tests, NULL, NULL);
}
