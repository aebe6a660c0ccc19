/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guided interview: defaults, every path, back and forward, skips, refusals, consequences. */
#include <math.h>

#include "support/interviewed.h"
#include "support/solved.h"
#include "study/scenario_text.h"
#include "study/interview_answer.h"
#include "study/interview.h"
#include "study/replica.h"
#include "study/study.h"

SOLVED_DEFINE
INTERVIEWED_DEFINE

/* The same value, also where it is not given. */
static void same_number(double got, double wanted)
{
	assert_true(got == wanted || (isnan(got) && isnan(wanted)));
}

/* The defaults of the published questionnaire: an 8B model, 8 bits, 0.5 s, 50 ms, 8 requests,
 * half busy, up to 8 GPUs, on demand, lowest cost; the lengths are those of chat in published traces,
 * 1,024 in and 256 out with a spread of 0.85; sure to 80 %; the rest is as ever. */
static void test_defaults(void **state)
{
	struct scenario wanted = usual();

	(void)state;
	set(&wanted, PARAMETER_MODEL, "meta-llama/Llama-3.1-8B");
	wanted.number[PARAMETER_PROMPT] = 1024.0;
	wanted.number[PARAMETER_OUTPUT] = 256.0;
	wanted.number[PARAMETER_SPREAD] = 0.85;
	wanted.number[PARAMETER_CONTEXT] = NAN;
	wanted.number[PARAMETER_CERTAINTY] = 0.8;
	wanted.number[PARAMETER_GOAL_AT] = GOAL_AT_MEAN;
	wanted.number[PARAMETER_CONCURRENCY] = 8.0;
	for (int all = 0; all < 2; all++) {
		interview_ask_all(&iv, all);
		go_to(QUESTION_WORKLOAD);
		while (iv.current != QUESTION_COUNT)
			assert_true(interview_forward(&iv));
		assert_false(interview_forward(&iv));
		for (int i = 0; i < PARAMETER_COUNT; i++)
			same_number(scenario_number(&iv.scenario, (enum parameter)i),
				scenario_number(&wanted, (enum parameter)i));
		assert_ptr_equal(iv.scenario.model, wanted.model);
		assert_null(iv.scenario.weights);
		assert_int_equal(scenario_purchases(&iv.scenario), 1u << PURCHASE_ON_DEMAND);
		assert_int_equal(iv.scenario.sort_metric, -1);
		assert_int_equal(iv.notes.count, 0);
	}
	/* What the wizard sees is what the study says. */
	study_solve(&serve_study, &iv.scenario, TODAY, &r);
	assert_ptr_equal(result_best(&r)->deployment.gpu, iv.present.best.row.deployment.gpu);
}

static void test_counts(void **state)
{
	(void)state;
	assert_int_equal(interview_count(&iv), 7);
	assert_int_equal(interview_number(&iv), 1);
	say(QUESTION_PRECISION, "fp4");
	assert_int_equal(interview_count(&iv), 8);
	assert_int_equal(iv.current, QUESTION_TESTED);
	assert_int_equal(interview_number(&iv), 4);
	go_to(QUESTION_COUNT);
	assert_int_equal(interview_number(&iv), 9);
	/* Every question of the table but those of piles. */
	interview_ask_all(&iv, true);
	assert_int_equal(interview_count(&iv), 17);
	assert_int_equal(iv.current, QUESTION_TPOT);
	/* Workload, model, precision, its test, work, deadline, certainty, length, spot, split, purchase. */
	say(QUESTION_WORKLOAD, "batch");
	assert_int_equal(interview_count(&iv), 11);
	interview_ask_all(&iv, false);
	assert_int_equal(interview_count(&iv), 8);
	say(QUESTION_PRECISION, "8bit");
	assert_int_equal(interview_count(&iv), 7);
}

