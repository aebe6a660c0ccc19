/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of curves: what rises and falls, where the goals end, and where curves cross. */
#include <math.h>

#include "study/serve_judge.h"
#include "study/curves.h"
#include "study/replica.h"
#include "support/solved.h"

SOLVED_DEFINE

static struct curves curves;

static const struct curve *calculate(const struct scenario *s, enum curve_plot plot, const char *gpu)
{
	curves_calculate(&curves, plot, s, &r, of(gpu));
	assert_ptr_equal(curves.curves[0].answer, of(gpu));
	return &curves.curves[0];
}

/* The verdict of the same number of GPUs with other users, by way of the whole study. */
static enum verdict verdict_with(const struct row *a, const struct scenario *s, double users)
{
	struct scenario changed = *s;
	struct replica_row judged;

	changed.number[PARAMETER_CONCURRENCY] = users;
	serve_judge(&changed, &a->deployment, replica_row_init(&judged));
	return judged.row.verdict;
}

static void rivals_are_the_best_of_the_others(void **state)
{
	struct scenario s = solve(NULL);

	(void)state;
	calculate(&s, CURVE_SPEED, r.rows[1].deployment.gpu->id);
	assert_int_equal(curves.count, 4);
	assert_ptr_equal(curves.curves[1].answer, &r.rows[0]);
	assert_ptr_equal(curves.curves[2].answer, &r.rows[2]);
	assert_ptr_equal(curves.curves[3].answer, &r.rows[3]);
	/* Another order on the screen changes nothing. */
	result_sort(&r, METRIC_GPU, true);
	curves_calculate(&curves, CURVE_SPEED, &s, &r, &r.rows[0]);
	for (int i = 1; i < curves.count; i++)
		assert_true(curves.curves[i].answer->rank <= 4);
}

static void more_users_slow_each_of_them(void **state)
{
	struct scenario s = solve(NULL);
	const struct curve *c = calculate(&s, CURVE_SPEED, "H200-SXM");
	const struct row *a = c->answer;

	(void)state;
	assert_int_equal(c->gap, CURVE_DRAWN);
	assert_true(c->count > 20);
	CHECK_NEAR(c->points[0].load, 1.0, 1e-9);
	for (int i = 1; i < c->count; i++) {
		assert_true(c->points[i].load > c->points[i - 1].load);
		assert_true(c->points[i].x < c->points[i - 1].x);
		assert_true(c->points[i].y > 0.0);
	}
	assert_true(c->points[c->count - 1].y > 5.0 * c->points[0].y);
	CHECK_NEAR(c->now.x, 1.0 / replica_of(a)->tpot_s.mid, 1e-9);
	CHECK_NEAR(c->now.y, replica_of(a)->output_tok_s.mid / layout_gpus(&a->deployment.layout), 1e-9);
	assert_int_equal(verdict_with(a, &s, c->limit.load), VERDICT_MEETS);
	assert_int_equal(verdict_with(a, &s, c->limit.load + 1.0), VERDICT_MISSES);
	/* The goal of 50 ms is 20 tokens a second. */
	CHECK_NEAR(curves.tpot_x, 20.0, 1e-9);
}

static void first_token_in_time(void **state)
{
	struct scenario s = solve("ttft", "150ms", NULL), changed;
	const struct curve *c = calculate(&s, CURVE_SPEED, "H200-SXM");
	struct replica_row judged;

	(void)state;
	assert_true(curves.ttft_x > 0.0);
	for (int i = 0; i < c->count; i++) {
		changed = s;
		changed.number[PARAMETER_CONCURRENCY] = c->points[i].load;
		serve_judge(&changed, &c->answer->deployment, replica_row_init(&judged));
		assert_true((judged.replica.ttft_s.mid <= .150) == (c->points[i].x >= curves.ttft_x));
	}
	/* Without goals there are no lines. */
	s = solve("ttft", "off", "tpot", "off", NULL);
	calculate(&s, CURVE_SPEED, "H200-SXM");
	assert_true(isnan(curves.ttft_x) && isnan(curves.tpot_x));
}

