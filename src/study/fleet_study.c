/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of fleets: how many replicas, bought how. */
#include <math.h>

#include "base/i18n.h"
#include "study/fleet_sensitivity.h"
#include "study/scale.h"
#include "study/study.h"

static const enum parameter fleet_panel[] = { PARAMETER_MODEL, PARAMETER_RATE, PARAMETER_RATE_LOW, PARAMETER_LOW_HOURS,
	PARAMETER_TRAFFIC, PARAMETER_PROMPT, PARAMETER_OUTPUT, PARAMETER_TTFT, PARAMETER_TPOT, PARAMETER_SPOT,
	PARAMETER_CERTAINTY, PARAMETER_TARGET_LOAD, PARAMETER_SPARES, PARAMETER_REGION, PARAMETER_PROVIDER_KIND,
	PARAMETER_PURCHASE, PARAMETER_SCALING, PARAMETER_GROWTH, PARAMETER_MONTHS, PARAMETER_GPU, PARAMETER_PROVIDER,
	PARAMETER_COUNTRY, PARAMETER_RESIDENCY, PARAMETER_SLA, PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT,
	PARAMETER_BILLING, PARAMETER_INTERRUPTIONS, PARAMETER_RESTART, PARAMETER_SPOT_FLOOR, PARAMETER_API_INPUT_PRICE,
	PARAMETER_API_OUTPUT_PRICE, PARAMETER_HOURS_PER_MONTH, PARAMETER_WEIGHTS, PARAMETER_KV, PARAMETER_CONTEXT,
	PARAMETER_FOUR_BIT, PARAMETER_ENGINE, PARAMETER_TUNING, PARAMETER_MAX_GPUS, PARAMETER_PREFIX_HIT,
	PARAMETER_COUNT };

static const enum parameter fleet_scope[] = { PARAMETER_MODEL, PARAMETER_RATE, PARAMETER_RATE_LOW, PARAMETER_PROMPT,
	PARAMETER_OUTPUT, PARAMETER_COUNT };

static const enum metric fleet_columns[] = { METRIC_GPU, METRIC_REPLICAS, METRIC_GPUS, METRIC_FLEET_GPUS,
	METRIC_FLEET_ON_DEMAND, METRIC_FLEET_RESERVED_1Y, METRIC_FLEET_RESERVED_3Y, METRIC_FLEET_SPOT,
	METRIC_FLEET_BILL, METRIC_VERDICT, METRIC_COUNT };

static const struct study_column fleet_table[] = {
	{ SHOWS_MARK, 1, 0, COLUMN_LEFT, 0, "", FIGURE_USUAL },
	{ METRIC_GPU, 11, 13, COLUMN_LEFT, 0, NULL, FIGURE_USUAL },
	{ SHOWS_SIZE, 5, 6, COLUMN_RIGHT, 0, N_("fleet"), FIGURE_USUAL },
	{ METRIC_PROVIDER, 10, 20, COLUMN_LEFT, 1, NULL, FIGURE_USUAL },
	{ SHOWS_PAY, 4, 0, COLUMN_LEFT, 2, N_("pay"), FIGURE_USUAL },
	{ METRIC_P_MEETS, 4, 0, COLUMN_RIGHT, 3, N_("sure"), FIGURE_SURE },
	{ METRIC_FLEET_BILL, 9, 10, COLUMN_RIGHT, 0, N_("$/mo≤"), FIGURE_DOLLARS_RANKED },
	{ METRIC_FLEET_GPUS, 4, 5, COLUMN_RIGHT, 9, NULL, FIGURE_USUAL },
	{ METRIC_WEIGHTS, 4, 5, COLUMN_LEFT, 5, N_("fmt"), FIGURE_USUAL },
	{ SHOWS_MEMORY, 5, 0, COLUMN_LEFT, 6, N_("VRAM"), FIGURE_USUAL },
	{ METRIC_KV_HEADROOM, 5, 6, COLUMN_RIGHT, 7, N_("KVfree"), FIGURE_WHOLE_GIB },
	{ SHOWS_PLOT, 10, 20, COLUMN_LEFT, 8, "", FIGURE_USUAL },
	{ METRIC_FLEET_IDLE, 7, 8, COLUMN_RIGHT, 10, NULL, FIGURE_DOLLARS },
	{ METRIC_FLEET_ON_DEMAND, 9, 0, COLUMN_RIGHT, 11, NULL, FIGURE_DOLLARS },
	{ METRIC_FLEET_RESERVED_1Y, 9, 0, COLUMN_RIGHT, 12, NULL, FIGURE_DOLLARS },
	{ METRIC_FLEET_RESERVED_3Y, 9, 0, COLUMN_RIGHT, 13, NULL, FIGURE_DOLLARS },
	{ METRIC_FLEET_SPOT, 9, 0, COLUMN_RIGHT, 14, NULL, FIGURE_DOLLARS },
	{ SHOWS_AGE, 5, 0, COLUMN_RIGHT, 15, N_("age"), FIGURE_USUAL },
	{ .width = 0 },
};

