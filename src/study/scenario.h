/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One workload: the values of all parameters. */
#pragma once

#include <math.h>

#include "catalog/area.h"
#include "catalog/catalog.h"
#include "core/fleet.h"
#include "study/measured.h"
#include "study/parameter.h"

/* Supplies models that are not in the catalog because they come from files.  Studies read no files, so that the
 * caller that makes the scenario reads and owns these models. */
struct model_reader {
	/* Sets *found to the model of a name; it lives as long as the reader.  Leaves *found
	 * unchanged if the name is not that of a file model. */
	enum status (*read)(
		struct model_reader *reader, const char *name, const struct checkpoint **found, struct error *error);
};

/* Supplies measured runs: study/measured.h. */
struct measured_reader;

/* A set of catalog indices; empty means any. */
struct index_set {
	unsigned char bits[CATALOG_GPUS_MAX / 8];
	int count;
};

/* MAX_GPUS of most studies, where it is not given. */
enum { SCENARIO_MAX_GPUS = 8 };

/* Plain data: copy it to keep it.  Pointers lead into the catalog and to the reader's models. */
struct scenario {
	const struct catalog *catalog;
	struct model_reader *reader;         /* NULL: models of the catalog only */
	struct measured_reader *measured;    /* NULL: no correction by measured runs */
	const char *engine_version;          /* of such a run; NULL: today's release */
	double number[PARAMETER_MAX];        /* NUMBER: SI value, NaN not given; CHOICE: index */
	const struct model *model;           /* NULL: generic, by PARAMS and ACTIVE */
	const struct weight_format *weights; /* NULL: auto */
	const struct kv_format *kv;          /* NULL: auto */
	const struct checkpoint *checkpoint; /* that was named, with formats or a limit of its own; or NULL */
	const struct engine *engine;
	const struct engine_release *release;        /* of it, that was named; NULL: today's */
	const struct ownership_default *power_price; /* of a kWh; NULL: that of the United States */
	const struct media_model *media;             /* NULL: auto */
	double media_width, media_height;            /* pixels; 0: auto */
	struct index_set gpus, providers;
	struct area_set countries;
	unsigned purchases;      /* bits 1 << enum purchase; 0: by SPOT */
	unsigned provider_kinds; /* bits; 0: hyperscalers and specialists */
	unsigned certificates;   /* bits 1 << enum certificate: all of them are wanted */
	int sort_metric;         /* enum metric; -1: by verdict and cost */
	char region[64];
	int area;                    /* that `region` names; AREA_NONE: it is a part of names of regions */
	double now;                  /* seconds since 1970 when it is asked: a deadline counts from then */
	bool timed[PARAMETER_MAX];   /* NUMBER_OR_TIME: it was given as a time of the clock */
	double usual_max_gpus;       /* MAX_GPUS where it is not given: that of the study */
	bool traffic_given;          /* else it is RATE and RATE_LOW */
	double traffic[FLEET_HOURS]; /* requests a second of the whole service by hour of the day */
};

/* One choice of a parameter: an item of the catalog or a word.  "auto" is the first choice of a parameter
 * that can be left open. */
struct choice {
	const char *id;
	const char *name; /* of an item; NULL: the id is a word that a front end may translate */
	int index;        /* in the list of items or words; -1: "auto" */
	bool offered;     /* it agrees with the rest of the scenario */
};

/* Checks parameters against each other: context with prompt + output and the limit of the model, spot with
 * purchase, GPUs with the layout.  STATUS_USAGE with one message. */
enum status scenario_check(const struct scenario *s, struct error *error);

/* A value, or another one where it is NaN: nobody gave it. */
static inline double given_or(double given, double otherwise)
{
	return isnan(given) ? otherwise : given;
}

/* Tokens of the longest request: the given context, or else max(8192, (prompt + output) (1 + 2 spread)), at most the
 * limit of the model. */
double scenario_context(const struct scenario *s);

/* Most tokens that the model takes; INFINITY when it has no limit. */
double scenario_context_limit(const struct scenario *s);

/* Sets `now`.  A deadline that is a time of the clock stays what it is, one that is a duration counts from now on. */
void scenario_set_now(struct scenario *s, double now);

/* Most GPUs of all replicas, given or usual. */
double scenario_max_gpus(const struct scenario *s);

/* How many replicas max-gpus leaves room for, at least 1. */
double scenario_most_replicas(const struct scenario *s);

bool scenario_open_loop(const struct scenario *s);     /* a rate is given, not a concurrency */
struct goals scenario_goals(const struct scenario *s); /* without the errors of estimates */
struct request scenario_request(const struct scenario *s);

/* What so many users ask of the memory. */
struct demand scenario_demand(const struct scenario *s, double users);

/* The first of the GPUs that are named; at least one must be. */
const struct gpu *scenario_gpu(const struct scenario *s);
unsigned scenario_purchases(const struct scenario *s);
unsigned scenario_provider_kinds(const struct scenario *s);

/* Whether a GPU of the catalog, by its index, is one that the scenario asks about: none that is only announced. */
bool scenario_considers(const struct scenario *s, int gpu);

bool index_set_has(const struct index_set *set, int index);
void index_set_add(struct index_set *set, int index);
