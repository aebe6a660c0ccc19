/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of piles of work: done by when, with what, for how much. */
#include <math.h>

#include "base/i18n.h"
#include "study/batch.h"
#include "study/batch_explain.h"
#include "study/batch_sensitivity.h"
#include "study/scale.h"
#include "study/study.h"

static const enum parameter batch_panel[] = { PARAMETER_MODEL, PARAMETER_TOKENS, PARAMETER_COUNTED, PARAMETER_PROMPT,
	PARAMETER_OUTPUT, PARAMETER_DEADLINE, PARAMETER_CERTAINTY, PARAMETER_SPOT, PARAMETER_RESTART,
	PARAMETER_INTERRUPTIONS, PARAMETER_MAX_GPUS, PARAMETER_REGION, PARAMETER_WEIGHTS, PARAMETER_REQUESTS,
	PARAMETER_KV, PARAMETER_CONTEXT, PARAMETER_FOUR_BIT, PARAMETER_ENGINE, PARAMETER_TUNING, PARAMETER_PREFIX_HIT,
	PARAMETER_SPREAD, PARAMETER_PURCHASE, PARAMETER_GPU, PARAMETER_PROVIDER, PARAMETER_PROVIDER_KIND,
	PARAMETER_COUNTRY, PARAMETER_RESIDENCY, PARAMETER_SLA, PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT,
	PARAMETER_BILLING, PARAMETER_COUNT };

static const enum parameter batch_scope[] = { PARAMETER_MODEL, PARAMETER_TOKENS, PARAMETER_REQUESTS, PARAMETER_DEADLINE,
	PARAMETER_PROMPT, PARAMETER_OUTPUT, PARAMETER_COUNT };

static const enum metric batch_columns[] = { METRIC_GPU, METRIC_GPUS, METRIC_WEIGHTS, METRIC_PURCHASE,
	METRIC_PILE_HOURS, METRIC_PILE_DONE, METRIC_P_MEETS, METRIC_PILE_USD, METRIC_PILE_USD_SURE, METRIC_VERDICT,
	METRIC_COUNT };

static const struct study_column batch_table[] = {
	{ SHOWS_MARK, 1, 0, COLUMN_LEFT, 0, "", FIGURE_USUAL },
	{ METRIC_GPU, 11, 13, COLUMN_LEFT, 0, NULL, FIGURE_USUAL },
	{ SHOWS_SIZE, 4, 5, COLUMN_RIGHT, 0, N_("n"), FIGURE_USUAL },
	{ SHOWS_PAY, 4, 0, COLUMN_LEFT, 0, N_("pay"), FIGURE_USUAL },
	{ METRIC_PILE_HOURS, 4, 5, COLUMN_RIGHT, 2, NULL, FIGURE_HOURS },
	{ METRIC_PILE_DONE, 5, 0, COLUMN_LEFT, 1, NULL, FIGURE_USUAL },
	{ METRIC_P_MEETS, 4, 0, COLUMN_RIGHT, 3, NULL, FIGURE_SURE },
	{ METRIC_PILE_USD, 4, 7, COLUMN_RIGHT, 4, NULL, FIGURE_DOLLARS },
	{ METRIC_PILE_USD_SURE, 6, 8, COLUMN_RIGHT, 0, NULL, FIGURE_DOLLARS_RANKED },
	{ METRIC_WEIGHTS, 4, 5, COLUMN_LEFT, 5, N_("fmt"), FIGURE_USUAL },
	{ SHOWS_MEMORY, 5, 0, COLUMN_LEFT, 6, N_("VRAM"), FIGURE_USUAL },
	{ METRIC_KV_HEADROOM, 5, 6, COLUMN_RIGHT, 7, N_("KVfree"), FIGURE_WHOLE_GIB },
	{ SHOWS_PLOT, 10, 16, COLUMN_LEFT, 8, "", FIGURE_USUAL },
	{ METRIC_MTOK_OUTPUT, 6, 7, COLUMN_RIGHT, 9, N_("$/M"), FIGURE_CENTS },
	{ METRIC_PILE_INTERRUPTIONS, 6, 0, COLUMN_RIGHT, 10, NULL, FIGURE_CENTS },
	{ METRIC_PILE_GPU_HOURS, 6, 7, COLUMN_RIGHT, 11, NULL, FIGURE_WHOLE },
	{ METRIC_PROVIDER, 12, 20, COLUMN_LEFT, 12, NULL, FIGURE_USUAL },
	{ SHOWS_AGE, 5, 0, COLUMN_RIGHT, 13, N_("age"), FIGURE_USUAL },
	{ .width = 0 },
};

static const enum metric batch_brief[] = { METRIC_PILE_USD, METRIC_PILE_USD_SURE, METRIC_PILE_HOURS, METRIC_P_MEETS,
	METRIC_PILE_INTERRUPTIONS, METRIC_COUNT };

static const enum metric batch_figures[] = { METRIC_PILE_USD, METRIC_PILE_USD_SURE, METRIC_P_MEETS, METRIC_PILE_HOURS,
	METRIC_PILE_HOURS_SURE, METRIC_PILE_INTERRUPTIONS, METRIC_PILE_LOST, METRIC_PILE_GPU_HOURS, METRIC_MTOK_OUTPUT,
	METRIC_OUTPUT_TOK_S, METRIC_COUNT };