static const enum metric fleet_brief[] = { METRIC_FLEET_BILL, METRIC_REPLICAS, METRIC_FLEET_GPUS, METRIC_TTFT,
	METRIC_TPOT, METRIC_COUNT };

static const enum metric fleet_figures[] = { METRIC_FLEET_BILL, METRIC_REPLICAS, METRIC_FLEET_REPLICAS_LOW,
	METRIC_FLEET_GPUS, METRIC_FLEET_IDLE, METRIC_MTOK_OUTPUT, METRIC_TTFT, METRIC_TPOT, METRIC_COUNT };

/* What a fleet of them is and costs. */
static const enum metric fleet_metrics[] = { METRIC_REPLICAS, METRIC_FLEET_REPLICAS_LOW, METRIC_FLEET_NEEDED,
	METRIC_FLEET_RATE_LIMIT, METRIC_FLEET_RATE_PEAK, METRIC_FLEET_RATE_LOW, METRIC_FLEET_GPUS,
	METRIC_FLEET_GPU_HOURS, METRIC_FLEET_BASE, METRIC_FLEET_BASE_PURCHASE, METRIC_FLEET_BASE_PRICE,
	METRIC_FLEET_PEAK_PURCHASE, METRIC_FLEET_PEAK_PRICE, METRIC_FLEET_BILL, METRIC_FLEET_ON_DEMAND,
	METRIC_FLEET_RESERVED_1Y, METRIC_FLEET_RESERVED_3Y, METRIC_FLEET_SPOT, METRIC_FLEET_FLOOR,
	METRIC_FLEET_SPOT_PRICE, METRIC_FLEET_SPOT_EFFECTIVE, METRIC_FLEET_AVAILABILITY, METRIC_FLEET_IDLE,
	METRIC_FLEET_API, METRIC_FLEET_API_RATE, METRIC_FLEET_OUTGROWN, METRIC_FLEET_GROWN_REPLICAS, METRIC_FLEET_GROWN,
	METRIC_COUNT };

static const enum parameter list_parameters[] = { PARAMETER_ALL, PARAMETER_COUNT };
static const enum parameter *const fleet_reads[] = { replica_parameters, goal_parameters, month_parameters,
	fleet_parameters, list_parameters, NULL };
static const enum metric *const fleet_gives[] = { replica_metrics, fleet_metrics, NULL };

/* The planner may start from a usual rate; who signs says what arrives. */
static enum status fleet_check(const struct scenario *s, struct error *error)
{
	if (isnan(s->number[PARAMETER_RATE]) && !s->traffic_given)
		return error_set(error, STATUS_USAGE,
			_("fleet: how much arrives? Say --rate, with --rate-low for quiet hours, or --traffic FILE.csv"));
	if (isnan(s->number[PARAMETER_API_INPUT_PRICE]) != isnan(s->number[PARAMETER_API_OUTPUT_PRICE]))
		return error_set(error, STATUS_USAGE,
			_("fleet: --api-input-price and --api-output-price: both are wanted, or none"));
	return STATUS_OK;
}

static double fleet_stands_for(const struct scenario *s, enum parameter parameter, const struct gpu *gpu)
{
	(void)gpu;
	return parameter == PARAMETER_RATE && !s->traffic_given ? FLEET_DEFAULT_RATE : (double)NAN;
}

static unsigned fleet_purchases(const struct scenario *s)
{
	struct fleet_terms terms;

	fleet_terms_read(&terms, s);
	return terms.kinds;
}

static double fleet_objective(const struct row *row)
{
	return bill_of(row)->usd.mid;
}

static struct band fleet_band(const struct row *row)
{
	return bill_of(row)->usd;
}

const struct study fleet_study = {
	.id = "fleet",
	.title = N_("Fleet"),
	.help = N_("how many replicas a day's traffic needs, what they cost a month, and how to buy them"),
	.rows = N_("Fleets by $ a month (od: on demand)"),
	.panel_title = N_("Traffic"),
	.by_provider = true,
	.rows_unasked = STUDY_ROWS_UNASKED,
	.panel = fleet_panel,
	.scope = fleet_scope,
	.reads = fleet_reads,
	.gives = fleet_gives,
	.columns = fleet_columns,
	.table = fleet_table,
	.command = "fleet",
	.per = N_("a month"),
	.rented = METRIC_FLEET_GPUS,
	.brief = fleet_brief,
	.figures = fleet_figures,
	.report_title = N_("A fleet for %s"),
	.offers_title = N_("The offers"),
	.caption = N_("One row a GPU and provider, its cheapest fleet: replicas at the busiest hour, "
		      "cards of one replica, cards paid for, US dollars a month with all of them bought in "
		      "one way, and the cheapest allowed mix with the error of the throughput."),
	.part = PART_BILL,
	.part_size = sizeof(struct bill_part),
	.check = fleet_check,
	.solve = fleet_solve,
	.explain = explain_answer,
	.accounts = true,
	.objective = fleet_objective,
	.band = fleet_band,
	.contend = fleet_contend,
	.widen = fleet_widen,
	.contest_size = SCALE_POSITIONS_MAX * sizeof(struct fleet_terms),
	.stands_for = fleet_stands_for,
	.purchases = fleet_purchases,
};
