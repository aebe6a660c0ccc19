/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts, the order that they give, and who may lead. */
#include <math.h>

#include "study/fleet.h"
#include "study/serve_judge.h"
#include "support/solved.h"
#include "support/student.h"

SOLVED_DEFINE

/* The verdict that a certainty asks for, and whether memory holds all users. */
static enum verdict wanted(const struct scenario *s, const struct row *a)
{
	const struct replica *replica = replica_of(a);
	const double certainty = s->number[PARAMETER_CERTAINTY], p = sure_of_both(s, replica);

	if (serve_users_share(s, &a->deployment) > replica->memory.max_concurrency)
		return VERDICT_MISSES;
	if (certainty == 0.5)
		return replica->goal_ttft_s.mid <= s->number[PARAMETER_TTFT] &&
				replica->goal_tpot_s.mid <= s->number[PARAMETER_TPOT]
			? VERDICT_MEETS
			: VERDICT_MISSES;
	return p >= certainty ? VERDICT_MEETS : p >= 1.0 - certainty ? VERDICT_UNCERTAIN : VERDICT_MISSES;
}

/* Adds to the number of each verdict. */
static void check_verdicts(const struct scenario *s, int *seen)
{
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		if (a->verdict > VERDICT_MISSES)
			continue;
		seen[a->verdict]++;
		if (a->verdict != wanted(s, a))
			fail_msg("%s: %s, not %s", a->deployment.gpu->id, verdict_id(a->verdict),
				verdict_id(wanted(s, a)));
		if (serve_users_share(s, &a->deployment) > replica_of(a)->memory.max_concurrency)
			assert_true(a->p_meets == 0.0);
		else
			CHECK_NEAR(a->p_meets, sure_of_both(s, replica_of(a)), 1e-5);
	}
}

static void test_verdicts(void **state)
{
	static const char *const at[] = { "mean", "p50", "p95" }, *const models[] = { "Llama-3.1-8B", "gpt-oss-120b" };
	int sure[VERDICT_NOT_SUPPORTED + 1] = { 0 }, middle[VERDICT_NOT_SUPPORTED + 1] = { 0 };

	(void)state;
	for (int m = 0; m < 2; m++)
		for (int i = 0; i < 3; i++) {
			struct scenario s;

			s = solve("model", models[m], "certainty", "80%", "replicas", "auto", "goal-at", at[i],
				"concurrency", "48", NULL);
			check_verdicts(&s, sure);
			s = solve("model", models[m], "certainty", "80%", "goal-at", at[i], "ttft", "off", "tpot",
				"15ms", NULL);
			check_verdicts(&s, sure);
			s = solve("model", models[m], "certainty", "50%", "goal-at", at[i], "ttft", "200ms", "tpot",
				"15ms", NULL);
			check_verdicts(&s, middle);
		}
	assert_true(sure[VERDICT_MEETS] > 9 && sure[VERDICT_UNCERTAIN] > 9 && sure[VERDICT_MISSES] > 9);
	assert_true(middle[VERDICT_MEETS] > 9 && middle[VERDICT_UNCERTAIN] == 0 && middle[VERDICT_MISSES] > 9);
}

/* One goal on a band: a fifth of the errors lies beyond 0.9410 of its standard deviations of t, 0.7865 of a normal one
 * as wide as the 80 % band. */
static void test_straddle(void **state)
{
	static const double beyond[] = { 0.7864, 0.7866 };
	struct scenario s = solve("gpu", "H100-SXM-80GB", "gpus", "2", "tpot", "off", NULL);
	const struct deployment d = r.rows[0].deployment;
	const struct band ttft = replica_of(&r.rows[0])->ttft_s;
	const double above = log(ttft.high / ttft.mid) / 1.2816, below = log(ttft.mid / ttft.low) / 1.2816;
	struct replica_row judged;

	(void)state;
	s.number[PARAMETER_CERTAINTY] = 0.8;
	for (int i = 0; i < 2; i++) {
		s.number[PARAMETER_TTFT] = ttft.mid * exp(beyond[i] * above);
		serve_judge(&s, &d, replica_row_init(&judged));
		assert_int_equal(judged.row.verdict, i == 0 ? VERDICT_UNCERTAIN : VERDICT_MEETS);
		s.number[PARAMETER_TTFT] = ttft.mid * exp(-beyond[i] * below);
		serve_judge(&s, &d, replica_row_init(&judged));
		assert_int_equal(judged.row.verdict, i == 0 ? VERDICT_UNCERTAIN : VERDICT_MISSES);
	}
	s.number[PARAMETER_CERTAINTY] = 0.5;
	for (int i = 0; i < 2; i++) {
		s.number[PARAMETER_TTFT] = ttft.mid * (i == 0 ? 1.0001 : 0.9999);
		serve_judge(&s, &d, replica_row_init(&judged));
		assert_int_equal(judged.row.verdict, i == 0 ? VERDICT_MEETS : VERDICT_MISSES);
	}
}