/* Nobody waits for a pile: no goals and no users, but its size and a time; and the answers come back with the people. */
static void test_skips(void **state)
{
	(void)state;
	say(QUESTION_TTFT, "2s");
	assert_true(number(PARAMETER_TTFT) == 2.0);
	say(QUESTION_WORKLOAD, "batch");
	assert_ptr_equal(interview_study(&iv), &batch_study);
	assert_false(interview_asks(&iv, QUESTION_TTFT));
	assert_false(interview_asks(&iv, QUESTION_TPOT));
	assert_false(interview_asks(&iv, QUESTION_USERS));
	/* What is not asked is as it was. */
	assert_true(number(PARAMETER_TTFT) == 0.5);
	go_to(QUESTION_PRECISION);
	interview_forward(&iv);
	assert_int_equal(iv.current, QUESTION_WORK);
	interview_forward(&iv);
	assert_int_equal(iv.current, QUESTION_DEADLINE);
	interview_back(&iv);
	interview_back(&iv);
	assert_int_equal(iv.current, QUESTION_PRECISION);
	say(QUESTION_WORKLOAD, "chat");
	assert_true(number(PARAMETER_TTFT) == 2.0);
	assert_true(number(PARAMETER_TPOT) == 0.05);
	assert_true(number(PARAMETER_CONCURRENCY) == 8.0);
	assert_false(interview_asks(&iv, QUESTION_WORK));
	/* A choice that the other workload does not have gives way to its default. */
	say(QUESTION_LENGTH, "code");
	assert_true(number(PARAMETER_OUTPUT) == 32.0);
	say(QUESTION_WORKLOAD, "batch");
	assert_true(number(PARAMETER_OUTPUT) == 100.0);
}

static void test_settled(void **state)
{
	struct parameter_set settled = { { false } };

	(void)state;
	settled.has[PARAMETER_MODEL] = settled.has[PARAMETER_TTFT] = settled.has[PARAMETER_RATE] = true;
	interview_release(&iv);
	begin(&settled);
	assert_int_equal(interview_count(&iv), 4);
	assert_false(interview_asks(&iv, QUESTION_MODEL));
	assert_false(interview_asks(&iv, QUESTION_USERS));
	assert_string_equal(iv.scenario.model->id, "meta-llama/Llama-3.3-70B-Instruct");
	/* Of a pile, too. */
	settled.has[PARAMETER_REQUESTS] = settled.has[PARAMETER_DEADLINE] = true;
	interview_release(&iv);
	begin(&settled);
	say(QUESTION_WORKLOAD, "batch");
	assert_false(interview_asks(&iv, QUESTION_WORK));
	assert_false(interview_asks(&iv, QUESTION_DEADLINE));
	assert_int_equal(interview_count(&iv), 4);
}

/* What the short path leaves out stays as the plan has it. */
static void test_base_is_kept(void **state)
{
	struct scenario base = usual();
	struct error error = { .text = "" };

	(void)state;
	interview_release(&iv);
	set(&base, PARAMETER_BUSY, "70%");
	set(&base, PARAMETER_ENGINE, "sglang");
	assert_int_equal(interview_init(&iv, study_with_questions(), &base, NULL, TODAY, &error), STATUS_OK);
	assert_true(number(PARAMETER_BUSY) == 0.7);
	interview_ask_all(&iv, true);
	assert_true(number(PARAMETER_BUSY) == 0.5);
	assert_string_equal(iv.scenario.engine->id, "sglang");
}

static void test_back_and_forward(void **state)
{
	struct scenario answered;

	(void)state;
	assert_false(interview_back(&iv));
	say(QUESTION_MODEL, "large");
	say(QUESTION_PRECISION, "bf16");
	say(QUESTION_TTFT, "750ms");
	say(QUESTION_USERS, "24");
	say(QUESTION_LENGTH, "documents");
	say(QUESTION_SPOT, "yes");
	assert_int_equal(iv.current, QUESTION_COUNT);
	answered = iv.scenario;
	while (interview_back(&iv))
		assert_memory_equal(&iv.scenario, &answered, sizeof(answered));
	assert_int_equal(iv.current, QUESTION_WORKLOAD);
	while (interview_forward(&iv))
		assert_memory_equal(&iv.scenario, &answered, sizeof(answered));
	/* One answer changes one thing. */
	say(QUESTION_TTFT, "1s");
	answered.number[PARAMETER_TTFT] = 1.0;
	assert_memory_equal(&iv.scenario, &answered, sizeof(answered));
	assert_string_equal(iv.scenario.weights->id, "bf16");
	assert_true(number(PARAMETER_SPOT) == SPOT_TOLERANT);
	assert_true(number(PARAMETER_PROMPT) == 3000.0 && isnan(number(PARAMETER_CONTEXT)));
}

