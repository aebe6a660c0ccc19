/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicas that share the load: as few as do, or as many as are given, and never more GPUs than are allowed. */
#include <math.h>

#include "study/serve_alternatives.h"
#include "study/serve_judge.h"
#include "study/serve_replicas.h"
#include "support/solved.h"

SOLVED_DEFINE

enum { ROWS = 256 };

/* A configuration of the last solve: another solve writes over its rows. */
struct kept {
	const char *gpu, *format;
	double gpus, replicas;
};

/* Those that meet the goals with several replicas. */
static int keep_several(struct kept *out)
{
	int count = 0;

	for (int i = 0; i < r.count && count < ROWS; i++) {
		const struct row *a = &r.rows[i];

		if (a->verdict == VERDICT_MEETS && a->deployment.replicas > 1.0)
			out[count++] = (struct kept){ a->deployment.gpu->id, a->deployment.format->id,
				layout_gpus(&a->deployment.layout), a->deployment.replicas };
	}
	return count;
}

/* The same configuration with so many replicas given. */
static enum verdict verdict_with(const struct kept *k, double replicas, const char *load, const char *amount)
{
	char gpus[16], given[16];

	snprintf(gpus, sizeof(gpus), "%.0f", k->gpus);
	snprintf(given, sizeof(given), "%.0f", replicas);
	solve("model", "meta-llama/Llama-3.1-8B-Instruct", "certainty", "80%", "max-gpus", "32", load, amount, "gpu",
		k->gpu, "gpus", gpus, "weights", k->format, "replicas", given, NULL);
	assert_int_equal(r.count, 1);
	assert_true(r.rows[0].deployment.replicas == replicas);
	return r.rows[0].verdict;
}

/* N replicas keep the goals, N - 1 do not. */
static void test_least(void **state)
{
	static const char *const loads[][2] = { { "concurrency", "100" }, { "concurrency", "700" }, { "rate", "3" },
		{ "rate", "40" } };

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct kept kept[ROWS];
		int count;

		solve("model", "meta-llama/Llama-3.1-8B-Instruct", "certainty", "80%", "max-gpus", "32", loads[i][0],
			loads[i][1], "replicas", "auto", NULL);
		count = keep_several(kept);
		assert_true(count >= 4);
		for (int k = 0; k < count; k++) {
			assert_int_equal(
				verdict_with(&kept[k], kept[k].replicas, loads[i][0], loads[i][1]), VERDICT_MEETS);
			if (verdict_with(&kept[k], kept[k].replicas - 1.0, loads[i][0], loads[i][1]) == VERDICT_MEETS)
				fail_msg("%s x%.0f: %.0f replicas are one too many for %s %s", kept[k].gpu,
					kept[k].gpus, kept[k].replicas, loads[i][0], loads[i][1]);
		}
	}
}

static void check_times(const struct band *got, const struct band *one, double times)
{
	CHECK_NEAR(got->low, one->low * times, 1e-9);
	CHECK_NEAR(got->mid, one->mid * times, 1e-9);
	CHECK_NEAR(got->high, one->high * times, 1e-9);
}

static void check_share(const char *load, const char *all, const char *share)
{
	struct replica_row service, alone;

	solve("gpu", "H100-SXM-80GB", "gpus", "2", load, all, "replicas", "3", NULL);
	replica_row_copy(&service, &r.rows[0]);
	solve("gpu", "H100-SXM-80GB", "gpus", "2", load, share, NULL);
	replica_row_copy(&alone, &r.rows[0]);
	assert_true(service.row.deployment.replicas == 3.0);
	assert_true(alone.row.deployment.replicas == 1.0);
	/* Memory and latencies are of one replica, */
	CHECK_NEAR(service.replica.memory.kv_in_use, alone.replica.memory.kv_in_use, 1e-9);
	CHECK_NEAR(service.replica.memory.max_concurrency, alone.replica.memory.max_concurrency, 1e-12);
	check_times(&service.replica.ttft_s, &alone.replica.ttft_s, 1.0);
	check_times(&service.replica.tpot_s, &alone.replica.tpot_s, 1.0);
	/* throughput and bill of the service. */
	check_times(&service.replica.output_tok_s, &alone.replica.output_tok_s, 3.0);
	check_times(&service.replica.requests_s, &alone.replica.requests_s, 3.0);
	CHECK_NEAR(service.replica.concurrency, 3.0 * alone.replica.concurrency, 1e-9);
	assert_non_null(service.row.offer);
	CHECK_NEAR(service.row.usd_per_hour,
		service.row.offer->usd_per_gpu_hour * fmax(1.0, service.row.offer->gpus) *
			ceil(6.0 / fmax(1.0, service.row.offer->gpus)),
		1e-9);
}

