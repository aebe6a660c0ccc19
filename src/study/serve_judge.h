/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judging one configuration: memory, speed, cost, verdict. */
#pragma once

#include "study/replica.h"
#include "study/serve.h"

/* Judges one configuration: memory, speed, price, verdict.  `deployment` is copied.  Reasons are not filled:
 * serve_explain() does that for the few that are kept. */
void serve_judge(const struct scenario *s, const struct deployment *deployment, struct row *answer);

/* serve_judge() without rate_limit and busy at a rate: several times as fast. */
void serve_judge_load(const struct scenario *s, const struct deployment *deployment, struct row *answer);

/* Sets price and cost of an answer anew, by this offer; all else stays. */
void serve_reprice(const struct scenario *s, const struct offer *offer, struct row *answer);

/* Sets rate_limit and busy of an answer at a rate, where it was estimated and lacks them. */
void serve_limit_rate(const struct scenario *s, struct row *answer);

/* The largest arrival rate, in requests per second, at which one replica meets the goals.  The rate of the scenario
 * is ignored.  0: it misses them at every rate.  NaN: it does not fit or cannot be estimated.  A capacity below
 * `least` is of no interest: it may come out as 0, which costs less. */
double serve_capacity(const struct scenario *s, const struct deployment *deployment, double least);

/* replica_stands_behind() of a configuration that fits. */
bool serve_stands_behind(const struct scenario *s, const struct deployment *deployment);

/* Whether a configuration meets the goals at a cost of at most `cost_limit` US dollars per million output tokens.  A
 * finite limit also requires a price; INFINITY: any cost, with or without price.  True: the answer is filled as by
 * serve_judge_load().  False: the answer is incomplete, because the work stops at the first condition that fails; its
 * verdict is VERDICT_MEETS where it is too dear, whether or not it keeps the goals. */
bool serve_meets(const struct scenario *s, const struct deployment *deployment, double cost_limit, struct row *answer);

/* Computes latency and throughput of an answer again, for the load of the scenario.  The answer must have
 * been estimated.  Fills `serving` as well. */
struct service serve_load(const struct scenario *s, const struct row *a, struct serving *serving);

/* Whether the goals of the scenario hold for these figures, as surely as it wants. */
bool serve_goals_hold(const struct scenario *s, const struct replica *replica);

/* Users of one replica of a deployment, the fullest one's.  INFINITY: as many as fit; NaN: the load is a rate. */
double serve_users_share(const struct scenario *s, const struct deployment *d);