static void test_refusals(void **state)
{
	(void)state;
	say(QUESTION_USERS, "24");
	assert_non_null(strstr(refused(QUESTION_TTFT, "2h"), "allowed is 1 ms to 3600 s or off"));
	assert_non_null(strstr(refused(QUESTION_TTFT, "99999999"), "allowed is"));
	assert_non_null(strstr(refused(QUESTION_USERS, "0"), "allowed is 1 to 1M or max"));
	assert_non_null(strstr(refused(QUESTION_USERS, "2.5"), "allowed is 1 to 1M or max"));
	assert_non_null(strstr(refused(QUESTION_USERS, "-3"), "allowed is"));
	assert_non_null(strstr(refused(QUESTION_WORKLOAD, "cook"), "allowed is chat, batch"));
	assert_non_null(strstr(refused(QUESTION_SPOT, "x\033[31m"), "allowed is no, yes"));
	assert_null(strchr(refused(QUESTION_SPOT, "x\033[31m"), '\033'));
	assert_non_null(strstr(refused(QUESTION_MODEL, "no such model"), "no such model"));
	assert_non_null(strstr(refused(QUESTION_MODEL, "70B/80B"), "active"));
	assert_non_null(strstr(refused(QUESTION_MODEL, "70B/"), "active"));
	assert_non_null(strstr(refused(QUESTION_LENGTH, "5"), "2k/300"));
	assert_non_null(strstr(refused(QUESTION_LENGTH, "/3"), "2k/300"));
	assert_non_null(strstr(refused(QUESTION_LENGTH, "1/2/3"), "2k/300"));
	assert_non_null(strstr(refused(QUESTION_LENGTH, "0/3"), "2k/300"));
	/* Llama 3.1 takes 131,072 tokens. */
	assert_non_null(strstr(refused(QUESTION_LENGTH, "128k/1"), "131072"));
	assert_true(number(PARAMETER_CONCURRENCY) == 24.0);
}

static void test_typed(void **state)
{
	(void)state;
	say(QUESTION_MODEL, "70B");
	assert_null(iv.scenario.model);
	assert_true(number(PARAMETER_PARAMS) == 70e9 && isnan(number(PARAMETER_ACTIVE)));
	say(QUESTION_MODEL, "235B/22B");
	assert_true(number(PARAMETER_PARAMS) == 235e9 && number(PARAMETER_ACTIVE) == 22e9);
	say(QUESTION_MODEL, "qwen3-8b");
	assert_string_equal(iv.scenario.model->id, "Qwen/Qwen3-8B");
	assert_true(isnan(number(PARAMETER_PARAMS)));
	say(QUESTION_MODEL, "SMALL");
	assert_string_equal(iv.scenario.model->id, "meta-llama/Llama-3.1-8B");
	say(QUESTION_LENGTH, "2k/300");
	assert_true(number(PARAMETER_PROMPT) == 2048.0 && number(PARAMETER_OUTPUT) == 300.0);
	assert_true(isnan(number(PARAMETER_CONTEXT)));
	say(QUESTION_USERS, "max");
	assert_true(isinf(number(PARAMETER_CONCURRENCY)));
	say(QUESTION_TTFT, "off");
	assert_true(isinf(number(PARAMETER_TTFT)));
	assert_int_equal(iv.notes.count, 0);
	interview_ask_all(&iv, true);
	say(QUESTION_TPOT, "off");
	assert_int_equal(iv.notes.count, 1);
	assert_int_equal(iv.notes.items[0].id, NOTE_NO_GOALS);
	say(QUESTION_SPLIT, "2");
	assert_true(number(PARAMETER_MAX_GPUS) == 2.0);
	say(QUESTION_BUSY, "15%");
	assert_true(number(PARAMETER_BUSY) == 0.15);
}

static const struct interview_note *note(enum interview_note_id id)
{
	for (int i = 0; i < iv.notes.count; i++) {
		if (iv.notes.items[i].id == id)
			return &iv.notes.items[i];
	}
	return NULL;
}

