/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Serving under a load: the published equations over the step model, and published anchors. */
#include "core/rate_limit.h"

#include <math.h>

#include "core/closed_loop.h"
#include "core/open_loop.h"
#include "support/shipped.h"

SHIPPED_DEFINE

static const double CHUNK = 8192.0; /* vLLM on a card of 70 GiB and more */

/* A prepared question; lives as long as its fields. */
struct question {
	struct deployment d;
	struct memory_budget m;
	struct serving s;
};

static void ask(
	struct question *q, const char *model, const char *gpu, double tp, double prompt, double output, double hit)
{
	q->d = shipped_deployment(model, gpu, "fp8", "bf16", "vllm", tp);
	const struct request request = { prompt, output, hit, 0.0 };

	q->m = request_budget(&q->d, &request);
	serving_prepare(&q->s, &q->d, &q->m, request);
}

/* t_step(D, S, T) of the equations. */
static double t_step(const struct question *q, double D, double S, double T, double S_p)
{
	return step_evaluate(NULL, &q->s.step, D, S, T, S_p).total_s;
}

struct closed {
	double ttft, tpot, output_tok_s, t0, dp;
};

/*
 * gpuplan-model(7), 3.2 A number of users, with C below the memory limit: three passes from
 * D = C.  S = ISL + OSL/2, S_p = (ISL + cached)/2.
 */
static struct closed by_hand(const struct question *q, double C, double ISL, double cached, double OSL)
{
	const struct engine_profile *e = q->d.profile;
	const struct constants *k = &shipped.constants;
	double S = ISL + OSL / 2.0, S_p = (ISL + cached) / 2.0, ISL_new = ISL - cached, D = C;
	double t_pre = t_step(q, 0.0, 0.0, ISL_new, S_p);
	struct closed r = { 0 };

	for (int pass = 0; pass < 3; pass++) {
		double x, rho, carried;

		r.t0 = t_step(q, D, S, 0.0, 0.0);
		carried = fmin(CHUNK, ISL_new * fmax(1.0, D / (OSL - 1.0)));
		r.dp = (t_step(q, D, S, carried, S_p) - r.t0) * ISL_new / carried;
		r.tpot = r.t0 + (1.0 - e->beta) * (D - 1.0 > 0.0 ? D - 1.0 : 0.0) / OSL * r.dp;
		x = D / OSL * r.dp;
		rho = x / (r.t0 + x);
		r.ttft = e->t_req + e->k_pre * t_pre;
		if (C > 1.0)
			r.ttft += r.t0 / 2.0 +
				e->q_ttft * pow(2.0 * rho, k->q_rho) * pow(C - 1.0, k->q_pow) * r.dp / 2.0 +
				e->mix * r.t0 + e->t_front * (C - 1.0) / 2.0;
		r.ttft = fmax(r.ttft, OSL * r.t0 + C * (1.0 - e->beta) * r.dp - (OSL - 1.0) * r.tpot);
		D = C * OSL * r.tpot / (OSL * r.tpot + r.ttft);
	}
	r.output_tok_s = C * OSL / (r.ttft + (OSL - 1.0) * r.tpot);
	return r;
}

static void check_closed(const struct question *q, double C, double ISL, double cached, double OSL)
{
	struct service v = serving_closed(&q->s, C);
	struct closed r = by_hand(q, C, ISL, cached, OSL);

	CHECK_NEAR(v.tpot_s, r.tpot, 1e-9);
	CHECK_NEAR(v.ttft_s, r.ttft, 1e-9);
	CHECK_NEAR(v.output_tok_s, r.output_tok_s, 1e-9);
	CHECK_NEAR(v.total_tok_s, r.output_tok_s * (ISL + OSL) / OSL, 1e-9);
	CHECK_NEAR(v.requests_s, r.output_tok_s / OSL, 1e-9);
	CHECK_NEAR(v.concurrency, C, 1e-12);
	assert_true(v.stable && !v.saturated);
	assert_true(v.prefill_share >= 0.0 && v.prefill_share <= 1.0);
	assert_true(v.running > 0.0 && v.running <= C);
}

