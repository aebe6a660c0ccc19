/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room: so many users keep the goals, one more does not, and what then fails is what is named. */
#include <math.h>

#include "study/serve_judge.h"
#include "study/serve_room.h"
#include "support/solved.h"
#include "support/student.h"

SOLVED_DEFINE

static void check_stop(const struct scenario *next, const struct row *a, const struct replica_row *judged)
{
	const double share = serve_users_share(next, &a->deployment), ran = memory_sequence_limit(&a->deployment);
	const double most = replica_of(a)->memory.max_concurrency;
	const double ttft = sure_of(judged->replica.goal_ttft_s, next->number[PARAMETER_TTFT]);
	const double tpot = sure_of(judged->replica.goal_tpot_s, next->number[PARAMETER_TPOT]);

	switch (replica_of(a)->stop) {
	case STOP_MEMORY: assert_true(share > most); break;
	case STOP_SEQUENCES: assert_true(share > ran && share <= most); break;
	case STOP_TTFT: assert_true(share <= most && share <= ran && ttft < tpot && ttft < 1.0); break;
	case STOP_TPOT: assert_true(share <= most && share <= ran && tpot <= ttft && tpot < 1.0); break;
	}
}

/* Adds to how often each thing stops. */
static void check_room(const struct scenario *s, const struct row *a, int *stops)
{
	const double users = replica_of(a)->users_within;
	struct scenario other = *s;
	struct replica_row judged;

	if (users >= 1.0) {
		other.number[PARAMETER_CONCURRENCY] = users;
		serve_judge(&other, &a->deployment, replica_row_init(&judged));
		if (judged.row.verdict != VERDICT_MEETS)
			fail_msg("%s: %.0f users do not keep the goals", a->deployment.gpu->id, users);
	}
	other.number[PARAMETER_CONCURRENCY] = users + 1.0;
	serve_judge(&other, &a->deployment, replica_row_init(&judged));
	/* What runs at once is no goal: the others wait. */
	if (replica_of(a)->stop != STOP_SEQUENCES && judged.row.verdict == VERDICT_MEETS)
		fail_msg("%s: %.0f users keep the goals too", a->deployment.gpu->id, users + 1.0);
	check_stop(&other, a, &judged);
	stops[replica_of(a)->stop]++;
	/* A row that meets the goals has room for those that it was asked for, one that does not has none. */
	if (a->verdict == VERDICT_MEETS)
		assert_true(users >= s->number[PARAMETER_CONCURRENCY]);
	else
		assert_true(users < s->number[PARAMETER_CONCURRENCY]);
}

static int check_rooms(const struct scenario *s, int *stops)
{
	int count = 0;

	for (int i = 0; i < r.count; i++)
		if (!isnan(replica_of(&r.rows[i])->users_within)) {
			check_room(s, &r.rows[i], stops);
			count++;
		}
	return count;
}

static void test_room(void **state)
{
	int stops[STOP_TPOT + 1] = { 0 };
	struct scenario s;

	(void)state;
	s = solve("certainty", "80%", "replicas", "auto", NULL);
	assert_true(check_rooms(&s, stops) >= 12);
	s = solve("certainty", "80%", "replicas", "auto", "model", "Qwen/Qwen3-8B", "concurrency", "200", "ttft", "1s",
		"tpot", "30ms", NULL);
	assert_true(check_rooms(&s, stops) >= 12);
	s = solve("certainty", "90%", "model", "gpt-oss-120b", "goal-at", "p95", "ttft", "off", NULL);
	assert_true(check_rooms(&s, stops) >= 12);
	s = solve("model", "Qwen/Qwen3-32B", "ttft", "off", "tpot", "off", NULL);
	assert_true(check_rooms(&s, stops) >= 12);
	s = solve("model", "meta-llama/Llama-3.2-1B", "context", "512", "prompt", "256", "output", "64", "ttft", "off",
		"tpot", "off", NULL);
	assert_true(check_rooms(&s, stops) >= 12);
	for (int i = 0; i <= STOP_TPOT; i++)
		assert_true(stops[i] >= 4);
}

/* Not even one user, and loads that are no number of users. */
static void test_none(void **state)
{
	(void)state;
	solve("certainty", "80%", "ttft", "1ms", NULL);
	assert_true(r.count > 12);
	for (int i = 0; i < r.count; i++)
		assert_true(r.rows[i].verdict > VERDICT_MISSES || replica_of(&r.rows[i])->users_within == 0.0 ||
			replica_of(&r.rows[i])->memory.max_concurrency < 1.0);
	solve("certainty", "80%", "rate", "2", NULL);
	assert_true(r.count > 12);
	for (int i = 0; i < r.count; i++)
		assert_true(isnan(replica_of(&r.rows[i])->users_within));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests_name("serve room", tests, enter, leave);
}
