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

static const struct study rows[STUDY_COUNT] = {
#define STUDY(id_, name, title_, panel_, columns_, solve_, rows_, by_provider_, help_) \
	[STUDY_##id_] = { .id = name, .title = title_, .help = help_, .panel = panel_, \
			  .columns = columns_, .solve = solve_, .rows = rows_, \
			  .by_provider = by_provider_ },
#include "study/study-table.h"
#undef STUDY
};

const struct study *study_row(enum study_id id)
{
	return &rows[id];
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