/* Kinds of traffic: mean prompt and answer, coefficient of variation of both, share found in the prefix cache, and the
 * longest request, which nobody asks for: max(8192, (prompt + answer) (1 + 2 spread)), at most what the model takes,
 * for Llama 3.1 131,072: 66,048 x 2.2 would be more. */
static const struct {
	const char *workload, *word;
	double prompt, output, spread, hit, context;
} kinds[] = {
	{ "chat", "chat", 1024, 256, 0.85, 0.0, 8192 },
	{ "chat", "code", 2048, 32, 1.0, 0.0, 8192 },
	{ "chat", "documents", 3000, 300, 0.4, 0.3, 8192 },
	{ "chat", "agents", 65536, 512, 0.6, 0.85, 131072 },
	{ "batch", "summaries", 1024, 100, 0.45, 0.0, 8192 },
	{ "batch", "long", 9000, 700, 0.45, 0.0, 18430 },
	{ "chat", "reasoning", 1024, 4096, 1.2, 0.0, 17408 },
};

static void test_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		say(QUESTION_WORKLOAD, kinds[i].workload);
		say(QUESTION_LENGTH, kinds[i].word);
		assert_true(number(PARAMETER_PROMPT) == kinds[i].prompt);
		assert_true(number(PARAMETER_OUTPUT) == kinds[i].output);
		assert_true(number(PARAMETER_SPREAD) == kinds[i].spread);
		assert_true(number(PARAMETER_PREFIX_HIT) == kinds[i].hit);
		assert_true(isnan(number(PARAMETER_CONTEXT)));
		assert_true(scenario_context(&iv.scenario) == kinds[i].context);
	}
	/* Who only waits for a pile to be done writes summaries, as long as nobody says otherwise. */
	say(QUESTION_WORKLOAD, "batch");
	say(QUESTION_LENGTH, "summaries");
	say(QUESTION_WORKLOAD, "chat");
	assert_true(number(PARAMETER_PROMPT) == 1024.0 && number(PARAMETER_OUTPUT) == 256.0);
}

/* A context that a plan has goes, one that was given stays, as a spread does that was given. */
static void test_context(void **state)
{
	struct parameter_set settled = { { false } };
	struct scenario base = usual();
	struct error error = { .text = "" };

	(void)state;
	set(&base, PARAMETER_CONTEXT, "16k");
	set(&base, PARAMETER_SPREAD, "0.2");
	interview_release(&iv);
	assert_int_equal(interview_init(&iv, study_with_questions(), &base, NULL, TODAY, &error), STATUS_OK);
	assert_true(isnan(number(PARAMETER_CONTEXT)) && number(PARAMETER_SPREAD) == 0.85);
	interview_release(&iv);
	settled.has[PARAMETER_CONTEXT] = settled.has[PARAMETER_SPREAD] = true;
	assert_int_equal(interview_init(&iv, study_with_questions(), &base, &settled, TODAY, &error), STATUS_OK);
	assert_true(interview_asks(&iv, QUESTION_LENGTH));
	say(QUESTION_LENGTH, "agents");
	assert_true(number(PARAMETER_CONTEXT) == 16384.0 && number(PARAMETER_SPREAD) == 0.2);
	/* 16384 - 512 */
	assert_true(number(PARAMETER_PROMPT) == 15872.0);
	say(QUESTION_LENGTH, "2k/300");
	assert_true(number(PARAMETER_CONTEXT) == 16384.0);
}

/* A choice is never refused: what the model does not take is cut. Qwen3 32B takes 40,960 tokens: 40960 - 512 = 40448. */
static void test_shortened(void **state)
{
	(void)state;
	say(QUESTION_MODEL, "medium");
	say(QUESTION_LENGTH, "agents");
	assert_true(number(PARAMETER_PROMPT) == 40448.0 && isnan(number(PARAMETER_CONTEXT)));
	assert_non_null(note(NOTE_SHORTENED));
	assert_true(note(NOTE_SHORTENED)->value == 40448.0);
	/* DeepSeek V3 takes 163,840 tokens. */
	say(QUESTION_MODEL, "very-large");
	assert_null(note(NOTE_SHORTENED));
	assert_true(number(PARAMETER_PROMPT) == 65536.0);
}

