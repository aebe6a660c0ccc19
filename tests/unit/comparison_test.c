/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons of answers whose figures are set by hand: who is best, what is equal, the words. */
#include <math.h>

#include "study/replica.h"
#include "report/comparison.h"
#include "study/study.h"
#include "support/solved.h"

SOLVED_DEFINE

/* The rows with their own replicas: the figures are set by hand. */
static struct replica_row b200_made, h200_made, h100_made;
#define b200 (b200_made.row)
#define h200 (h200_made.row)
#define h100 (h100_made.row)
static struct comparison c;

/* Costs of 2.0, 2.5 and 2.2: the last band shares 0.3 of 0.4 with the first, the second 0.1. */
static int start(void **state)
{
	(void)state;
	solve("max-gpus", "2", NULL);
	replica_row_copy(&b200_made, of("B200"));
	replica_row_copy(&h200_made, of("H200-SXM"));
	replica_row_copy(&h100_made, of("H100-NVL-94GB"));
	b200.deployment.layout = (struct layout){ .tensor = 1, .pipeline = 1, .expert = 1, .data = 1 };
	h200.deployment.layout = (struct layout){ .tensor = 2, .pipeline = 1, .expert = 1, .data = 1 };
	h100.deployment.layout = h200.deployment.layout;
	b200.rank = 1;
	h200.rank = 2;
	h100.rank = 3;
	b200.cost.output = (struct band){ 1.8, 2.0, 2.2 };
	h200.cost.output = (struct band){ 2.1, 2.5, 2.9 };
	h100.cost.output = (struct band){ 1.9, 2.2, 2.5 };
	b200_made.replica.ttft_s = (struct band){ 0.29, 0.30, 0.31 };
	h200_made.replica.ttft_s = (struct band){ 0.33, 0.34, 0.35 };
	h100_made.replica.ttft_s = (struct band){ 0.29, 0.30, 0.31 };
	b200_made.replica.tpot_s = h200_made.replica.tpot_s = (struct band){ 0.02, 0.025, 0.03 };
	h100_made.replica.tpot_s = (struct band){ 0.018, 0.022, 0.026 };
	b200_made.replica.output_tok_s = h200_made.replica.output_tok_s = h100_made.replica.output_tok_s =
		band_unknown();
	b200_made.replica.memory.max_concurrency = h200_made.replica.memory.max_concurrency = 40;
	b200_made.replica.users_within = h200_made.replica.users_within = 40;
	h100_made.replica.users_within = 45;
	h100_made.replica.memory.max_concurrency = 45;
	return 0;
}

static int stop(void **state)
{
	(void)state;
	return 0;
}

static void compare(const struct row *first, const struct row *second, const struct row *third)
{
	const struct row *answers[] = { first, second, third };

	comparison_make(&c, &serve_study, answers, third ? 3 : 2);
}

static const struct comparison_row *row_of(enum metric metric)
{
	for (int i = 0; i < c.row_count; i++)
		if (c.rows[i].metric == metric)
			return &c.rows[i];
	return NULL;
}

static void check_words(int pair, const char *wanted)
{
	struct text got;

	text_init(&got);
	label_pair(&got, &c, &c.pairs[pair]);
	assert_string_equal(got.data, wanted);
	text_release(&got);
}

static void test_rows(void **state)
{
	const struct comparison_row *row;

	(void)state;
	compare(&h200, &b200, &h100);
	assert_int_equal(c.count, 3);
	assert_int_equal(c.leader, 1);
	row = row_of(METRIC_MTOK_OUTPUT);
	assert_int_equal(row->standing[0], STANDING_PLAIN);
	assert_int_equal(row->standing[1], STANDING_BEST);
	assert_int_equal(row->standing[2], STANDING_EQUAL);
	/* Two are the best when they are the same. */
	row = row_of(METRIC_TTFT);
	assert_int_equal(row->standing[0], STANDING_PLAIN);
	assert_int_equal(row->standing[1], STANDING_BEST);
	assert_int_equal(row->standing[2], STANDING_BEST);
	/* More is better. */
	row = row_of(METRIC_MAX_CONCURRENCY);
	assert_int_equal(row->standing[1], STANDING_PLAIN);
	assert_int_equal(row->standing[2], STANDING_BEST);
	/* Nothing to choose, and nothing known. */
	row = row_of(METRIC_BUSY);
	assert_true(row->alike);
	for (int i = 0; i < 3; i++)
		assert_int_equal(row->standing[i], STANDING_PLAIN);
	assert_false(row_of(METRIC_GPU)->alike);
	assert_true(row_of(METRIC_ENGINE)->alike);
	assert_null(row_of(METRIC_OUTPUT_TOK_S));
}