static void test_closed_loop(void **state)
{
	struct question q;

	(void)state;
	ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 1024.0, 256.0, 0.0);
	/* The fitted constants of vLLM stay near those of the second version (2.7). */
	CHECK_NEAR(q.d.profile->t_req, 0.023, 0.5);
	CHECK_NEAR(q.d.profile->k_pre, 1.18, 0.3);
	CHECK_NEAR(q.d.profile->q_ttft, 0.22, 0.5);
	CHECK_NEAR(q.d.profile->beta, 0.05, 0.3);
	check_closed(&q, 1.0, 1024.0, 0.0, 256.0);
	check_closed(&q, 64.0, 1024.0, 0.0, 256.0);
	/* One request alone waits for nobody: TTFT is overhead and prompt. */
	CHECK_NEAR(serving_closed(&q.s, 1.0).ttft_s,
		q.d.profile->t_req + q.d.profile->k_pre * t_step(&q, 0, 0, 1024.0, 512.0), 1e-9);
	CHECK_NEAR(serving_prefill_tok_s(NULL, &q.s), 1024.0 / t_step(&q, 0, 0, 1024.0, 512.0), 1e-9);
	ask(&q, "Qwen/Qwen3-30B-A3B", "H100-SXM-80GB", 2.0, 3000.0, 800.0, 0.0);
	check_closed(&q, 64.0, 3000.0, 0.0, 800.0);
}

/* Half of the prompt is cached: its tokens are seen, not computed (4: S_p; 6.6). */
static void test_prefix_cache(void **state)
{
	struct question q;

	(void)state;
	ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 8192.0, 256.0, 0.5);
	/* 4096 new tokens see 4096 to 8192 earlier ones, 6144 on average. */
	CHECK_NEAR(q.s.isolated_s, t_step(&q, 0.0, 0.0, 4096.0, 6144.0), 1e-9);
	check_closed(&q, 16.0, 8192.0, 4096.0, 256.0);
}

/* 6.4: TTFT += (C - C_max)/C_max (TTFT + OSL TPOT); throughput stays that of C_max. */
static void test_memory_queue(void **state)
{
	const struct demand spread = { { 1024.0, 256.0, 0.0, 1.0 }, 8192.0, 1.0, false };
	struct question q;
	struct service full, over;

	(void)state;
	ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 1024.0, 256.0, 0.0);
	/* A request holds 1024 + 128 (1 + 1) + 7.5 tokens of 131,072 bytes on average: 98 % of the pool are full. */
	CHECK_NEAR(memory_budget(&q.d, &spread).crowded, 0.98 * q.m.kv_pool / (1287.5 * 131072.0), 1e-12);
	CHECK_NEAR(q.s.crowded_limit, q.m.crowded, 1e-12);
	q.s.running_limit = q.s.crowded_limit = q.s.fitting = 40.0;
	full = serving_closed(&q.s, 40.0);
	over = serving_closed(&q.s, 100.0);
	assert_false(full.saturated);
	assert_true(over.saturated);
	CHECK_NEAR(over.tpot_s, full.tpot_s, 1e-12);
	/* Beyond 1.3 times what fits preemption costs vLLM a twentieth. */
	CHECK_NEAR(over.output_tok_s, 0.95 * full.output_tok_s, 1e-12);
	CHECK_NEAR(serving_closed(&q.s, 46.0).output_tok_s, 0.975 * full.output_tok_s, 1e-12);
	CHECK_NEAR(over.ttft_s, full.ttft_s + 1.5 * (full.ttft_s + 256.0 * full.tpot_s), 1e-12);
	CHECK_NEAR(serving_saturated(&q.s).output_tok_s, full.output_tok_s, 1e-12);
}

/* TensorRT-LLM starts a request when its whole answer has room (GUARANTEED_NO_EVICT). */
static void test_whole_answers(void **state)
{
	struct question q;
	struct engine engine;

	(void)state;
	ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 1024.0, 256.0, 0.0);
	engine = *q.d.engine;
	engine.memory.admission = ADMISSION_ANSWER;
	q.d.engine = &engine;
	q.m = request_budget(&q.d, &q.s.request);
	CHECK_NEAR(q.m.max_concurrency, floor(q.m.kv_pool / (1280.0 * 131072.0)), 1e-12);
	assert_true(q.m.crowded == q.m.max_concurrency);
	assert_true(shipped_engine("tensorrt-llm")->memory.admission == ADMISSION_ANSWER);
	assert_true(shipped_engine("vllm")->memory.admission == ADMISSION_IN_USE);
}

