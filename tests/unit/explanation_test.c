/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explanations come to the figures of the answer, and say what every name in them means. */
#include <ctype.h>
#include <math.h>

#include "study/batch_pile.h"
#include "study/explain.h"
#include "support/solved.h"

SOLVED_DEFINE

static struct explanation e;

static const struct explain_line *line_of(const char *id)
{
	for (int i = 0; i < e.count; i++)
		if (strcmp(e.lines[i].id, id) == 0)
			return &e.lines[i];
	return NULL;
}

static bool has_term(const struct explain_line *line, const char *name, size_t n)
{
	for (int i = 0; i < line->term_count; i++)
		if (strlen(line->terms[i].symbol) == n && strncmp(line->terms[i].symbol, name, n) == 0)
			return true;
	return false;
}

/* Every name of the formula but those of functions is a value of the line. */
static void check_names(const struct explain_line *line)
{
	for (const char *p = line->formula; *p != '\0';) {
		size_t n = 0;

		while (isalnum((unsigned char)p[n]) || p[n] == '_')
			n++;
		if (n > 0 && !isdigit((unsigned char)*p) && p[n] != '(' && !has_term(line, p, n))
			fail_msg("%s = %s: %.*s is not known", line->id, line->formula, (int)n, p);
		p += n > 0 ? n : 1;
	}
}

/* What has no row in explain-table.h is called by its own name. */
static void check_words(const struct explain_line *line)
{
	if (strstr(line->id, line->meaning))
		fail_msg("%s means %s", line->id, line->meaning);
	for (int i = 0; i < line->term_count; i++)
		if (strcmp(line->terms[i].symbol, line->terms[i].meaning) == 0)
			fail_msg("%s: %s has no meaning", line->id, line->terms[i].symbol);
}

static void check_lines(void)
{
	assert_in_range(e.count, 1, EXPLAIN_LINES - 1);
	for (int i = 0; i < e.count; i++) {
		const struct explain_line *line = &e.lines[i];

		assert_true(line->term_count < EXPLAIN_TERMS);
		assert_true(strlen(line->formula) + 1 < EXPLAIN_FORMULA);
		check_names(line);
		check_words(line);
		if (band_known(&line->band))
			CHECK_NEAR(line->value, line->band.mid, 1e-9);
	}
}

/* The answer was computed without a trace. */
static void check_figures(const struct row *a)
{
	static const struct {
		const char *id;
		enum metric metric;
	} rows[] = {
		{ "weights", METRIC_WEIGHT_BYTES },
		{ "usable", METRIC_USABLE },
		{ "activations", METRIC_ACTIVATIONS },
		{ "runtime", METRIC_RUNTIME },
		{ "kv_per_sequence", METRIC_KV_SEQUENCE },
		{ "kv_pool", METRIC_KV_POOL },
		{ "kv_headroom", METRIC_KV_HEADROOM },
		{ "max_concurrency", METRIC_MAX_CONCURRENCY },
		{ "weights_s", METRIC_STEP_WEIGHTS },
		{ "kv_s", METRIC_STEP_KV },
		{ "compute_s", METRIC_STEP_COMPUTE },
		{ "communication_s", METRIC_STEP_COMMUNICATION },
		{ "overhead_s", METRIC_STEP_OVERHEAD },
		{ "usd_per_hour", METRIC_HOUR },
		{ "usd_per_month", METRIC_MONTH },
		{ "usd_per_m_output", METRIC_MTOK_OUTPUT },
		{ "usd_per_m_tokens", METRIC_MTOK },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct explain_line *line = line_of(rows[i].id);
		double wanted = metric_value(rows[i].metric, a).band.mid;

		if (line && fabs(line->value - wanted) > 1e-6 * fabs(wanted))
			fail_msg("%s on %s: %s is %.12g, not %.12g", a->deployment.model->id, a->deployment.gpu->id,
				line->id, line->value, wanted);
	}
	if (a->offer)
		assert_non_null(line_of("usd_per_hour"));
	if (a->verdict == VERDICT_MEETS || a->verdict == VERDICT_MISSES)
		assert_non_null(line_of("step_s"));
}

static int check_all(const struct scenario *s)
{
	int explained = 0;

	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		explain_answer(s, a, &e);
		if (e.count == 0)
			continue;
		check_lines();
		check_figures(a);
		explained++;
	}
	return explained;
}

static void test_loads(void **state)
{
	struct scenario s = solve(NULL);

	(void)state;
	assert_true(check_all(&s) > 10);
	s = solve("rate", "1", NULL);
	assert_true(check_all(&s) > 10);
	s = solve("batching", "static", "ttft", "off", "tpot", "off", NULL);
	assert_true(check_all(&s) > 10);
	s = solve("concurrency", "max", "ttft", "off", "tpot", "off", "prefix-hit", "50%", NULL);
	assert_true(check_all(&s) > 10);
}

static void test_engines(void **state)
{
	static const char *const engines[] = { "vllm", "sglang", "tensorrt-llm", "llama.cpp" };
	static const char *const models[] = { "deepseek-v3", "gpt-oss-120b", "qwen3-30b-a3b", "deepseek-v4-flash" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(engines); i++)
		for (size_t k = 0; k < COUNT_OF(models); k++) {
			struct scenario s =
				solve("engine", engines[i], "model", models[k], "ttft", "off", "tpot", "off", NULL);

			assert_true(check_all(&s) > 0);
		}
}

/* Of piles: the hours and dollars of all replicas from the speed of one, on demand and with losses. */
static void test_piles(void **state)
{
	struct scenario s = solve("tokens", "500M", "deadline", "10h", "spot", "tolerant", "certainty", "80%", NULL);
	int lossy = 0;

	(void)state;
	study_adopt(&batch_study, &s);
	study_solve(&batch_study, &s, TODAY, &r);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];
		const struct batch_pile *p = pile_of(a);

		batch_study.explain(&s, a, &e);
		check_lines();
		if (a->verdict > VERDICT_MISSES)
			continue;
		CHECK_NEAR(line_of("work_h")->value, p->work_h * p->crew.replicas, 1e-9);
		CHECK_NEAR(line_of("hours")->value, p->hours.mid, 1e-9);
		CHECK_NEAR(line_of("hours_sure")->value, p->hours_sure, 1e-9);
		assert_true(!a->offer == !line_of("usd"));
		if (a->offer)
			CHECK_NEAR(line_of("usd")->value, p->usd.mid, 1e-9);
		lossy += line_of("useful") ? 1 : 0;
		assert_true(!line_of("useful") == !(p->pile.interruptions > 0.0));
	}
	assert_true(lossy > 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_loads),
		cmocka_unit_test(test_engines),
		cmocka_unit_test(test_piles),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