/* A longer goal is surer; who wants to be surer finds no more that meets, and no less that is not ruled out. */
static bool check_monotone(const struct scenario *given, const struct deployment *d)
{
	struct scenario s = *given;
	struct replica_row judged;
	double before = 0.0;

	for (double goal = 0.05; goal < 4.0; goal *= 1.3) {
		enum verdict last = VERDICT_MEETS;

		s.number[PARAMETER_TTFT] = goal;
		s.number[PARAMETER_TPOT] = goal / 20.0;
		for (int percent = 50; percent <= 95; percent += 5) {
			s.number[PARAMETER_CERTAINTY] = percent / 100.0;
			serve_judge(&s, d, replica_row_init(&judged));
			if (percent > 50)
				assert_true(judged.row.verdict != VERDICT_MEETS || last == VERDICT_MEETS);
			if (percent > 55)
				assert_true(judged.row.verdict != VERDICT_MISSES || last == VERDICT_MISSES);
			last = judged.row.verdict;
		}
		assert_true(judged.row.p_meets >= before);
		before = judged.row.p_meets;
	}
	return before > 0.9;
}

static void test_monotone(void **state)
{
	struct scenario s = solve("concurrency", "8", NULL);
	int sure = 0;

	(void)state;
	for (int i = 0; i < r.count; i++)
		sure += r.rows[i].verdict <= VERDICT_MISSES && check_monotone(&s, &r.rows[i].deployment);
	assert_true(sure >= 12);
}

/* Those that meet, by the cost that is not exceeded; the uncertain, the surest first; those that miss. */
static void test_order(void **state)
{
	int uncertain = 0, misses = 0;

	(void)state;
	solve("certainty", "80%", "replicas", "auto", "max-gpus", "4", NULL);
	for (int i = 1; i < r.count; i++) {
		const struct row *a = &r.rows[i - 1], *b = &r.rows[i];

		assert_true(a->verdict <= b->verdict);
		uncertain += b->verdict == VERDICT_UNCERTAIN;
		misses += b->verdict == VERDICT_MISSES;
		if (a->verdict != b->verdict)
			continue;
		if (i > 1 && a->verdict == VERDICT_MEETS && b->offer)
			assert_true(a->cost_sure <= b->cost_sure);
		if (a->verdict == VERDICT_UNCERTAIN)
			assert_true(a->p_meets >= b->p_meets);
		if (a->verdict == VERDICT_MISSES)
			assert_true(a->excess <= b->excess);
	}
	assert_true(uncertain > 1 && misses > 1);
}

static bool may_lead(const struct study *study, const struct row *a)
{
	return a->provenance != PROVENANCE_EXTRAPOLATED && replica_of(a)->memory.fit != FIT_TIGHT &&
		!isnan(study->objective(a));
}

/* Whether a row that may not lead would have been the first. */
static bool check_leader(const struct study *study)
{
	const struct row *other = NULL, *cheapest = NULL;

	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		if (a->verdict != VERDICT_MEETS)
			continue;
		if (!other && may_lead(study, a))
			other = a;
		if (!isnan(study->objective(a)) && (!cheapest || study->objective(a) < study->objective(cheapest)))
			cheapest = a;
	}
	if (other && !may_lead(study, &r.rows[0]))
		fail_msg("%s: %s leads %s", study->id, r.rows[0].deployment.gpu->id, other->deployment.gpu->id);
	if (other)
		assert_ptr_equal(other, &r.rows[0]);
	return other && !may_lead(study, cheapest);
}

/* With all GPUs, and with a few of which those with assumed constants are cheaper than the others. */
static void test_leader(void **state)
{
	static const char *const models[] = { "meta-llama/Llama-3.1-8B-Instruct", "meta-llama/Llama-3.3-70B-Instruct",
		"gpt-oss-20b", "gpt-oss-120b", "Qwen/Qwen3-32B", "Qwen/Qwen3-30B-A3B", "Qwen/Qwen3-8B", "DeepSeek-R1",
		"Mixtral-8x7B", "zai-org/GLM-4.5-Air" };
	static const char *const loads[][2] = { { "concurrency", "4" }, { "concurrency", "200" }, { "rate", "6" } };
	static const char *const gpus[] = { "MI350X", "MI325X", "L4", "H100-PCIe-80GB" };
	static const struct study *const studies[] = { &serve_study, &fleet_study, &own_study };
	int kept_back[3] = { 0 };

	(void)state;
	for (int m = 0; m < 10; m++)
		for (int l = 0; l < 3; l++)
			for (int few = 0; few < 2; few++) {
				struct scenario s = solve("model", models[m], "certainty", "80%", "replicas", "auto",
					"max-gpus", "32", "ttft", "2s", loads[l][0], loads[l][1], NULL);

				for (int i = 0; few && i < 4; i++)
					set(&s, PARAMETER_GPU, gpus[i]);
				/* A fleet is asked for with a rate. */
				for (int i = 0; i < 3; i++) {
					if (studies[i] == &fleet_study && l < 2)
						continue;
					study_solve(studies[i], &s, TODAY, &r);
					kept_back[i] += check_leader(studies[i]);
				}
			}
	/* Else nothing was tested. */
	assert_true(kept_back[0] > 0 && kept_back[1] > 0 && kept_back[2] > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_straddle),
		cmocka_unit_test(test_monotone),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_leader),
	};

	return cmocka_run_group_tests_name("serve verdict", tests, enter, leave);
}