/* 6.3: rho = lambda dp, TPOT = t0/(1 - rho), C = lambda (OSL - 1) TPOT, M/D/1 waiting. */
static void test_open_loop(void **state)
{
	const double rate = 6.0, OSL = 256.0;
	struct question q;
	struct service v;
	double t0, dp, rho;

	(void)state;
	ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 1024.0, OSL, 0.0);
	v = serving_open(&q.s, rate);
	assert_true(v.stable && !v.saturated);
	t0 = t_step(&q, v.running, 1152.0, 0.0, 0.0);
	/* Fewer than one of 256 ends in a step: one prompt is carried. */
	dp = t_step(&q, v.running, 1152.0, 1024.0, 512.0) - t0;
	rho = rate * dp;
	assert_true(rho > 0.02 && rho < 0.97);
	CHECK_NEAR(v.tpot_s, t0 / (1.0 - rho), 2e-3);
	CHECK_NEAR(v.running, rate * (OSL - 1.0) * v.tpot_s, 2e-3);
	CHECK_NEAR(v.ttft_s,
		0.010 + t_step(&q, 0, 0, 1024.0, 512.0) + t0 / 2.0 * fmin(1.0, v.running) +
			rho * dp / (2.0 * (1.0 - rho)),
		2e-3);
	CHECK_NEAR(v.prefill_share, rho, 2e-3);
	/* What arrives leaves. */
	CHECK_NEAR(v.requests_s, rate, 1e-12);
	CHECK_NEAR(v.output_tok_s, rate * OSL, 1e-12);
	CHECK_NEAR(v.total_tok_s, rate * (OSL + 1024.0), 1e-12);
	/* Little's law: in the system = rate x (waiting and prompt + decoding). */
	CHECK_NEAR(v.concurrency, rate * (v.ttft_s + (OSL - 1.0) * v.tpot_s), 5e-3);
}

static void test_open_loop_limits(void **state)
{
	struct question q;
	struct service v;
	double last_ttft = 0.0, last_tpot = 0.0, most;

	(void)state;
	ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 1024.0, 256.0, 0.0);
	most = serving_rate_limit(&q.s, (struct goals){ .ttft_s = INFINITY, .tpot_s = INFINITY });
	assert_true(most > 1.0);
	for (int i = 1; i <= 20; i++) {
		v = serving_open(&q.s, most * i / 20.5);
		assert_true(v.stable);
		assert_true(v.ttft_s > last_ttft && v.tpot_s > last_tpot);
		last_ttft = v.ttft_s;
		last_tpot = v.tpot_s;
	}
	v = serving_open(&q.s, 3.0 * most);
	assert_false(v.stable);
	assert_true(v.saturated);
	assert_true(isnan(v.ttft_s) && isnan(v.tpot_s));
	/* A crawl of arrivals is one request alone. */
	v = serving_open(&q.s, 1e-6);
	CHECK_NEAR(v.tpot_s, t_step(&q, 1.0, 1152.0, 0.0, 0.0), 1e-3);
	/* No replica serves more than saturation does (the two forms differ by a few per cent). */
	assert_true(most <= 1.2 * serving_saturated(&q.s).requests_s);
}

/* One batch: all prompts, then OSL - 1 steps of the whole batch. */
static void test_static_batch(void **state)
{
	struct question q;
	struct service v;
	double tpot, whole, prompts;

	(void)state;
	ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 1024.0, 256.0, 0.0);
	v = serving_static(&q.s, 32.0);
	tpot = t_step(&q, 32.0, 1152.0, 0.0, 0.0);
	/* 32 x 1024 tokens are four steps of 8192, which see half a prompt. */
	prompts = 4.0 * t_step(&q, 0.0, 0.0, 8192.0, 512.0);
	whole = q.d.profile->t_req + prompts + 255.0 * tpot;
	CHECK_NEAR(v.tpot_s, tpot, 1e-9);
	CHECK_NEAR(v.ttft_s, q.d.profile->t_req + prompts, 1e-9);
	CHECK_NEAR(v.output_tok_s, 32.0 * 256.0 / whole, 1e-9);
	CHECK_NEAR(v.requests_s, 32.0 / whole, 1e-9);
	CHECK_NEAR(v.prefill_share, prompts / whole, 1e-9);
	assert_false(v.saturated);
	/* Twice what fits: two waves, the second waits for the whole first. */
	q.s.running_limit = 16.0;
	v = serving_static(&q.s, 32.0);
	tpot = t_step(&q, 16.0, 1152.0, 0.0, 0.0);
	prompts = 2.0 * t_step(&q, 0.0, 0.0, 8192.0, 512.0);
	whole = q.d.profile->t_req + prompts + 255.0 * tpot;
	assert_true(v.saturated);
	CHECK_NEAR(v.ttft_s, q.d.profile->t_req + prompts + 0.5 * whole, 1e-9);
	CHECK_NEAR(v.output_tok_s, 16.0 * 256.0 / whole, 1e-9);
}

