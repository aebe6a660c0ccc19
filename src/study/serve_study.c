/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of serving: which GPU serves the workload. */
#include "base/i18n.h"
#include "study/serve.h"
#include "study/serve_rank.h"
#include "study/serve_room.h"
#include "study/serve_alternatives.h"
#include "study/serve_contend.h"
#include "study/serve_loads.h"
#include "study/replica.h"
#include "study/study.h"

/* The questions of the decision framework first, then what is asked less often. */
static const enum parameter serve_panel[] = { PARAMETER_MODEL, PARAMETER_WEIGHTS, PARAMETER_CONTEXT, PARAMETER_PROMPT,
	PARAMETER_OUTPUT, PARAMETER_CONCURRENCY, PARAMETER_TTFT, PARAMETER_TPOT, PARAMETER_SPOT, PARAMETER_CERTAINTY,
	PARAMETER_REGION, PARAMETER_PROVIDER_KIND, PARAMETER_BUSY, PARAMETER_PURCHASE, PARAMETER_GPU, PARAMETER_KV,
	PARAMETER_FOUR_BIT, PARAMETER_REPLICAS, PARAMETER_GPUS, PARAMETER_MAX_GPUS, PARAMETER_ENGINE, PARAMETER_TUNING,
	PARAMETER_PREFIX_HIT, PARAMETER_RATE, PARAMETER_SPREAD, PARAMETER_GOAL_AT, PARAMETER_PROVIDER,
	PARAMETER_COUNTRY, PARAMETER_RESIDENCY, PARAMETER_SLA, PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT,
	PARAMETER_BILLING, PARAMETER_BATCHING, PARAMETER_COUNT };

static const enum metric serve_columns[] = { METRIC_GPU, METRIC_GPUS, METRIC_WEIGHTS, METRIC_KV_HEADROOM,
	METRIC_USERS_WITHIN, METRIC_P_MEETS, METRIC_GOAL_TTFT, METRIC_GOAL_TPOT, METRIC_OUTPUT_TOK_S, METRIC_HOUR,
	METRIC_MTOK_OUTPUT, METRIC_MTOK_SURE, METRIC_VERDICT, METRIC_COUNT };

static const struct study_column serve_table[] = {
	{ SHOWS_MARK, 1, 0, COLUMN_LEFT, 0, "", FIGURE_USUAL },
	{ METRIC_GPU, 11, 13, COLUMN_LEFT, 0, NULL, FIGURE_USUAL },
	{ SHOWS_SIZE, 3, 5, COLUMN_RIGHT, 3, N_("n"), FIGURE_USUAL },
	{ METRIC_WEIGHTS, 4, 5, COLUMN_LEFT, 4, N_("fmt"), FIGURE_USUAL },
	{ SHOWS_MEMORY, 5, 0, COLUMN_LEFT, 0, N_("VRAM"), FIGURE_USUAL },
	{ METRIC_KV_HEADROOM, 5, 6, COLUMN_RIGHT, 0, N_("KVfree"), FIGURE_WHOLE_GIB },
	{ METRIC_P_MEETS, 4, 0, COLUMN_RIGHT, 2, N_("sure"), FIGURE_SURE },
	{ METRIC_GOAL_TTFT, 4, 5, COLUMN_RIGHT, 1, NULL, FIGURE_SECONDS },
	{ METRIC_GOAL_TPOT, 5, 0, COLUMN_RIGHT, 5, NULL, FIGURE_MILLISECONDS },
	{ METRIC_USERS_WITHIN, 5, 0, COLUMN_RIGHT, 9, N_("users"), FIGURE_WHOLE },
	{ METRIC_OUTPUT_TOK_S, 6, 7, COLUMN_RIGHT, 10, NULL, FIGURE_WHOLE },
	{ METRIC_HOUR, 6, 7, COLUMN_RIGHT, 7, NULL, FIGURE_CENTS },
	{ METRIC_MTOK_OUTPUT, 6, 7, COLUMN_RIGHT, 6, N_("$/M"), FIGURE_CENTS },
	{ METRIC_MTOK_SURE, 6, 8, COLUMN_RIGHT, 0, NULL, FIGURE_CENTS_RANKED },
	{ SHOWS_PLOT, 10, 16, COLUMN_LEFT, 8, "", FIGURE_USUAL },
	{ METRIC_PROVIDER, 12, 20, COLUMN_LEFT, 11, NULL, FIGURE_USUAL },
	{ SHOWS_PAY, 4, 0, COLUMN_LEFT, 12, N_("pay"), FIGURE_USUAL },
	{ SHOWS_AGE, 5, 0, COLUMN_RIGHT, 13, N_("age"), FIGURE_USUAL },
	{ .width = 0 },
};