/* The pile, when it must be done, and what is lost on the way. */
static const enum parameter pile_parameters[] = { PARAMETER_REQUESTS, PARAMETER_TOKENS, PARAMETER_COUNTED,
	PARAMETER_DEADLINE, PARAMETER_RESTART, PARAMETER_INTERRUPTIONS, PARAMETER_ALL, PARAMETER_COUNT };

static const enum metric pile_metrics[] = { METRIC_PILE_REQUESTS, METRIC_PILE_TOKENS, METRIC_PILE_HOURS,
	METRIC_PILE_HOURS_SURE, METRIC_PILE_DONE, METRIC_PILE_DEADLINE, METRIC_PILE_WORK, METRIC_PILE_LOST,
	METRIC_PILE_LOSS_RATE, METRIC_PILE_INTERRUPTIONS, METRIC_PILE_RENTED, METRIC_PILE_GPU_HOURS, METRIC_PILE_USD,
	METRIC_PILE_USD_SURE, METRIC_PILE_LOST_USD, METRIC_PILE_MORE_USD, METRIC_PILE_MORE_REPLICAS,
	METRIC_PILE_LESS_USD, METRIC_PILE_LESS_REPLICAS, METRIC_PILE_NO_GAIN, METRIC_COUNT };

static const enum parameter *const batch_reads[] = { replica_parameters, pile_parameters, NULL };
static const enum metric *const batch_gives[] = { replica_metrics, pile_metrics, NULL };

static const enum question batch_questions[] = { QUESTION_WORKLOAD, QUESTION_MODEL, QUESTION_PRECISION, QUESTION_TESTED,
	QUESTION_WORK, QUESTION_DEADLINE, QUESTION_CERTAINTY, QUESTION_LENGTH, QUESTION_SPOT, QUESTION_SPLIT,
	QUESTION_PURCHASE, QUESTION_COUNT };

/* The planner may start from some pile; who pays says which. */
static enum status batch_check(const struct scenario *s, struct error *error)
{
	if (isnan(s->number[PARAMETER_REQUESTS]) && isnan(s->number[PARAMETER_TOKENS]))
		return error_set(error, STATUS_USAGE,
			_("batch: how much work is there? Say --requests N or --tokens T, with --deadline 8h or 08:00"));
	if (s->number[PARAMETER_DEADLINE] <= 0.0)
		return error_set(error, STATUS_USAGE, _("batch: the deadline of the plan is past; give --deadline"));
	return STATUS_OK;
}

static double batch_stands_for(const struct scenario *s, enum parameter parameter, const struct gpu *gpu)
{
	(void)gpu;
	return parameter == PARAMETER_TOKENS && isnan(s->number[PARAMETER_REQUESTS]) ? BATCH_DEFAULT_TOKENS
										     : (double)NAN;
}

static double batch_objective(const struct row *row)
{
	return pile_of(row)->usd_sure;
}

static struct band batch_band(const struct row *row)
{
	return pile_of(row)->usd;
}

static void batch_shares(const struct row *row, struct shares *out)
{
	const struct batch_pile *p = pile_of(row);

	*out = (struct shares){
		.title = N_("Time"),
		.unknown = N_("the time to the deadline: n/a"),
		.whole = fmax(p->deadline_h, p->hours.mid),
		.unit = UNIT_HOURS,
		.count = 4,
		.items = {
			{ N_("work"), p->work_h },
			{ N_("start and end"), pile_start_h(&p->pile) },
			{ N_("lost"), p->lost_h },
			{ N_("spare"), fmax(0.0, p->deadline_h - p->hours.mid) },
		},
	};
}

const struct study batch_study = {
	.id = "batch",
	.title = N_("Batch"),
	.help = N_("which GPUs get through a pile of work by a time, and what that costs on demand and on spot"),
	.rows = N_("Ways to be done in time by $ in all"),
	.panel_title = N_("Pile of work"),
	.by_purchase = true,
	.rows_unasked = STUDY_ROWS_UNASKED,
	.max_gpus = 64,
	.panel = batch_panel,
	.scope = batch_scope,
	.reads = batch_reads,
	.gives = batch_gives,
	.columns = batch_columns,
	.table = batch_table,
	.command = "batch",
	.per = N_("in all, done about {done_at}"),
	.rented = METRIC_PILE_RENTED,
	.brief = batch_brief,
	.figures = batch_figures,
	.report_title = N_("A pile of work for %s"),
	.offers_title = N_("The ways"),
	.caption = N_("One row a GPU and kind of purchase, its cheapest way to be done in time: n cards (8x2: eight "
		      "replicas of two), number format of the weights, hours until all is done and when that is, how "
		      "sure it is in time, dollars for all of it, and what they are at most, as surely as wanted."),
	.part = PART_PILE,
	.part_size = sizeof(struct pile_part),
	.questions = batch_questions,
	.check = batch_check,
	.solve = batch_solve,
	.explain = batch_explain_figures,
	.detail = batch_detail,
	.shares = batch_shares,
	.objective = batch_objective,
	.band = batch_band,
	.contend = batch_contend,
	.widen = batch_widen,
	.contest_size = SCALE_POSITIONS_MAX * sizeof(struct batch_terms),
	.stands_for = batch_stands_for,
};
