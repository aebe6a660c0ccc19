/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of owning: buy the GPUs or rent them. */
#include "base/i18n.h"
#include "study/own.h"
#include "study/own_input.h"
#include "study/own_sensitivity.h"
#include "study/study.h"

static const enum parameter own_panel[] = { PARAMETER_MODEL, PARAMETER_CONCURRENCY, PARAMETER_BUSY, PARAMETER_CONTEXT,
	PARAMETER_PROMPT, PARAMETER_OUTPUT, PARAMETER_TTFT, PARAMETER_TPOT, PARAMETER_YEARS, PARAMETER_SERVER_PRICE,
	PARAMETER_KWH_PRICE, PARAMETER_CERTAINTY, PARAMETER_RENTED_HOURS, PARAMETER_NETWORK_PRICE, PARAMETER_WEIGHTS,
	PARAMETER_INTEREST, PARAMETER_RESIDUAL, PARAMETER_OPEX, PARAMETER_STAFF, PARAMETER_SERVER_POWER,
	PARAMETER_CIRCUIT_POWER, PARAMETER_PUE, PARAMETER_POWER_COUNTRY, PARAMETER_COLO_PRICE, PARAMETER_COOLING,
	PARAMETER_RACK_POWER, PARAMETER_SPOT, PARAMETER_PURCHASE, PARAMETER_GPU, PARAMETER_PROVIDER,
	PARAMETER_PROVIDER_KIND, PARAMETER_REGION, PARAMETER_COUNTRY, PARAMETER_RESIDENCY, PARAMETER_SLA,
	PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT, PARAMETER_BILLING, PARAMETER_MAX_GPUS, PARAMETER_COUNT };

static const enum parameter own_scope[] = { PARAMETER_MODEL, PARAMETER_CONCURRENCY, PARAMETER_BUSY, PARAMETER_PROMPT,
	PARAMETER_OUTPUT, PARAMETER_COUNT };

static const enum metric own_columns[] = { METRIC_GPU, METRIC_GPUS, METRIC_WEIGHTS, METRIC_OUTPUT_TOK_S, METRIC_CAPEX,
	METRIC_OWNED_GPU_HOUR, METRIC_OWNED_MONTH, METRIC_RENTED_MONTH, METRIC_OWNED_MTOK, METRIC_RENTED_MTOK,
	METRIC_BREAK_EVEN_MONTH, METRIC_BUY_OR_RENT, METRIC_VERDICT, METRIC_COUNT };

static const struct study_column own_table[] = {
	{ SHOWS_MARK, 1, 0, COLUMN_LEFT, 0, "", FIGURE_USUAL },
	{ METRIC_GPU, 11, 13, COLUMN_LEFT, 0, NULL, FIGURE_USUAL },
	{ SHOWS_SIZE, 4, 5, COLUMN_RIGHT, 3, N_("n"), FIGURE_USUAL },
	{ METRIC_BUY_OR_RENT, 5, 0, COLUMN_LEFT, 0, N_("do"), FIGURE_USUAL },
	{ METRIC_ADVICE_SURE, 4, 0, COLUMN_RIGHT, 2, N_("sure"), FIGURE_SURE },
	{ METRIC_OWNED_MONTH, 7, 9, COLUMN_RIGHT, 0, N_("own/mo"), FIGURE_DOLLARS },
	{ METRIC_RENTED_MONTH, 7, 9, COLUMN_RIGHT, 1, N_("rent/mo"), FIGURE_DOLLARS },
	{ METRIC_BREAK_EVEN_MONTH, 5, 7, COLUMN_RIGHT, 2, N_("even"), FIGURE_WHOLE },
	{ METRIC_WEIGHTS, 4, 5, COLUMN_LEFT, 5, N_("fmt"), FIGURE_USUAL },
	{ SHOWS_MEMORY, 5, 0, COLUMN_LEFT, 6, N_("VRAM"), FIGURE_USUAL },
	{ METRIC_KV_HEADROOM, 5, 6, COLUMN_RIGHT, 7, N_("KVfree"), FIGURE_WHOLE_GIB },
	{ METRIC_OWNED_MTOK, 8, 9, COLUMN_RIGHT, 8, N_("own $/M"), FIGURE_CENTS },
	{ METRIC_RENTED_MTOK, 9, 0, COLUMN_RIGHT, 9, N_("rent $/M"), FIGURE_CENTS },
	{ METRIC_BREAK_EVEN_BUSY, 10, 0, COLUMN_RIGHT, 10, NULL, FIGURE_USUAL },
	{ METRIC_OWNED_GPU_HOUR, 10, 0, COLUMN_RIGHT, 11, NULL, FIGURE_CENTS },
	{ METRIC_RENTED_GPU_HOUR, 11, 0, COLUMN_RIGHT, 12, NULL, FIGURE_CENTS },
	{ METRIC_CAPEX, 9, 0, COLUMN_RIGHT, 13, NULL, FIGURE_DOLLARS },
	{ METRIC_RENTED_PROVIDER, 12, 20, COLUMN_LEFT, 14, NULL, FIGURE_USUAL },
	{ METRIC_POWER_KW, 5, 0, COLUMN_RIGHT, 15, NULL, FIGURE_USUAL },
	{ .width = 0 },
};