/* Dollars are inverse to utilisation: y x = the cost of today at 100 %. */
static void cost_by_utilisation(void **state)
{
	struct scenario s = solve("busy", "40%", NULL);
	const struct curve *c = calculate(&s, CURVE_BUSY, r.rows[0].deployment.gpu->id);
	double full = c->answer->cost.output.mid * .4;

	(void)state;
	for (int i = 0; i < c->count; i++)
		CHECK_NEAR(c->points[i].x * c->points[i].y, full, 1e-9);
	CHECK_NEAR(c->now.x, .4, 1e-9);
	CHECK_NEAR(c->now.y, c->answer->cost.output.mid, 1e-9);
	assert_int_equal(curves.change_count, 3);
	for (int i = 0; i < 3; i++) {
		const struct curve_change *change = &curves.changes[i];
		const struct row *rival = curves.curves[change->to].answer;

		CHECK_NEAR(change->x, .4 * rival->cost.output.mid / c->answer->cost.output.mid, 1e-9);
		CHECK_NEAR(change->y, c->answer->cost.output.mid, 1e-9);
	}
}

/* y of a line through the points where the curves have the same x. */
static void line(struct curve *c, double at_0, double slope, const double *x, int count)
{
	c->count = count;
	for (int i = 0; i < count; i++)
		c->points[i] = (struct curve_point){ x[i], at_0 + slope * x[i], x[i], true };
}

/* 8 - x and 5 - x / 4 meet where 3 = 3/4 x: at 4, with 4 dollars. */
static void lines_cross_where_they_should(void **state)
{
	static const double x[] = { 0, 3, 5, 7, 9 };

	(void)state;
	curves = (struct curves){ .plot = CURVE_LOAD, .count = 2 };
	line(&curves.curves[0], 8, -1, x, 5);
	line(&curves.curves[1], 5, -.25, x, 5);
	curves_find_changes(&curves);
	assert_int_equal(curves.change_count, 1);
	CHECK_NEAR(curves.changes[0].x, 4.0, 1e-9);
	CHECK_NEAR(curves.changes[0].y, 4.0, 1e-9);
	assert_int_equal(curves.changes[0].from, 1);
	assert_int_equal(curves.changes[0].to, 0);
	assert_false(curves.changes[0].ends);
}

static void curves_end_where_goals_do(void **state)
{
	static const double x[] = { 0, 3, 5, 7, 9 };

	(void)state;
	curves = (struct curves){ .plot = CURVE_LOAD, .count = 2 };
	line(&curves.curves[0], 8, -1, x, 5);
	line(&curves.curves[1], 5, -.25, x, 5);
	curves.curves[0].points[3].meets = curves.curves[0].points[4].meets = false;
	curves.curves[1].points[4].y = NAN;
	curves_find_changes(&curves);
	assert_int_equal(curves.change_count, 3);
	/* Behind 5 the first one misses the goals, behind 7 nothing is left. */
	CHECK_NEAR(curves.changes[1].x, 5.0, 1e-9);
	CHECK_NEAR(curves.changes[1].y, 3.0, 1e-9);
	assert_int_equal(curves.changes[1].from, 0);
	assert_int_equal(curves.changes[1].to, 1);
	assert_true(curves.changes[1].ends);
	CHECK_NEAR(curves.changes[2].x, 7.0, 1e-9);
	assert_int_equal(curves.changes[2].to, -1);
	assert_true(curves.changes[2].ends);
}