/* Llama 3.1 8B has 32 layers with 8 heads of 128: 2 x 32 x 8 x 128 x 2 bytes a token, and a session of an agent has
 * 65,536 + 512 tokens.  All of it counts: what one session has read is no use to another. */
static void test_sessions(void **state)
{
	const double session = 66048.0 * 131072.0;
	const struct interview_note *of;
	double pool;

	(void)state;
	assert_null(note(NOTE_SESSIONS));
	say(QUESTION_LENGTH, "agents");
	of = note(NOTE_SESSIONS);
	assert_non_null(of);
	pool = iv.present.best.replica.memory.kv_pool * deployment_replicas(&iv.present.best.row.deployment);
	assert_true(of->value >= 8.0 && fabs(of->value - pool / session) <= 1.0);
	assert_null(note(NOTE_SESSIONS_LOST));
	/* Of Llama 3.3 70B with 80 layers it is 21.6 GB: eight GPUs of 288 GB hold a hundred. */
	say(QUESTION_MODEL, "large");
	say(QUESTION_USERS, "128");
	of = note(NOTE_SESSIONS_LOST);
	assert_non_null(of);
	assert_true(of->value < 128.0);
	assert_null(note(NOTE_SESSIONS));
	say(QUESTION_LENGTH, "documents");
	assert_null(note(NOTE_SESSIONS_LOST));
}

/* How sure and of which requests: asked with the further questions, of piles only how sure. */
static void test_certainty(void **state)
{
	(void)state;
	assert_false(interview_asks(&iv, QUESTION_CERTAINTY) || interview_asks(&iv, QUESTION_GOAL_AT));
	interview_ask_all(&iv, true);
	say(QUESTION_CERTAINTY, "90%");
	assert_true(number(PARAMETER_CERTAINTY) == 0.9);
	assert_true(iv.present.best.row.p_meets >= 0.9);
	say(QUESTION_CERTAINTY, "75%");
	assert_true(number(PARAMETER_CERTAINTY) == 0.75);
	assert_non_null(strstr(refused(QUESTION_CERTAINTY, "20%"), "allowed is 50% to 95%"));
	say(QUESTION_GOAL_AT, "p95");
	assert_true(number(PARAMETER_GOAL_AT) == GOAL_AT_P95);
	say(QUESTION_WORKLOAD, "batch");
	assert_false(interview_asks(&iv, QUESTION_GOAL_AT));
	assert_true(number(PARAMETER_GOAL_AT) == GOAL_AT_MEAN && number(PARAMETER_CERTAINTY) == 0.75);
}

/* What the best still has room for was counted: a GPU that holds a hundred is not full with 8. */
static void test_room(void **state)
{
	const struct replica *best = &iv.present.best.replica;

	(void)state;
	assert_true(best->users_within >= 8.0);
	assert_true(
		reasons_have(&iv.present.best.row.reasons, best->users_within > 8.0 ? REASON_ROOM : REASON_NO_ROOM));
	say(QUESTION_TTFT, "1ms");
	assert_true(!isnan(best->users_within));
}

/* Llama 2 takes 4,096 tokens: typed lengths beyond are asked again, other answers stay. */
static void test_asked_again(void **state)
{
	(void)state;
	say(QUESTION_LENGTH, "100k/500");
	say(QUESTION_USERS, "3");
	say(QUESTION_MODEL, "meta-llama/Llama-2-7b-hf");
	assert_non_null(note(NOTE_ASKED_AGAIN));
	assert_int_equal(note(NOTE_ASKED_AGAIN)->question, QUESTION_LENGTH);
	assert_true(number(PARAMETER_PROMPT) == 1024.0 && number(PARAMETER_OUTPUT) == 256.0);
	assert_true(number(PARAMETER_CONCURRENCY) == 3.0);
}

