/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The serving study: which GPU x count x format x offer serves a workload, ranked by cost. */
#ifndef GPUPLAN_STUDY_SERVE_H
#define GPUPLAN_STUDY_SERVE_H

#include "core/serving.h"
#include "study/answer.h"

/*
 * One answer for every GPU that the scenario admits and that can be had: its best
 * configuration.  Ranked: what meets the goals by cost, what misses by how much, what does
 * not fit by what is missing; ties by id.
 */
void serve_solve(const struct scenario *s, long today, struct result *r);

/* Its second half, for answers that were judged one by one: ranks and explains them, and warns. */
void serve_rank(const struct scenario *s, long today, struct result *r);

/* Only the ranking, and what is equal to the best: answers of different workloads. */
void serve_order(struct result *r);

/* The best configuration of one GPU with `gpus` of them (NaN: any count). */
void serve_one(const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus,
	       struct answer *answer);

/*
 * Visits every configuration of one GPU that serve_one() chooses from, in its order: the
 * preferred format first, fewer GPUs first.  False when no allowed count makes the given layout.
 */
typedef void serve_visit(const struct scenario *s, const struct deployment *deployment, void *data);
bool serve_each(const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus,
		serve_visit *visit, void *data);

/*
 * The same for a run that is known to have happened: where it does not fit into what the engine
 * takes by default, the engine was told to take more (deployment.memory_share).
 */
void serve_run(const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus,
	       struct answer *answer);

/* The scenario's model; a generic one is built into the result. */
const struct model *serve_model(const struct scenario *s, struct result *r);

/*
 * Judges one configuration: memory, speed, price, verdict.  `deployment` is copied.
 * Reasons are not filled: serve_explain() does that for the few that are kept.
 */
void serve_judge(const struct scenario *s, const struct deployment *deployment, struct answer *answer);

/* The same without the rate limit, which takes several times as long. */
void serve_judge_load(const struct scenario *s, const struct deployment *deployment, struct answer *answer);

/* The rate limit that an estimated answer at a rate was left without. */
void serve_limit_rate(const struct scenario *s, struct answer *answer);

/*
 * The largest rate of requests a second that one replica takes within the goals, whatever rate the
 * scenario has; 0 when it misses them even idle, NaN when it cannot be estimated or does not fit.
 */
double serve_capacity(const struct scenario *s, const struct deployment *deployment);

/*
 * The same for who only wants to know what meets the goals: false as soon as it is clear that
 * this one does not, or that it has no price or costs more than cost_limit ($ a million output
 * tokens; INFINITY: whatever it costs).  Of an answer that meets them all is filled but
 * rate_limit and busy at a rate, which no ranking reads.
 */
bool serve_meets(const struct scenario *s, const struct deployment *deployment, double cost_limit,
		 struct answer *answer);

/* Puts the question of an answer that can be estimated to the model of the engine, once more. */
struct service serve_load(const struct scenario *s, const struct answer *a, struct serving *serving);

/* The most users, fewer than the answer misses its goals with, that its configuration meets them
 * with; 0: not even one.  Some ten estimates. */
double serve_users_within(const struct scenario *s, const struct answer *answer);

/* Why the answer is as it is; `best` may be NULL or the answer itself.  `users` that it would do
 * for, NAN where nobody looked. */
void serve_explain(const struct scenario *s, long today, const struct answer *best, double users,
		   struct answer *answer);

/* Explains one answer of a ranking that has been made anew, with the load that it would do for. */
void serve_explain_again(const struct scenario *s, long today, struct result *r, int index);

/* What an estimate rests on, and how the formats run: the end of every explanation. */
void serve_explain_evidence(const struct scenario *s, struct answer *answer);
/* What limits a decode step. */
void serve_explain_bound(struct answer *answer);

/* Negative when a is the better answer. */
int serve_compare(const struct answer *a, const struct answer *b);

/* The cheapest offer that the scenario admits for `gpus` of that GPU; NULL when none. */
const struct offer *serve_offer(const struct scenario *s, const struct gpu *gpu, double gpus);

/* The same of certain kinds of purchase, bits 1 << enum purchase, whichever the scenario wants. */
const struct offer *serve_offer_among(const struct scenario *s, const struct gpu *gpu, double gpus,
				      unsigned purchases);

/*
 * What a scenario admits, asked of it once for any number of offers: the places that were compared
 * are kept.  The scenario stays as it is for as long.
 */
enum { ADMISSION_REGIONS = 256 };
struct admission {
	const struct scenario *scenario;
	unsigned kinds, purchases; /* bits; kinds UINT_MAX: providers are named, whatever their kind */
	/* The catalog keeps each place once, so that its address is its name. */
	struct {
		const char *region;
		bool matches;
	} seen[ADMISSION_REGIONS];
};

/* `purchases`: bits 1 << enum purchase; scenario_purchases(), or UINT_MAX for every kind. */
void admission_init(struct admission *admission, const struct scenario *s, unsigned purchases);

/* Whether an offer is admitted at all (kind, trust, match, provider, region); a price that gave way
 * to a newer one is not. */
bool admission_admits(struct admission *admission, const struct offer *offer);

#endif