static const enum metric own_brief[] = { METRIC_OWNED_MONTH, METRIC_RENTED_MONTH, METRIC_CAPEX, METRIC_TTFT,
	METRIC_TPOT, METRIC_COUNT };

static const enum metric own_figures[] = { METRIC_CAPEX, METRIC_OWNED_MONTH, METRIC_RENTED_MONTH, METRIC_OWNED_MTOK,
	METRIC_RENTED_MTOK, METRIC_TTFT, METRIC_TPOT, METRIC_OUTPUT_TOK_S, METRIC_COUNT };

/* What is bought, what it costs to keep, and the hours of the rented one. */
static const enum parameter ownership_parameters[] = { PARAMETER_GPU_PRICE, PARAMETER_SERVER_PRICE,
	PARAMETER_NETWORK_PRICE, PARAMETER_YEARS, PARAMETER_INTEREST, PARAMETER_RESIDUAL, PARAMETER_SERVER_POWER,
	PARAMETER_CIRCUIT_POWER, PARAMETER_PUE, PARAMETER_POWER_COUNTRY, PARAMETER_KWH_PRICE, PARAMETER_COLO_PRICE,
	PARAMETER_OPEX, PARAMETER_STAFF, PARAMETER_RACK_POWER, PARAMETER_COOLING, PARAMETER_RENTED_HOURS,
	PARAMETER_COUNT };

/* What it costs to own one. */
static const enum metric ownership_metrics[] = { METRIC_BUY_OR_RENT, METRIC_ADVICE_SURE, METRIC_GPU_PRICE, METRIC_CAPEX,
	METRIC_BOUGHT, METRIC_CAPITAL_MONTH, METRIC_ENERGY_MONTH, METRIC_COLO_MONTH, METRIC_OPERATIONS_MONTH,
	METRIC_STAFF_MONTH, METRIC_OWNED_MONTH, METRIC_OWNED_GPU_HOUR, METRIC_OWNED_MTOK, METRIC_RENTED_PROVIDER,
	METRIC_RENTED_PURCHASE, METRIC_RENTED_GPU_HOUR, METRIC_RENTED_MONTH, METRIC_RENTED_MTOK,
	METRIC_BREAK_EVEN_MONTH, METRIC_BREAK_EVEN_BUSY, METRIC_SWITCH_NEAREST, METRIC_SWITCH_GPU_PRICE,
	METRIC_SWITCH_KWH_PRICE, METRIC_SWITCH_BUSY, METRIC_SWITCH_YEARS, METRIC_SWITCH_RENTAL, METRIC_POWER_KW,
	METRIC_SERVER_KW, METRIC_RACK_KW, METRIC_SERVERS_PER_RACK, METRIC_COUNT };

static const enum parameter *const own_reads[] = { replica_parameters, goal_parameters, users_parameters,
	month_parameters, ownership_parameters, NULL };
static const enum metric *const own_gives[] = { replica_metrics, ownership_metrics, NULL };

static double own_objective(const struct row *row)
{
	return own_cheaper(own_of(row)).mid;
}

static const char *own_choice(const struct row *row)
{
	return own_advice_id(own_of(row)->advice);
}

static void own_shares(const struct row *row, struct shares *out)
{
	const struct ownership *own = own_of(row);

	*out = (struct shares){
		.title = N_("Month"),
		.unknown = N_("a month of owning: n/a"),
		.whole = own->usd_per_month.mid,
		.unit = UNIT_USD,
		.count = 5,
		.items = {
			{ N_("capital"), own->month.capital },
			{ N_("colocation"), own->month.colocation },
			{ N_("energy"), own->month.energy },
			{ N_("staff"), own->month.staff },
			{ N_("support"), own->month.operations },
		},
	};
}

const struct study own_study = {
	.id = "own",
	.title = N_("Own"),
	.help = N_("buy the GPUs or rent them: cost of ownership, break-even, what would turn it"),
	.rows = N_("Buy or rent, $ a month"),
	.panel = own_panel,
	.scope = own_scope,
	.reads = own_reads,
	.gives = own_gives,
	.columns = own_columns,
	.table = own_table,
	.command = "own",
	.per = N_("a month when owned"),
	.brief = own_brief,
	.figures = own_figures,
	.report_title = N_("GPUs for %s"),
	.offers_title = N_("The GPUs"),
	.caption = N_("One row a GPU with a known purchase price, its best configuration: n cards, number "
		      "format of the weights, output tokens a second, purchase, cost of an hour that does "
		      "useful work and of a month when owned, of a month when rented, dollars per million "
		      "output tokens both ways with their error, months until it has paid for itself."),
	.part = PART_OWNERSHIP,
	.part_size = sizeof(struct ownership_part),
	.solve = own_solve,
	.explain = explain_answer,
	.accounts = true,
	.shares = own_shares,
	.objective = own_objective,
	.choice = own_choice,
	.contend = own_contend,
	.widen = own_widen,
	.stands_for = own_default,
};