static void test_fp4(void **state)
{
	(void)state;
	say(QUESTION_PRECISION, "fp4");
	assert_true(number(PARAMETER_FOUR_BIT) == FOUR_BIT_NEVER);
	assert_non_null(note(NOTE_UNTESTED));
	say(QUESTION_TESTED, "yes");
	assert_true(number(PARAMETER_FOUR_BIT) == FOUR_BIT_ANY);
	assert_null(note(NOTE_UNTESTED));
	say(QUESTION_PRECISION, "int4");
	assert_true(number(PARAMETER_FOUR_BIT) == FOUR_BIT_NEVER);
	assert_string_equal(iv.scenario.weights->id, "int4");
}

static void test_rate(void **state)
{
	(void)state;
	interview_ask_all(&iv, true);
	say(QUESTION_TRAFFIC, "5/s");
	assert_true(number(PARAMETER_RATE) == 5.0 && isnan(number(PARAMETER_CONCURRENCY)));
	assert_non_null(note(NOTE_LOAD));
	assert_true(note(NOTE_LOAD)->value == iv.present.best.replica.concurrency);
	/* Little's law: requests in progress = rate x time of one. */
	assert_true(fabs(iv.present.best.replica.e2e_s.mid * 5.0 / note(NOTE_LOAD)->value - 1.0) < 0.05);
	say(QUESTION_TRAFFIC, "unknown");
	assert_true(isnan(number(PARAMETER_RATE)) && number(PARAMETER_CONCURRENCY) == 8.0);
}

static void test_purchase(void **state)
{
	(void)state;
	interview_ask_all(&iv, true);
	say(QUESTION_PURCHASE, "3y");
	assert_int_equal(iv.scenario.purchases, 1u << PURCHASE_RESERVED_3Y);
	say(QUESTION_PURCHASE, "1y");
	assert_int_equal(iv.scenario.purchases, 1u << PURCHASE_RESERVED_1Y);
}

/* A tried answer shows what it would bring, and nothing else happens. */
static void test_try(void **state)
{
	struct error error = { .text = "" };
	struct scenario before;
	const struct row *best;

	(void)state;
	go_to(QUESTION_MODEL);
	before = iv.scenario;
	assert_int_equal(interview_try(&iv, NULL, "very-large", &error), STATUS_OK);
	assert_memory_equal(&iv.scenario, &before, sizeof(before));
	assert_int_equal(iv.current, QUESTION_MODEL);
	assert_string_equal(iv.outlook_scenario.model->id, "deepseek-ai/DeepSeek-V3");
	/* What it would ask: a pile has no wait. */
	go_to(QUESTION_WORKLOAD);
	assert_int_equal(interview_try(&iv, NULL, "batch", &error), STATUS_OK);
	assert_true(!iv.outlook_asks[QUESTION_TTFT] && interview_asks(&iv, QUESTION_TTFT));
	go_to(QUESTION_MODEL);
	assert_true(iv.outlook_asks[QUESTION_TTFT]);
	assert_int_equal(interview_try(&iv, NULL, "very-large", &error), STATUS_OK);
	set(&before, PARAMETER_MODEL, "deepseek-ai/DeepSeek-V3");
	study_solve(&serve_study, &before, TODAY, &r);
	best = result_best(&r);
	assert_ptr_equal(iv.outlook.best.row.deployment.gpu, best->deployment.gpu);
	assert_true(iv.outlook.best.row.cost.output.mid == best->cost.output.mid);
	assert_true(iv.outlook.best.row.cost.output.mid > iv.present.best.row.cost.output.mid);
	/* Going on takes what stands, not what was tried. */
	interview_forward(&iv);
	assert_string_equal(iv.scenario.model->id, "meta-llama/Llama-3.1-8B");
	assert_string_equal(iv.outlook_scenario.model->id, "meta-llama/Llama-3.1-8B");
	assert_ptr_equal(iv.outlook.best.row.deployment.gpu, iv.present.best.row.deployment.gpu);
}