/* The first tokens of `batch` requests that start together, without the request's overhead. */
static double batch_prompts_s(const struct question *q, double batch)
{
	return serving_static(&q->s, batch).ttft_s - q->d.profile->t_req;
}

/* Stages work on the chunks of a batch as on those of one prompt: (m + PP - 1)/(m PP). */
static void test_static_batch_stages(void **state)
{
	struct question q;

	(void)state;
	ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 1024.0, 256.0, 0.0);
	q.d.layout.pipeline = 2.0;
	q.m = request_budget(&q.d, &q.s.request);
	serving_prepare(&q.s, &q.d, &q.m, q.s.request);
	/* Eight prompts fill one step, which the stages take in turn; 32 are four: 5/8. */
	CHECK_NEAR(batch_prompts_s(&q, 8.0), t_step(&q, 0.0, 0.0, 8192.0, 512.0), 1e-9);
	CHECK_NEAR(batch_prompts_s(&q, 32.0), 2.5 * t_step(&q, 0.0, 0.0, 8192.0, 512.0), 1e-9);
	/* 16 and 32 chunks of 512 tokens over four cards: (19/64)^lc_pp and (35/128)^lc_pp. */
	q.d = shipped_deployment("Llama-3.1-70B", "RTX-4090", "q4_k_m", "bf16", "llama.cpp", 1.0);
	q.d.layout.pipeline = 4.0;
	q.m = whole_budget(&q.d, 8448.0, 1.0);
	serving_prepare(&q.s, &q.d, &q.m, (struct request){ 8192.0, 256.0, 0.0, 0.0 });
	CHECK_NEAR(batch_prompts_s(&q, 1.0),
		16.0 * t_step(&q, 0.0, 0.0, 512.0, 4096.0) * pow(19.0 / 64.0, shipped.constants.lc_pp), 1e-9);
	CHECK_NEAR(batch_prompts_s(&q, 2.0),
		32.0 * t_step(&q, 0.0, 0.0, 512.0, 4096.0) * pow(35.0 / 128.0, shipped.constants.lc_pp), 1e-9);
	assert_true(batch_prompts_s(&q, 2.0) < 2.0 * batch_prompts_s(&q, 1.0));
}

static void test_rate_limit(void **state)
{
	struct question q;
	double last = 0.0;

	(void)state;
	ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 1024.0, 256.0, 0.0);
	for (double tpot = 0.006; tpot < 0.05; tpot *= 1.2) {
		struct goals goals = { .ttft_s = 0.5, .tpot_s = tpot };
		double limit = serving_rate_limit(&q.s, goals);
		struct service v = serving_open(&q.s, limit);

		assert_true(limit >= last);
		assert_true(limit == 0.0 || (v.stable && v.tpot_s <= tpot && v.ttft_s <= 0.5));
		v = serving_open(&q.s, limit * 1.001 + 1e-3);
		assert_false(v.stable && v.tpot_s <= tpot && v.ttft_s <= 0.5);
		last = limit;
	}
	assert_true(last > 1.0);
	assert_true(serving_rate_limit(&q.s, (struct goals){ .ttft_s = 1e-3, .tpot_s = INFINITY }) == 0.0);
}

/*
 * The direct solution and the search over repeated loops agree, whatever binds: a goal, memory, a
 * single token.  The loop stops where it moves by less than a thousandth, which with long answers
 * is before it has found all the requests that will run: there it promises too much.
 */
