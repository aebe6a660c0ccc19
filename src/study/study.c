/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study table and what all results have in common: order. */
#include "config.h"

#include "study/study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "study/fleet.h"
#include "study/own.h"
#include "study/serve.h"

static const enum parameter serve_panel[] = {
	PARAMETER_MODEL, PARAMETER_WEIGHTS, PARAMETER_KV, PARAMETER_CONTEXT, PARAMETER_PROMPT,
	PARAMETER_OUTPUT, PARAMETER_CONCURRENCY, PARAMETER_TTFT, PARAMETER_TPOT, PARAMETER_SPOT,
	PARAMETER_BUSY, PARAMETER_FOUR_BIT, PARAMETER_ENGINE, PARAMETER_TUNING, PARAMETER_MAX_GPUS,
	PARAMETER_PREFIX_HIT, PARAMETER_RATE, PARAMETER_PURCHASE, PARAMETER_BATCHING,
	PARAMETER_COUNT,
};

static const enum metric serve_columns[] = {
	METRIC_GPU, METRIC_GPUS, METRIC_WEIGHTS, METRIC_KV_HEADROOM, METRIC_MAX_CONCURRENCY,
	METRIC_TTFT, METRIC_TPOT, METRIC_OUTPUT_TOK_S, METRIC_HOUR, METRIC_MTOK_OUTPUT, METRIC_VERDICT,
	METRIC_COUNT,
};

static const enum parameter fleet_panel[] = {
	PARAMETER_MODEL, PARAMETER_RATE, PARAMETER_RATE_LOW, PARAMETER_LOW_HOURS, PARAMETER_TRAFFIC, PARAMETER_PROMPT,
	PARAMETER_OUTPUT, PARAMETER_TTFT, PARAMETER_TPOT, PARAMETER_SPOT, PARAMETER_TARGET_LOAD,
	PARAMETER_SPARES, PARAMETER_SCALING, PARAMETER_GROWTH,
	PARAMETER_MONTHS, PARAMETER_PURCHASE, PARAMETER_INTERRUPTIONS,
	PARAMETER_RESTART, PARAMETER_SPOT_FLOOR, PARAMETER_API_INPUT_PRICE, PARAMETER_API_OUTPUT_PRICE,
	PARAMETER_HOURS_PER_MONTH, PARAMETER_WEIGHTS, PARAMETER_KV, PARAMETER_CONTEXT, PARAMETER_FOUR_BIT,
	PARAMETER_ENGINE, PARAMETER_TUNING, PARAMETER_MAX_GPUS, PARAMETER_PREFIX_HIT,
	PARAMETER_COUNT,
};

static const enum metric fleet_columns[] = {
	METRIC_GPU, METRIC_REPLICAS, METRIC_GPUS, METRIC_FLEET_GPUS, METRIC_FLEET_ON_DEMAND,
	METRIC_FLEET_RESERVED_1Y, METRIC_FLEET_RESERVED_3Y, METRIC_FLEET_SPOT, METRIC_FLEET_BILL,
	METRIC_VERDICT, METRIC_COUNT,
};

static const enum parameter own_panel[] = {
	PARAMETER_MODEL, PARAMETER_WEIGHTS, PARAMETER_CONTEXT, PARAMETER_PROMPT, PARAMETER_OUTPUT,
	PARAMETER_CONCURRENCY, PARAMETER_TTFT, PARAMETER_TPOT, PARAMETER_BUSY,
	PARAMETER_SERVER_PRICE, PARAMETER_NETWORK_PRICE, PARAMETER_YEARS, PARAMETER_INTEREST,
	PARAMETER_RESIDUAL, PARAMETER_OPEX, PARAMETER_SERVER_POWER, PARAMETER_PUE, PARAMETER_KWH_PRICE,
	PARAMETER_COLO_PRICE, PARAMETER_COOLING, PARAMETER_RACK_POWER, PARAMETER_RENTED_HOURS,
	PARAMETER_SPOT, PARAMETER_PURCHASE, PARAMETER_MAX_GPUS,
	PARAMETER_COUNT,
};

static const enum metric own_columns[] = {
	METRIC_GPU, METRIC_GPUS, METRIC_WEIGHTS, METRIC_OUTPUT_TOK_S, METRIC_CAPEX, METRIC_OWNED_GPU_HOUR,
	METRIC_OWNED_MONTH, METRIC_RENTED_MONTH, METRIC_OWNED_MTOK, METRIC_RENTED_MTOK,
	METRIC_BREAK_EVEN_MONTH, METRIC_BUY_OR_RENT, METRIC_VERDICT,
	METRIC_COUNT,
};