/* Llama 8B: the cheapest changes with the load; both sides of a change are judged. */
static void cheapest_by_load(void **state)
{
	struct scenario s = solve("model", "llama-3.1-8b", "tpot", "20ms", NULL), changed;
	int ends = 0;

	(void)state;
	calculate(&s, CURVE_LOAD, r.rows[0].deployment.gpu->id);
	assert_true(curves.change_count > 0);
	for (int i = 0; i < curves.change_count; i++) {
		const struct curve_change *change = &curves.changes[i];
		struct replica_row from, to;

		if (change->ends) {
			const struct row *a = curves.curves[change->from].answer;

			assert_int_equal(verdict_with(a, &s, change->x), VERDICT_MEETS);
			assert_int_equal(verdict_with(a, &s, change->x + 1.0), VERDICT_MISSES);
			ends++;
			continue;
		}
		changed = s;
		changed.number[PARAMETER_CONCURRENCY] = floor(change->x);
		serve_judge(&changed, &curves.curves[change->from].answer->deployment, replica_row_init(&from));
		serve_judge(&changed, &curves.curves[change->to].answer->deployment, replica_row_init(&to));
		assert_true(from.row.cost.output.mid <= to.row.cost.output.mid);
		changed.number[PARAMETER_CONCURRENCY] = floor(change->x) + 1.0;
		serve_judge(&changed, &curves.curves[change->from].answer->deployment, replica_row_init(&from));
		serve_judge(&changed, &curves.curves[change->to].answer->deployment, replica_row_init(&to));
		assert_true(from.row.cost.output.mid >= to.row.cost.output.mid);
	}
	assert_true(ends > 0);
	for (int i = 0; i < curves.count; i++)
		CHECK_NEAR(curves.curves[i].now.y, curves.curves[i].answer->cost.output.mid, 1e-9);
}

/* With a rate y = dollars an hour / (3600 s x requests/s x 256 tokens) x 1e6. */
static void cost_by_rate(void **state)
{
	struct scenario s = solve("rate", "0.5", NULL);
	const struct curve *c = calculate(&s, CURVE_LOAD, r.rows[0].deployment.gpu->id);
	const struct row *a = c->answer;

	(void)state;
	assert_true(curves.open_loop);
	for (int i = 0; i < c->count; i++) {
		const struct curve_point *p = &c->points[i];

		assert_int_equal(isnan(p->y), p->x > replica_of(a)->rate_limit);
		if (!isnan(p->y))
			CHECK_NEAR(p->y, a->usd_per_hour / (3600.0 * p->x * 256.0) * 1e6, 1e-9);
	}
	CHECK_NEAR(c->now.y, a->cost.output.mid, 1e-9);
	CHECK_NEAR(c->limit.x, replica_of(a)->rate_limit, 1e-9);
	c = calculate(&s, CURVE_BUSY, r.rows[0].deployment.gpu->id);
	CHECK_NEAR(c->now.x, .5 / replica_of(a)->rate_limit, 1e-9);
	CHECK_NEAR(c->now.y, a->cost.output.mid, 1e-9);
	/* More than it can carry is no point of the curve. */
	s = solve("rate", "50", NULL);
	c = calculate(&s, CURVE_BUSY, "H200-SXM");
	assert_int_equal(c->gap, CURVE_DRAWN);
	assert_true(isnan(c->now.y));
	assert_int_equal(curves.change_count, 0);
}

static void more_context_leaves_less(void **state)
{
	struct scenario s = solve(NULL);
	const struct curve *c = calculate(&s, CURVE_CONTEXT, "H200-SXM");
	const struct deployment *d = &c->answer->deployment;

	(void)state;
	/* From prompt and output of one request to what the model takes. */
	CHECK_NEAR(c->points[0].x, 1280.0, 1e-9);
	CHECK_NEAR(c->points[c->count - 1].x, 131072.0, 1e-9);
	for (int i = 1; i < c->count; i++) {
		assert_true(c->points[i].x > c->points[i - 1].x);
		assert_true(c->points[i].y <= c->points[i - 1].y);
	}
	CHECK_NEAR(c->now.x, 8192.0, 1e-9);
	/* What is left where all users hold the whole context. */
	CHECK_NEAR(c->now.y,
		replica_of(c->answer)->memory.kv_pool - 32.0 * replica_of(c->answer)->memory.kv_per_sequence, 1e-12);
	assert_true(whole_budget(d, c->limit.x, 32.0).max_concurrency_full >= 32);
	assert_true(whole_budget(d, c->limit.x + 1, 32.0).max_concurrency_full < 32);
}

