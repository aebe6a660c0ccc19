/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The serving study: which GPU x count x format x offer serves a workload, ranked by cost. */
#pragma once

#include "core/serving.h"
#include "study/row.h"

/*
 * Fills the result with one answer for each available GPU that the scenario admits: its best
 * configuration.  Answers that meet the goals come first, by cost; then those that miss them, by
 * the excess; then those that do not fit, by the missing memory.  Ties are ordered by id.
 */
void serve_solve(const struct scenario *s, long today, struct result *r);

/* Ranks answers that serve_judge() filled, adds their reasons, and adds the warnings of the result. */
void serve_rank(const struct scenario *s, long today, struct result *r);

/* Ranks the answers and sets equal_to_best.  Adds no reasons, so that answers may be of different
 * workloads. */
void serve_order(struct result *r);

/* Fills `answer` with the best configuration of `gpus` GPUs of one kind (NaN: any number). */
void serve_one(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus, struct row *answer);

/*
 * Calls `visit` for every configuration that serve_one() considers, in the same order: the preferred
 * format first, then fewer GPUs first.  False: no allowed number of GPUs matches the layout that
 * the scenario sets.
 */
typedef void serve_visit(const struct scenario *s, const struct deployment *deployment, void *data);
bool serve_each(const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus,
	serve_visit *visit, void *data);

/*
 * serve_one() for a measured run.  Such a run did fit.  If it does not fit with the engine's default
 * share of memory, deployment.memory_share is raised.
 */
void serve_run(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus, struct row *answer);

/* The model of the scenario.  A generic model is built in the result and lives as long as it. */
const struct model *serve_model(const struct scenario *s, struct result *r);

/*
 * Judges one configuration: memory, speed, price, verdict.  `deployment` is copied.
 * Reasons are not filled: serve_explain() does that for the few that are kept.
 */
void serve_judge(const struct scenario *s, const struct deployment *deployment, struct row *answer);

/* serve_judge() without rate_limit and busy at a rate: several times as fast. */
void serve_judge_load(const struct scenario *s, const struct deployment *deployment, struct row *answer);

/* Sets rate_limit and busy of an estimated answer at a rate that serve_judge_load() filled. */
void serve_limit_rate(const struct scenario *s, struct row *answer);

/*
 * The largest arrival rate, in requests per second, at which one replica meets the goals.  The rate
 * of the scenario is ignored.  0: it misses them at every rate.  NaN: it does not fit or cannot be
 * estimated.  A capacity below `least` is of no interest: it may come out as 0, which costs less.
 */
double serve_capacity(const struct scenario *s, const struct deployment *deployment, double least);

/*
 * Whether a configuration meets the goals at a cost of at most `cost_limit` US dollars per million
 * output tokens.  A finite limit also requires a price; INFINITY: any cost, with or without price.
 * True: the answer is filled as by serve_judge_load().  False: the answer is incomplete, because the
 * work stops at the first condition that fails.
 */
bool serve_meets(const struct scenario *s, const struct deployment *deployment, double cost_limit, struct row *answer);

/* Computes latency and throughput of an answer again, for the load of the scenario.  The answer must have
 * been estimated.  Fills `serving` as well. */
struct service serve_load(const struct scenario *s, const struct row *a, struct serving *serving);

/* The largest number of users at which the configuration of an answer that misses its goals meets them.
 * 0: it misses them with one user, or the load is a rate.  Costs about ten estimates. */
double serve_users_within(const struct scenario *s, const struct row *answer);

/* Fills the reasons of the answer.  `best` is the best answer of the result, maybe the same one or NULL.
 * `users` is the result of serve_users_within(); NaN: not computed. */
void serve_explain(const struct scenario *s, long today, const struct row *best, double users, struct row *answer);

/* Fills the reasons of the answer at `index` again, including serve_users_within() if it misses its goals. */
void serve_explain_again(const struct scenario *s, long today, struct result *r, int index);

/* Adds the last reasons of every answer: evidence behind the estimate, and how the GPU runs the formats. */
void serve_explain_evidence(const struct scenario *s, struct row *answer);
/* Adds the reason that names what limits a decode step. */
void serve_explain_bound(struct row *answer);

/* Negative when a is the better answer. */
int serve_compare(const struct row *a, const struct row *b);

/* The cheapest offer that the scenario admits for `gpus` of that GPU; NULL when none. */
const struct offer *serve_offer(const struct scenario *s, const struct gpu *gpu, double gpus);

/* serve_offer() for the kinds in `purchases` (bits 1 << enum purchase) instead of the scenario's. */
const struct offer *serve_offer_among(const struct scenario *s, const struct gpu *gpu, double gpus, unsigned purchases);

/*
 * The conditions of a scenario on offers, prepared for many offers.  It caches the regions that were
 * compared.  The scenario must not change while it is used.
 */
enum { ADMISSION_REGIONS = 256 };
struct admission {
	const struct scenario *scenario;
	unsigned kinds, purchases; /* bits; kinds UINT_MAX: providers are named, whatever their kind */
	/* The catalog stores each region once, so that equal pointers mean equal regions. */
	struct {
		const char *region;
		bool matches;
	} seen[ADMISSION_REGIONS];
};

/* `purchases`: bits 1 << enum purchase; scenario_purchases(), or UINT_MAX for every kind. */
void admission_init(struct admission *admission, const struct scenario *s, unsigned purchases);

/* Whether the scenario admits an offer: by purchase and provider kind, trust, match, provider and region.
 * False for a price that a newer one replaces. */
bool admission_admits(struct admission *admission, const struct offer *offer);