static void test_given(void **state)
{
	struct replica_row service, alone;
	struct scenario s;

	(void)state;
	check_share("concurrency", "99", "33");
	check_share("rate", "3", "1");
	/* 100 users on three: the fullest has 34, and that is whom the latencies are about. */
	s = solve("gpu", "H100-SXM-80GB", "gpus", "2", "concurrency", "100", "replicas", "3", NULL);
	assert_true(serve_users_share(&s, &r.rows[0].deployment) == 34.0);
	replica_row_copy(&service, &r.rows[0]);
	solve("gpu", "H100-SXM-80GB", "gpus", "2", "concurrency", "34", NULL);
	replica_row_copy(&alone, &r.rows[0]);
	check_times(&service.replica.ttft_s, &alone.replica.ttft_s, 1.0);
	check_times(&service.replica.tpot_s, &alone.replica.tpot_s, 1.0);
	check_times(&service.replica.output_tok_s, &alone.replica.output_tok_s, 100.0 / 34.0);
	/* Given ones stay, though fewer would do. */
	solve("concurrency", "2", "replicas", "2", "certainty", "80%", NULL);
	for (int i = 0; i < r.count; i++)
		assert_true(r.rows[i].verdict > VERDICT_MISSES || r.rows[i].deployment.replicas == 2.0);
}

static void check_cap(const struct scenario *s)
{
	const double most = scenario_max_gpus(s);

	for (int i = 0; i < r.count; i++) {
		struct replica_row others[ALTERNATIVES_MAX];
		int count = serve_alternatives(s, r.model, &r.rows[i], others, ALTERNATIVES_MAX);

		if (deployment_gpus(&r.rows[i].deployment) > most)
			fail_msg("%s: %.0f GPUs of %.0f", r.rows[i].deployment.gpu->id,
				deployment_gpus(&r.rows[i].deployment), most);
		for (int k = 0; k < count; k++)
			assert_true(deployment_gpus(&others[k].row.deployment) <= most);
		/* A replica without a user is for nothing. */
		if (!scenario_open_loop(s))
			assert_true(deployment_replicas(&r.rows[i].deployment) <= s->number[PARAMETER_CONCURRENCY]);
	}
}

static void test_cap(void **state)
{
	static const char *const most[] = { "1", "2", "3", "7", "8", "20" };
	static const char *const users[] = { "1", "3", "300" };

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct scenario s;

		for (int k = 0; k < 3; k++) {
			s = solve("max-gpus", most[i], "replicas", "auto", "concurrency", users[k], "certainty", "80%",
				NULL);
			check_cap(&s);
		}
		s = solve("max-gpus", most[i], "replicas", "auto", "rate", "30", NULL);
		check_cap(&s);
	}
}

/* What the scenario says of a pair that cannot be. */
static void check_refused(const char *replicas, const char *gpus, const char *most, const char *part)
{
	struct scenario s;
	struct error error = { .text = "" };

	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	set(&s, PARAMETER_REPLICAS, replicas);
	set(&s, PARAMETER_GPUS, gpus);
	set(&s, PARAMETER_MAX_GPUS, most);
	if (!part) {
		assert_int_equal(scenario_check(&s, &error), STATUS_OK);
		return;
	}
	assert_int_equal(scenario_check(&s, &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, part);
}

static void test_refused(void **state)
{
	(void)state;
	check_refused("4", "2", "8", NULL);
	check_refused("5", "2", "8", "5 of 2 GPUs make 10");
	check_refused("9", "1", "8", "9 of 1 GPU make 9");
	check_refused("2", "8", "15", "--max-gpus is 15");
	check_refused("2", "8", "16", NULL);
}

/* As many users as fit: those of one replica, or of as many as are given. */
static void test_most_users(void **state)
{
	static const char *const given[] = { "auto", "1", "4" };
	static const double replicas[] = { 1.0, 1.0, 4.0 };

	(void)state;
	for (int i = 0; i < 3; i++) {
		solve("concurrency", "max", "ttft", "off", "tpot", "off", "replicas", given[i], NULL);
		assert_int_equal(r.rows[0].verdict, VERDICT_MEETS);
		for (int k = 0; k < r.count; k++) {
			const struct replica *replica = replica_of(&r.rows[k]);

			assert_true(deployment_replicas(&r.rows[k].deployment) == replicas[i]);
			assert_true(r.rows[k].verdict > VERDICT_MISSES ||
				replica->concurrency <= replicas[i] * fmax(1.0, replica->memory.max_concurrency));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_least),
		cmocka_unit_test(test_given),
		cmocka_unit_test(test_cap),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_most_users),
	};

	return cmocka_run_group_tests_name("replicas", tests, enter, leave);
}