/* What is not known is never the best. */
static void test_unknown(void **state)
{
	(void)state;
	b200_made.replica.ttft_s = band_unknown();
	compare(&b200, &h200, NULL);
	assert_int_equal(row_of(METRIC_TTFT)->standing[0], STANDING_PLAIN);
	assert_int_equal(row_of(METRIC_TTFT)->standing[1], STANDING_BEST);
	assert_true(isnan(c.pairs[0].differences[ASPECT_TTFT].amount));
}

static void test_words(void **state)
{
	(void)state;
	/* 2.0 / 2.5 - 1 = -20 %, 0.30 - 0.34 = -40 ms; the same TPOT and room are not told. */
	compare(&b200, &h200, NULL);
	assert_int_equal(c.pair_count, 1);
	CHECK_NEAR(c.pairs[0].differences[ASPECT_COST].amount, -0.2, 1e-12);
	assert_false(c.pairs[0].differences[ASPECT_COST].equal);
	check_words(0, "B200 x1 costs 20 % less than H200 SXM x2 and answers 40 ms earlier.");
	/* 2.0 / 2.2 - 1 = -9 %; bands of 10 and 8 ms share 6 ms. */
	compare(&h100, &h200, &b200);
	assert_int_equal(c.pair_count, 2);
	assert_int_equal(c.pairs[0].left, 2);
	check_words(0,
		"B200 x1 costs 9 % less than H100 NVL x2, takes 3.0 ms more a token and keeps the "
		"goals for fewer users (40 against 45); their costs and times per token are equal within the band.");
	check_words(1, "B200 x1 costs 20 % less than H200 SXM x2 and answers 40 ms earlier.");
	/* Alike in everything that is told. */
	compare(&b200, &b200, NULL);
	check_words(0, "B200 x1 and B200 x1 do not differ in what is known of both.");
}

static void check_bargain(int pair, const char *wanted)
{
	TEXT(got);

	label_bargain(&got, &c, &c.pairs[pair]);
	assert_string_equal(got.data, wanted);
}

/* Of two the dearer one stands first, and only what it is surely better in. */
static void test_bargain(void **state)
{
	(void)state;
	/* 2.5 / 2.0 - 1 = 25 %; the dearer one is later. */
	compare(&b200, &h200, NULL);
	check_bargain(0,
		"H200 SXM x2 costs 25 % more than B200 x1, and is better in nothing that the estimates can "
		"tell apart.");
	h200_made.replica.ttft_s = (struct band){ 0.19, 0.20, 0.21 };
	h200_made.replica.users_within = 50;
	compare(&h200, &b200, NULL);
	check_bargain(0,
		"H200 SXM x2 costs 25 % more than B200 x1; for that it answers 100 ms earlier and keeps the "
		"goals for more users (50 against 40).");
	/* 2.2 / 2.0 - 1 = 10 %; the times per token are equal within the band, too. */
	compare(&b200, &h100, NULL);
	check_bargain(0,
		"H100 NVL x2 costs 10 % more than B200 x1, equal within the band; it keeps the goals for more "
		"users (45 against 40).");
	compare(&b200, &b200, NULL);
	check_bargain(0, "B200 x1 and B200 x1 do not differ in what is known of both.");
}

/* Without an estimate the rent is told, and why it is no choice. */
static void test_misfit(void **state)
{
	struct text got;

	(void)state;
	solve("gpus", "1", "weights", "bf16", NULL);
	compare(of("L4"), of("B300"), NULL);
	text_init(&got);
	report_differences(&got, &c);
	assert_int_equal(c.pairs[0].differences[ASPECT_COST].metric, METRIC_HOUR);
	CHECK_HOLDS(got.data, "B300 x1 costs ");
	CHECK_HOLDS(got.data, "L4 x1: Does not fit: ");
	text_release(&got);
}

static void test_one(void **state)
{
	const struct row *one = &b200;

	(void)state;
	comparison_make(&c, &serve_study, &one, 1);
	assert_int_equal(c.pair_count, 0);
	assert_true(c.row_count > 0);
	comparison_make(&c, &serve_study, &one, 0);
	assert_int_equal(c.row_count + c.pair_count, 0);
}

#define COMPARISON_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { COMPARISON_TEST(test_rows), COMPARISON_TEST(test_unknown),
		COMPARISON_TEST(test_words), COMPARISON_TEST(test_bargain), COMPARISON_TEST(test_misfit),
		COMPARISON_TEST(test_one) };

	return cmocka_run_group_tests(tests, enter, leave);
}
