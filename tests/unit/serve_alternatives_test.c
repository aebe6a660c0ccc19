/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else was judged of a GPU: every other configuration and purchase once, from the best to the worst. */
#include <math.h>

#include "study/serve_alternatives.h"
#include "study/serve_offer.h"
#include "support/solved.h"

SOLVED_DEFINE

static struct replica_row others[ALTERNATIVES_MAX];

static int alternatives(const struct scenario *s, const struct row *a)
{
	return serve_alternatives(s, r.model, a, others, ALTERNATIVES_MAX);
}

/* Something that a reader can choose is another. */
static bool differ(const struct row *a, const struct row *b)
{
	return layout_gpus(&a->deployment.layout) != layout_gpus(&b->deployment.layout) ||
		a->deployment.format != b->deployment.format ||
		deployment_replicas(&a->deployment) != deployment_replicas(&b->deployment) ||
		(a->offer && b->offer && a->offer->purchase != b->offer->purchase);
}

/* What nobody asked to buy is no advice. */
static void check_advice(const struct scenario *s, const struct row *a, int count)
{
	const struct row *near = serve_near_miss(others, count, a);

	if (near && near->offer && !(scenario_purchases(s) & 1u << near->offer->purchase))
		fail_msg("%s: the near miss is bought as nobody asked", a->deployment.gpu->id);
}

/* What was reserved at the provider of the row, and elsewhere. */
static int there, elsewhere;

/* The same machines are reserved at their provider, where it sells them so. */
static void check_provider(const struct scenario *s, const struct row *a, const struct row *b)
{
	const struct offer *at_provider[OFFER_PURCHASES];

	if (!a->offer || !b->offer || !row_same_configuration(a, b) || b->offer->purchase < PURCHASE_RESERVED_1Y)
		return;
	serve_offer_others(s, a->offer, deployment_gpus(&a->deployment), at_provider);
	if (at_provider[b->offer->purchase]) {
		assert_ptr_equal(b->offer, at_provider[b->offer->purchase]);
		there++;
	} else {
		assert_ptr_not_equal(b->offer->provider, a->offer->provider);
		elsewhere++;
	}
}

static int check_list(const struct scenario *s, const struct row *a)
{
	int count = alternatives(s, a);

	check_advice(s, a, count);

	for (int i = 0; i < count; i++) {
		const struct row *b = &others[i].row;

		assert_ptr_equal(b->deployment.gpu, a->deployment.gpu);
		if (!differ(a, b))
			fail_msg("%s: number %d is the row itself", a->deployment.gpu->id, i);
		for (int k = 0; k < i; k++)
			if (!differ(&others[k].row, b))
				fail_msg("%s: numbers %d and %d are the same", a->deployment.gpu->id, k, i);
		assert_int_equal(b->rank, i + 1);
		check_provider(s, a, b);
		if (i > 0)
			assert_true(serve_compare(&others[i - 1].row, b) <= 0);
		if (b->verdict != VERDICT_MEETS)
			assert_true(b->reasons.count > 0);
		/* What may lead and was asked for does not stand beside one that is worse. */
		if (!replica_stands_behind(b) && (!b->offer || scenario_purchases(s) & 1u << b->offer->purchase))
			assert_true(serve_prefer(a, b) <= 0);
	}
	return count;
}

static void test_lists(void **state)
{
	static const char *const settings[][2] = { { "concurrency", "32" }, { "concurrency", "200" }, { "rate", "4" },
		{ "spot", "tolerant" }, { "four-bit", "any" }, { "purchase", "reserved_1y" }, { "gpus", "2" } };
	int count = 0;

	(void)state;
	for (int i = 0; i < 7; i++) {
		struct scenario s = solve("certainty", "80%", "replicas", "auto", settings[i][0], settings[i][1], NULL);

		for (int k = 0; k < r.count; k++)
			count += check_list(&s, &r.rows[k]);
	}
	assert_true(count > 200 && there > 3 && elsewhere > 3);
}