/* What a replica is and does, where its prices come from, and how answers are listed. */
static const enum parameter replica_parameters[] = {
	PARAMETER_MODEL, PARAMETER_PARAMS, PARAMETER_ACTIVE, PARAMETER_WEIGHTS, PARAMETER_KV,
	PARAMETER_CONTEXT, PARAMETER_PROMPT, PARAMETER_OUTPUT, PARAMETER_RATE, PARAMETER_TTFT,
	PARAMETER_TPOT, PARAMETER_SPOT, PARAMETER_FOUR_BIT, PARAMETER_PREFIX_HIT, PARAMETER_ENGINE,
	PARAMETER_TUNING, PARAMETER_BATCHING, PARAMETER_SPECULATIVE, PARAMETER_GPU, PARAMETER_GPUS,
	PARAMETER_MAX_GPUS, PARAMETER_TP, PARAMETER_PP, PARAMETER_EP, PARAMETER_DP,
	PARAMETER_PURCHASE, PARAMETER_PROVIDER, PARAMETER_PROVIDER_KIND, PARAMETER_REGION,
	PARAMETER_SORT, PARAMETER_TOP, PARAMETER_COUNT,
};

/* A load that is stated by users. */
static const enum parameter users_parameters[] = {
	PARAMETER_CONCURRENCY, PARAMETER_BUSY, PARAMETER_COUNT,
};

/* A bill that is stated by month. */
static const enum parameter month_parameters[] = {
	PARAMETER_HOURS_PER_MONTH, PARAMETER_COUNT,
};

/* A whole service: its day, its replicas, its growth, spot machines, an API to compare with. */
static const enum parameter fleet_parameters[] = {
	PARAMETER_RATE_LOW, PARAMETER_LOW_HOURS, PARAMETER_TRAFFIC, PARAMETER_TARGET_LOAD,
	PARAMETER_SPARES, PARAMETER_SCALING, PARAMETER_GROWTH, PARAMETER_MONTHS,
	PARAMETER_INTERRUPTIONS, PARAMETER_RESTART, PARAMETER_SPOT_FLOOR, PARAMETER_API_INPUT_PRICE,
	PARAMETER_API_OUTPUT_PRICE, PARAMETER_COUNT,
};

/* What is bought, what it costs to keep, and the hours of the rented one. */
static const enum parameter ownership_parameters[] = {
	PARAMETER_GPU_PRICE, PARAMETER_SERVER_PRICE, PARAMETER_NETWORK_PRICE, PARAMETER_YEARS,
	PARAMETER_INTEREST, PARAMETER_RESIDUAL, PARAMETER_SERVER_POWER, PARAMETER_PUE,
	PARAMETER_KWH_PRICE, PARAMETER_COLO_PRICE, PARAMETER_OPEX, PARAMETER_RACK_POWER,
	PARAMETER_COOLING, PARAMETER_RENTED_HOURS, PARAMETER_COUNT,
};

/* What a replica is, holds, does and costs. */
static const enum metric replica_metrics[] = {
	METRIC_GPU, METRIC_GPUS, METRIC_TP, METRIC_PP, METRIC_EP, METRIC_DP, METRIC_WEIGHTS,
	METRIC_KV, METRIC_ENGINE, METRIC_VERDICT, METRIC_FITS, METRIC_RANK, METRIC_EQUAL,
	METRIC_CAPACITY, METRIC_USABLE, METRIC_WEIGHT_BYTES, METRIC_ACTIVATIONS, METRIC_RUNTIME,
	METRIC_KV_POOL, METRIC_KV_IN_USE, METRIC_KV_HEADROOM, METRIC_KV_TOKEN, METRIC_KV_SEQUENCE,
	METRIC_MAX_CONCURRENCY, METRIC_TTFT, METRIC_TPOT, METRIC_E2E, METRIC_OUTPUT_TOK_S,
	METRIC_TOTAL_TOK_S, METRIC_REQUESTS_S, METRIC_CONCURRENCY, METRIC_SATURATED,
	METRIC_PROVIDER, METRIC_PURCHASE, METRIC_GPU_HOUR, METRIC_HOUR, METRIC_AS_OF, METRIC_SOURCE,
	METRIC_MTOK_OUTPUT, METRIC_MTOK_INPUT, METRIC_MTOK, METRIC_MONTH, METRIC_BUSY, METRIC_BOUND,
	METRIC_STEP_WEIGHTS, METRIC_STEP_KV, METRIC_STEP_COMPUTE, METRIC_STEP_COMMUNICATION,
	METRIC_STEP_OVERHEAD, METRIC_PROVENANCE, METRIC_COUNT,
};

/* What a fleet of them is and costs. */
static const enum metric fleet_metrics[] = {
	METRIC_REPLICAS, METRIC_FLEET_REPLICAS_LOW, METRIC_FLEET_NEEDED, METRIC_FLEET_RATE_LIMIT,
	METRIC_FLEET_RATE_PEAK, METRIC_FLEET_RATE_LOW, METRIC_FLEET_GPUS, METRIC_FLEET_GPU_HOURS,
	METRIC_FLEET_BASE, METRIC_FLEET_BASE_PURCHASE, METRIC_FLEET_BASE_PRICE,
	METRIC_FLEET_PEAK_PURCHASE, METRIC_FLEET_PEAK_PRICE, METRIC_FLEET_BILL,
	METRIC_FLEET_ON_DEMAND, METRIC_FLEET_RESERVED_1Y, METRIC_FLEET_RESERVED_3Y,
	METRIC_FLEET_SPOT, METRIC_FLEET_FLOOR, METRIC_FLEET_SPOT_PRICE, METRIC_FLEET_SPOT_EFFECTIVE,
	METRIC_FLEET_AVAILABILITY, METRIC_FLEET_IDLE, METRIC_FLEET_API, METRIC_FLEET_API_RATE,
	METRIC_FLEET_OUTGROWN, METRIC_FLEET_GROWN_REPLICAS, METRIC_FLEET_GROWN, METRIC_COUNT,
};