static void test_capacity_of_rates(void **state)
{
	static const double outputs[] = { 1.0, 1.5, 2.0, 40.0, 256.0, 2000.0 };
	static const struct goals goals[] = { { .ttft_s = 0.5, .tpot_s = 0.05 }, { .ttft_s = 0.1, .tpot_s = 0.05 },
		{ .ttft_s = 0.5, .tpot_s = 0.012 }, { .ttft_s = INFINITY, .tpot_s = INFINITY },
		{ .ttft_s = INFINITY, .tpot_s = 0.02 }, { .ttft_s = 1e-3, .tpot_s = INFINITY } };
	struct question q;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(outputs); i++)
		for (size_t k = 0; k < COUNT_OF(goals); k++) {
			double direct, search;

			ask(&q, k % 2 ? "Llama-3.1-70B" : "Llama-3.1-8B", "H200-SXM", k % 2 ? 2.0 : 1.0, 1024.0,
				outputs[i], 0.0);
			direct = serving_capacity(&q.s, goals[k]);
			search = serving_rate_limit(&q.s, goals[k]);
			assert_true((direct > 0.0) == (search > 0.0));
			assert_true(direct <= 1.015 * search && direct >= 0.92 * search);
			/* What it promises is kept. */
			if (direct > 0.0)
				assert_true(serving_open(&q.s, 0.985 * direct).tpot_s <= goals[k].tpot_s);
		}
}

/*
 * Conservation: the prompts of a second take at most a second of machine time, of which the
 * share beta hides behind decoding.  Short answers are where the fitted form could break it.
 */
static void test_capacity(void **state)
{
	static const double outputs[] = { 1.0, 4.0, 16.0, 64.0, 256.0 };
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(outputs); i++) {
		struct question q;
		struct closed r;
		double requests_s;

		ask(&q, "Llama-3.1-8B", "H100-SXM-80GB", 1.0, 8192.0, outputs[i], 0.0);
		r = by_hand(&q, 32.0, 8192.0, 0.0, outputs[i]);
		requests_s = serving_closed(&q.s, 32.0).requests_s;
		/* 1 %: the work depends a little on how many decode beside it. */
		if (requests_s * r.dp <= 1.01 / (1.0 - q.d.profile->beta))
			continue;
		print_error("%.0f output tokens: %.2f requests/s of %.3f s prompt work each\n", outputs[i], requests_s,
			r.dp);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/*
 * Measured, vLLM, FP8, 1024/1024 (peers 3.2 and 3.3): mean time per output token at 4 in
 * flight and output tokens per second at 64.  Within 20 %.
 */
static void test_anchors(void **state)
{
	static const struct {
		const char *gpu;
		double tp, concurrency, tpot_s, output_tok_s;
	} rows[] = {
		{ "B200", 1.0, 4.0, 0.0163, 245.0 },
		{ "B200", 1.0, 64.0, NAN, 2770.0 },
		{ "H100-SXM-80GB", 2.0, 4.0, 0.0174, NAN },
		{ "H100-SXM-80GB", 4.0, 4.0, 0.0118, NAN },
		{ "H100-SXM-80GB", 8.0, 4.0, 0.0091, NAN },
		{ "H100-SXM-80GB", 8.0, 64.0, NAN, 4141.0 },
	};
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct question q;
		struct service v;

		ask(&q, "Llama-3.1-70B", rows[i].gpu, rows[i].tp, 1024.0, 1024.0, 0.0);
		v = serving_closed(&q.s, rows[i].concurrency);
		if (fabs(v.tpot_s / rows[i].tpot_s - 1.0) > 0.2 ||
			fabs(v.output_tok_s / rows[i].output_tok_s - 1.0) > 0.2) {
			print_error("%s x%.0f at %.0f: %.4f s, %.0f tok/s\n", rows[i].gpu, rows[i].tp,
				rows[i].concurrency, v.tpot_s, v.output_tok_s);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_closed_loop),
		cmocka_unit_test(test_prefix_cache),
		cmocka_unit_test(test_memory_queue),
		cmocka_unit_test(test_whole_answers),
		cmocka_unit_test(test_open_loop),
		cmocka_unit_test(test_open_loop_limits),
		cmocka_unit_test(test_static_batch),
		cmocka_unit_test(test_static_batch_stages),
		cmocka_unit_test(test_rate_limit),
		cmocka_unit_test(test_capacity_of_rates),
		cmocka_unit_test(test_capacity),
		cmocka_unit_test(test_anchors),
	};

	return cmocka_run_group_tests_name("serving", tests, shipped_load, shipped_unload);
}
