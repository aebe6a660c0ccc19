/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The serving study: which GPU x count x format x offer serves a workload, ranked by cost. */
#pragma once

#include "study/row.h"

/* Fills the result with one answer for each available GPU that the scenario admits: its best configuration.  Answers
 * that meet the goals come first, by cost; then those that miss them, by the excess; then those that do not fit, by
 * the missing memory.  Ties are ordered by id. */
void serve_solve(const struct scenario *s, long today, struct result *r);

/* Ranks answers that serve_judge() filled, adds their reasons, and adds the warnings of the result. */
void serve_rank(const struct scenario *s, long today, struct result *r);

/* Ranks the answers and sets equal_to_best.  Adds no reasons, so that answers may be of different workloads. */
void serve_order(struct result *r);

/* Fills `answer` with the best configuration of `gpus` GPUs of one kind (NaN: any number). */
void serve_one(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus, struct row *answer);

/* Calls `visit` for every configuration that serve_one() considers, in the same order: the preferred format first,
 * then fewer GPUs first.  False: no allowed number of GPUs matches the layout that the scenario sets. */
typedef void serve_visit(const struct scenario *s, const struct deployment *deployment, void *data);
bool serve_each(const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus,
	serve_visit *visit, void *data);

/* serve_one() for a measured run.  Such a run did fit.  If it does not fit with the engine's default share of memory,
 * deployment.memory_share is raised. */
void serve_run(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus, struct row *answer);

/* The model of the scenario.  A generic model is built in the result and lives as long as it. */
const struct model *serve_model(const struct scenario *s, struct result *r);

/* Fills the reasons of the answer at `index` again, and its room. */
void serve_detail(const struct scenario *s, long today, struct result *r, int index);

/* Negative when a is the better answer. */
int serve_compare(const struct row *a, const struct row *b);

/* The conditions of a scenario on offers, prepared for many offers.  It caches the regions that were compared, and the
 * providers that were asked.  The scenario must not change while it is used. */
enum { ADMISSION_REGIONS = 256 };
struct admission {
	const struct scenario *scenario;
	unsigned kinds, purchases; /* bits; kinds UINT_MAX: providers are named, whatever their kind */
	bool by_place, by_facts;   /* whether there is a filter of that sort */
	/* The catalog stores each region once, so that equal pointers mean equal regions. */
	struct {
		const char *region;
		bool matches;
	} seen[ADMISSION_REGIONS];
	/* By provider: 0 not asked yet, 1 passes, 2 does not. */
	unsigned char asked[CATALOG_PROVIDERS_MAX];
};
