/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The largest arrival rate within the goals is that of a plain bisection, to the last bit. */
#include "core/rate_limit.h"

#include <math.h>

#include "core/closed_loop.h"
#include "core/open_loop.h"
#include "support/random.h"
#include "support/shipped.h"

SHIPPED_DEFINE

enum { CASES = 4000, STEPS = 24, SHOWN = 5 };

/* A question that can be answered: deployment, memory, goals. */
struct question {
	struct deployment d;
	struct memory_budget m;
	struct serving s;
	struct goals goals;
};

/* What serving_rate_limit() stands for: every step is an estimate. */
static double plain_bisection(const struct question *q)
{
	double low = 0.0, high = 4.0 * serving_saturated(&q->s).requests_s;

	for (int i = 0; i < STEPS; i++) {
		double middle = (low + high) / 2.0;
		struct service v = serving_open(&q->s, middle);
		bool within = false;

		if (v.stable) {
			serving_goal_figures(NULL, &q->s, q->goals.at, v.requests_s, v.running, &v.ttft_s, &v.tpot_s);
			within = goals_hold(&q->goals, v.ttft_s, v.tpot_s);
		}
		if (within)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static double random_goal(double least, double most)
{
	return one_in(4) ? INFINITY : least * pow(most / least, random_share());
}

static void random_deployment(struct deployment *d)
{
	const struct engine *engine = &shipped.engines[random_below(shipped.engine_count)];

	*d = (struct deployment){
		.constants = &shipped.constants,
		.model = &shipped.models[random_below(shipped.model_count)],
		.gpu = &shipped.gpus[random_below(shipped.gpu_count)],
		.engine = engine,
		.profile = engine->default_profile,
		.format = &shipped.formats[random_below(shipped.format_count)],
		.kv = &shipped.kv_formats[random_below(shipped.kv_format_count)],
		.layout = { 1 << random_below(4), one_in(4) ? 2.0 : 1.0, 1.0, one_in(4) ? 2.0 : 1.0 },
	};
	if (one_in(3))
		d->layout.expert = layout_group(&d->layout);
}

/* False where the draw cannot be answered. */
static bool random_question(struct question *q)
{
	struct request request = { random_size(1.0, 65536.0), random_size(1.0, 16384.0), 0.0, one_in(2) ? 0.85 : 0.0 };

	random_deployment(&q->d);
	if (isnan(q->d.gpu->memory_bytes) || step_check(&q->d) != STEP_READY)
		return false;
	q->m = request_budget(&q->d, &request);
	if (q->m.fit == FIT_NO)
		return false;
	request.prefix_hit = one_in(3) ? random_share() : 0.0;
	serving_prepare(&q->s, &q->d, &q->m, request);
	if (one_in(8))
		q->s.running_limit = random_size(1.0, 100.0);
	q->goals = (struct goals){ .ttft_s = random_goal(0.01, 30.0), .tpot_s = random_goal(0.002, 0.5) };
	if (one_in(2)) {
		q->goals.certainty = 0.5 + 0.45 * random_share();
		q->goals.at = (enum goal_at)random_below(GOAL_AT_COUNT);
		q->s.most_requests_s = serving_saturated(&q->s).requests_s;
		q->goals.ttft_error = q->goals.tpot_error = (struct log_error){ 0.3, random_share() };
	}
	return true;
}

static void test_equal(void **state)
{
	const char *seed = getenv("GPUPLAN_SEED");
	int cases = 0, none = 0, wrong = 0;

	(void)state;
	random_state = seed ? strtoull(seed, NULL, 10) : 1;
	while (cases < CASES) {
		uint64_t first = random_state;
		struct question q;
		double plain, limit;

		if (!random_question(&q))
			continue;
		cases++;
		plain = plain_bisection(&q);
		limit = serving_rate_limit(&q.s, q.goals);
		none += plain == 0.0;
		if (plain == limit || wrong++ >= SHOWN)
			continue;
		print_error("GPUPLAN_SEED=%llu: %s %s %s %s, %.0f in, %.0f out: %.17g, not %.17g\n",
			(unsigned long long)first, q.d.model->id, q.d.gpu->id, q.d.format->id, q.d.engine->id,
			q.s.request.prompt, q.s.request.output, limit, plain);
	}
	/* Both kinds were there. */
	assert_in_range(none, CASES / 20, CASES / 2);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal),
	};

	return cmocka_run_group_tests_name("rate limit", tests, shipped_load, shipped_unload);
}