static const enum metric serve_brief[] = { METRIC_MTOK_OUTPUT, METRIC_MTOK_SURE, METRIC_P_MEETS, METRIC_HOUR,
	METRIC_TTFT, METRIC_TPOT, METRIC_OUTPUT_TOK_S, METRIC_COUNT };

static const enum metric serve_figures[] = { METRIC_MTOK_OUTPUT, METRIC_MTOK_SURE, METRIC_P_MEETS, METRIC_HOUR,
	METRIC_MONTH, METRIC_TTFT, METRIC_TPOT, METRIC_OUTPUT_TOK_S, METRIC_MAX_CONCURRENCY,
	METRIC_MAX_CONCURRENCY_FULL, METRIC_USERS_WITHIN, METRIC_COUNT };

static const enum question serve_questions[] = { QUESTION_WORKLOAD, QUESTION_MODEL, QUESTION_PRECISION, QUESTION_TESTED,
	QUESTION_TTFT, QUESTION_TPOT, QUESTION_GOAL_AT, QUESTION_CERTAINTY, QUESTION_USERS, QUESTION_LENGTH,
	QUESTION_TRAFFIC, QUESTION_BUSY, QUESTION_SPOT, QUESTION_UPTIME, QUESTION_SPLIT, QUESTION_PURCHASE,
	QUESTION_GOAL, QUESTION_COUNT };

static const enum parameter serve_parameters[] = { PARAMETER_ALL, PARAMETER_COUNT };
static const enum parameter *const serve_reads[] = { replica_parameters, goal_parameters, users_parameters,
	serve_parameters, NULL };
static const enum metric *const serve_gives[] = { replica_metrics, NULL };

static int alternatives(
	const struct scenario *s, const struct result *result, const struct row *row, struct replica_row *out, int most)
{
	return serve_alternatives(s, result->model, row, out, most);
}

static double serve_objective(const struct row *row)
{
	return row->cost_sure;
}

const struct study serve_study = {
	.id = "serve",
	.title = N_("Serve"),
	.help = N_("which GPUs serve this workload inside the goals, ranked by cost"),
	.rows = N_("GPUs by $ per 1M output tokens"),
	.panel = serve_panel,
	.reads = serve_reads,
	.gives = serve_gives,
	.columns = serve_columns,
	.table = serve_table,
	.command = "rank",
	.per = N_("per 1M output tokens"),
	.brief = serve_brief,
	.brief_command = "estimate",
	.figures = serve_figures,
	.report_title = N_("GPUs for %s"),
	.offers_title = N_("The GPUs"),
	.caption = N_(
		"One row a GPU, its best configuration: n cards (2x4: two replicas of four), number format of the weights, "
		"KV cache that is left in GiB, users within the goals, how sure the goals are kept, time to first token "
		"(TTFT) and per output token (TPOT) of the requests that the goals are about, output tokens a second, "
		"dollars an hour, dollars per million output tokens with their error, and what they are at most, as surely "
		"as wanted."),
	.part = PART_REPLICA,
	.part_size = sizeof(struct replica),
	.questions = serve_questions,
	.solve = serve_solve,
	.explain = explain_answer,
	.count = serve_count_room,
	.detail = serve_detail,
	.alternatives = alternatives,
	.loads = serve_loads,
	.objective = serve_objective,
	.contend = serve_contend,
	.widen = serve_widen,
};
