/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of answers: stable, whatever their number. */
#include <math.h>
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

static double month_of(const struct row *a)
{
	return a->usd_per_month;
}

/* The next one is the lowest rank behind the best that meets the goals and has a price, in any order of the rows. */
static void test_next(void **state)
{
	static const struct study priced = { .objective = month_of }, unpriced = { .objective = NULL };
	struct row answers[] = { { .rank = 5, .verdict = VERDICT_MEETS, .usd_per_month = 5 },
		{ .rank = 2, .verdict = VERDICT_MISSES, .usd_per_month = 2 },
		{ .rank = 4, .verdict = VERDICT_MEETS, .usd_per_month = 4 },
		{ .rank = 1, .verdict = VERDICT_MEETS, .usd_per_month = 1 },
		{ .rank = 3, .verdict = VERDICT_MEETS, .usd_per_month = NAN } };
	struct result r = { .study = &priced, .rows = answers, .count = 5 };

	(void)state;
	assert_ptr_equal(result_best(&r), &answers[3]);
	assert_ptr_equal(result_next(&r), &answers[2]);
	answers[0].verdict = answers[2].verdict = VERDICT_UNCERTAIN;
	assert_null(result_next(&r));
	answers[0].verdict = VERDICT_MEETS;
	assert_ptr_equal(result_next(&r), &answers[0]);
	/* What stands behind does not lead for a price, but where all do. */
	answers[0].provenance = PROVENANCE_EXTRAPOLATED;
	assert_null(result_next(&r));
	answers[3].provenance = PROVENANCE_EXTRAPOLATED;
	assert_ptr_equal(result_next(&r), &answers[0]);
	r.study = &unpriced;
	assert_null(result_next(&r));
	r.study = &priced;
	r.count = 0;
	assert_null(result_next(&r));
}

/* Prices of GPUs that the model does not fit are behind no answer. */
static void test_ages(void **state)
{
	static const struct offer offers[] = { { .as_of = 100 }, { .as_of = 130 }, { .as_of = 160 } };
	struct row answers[] = { { .verdict = VERDICT_MISSES, .offer = &offers[1] },
		{ .verdict = VERDICT_DOES_NOT_FIT, .offer = &offers[2] },
		{ .verdict = VERDICT_MEETS, .offer = &offers[0] }, { .verdict = VERDICT_MEETS } };
	const struct catalog catalog = { .constants = { .stale_price_days = 70 } };
	struct result r = { .rows = answers, .count = 4, .oldest_price = -1, .newest_price = -1 };

	(void)state;
	result_warn_of_age(&r, &catalog, 170, result_offer);
	assert_int_equal(r.oldest_price, 100);
	assert_int_equal(r.newest_price, 130);
	assert_false(reasons_have(&r.warnings, REASON_STALE_PRICES));
	result_warn_of_age(&r, &catalog, 171, result_offer);
	assert_true(reasons_have(&r.warnings, REASON_STALE_PRICES));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_stable), cmocka_unit_test(test_sorted_by_metric),
		cmocka_unit_test(test_next), cmocka_unit_test(test_ages) };

	return cmocka_run_group_tests_name("ranking", tests, NULL, NULL);
}