/* What it costs to own one. */
static const enum metric ownership_metrics[] = {
	METRIC_BUY_OR_RENT, METRIC_GPU_PRICE, METRIC_CAPEX, METRIC_CAPITAL_MONTH,
	METRIC_ENERGY_MONTH, METRIC_COLO_MONTH, METRIC_OPERATIONS_MONTH, METRIC_OWNED_MONTH,
	METRIC_OWNED_GPU_HOUR, METRIC_OWNED_MTOK, METRIC_RENTED_PROVIDER, METRIC_RENTED_PURCHASE,
	METRIC_RENTED_GPU_HOUR, METRIC_RENTED_MONTH, METRIC_RENTED_MTOK, METRIC_BREAK_EVEN_MONTH,
	METRIC_BREAK_EVEN_BUSY, METRIC_TURN_NEAREST, METRIC_TURN_GPU_PRICE, METRIC_TURN_KWH_PRICE,
	METRIC_TURN_BUSY, METRIC_TURN_YEARS, METRIC_TURN_RENTAL, METRIC_POWER_KW, METRIC_SERVER_KW,
	METRIC_RACK_KW, METRIC_SERVERS_PER_RACK, METRIC_COUNT,
};

static const enum parameter *const serve_reads[] = { replica_parameters, users_parameters, NULL };
static const enum parameter *const fleet_reads[] = { replica_parameters, month_parameters, fleet_parameters, NULL };
static const enum parameter *const own_reads[] = { replica_parameters, users_parameters, month_parameters,
						   ownership_parameters, NULL };
static const enum metric *const serve_gives[] = { replica_metrics, NULL };
static const enum metric *const fleet_gives[] = { replica_metrics, fleet_metrics, NULL };
static const enum metric *const own_gives[] = { replica_metrics, ownership_metrics, NULL };

static const struct study rows[STUDY_COUNT] = {
#define STUDY(id_, name, title_, panel_, columns_, reads_, gives_, solve_, rows_, by_provider_, help_) \
	[STUDY_##id_] = { .id = name, .title = title_, .help = help_, .panel = panel_, \
			  .columns = columns_, .reads = reads_, .gives = gives_, .solve = solve_, \
			  .rows = rows_, \
			  .by_provider = by_provider_ },
#include "study/study-table.h"
#undef STUDY
};

const struct study *study_row(enum study_id id)
{
	return &rows[id];
}

bool study_reads(const struct study *study, enum parameter parameter)
{
	for (const enum parameter *const *list = study->reads; *list; list++)
		for (const enum parameter *p = *list; *p != PARAMETER_COUNT; p++)
			if (*p == parameter)
				return true;
	return false;
}

bool study_gives(const struct study *study, enum metric metric)
{
	for (const enum metric *const *list = study->gives; *list; list++)
		for (const enum metric *m = *list; *m != METRIC_COUNT; m++)
			if (*m == metric)
				return true;
	return false;
}

/* Negative when a belongs before b; unknown values stand last in either direction. */
static int compare_metric(enum metric metric, bool reverse, const struct answer *a,
			  const struct answer *b)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value va = metric_value(metric, a), vb = metric_value(metric, b);
	int order;

	if (row->form == METRIC_WORD) {
		if (!va.word || !vb.word)
			return (va.word == NULL) - (vb.word == NULL);
		order = strcmp(va.word, vb.word);
	} else if (row->form == METRIC_FLAG) {
		order = vb.flag - va.flag;
	} else {
		double x = va.band.mid, y = vb.band.mid;

		if (isnan(x) || isnan(y))
			return isnan(x) - isnan(y);
		order = (x > y) - (x < y);
		if (row->better == BETTER_HIGHER)
			order = -order;
	}
	return reverse ? -order : order;
}

struct wanted_order {
	int metric; /* -1: the ranking */
	bool reverse;
};

static int compare_wanted(const struct answer *a, const struct answer *b, const void *context)
{
	const struct wanted_order *wanted = context;
	int order = 0;

	if (wanted->metric >= 0)
		order = compare_metric((enum metric)wanted->metric, wanted->reverse, a, b);
	else if (wanted->reverse)
		order = b->rank - a->rank;
	return order ? order : a->rank - b->rank;
}

void result_sort(struct result *r, int metric, bool reverse)
{
	struct wanted_order wanted = { metric, reverse };

	result_arrange(r, compare_wanted, &wanted);
}

const struct answer *result_best(const struct result *r)
{
	const struct answer *best = NULL;

	for (int i = 0; i < r->count; i++)
		if (r->answers[i].verdict == VERDICT_MEETS && (!best || r->answers[i].rank < best->rank))
			best = &r->answers[i];
	return best;
}