/* What cannot be drawn says why; the others are drawn all the same. */
static void gaps_have_reasons(void **state)
{
	struct scenario s = solve(NULL);
	const struct row *misfit = NULL, *unpriced = NULL;
	const char *id;

	(void)state;
	for (int i = 0; i < r.count; i++) {
		if (r.rows[i].verdict == VERDICT_DOES_NOT_FIT)
			misfit = &r.rows[i];
		if (r.rows[i].verdict <= VERDICT_MISSES && !r.rows[i].offer)
			unpriced = &r.rows[i];
	}
	assert_non_null(misfit);
	assert_non_null(unpriced);
	id = misfit->deployment.gpu->id;
	for (int plot = 0; plot < CURVE_CONTEXT; plot++) {
		const struct curve *c = calculate(&s, (enum curve_plot)plot, id);

		assert_int_equal(c->gap, CURVE_NO_ESTIMATE);
		assert_int_equal(c->count, 0);
		assert_int_equal(curves.count, 4);
		assert_int_equal(curves.curves[3].gap, CURVE_DRAWN);
	}
	id = unpriced->deployment.gpu->id;
	assert_int_equal(calculate(&s, CURVE_SPEED, id)->gap, CURVE_DRAWN);
	assert_int_equal(calculate(&s, CURVE_BUSY, id)->gap, CURVE_NO_PRICE);
	assert_int_equal(calculate(&s, CURVE_LOAD, id)->gap, CURVE_NO_PRICE);
	for (int i = 0; i < curves.change_count; i++)
		assert_true(curves.changes[i].from > 0 && curves.changes[i].to != 0);
	s = solve("rate", "1", "ttft", "1ms", NULL);
	assert_int_equal(calculate(&s, CURVE_LOAD, "H200-SXM")->gap, CURVE_NO_RATE);
	assert_int_equal(curves.change_count, 0);
}

static void answers_with_rising_users(void **state)
{
	struct scenario s = solve("concurrency", "20", NULL);
	const struct row *a = of("H200-SXM");
	struct replica_row made[CURVE_POINTS_MAX];
	struct row answers[CURVE_POINTS_MAX];
	int count, same = 0;

	(void)state;
	for (int i = 0; i < CURVE_POINTS_MAX; i++)
		answers[i] = *replica_row_init(&made[i]);
	count = curves_answers(&s, a, answers, 12);
	assert_true(count >= 8 && count <= 12);
	CHECK_NEAR(replica_of(&answers[0])->concurrency, 1.0, 1e-9);
	for (int i = 0; i < count; i++) {
		assert_true(i == 0 || replica_of(&answers[i])->concurrency > replica_of(&answers[i - 1])->concurrency);
		assert_int_equal(answers[i].verdict, verdict_with(a, &s, replica_of(&answers[i])->concurrency));
		if (replica_of(&answers[i])->concurrency == 20.0) {
			CHECK_NEAR(replica_of(&answers[i])->ttft_s.mid, replica_of(a)->ttft_s.mid, 1e-9);
			same++;
		}
	}
	assert_int_equal(same, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rivals_are_the_best_of_the_others),
		cmocka_unit_test(more_users_slow_each_of_them),
		cmocka_unit_test(first_token_in_time),
		cmocka_unit_test(cost_by_utilisation),
		cmocka_unit_test(lines_cross_where_they_should),
		cmocka_unit_test(curves_end_where_goals_do),
		cmocka_unit_test(cheapest_by_load),
		cmocka_unit_test(cost_by_rate),
		cmocka_unit_test(more_context_leaves_less),
		cmocka_unit_test(gaps_have_reasons),
		cmocka_unit_test(answers_with_rising_users),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