/* The recommendation is the best of what meets the goals, by what matters most. */
static void test_goal(void **state)
{
	double least = INFINITY, most = 0.0;

	(void)state;
	interview_ask_all(&iv, true);
	study_solve(&serve_study, &iv.scenario, TODAY, &r);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		if (a->verdict != VERDICT_MEETS || !a->offer)
			continue;
		least = fmin(least, replica_of(a)->e2e_s.mid);
		most = fmax(most, replica_of(a)->memory.kv_headroom);
	}
	say(QUESTION_GOAL, "latency");
	assert_true(iv.present.best.replica.e2e_s.mid == least);
	assert_non_null(interview_runner_up(&iv));
	assert_ptr_not_equal(interview_runner_up(&iv)->deployment.gpu, iv.present.best.row.deployment.gpu);
	say(QUESTION_GOAL, "headroom");
	assert_true(iv.present.best.replica.memory.kv_headroom == most);
}

static void test_nothing_meets(void **state)
{
	(void)state;
	say(QUESTION_TTFT, "1ms");
	assert_true(iv.present.known);
	assert_int_equal(iv.present.meets, 0);
	assert_int_equal(iv.present.best.row.verdict, VERDICT_MISSES);
	assert_true(iv.present.best.row.reasons.count > 0);
	assert_null(interview_runner_up(&iv));
}

static const char *const things[] = { "chat", "batch", "small", "large", "experts", "fp4", "8bit", "yes", "no", "1s",
	"off", "64", "8", "max", "500M", "10M", "overnight", "12h", "week", "documents", "long", "agents", "reasoning",
	"p95", "90%", "unknown", "5/s", "30%", "auto", "one", "on-demand", "latency", "7B", "30B/3B", "2k/300",
	"100k/500", "meta-llama/Llama-2-7b-hf", "", "-1", "x" };

/* Any way through it: what stands is always a valid scenario and its own consequence. */
static void test_random_walk(void **state)
{
	struct error error = { .text = "" };
	struct outcome last;
	unsigned random = 20261120;

	(void)state;
	for (int i = 0; i < 400; i++) {
		struct scenario before = iv.scenario;
		enum question current = iv.current;
		enum status status = STATUS_OK;

		random = random * 1664525u + 1013904223u;
		if ((random >> 8) % 8 == 0)
			interview_back(&iv);
		else if ((random >> 8) % 8 == 1)
			interview_ask_all(&iv, (random >> 16) % 2);
		else if (iv.current == QUESTION_COUNT)
			go_to(QUESTION_WORKLOAD);
		else
			status = interview_take(&iv, NULL, things[(random >> 12) % COUNT_OF(things)], &error);
		if (status != STATUS_OK) {
			assert_int_equal(iv.current, current);
			assert_memory_equal(&iv.scenario, &before, sizeof(before));
		}
		assert_int_equal(scenario_check(&iv.scenario, &error), STATUS_OK);
		assert_true(iv.current == QUESTION_COUNT || interview_asks(&iv, iv.current));
		assert_true(interview_number(&iv) >= 1);
		assert_true(interview_number(&iv) <= interview_count(&iv) + 1);
		last = iv.present;
		study_solve(interview_study(&iv), &iv.scenario, TODAY, &r);
		assert_int_equal(last.known, r.count > 0);
		if (iv.scenario.sort_metric < 0 && result_best(&r))
			assert_ptr_equal(result_best(&r)->deployment.gpu, last.best.row.deployment.gpu);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { INTERVIEW_TEST(test_defaults), INTERVIEW_TEST(test_counts),
		INTERVIEW_TEST(test_skips), INTERVIEW_TEST(test_settled), INTERVIEW_TEST(test_base_is_kept),
		INTERVIEW_TEST(test_back_and_forward), INTERVIEW_TEST(test_refusals), INTERVIEW_TEST(test_typed),
		INTERVIEW_TEST(test_kinds), INTERVIEW_TEST(test_context), INTERVIEW_TEST(test_shortened),
		INTERVIEW_TEST(test_sessions), INTERVIEW_TEST(test_certainty), INTERVIEW_TEST(test_room),
		INTERVIEW_TEST(test_asked_again), INTERVIEW_TEST(test_fp4), INTERVIEW_TEST(test_rate),
		INTERVIEW_TEST(test_purchase), INTERVIEW_TEST(test_try), INTERVIEW_TEST(test_goal),
		INTERVIEW_TEST(test_nothing_meets), INTERVIEW_TEST(test_random_walk) };

	return cmocka_run_group_tests(tests, enter, leave);
}