/* One replica of 1, 2, 4 or 8 H100 in one format: three are left, and each way to buy the chosen ones. */
static void test_count(void **state)
{
	struct scenario s = solve("gpu", "H100-SXM-80GB", "certainty", "80%", NULL);
	int bought = 0, built = 0, count = alternatives(&s, &r.rows[0]);
	double gpus = layout_gpus(&r.rows[0].deployment.layout);

	(void)state;
	for (int i = 0; i < count; i++) {
		if (row_same_configuration(&others[i].row, &r.rows[0]))
			bought++;
		else
			built++;
		gpus += row_same_configuration(&others[i].row, &r.rows[0])
			? 0.0
			: layout_gpus(&others[i].row.deployment.layout);
	}
	assert_int_equal(built, 3);
	CHECK_NEAR(gpus, 1.0 + 2.0 + 4.0 + 8.0, 1e-12);
	assert_true(bought >= 1 && bought <= 3);
	/* No room: the best stay. */
	assert_int_equal(serve_alternatives(&s, r.model, &r.rows[0], others, 2), 2);
	assert_true(serve_compare(&others[0].row, &others[1].row) <= 0);
	/* What does not fit has none. */
	s = solve("gpu", "L4", "max-gpus", "1", NULL);
	assert_int_equal(alternatives(&s, &r.rows[0]), 0);
}

/* Two GH200 for the 32 users of the default workload; one costs less and keeps the goals with a certainty of a third,
 * which is more than a fifth and less than four. */
static void test_near_miss(void **state)
{
	struct scenario s = solve("gpu", "GH200", "certainty", "80%", "replicas", "auto", NULL);
	const struct row *a = &r.rows[0], *near;
	const struct reason *told = reason_of(a, REASON_NEAR_MISS);
	int count = alternatives(&s, a);

	(void)state;
	assert_int_equal(a->verdict, VERDICT_MEETS);
	near = serve_near_miss(others, count, a);
	assert_non_null(near);
	assert_int_equal(near->verdict, VERDICT_UNCERTAIN);
	assert_true(near->p_meets >= 0.2 && near->p_meets < 0.8);
	assert_true(near->cost_sure < a->cost_sure);
	for (int i = 0; i < count; i++)
		assert_true(others[i].row.verdict != VERDICT_UNCERTAIN || !(others[i].row.cost_sure < a->cost_sure) ||
			others[i].row.p_meets <= near->p_meets);
	assert_non_null(told);
	CHECK_NEAR(told->value[0], 100.0 * (1.0 - near->cost_sure / a->cost_sure), 1e-9);
	CHECK_NEAR(told->value[1], near->p_meets, 1e-12);
	/* Nothing is cheaper than one that is the smallest. */
	solve("gpu", "GH200", "certainty", "80%", "replicas", "auto", "concurrency", "4", NULL);
	assert_true(deployment_gpus(&r.rows[0].deployment) == 1.0);
	assert_null(reason_of(&r.rows[0], REASON_NEAR_MISS));
}

/* Of those that may do and cost less, the surest: not one that is dearer, that meets, that misses, or that is the same
 * bought otherwise. */
static void test_surest(void **state)
{
	static const struct {
		enum verdict verdict;
		double gpus, cost, p_meets;
	} made[] = { { VERDICT_MEETS, 1, 1.5, 0.9 }, { VERDICT_UNCERTAIN, 2, 1.0, 0.75 },
		{ VERDICT_UNCERTAIN, 1, 2.4, 0.7 }, { VERDICT_UNCERTAIN, 4, 1.2, 0.4 },
		{ VERDICT_UNCERTAIN, 8, 1.8, 0.5 }, { VERDICT_UNCERTAIN, 1, 1.1, 0.3 },
		{ VERDICT_MISSES, 1, 0.5, 0.1 } };
	struct replica_row row;

	(void)state;
	solve("gpu", "GH200", NULL);
	replica_row_copy(&row, &r.rows[0]);
	row.row.deployment.layout = (struct layout){ 2, 1, 1, 1 };
	row.row.cost_sure = 2.0;
	for (int i = 0; i < 7; i++) {
		replica_row_copy(&others[i], &row.row);
		others[i].row.verdict = made[i].verdict;
		others[i].row.deployment.layout.tensor = made[i].gpus;
		others[i].row.cost_sure = made[i].cost;
		others[i].row.p_meets = made[i].p_meets;
	}
	assert_ptr_equal(serve_near_miss(others, 7, &row.row), &others[4].row);
	assert_ptr_equal(serve_near_miss(others, 4, &row.row), &others[3].row);
	assert_null(serve_near_miss(others, 3, &row.row));
	assert_null(serve_near_miss(others, 0, &row.row));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_near_miss),
		cmocka_unit_test(test_surest),
	};

	return cmocka_run_group_tests_name("serve alternatives", tests, enter, leave);
}
