/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search of the serving study: which count x format x layout x offer of a GPU serves a workload best. */
#pragma once

#include "study/row.h"

/* Fills `answer` with the best configuration of `gpus` GPUs of one kind (NaN: any number). */
void serve_one(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus, struct row *answer);

/* At least as many configurations as serve_each() visits of one GPU: the formats that auto tries, one and those in 4
 * bits, times the numbers 1, 2, 4 to 1024, the highest --max-gpus. */
enum { SERVE_FORMATS_MAX = 1 + ENGINE_FORMATS_MAX, SERVE_COUNTS_MAX = 11 };
enum { SERVE_CONFIGURATIONS_MAX = SERVE_FORMATS_MAX * SERVE_COUNTS_MAX };

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

/* Negative when a is the better answer. */
int serve_compare(const struct row *a, const struct row *b);

/* The same of two configurations of one GPU: of those that meet the goals, one that may lead comes before one that
 * stands behind, whatever it costs. */
int serve_prefer(const struct row *a, const struct row *b);

/* The cost per million output tokens below which another configuration of the GPU can be preferred to one that meets
 * the goals; INFINITY: any. */
double serve_cost_to_beat(const struct row *best);

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
