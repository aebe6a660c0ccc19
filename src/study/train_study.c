/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of training runs: which GPUs, how long, for how much. */
#include <math.h>

#include "base/i18n.h"
#include "study/scale.h"
#include "study/study.h"
#include "study/train.h"
#include "study/train_explain.h"
#include "study/train_run.h"
#include "study/train_sensitivity.h"

static const enum parameter train_panel[] = { PARAMETER_MODEL, PARAMETER_METHOD, PARAMETER_TRAIN_TOKENS,
	PARAMETER_SEQUENCE, PARAMETER_GLOBAL_BATCH, PARAMETER_TRAIN_PRECISION, PARAMETER_SHARD, PARAMETER_RECOMPUTE,
	PARAMETER_TRAIN_DEADLINE, PARAMETER_SPOT, PARAMETER_CHECKPOINT_EVERY, PARAMETER_CERTAINTY, PARAMETER_MAX_GPUS,
	PARAMETER_REGION, PARAMETER_TRAIN_SOFTWARE, PARAMETER_OPTIMIZER, PARAMETER_RANK, PARAMETER_MICRO_BATCH,
	PARAMETER_RESTART, PARAMETER_INTERRUPTIONS, PARAMETER_NODES, PARAMETER_PURCHASE, PARAMETER_GPU,
	PARAMETER_PROVIDER, PARAMETER_PROVIDER_KIND, PARAMETER_COUNTRY, PARAMETER_RESIDENCY, PARAMETER_SLA,
	PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT, PARAMETER_BILLING, PARAMETER_COUNT };

static const enum parameter train_scope[] = { PARAMETER_MODEL, PARAMETER_METHOD, PARAMETER_TRAIN_TOKENS,
	PARAMETER_SEQUENCE, PARAMETER_TRAIN_DEADLINE, PARAMETER_COUNT };

static const enum metric train_columns[] = { METRIC_GPU, METRIC_GPUS, METRIC_TRAIN_SHARD, METRIC_TRAIN_MEMORY,
	METRIC_PILE_HOURS, METRIC_PURCHASE, METRIC_PILE_USD, METRIC_PILE_USD_SURE, METRIC_TRAIN_TOK_S, METRIC_VERDICT,
	METRIC_COUNT };

static const struct study_column train_table[] = {
	{ SHOWS_MARK, 1, 0, COLUMN_LEFT, 0, "", FIGURE_USUAL },
	{ METRIC_GPU, 11, 13, COLUMN_LEFT, 0, NULL, FIGURE_USUAL },
	{ METRIC_GPUS, 2, 4, COLUMN_RIGHT, 0, N_("n"), FIGURE_USUAL },
	{ METRIC_TRAIN_SHARD, 5, 0, COLUMN_LEFT, 4, NULL, FIGURE_USUAL },
	{ METRIC_TRAIN_MEMORY, 3, 4, COLUMN_RIGHT, 3, NULL, FIGURE_WHOLE_GIB },
	{ METRIC_PILE_HOURS, 4, 5, COLUMN_RIGHT, 0, N_("h"), FIGURE_HOURS },
	{ SHOWS_PAY, 4, 0, COLUMN_LEFT, 1, N_("pay"), FIGURE_USUAL },
	{ METRIC_PILE_USD, 5, 8, COLUMN_RIGHT, 2, NULL, FIGURE_CENTS },
	{ METRIC_PILE_USD_SURE, 6, 8, COLUMN_RIGHT, 0, NULL, FIGURE_CENTS_RANKED },
	{ SHOWS_MEMORY, 5, 0, COLUMN_LEFT, 5, N_("VRAM"), FIGURE_USUAL },
	{ SHOWS_PLOT, 10, 16, COLUMN_LEFT, 6, "", FIGURE_USUAL },
	{ METRIC_TRAIN_TOK_S, 7, 9, COLUMN_RIGHT, 7, NULL, FIGURE_WHOLE },
	{ METRIC_TRAIN_MICRO_BATCH, 5, 0, COLUMN_RIGHT, 8, NULL, FIGURE_USUAL },
	{ METRIC_TRAIN_MFU, 4, 0, COLUMN_RIGHT, 9, NULL, FIGURE_USUAL },
	{ METRIC_PILE_INTERRUPTIONS, 6, 0, COLUMN_RIGHT, 10, NULL, FIGURE_CENTS },
	{ METRIC_PROVIDER, 12, 20, COLUMN_LEFT, 11, NULL, FIGURE_USUAL },
	{ SHOWS_AGE, 5, 0, COLUMN_RIGHT, 12, N_("age"), FIGURE_USUAL },
	{ .width = 0 },
};

static const enum metric train_brief[] = { METRIC_PILE_USD, METRIC_PILE_USD_SURE, METRIC_PILE_HOURS, METRIC_TRAIN_TOK_S,
	METRIC_TRAIN_MEMORY, METRIC_COUNT };

static const enum metric train_figures[] = { METRIC_PILE_USD, METRIC_PILE_USD_SURE, METRIC_PILE_HOURS,
	METRIC_PILE_HOURS_SURE, METRIC_TRAIN_TOK_S, METRIC_TRAIN_MFU, METRIC_TRAIN_MEMORY, METRIC_TRAIN_MICRO_BATCH,
	METRIC_TRAIN_GOODPUT, METRIC_TRAIN_INTERVAL, METRIC_PILE_GPU_HOURS, METRIC_MTOK, METRIC_COUNT };

static const enum parameter train_parameters[] = { PARAMETER_MODEL, PARAMETER_PARAMS, PARAMETER_ACTIVE,
	PARAMETER_METHOD, PARAMETER_TRAIN_TOKENS, PARAMETER_SEQUENCE, PARAMETER_GLOBAL_BATCH, PARAMETER_MICRO_BATCH,
	PARAMETER_TRAIN_PRECISION, PARAMETER_SHARD, PARAMETER_OPTIMIZER, PARAMETER_RECOMPUTE, PARAMETER_RANK,
	PARAMETER_TRAIN_SOFTWARE, PARAMETER_CP, PARAMETER_NODES, PARAMETER_CHECKPOINT_EVERY, PARAMETER_TRAIN_DEADLINE,
	PARAMETER_RESTART, PARAMETER_INTERRUPTIONS, PARAMETER_CERTAINTY, PARAMETER_SPOT, PARAMETER_GPU, PARAMETER_GPUS,
	PARAMETER_MAX_GPUS, PARAMETER_TP, PARAMETER_PP, PARAMETER_EP, PARAMETER_PURCHASE, PARAMETER_PROVIDER,
	PARAMETER_PROVIDER_KIND, PARAMETER_REGION, PARAMETER_COUNTRY, PARAMETER_RESIDENCY, PARAMETER_SLA,
	PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT, PARAMETER_BILLING, PARAMETER_SORT, PARAMETER_TOP, PARAMETER_ALL,
	PARAMETER_COUNT };

static const enum metric train_metrics[] = { METRIC_GPU, METRIC_GPUS, METRIC_TP, METRIC_PP, METRIC_EP, METRIC_DP,
	METRIC_VERDICT, METRIC_P_MEETS, METRIC_FITS, METRIC_RANK, METRIC_EQUAL, METRIC_CAPACITY, METRIC_USABLE,
	METRIC_WEIGHT_BYTES, METRIC_ACTIVATIONS, METRIC_RUNTIME, METRIC_PROVIDER, METRIC_PURCHASE, METRIC_GPU_HOUR,
	METRIC_HOUR, METRIC_AS_OF, METRIC_SOURCE, METRIC_MTOK, METRIC_TRAIN_SHARD, METRIC_TRAIN_SOFTWARE,
	METRIC_TRAIN_MICRO_BATCH, METRIC_TRAIN_CP, METRIC_TRAIN_TOK_S, METRIC_TRAIN_TOK_S_GPU, METRIC_TRAIN_MFU,
	METRIC_TRAIN_MEMORY, METRIC_TRAIN_GRADIENTS, METRIC_TRAIN_OPTIMIZER, METRIC_TRAIN_ADAPTERS,
	METRIC_TRAIN_GATHERED, METRIC_TRAIN_STATES, METRIC_TRAIN_GOODPUT, METRIC_TRAIN_CHECKPOINT,
	METRIC_TRAIN_INTERVAL, METRIC_PILE_HOURS, METRIC_PILE_HOURS_SURE, METRIC_PILE_DONE, METRIC_PILE_LOST,
	METRIC_PILE_LOSS_RATE, METRIC_PILE_INTERRUPTIONS, METRIC_PILE_RENTED, METRIC_PILE_GPU_HOURS, METRIC_PILE_USD,
	METRIC_PILE_USD_SURE, METRIC_PILE_LOST_USD, METRIC_PROVENANCE, METRIC_COUNT };

static const enum parameter *const train_reads[] = { train_parameters, NULL };
static const enum metric *const train_gives[] = { train_metrics, NULL };

static const enum question train_questions[] = { QUESTION_WORKLOAD, QUESTION_MODEL, QUESTION_METHOD,
	QUESTION_TRAIN_TOKENS, QUESTION_SEQUENCE, QUESTION_TRAIN_DEADLINE, QUESTION_CERTAINTY, QUESTION_SPOT,
	QUESTION_SPLIT, QUESTION_PURCHASE, QUESTION_COUNT };

static const struct study_word train_words[] = {
	{ "tokens", PARAMETER_TRAIN_TOKENS },
	{ "precision", PARAMETER_TRAIN_PRECISION },
	{ "software", PARAMETER_TRAIN_SOFTWARE },
	{ "deadline", PARAMETER_TRAIN_DEADLINE },
	{ NULL, PARAMETER_COUNT },
};

static double train_stands_for(const struct scenario *s, enum parameter parameter, const struct gpu *gpu)
{
	(void)gpu;
	switch ((int)parameter) {
	case PARAMETER_TRAIN_TOKENS: return train_tokens(s);
	case PARAMETER_GLOBAL_BATCH: return train_batch(s);
	default: return NAN;
	}
}

static double train_objective(const struct row *row)
{
	return pile_of(row)->usd_sure;
}

static struct band train_band(const struct row *row)
{
	return pile_of(row)->usd;
}

static const struct study_plot train_plots[] = {
	{ "usd", N_("$ by tokens"), PARAMETER_TRAIN_TOKENS, METRIC_PILE_USD },
	{ "hours", N_("hours by tokens"), PARAMETER_TRAIN_TOKENS, METRIC_PILE_HOURS },
	{ "memory", N_("GiB by sequence"), PARAMETER_SEQUENCE, METRIC_TRAIN_MEMORY },
	{ "usd_sequence", N_("$ by sequence"), PARAMETER_SEQUENCE, METRIC_PILE_USD },
	{ .id = NULL },
};

/* Where the memory of a GPU goes. */
static void train_shares(const struct row *row, struct shares *out)
{
	const struct train_memory *m = &training_of(row)->memory;

	*out = (struct shares){
		.title = N_("Memory"),
		.unknown = N_("the memory of this GPU: n/a"),
		.whole = fmax(m->capacity, m->total),
		.unit = UNIT_GIB,
		.count = 4,
		.items = {
			{ N_("weights"), m->weights + m->gathered },
			{ N_("states"), m->gradients + m->optimizer + m->adapters },
			{ N_("activations"), m->activations + m->runtime },
			{ N_("free"), fmax(0.0, m->capacity - m->total) },
		},
	};
}

const struct study train_study = {
	.id = "train",
	.title = N_("Train"),
	.help = N_("what a training or fine-tuning run takes and costs on every GPU, on demand and on spot"),
	.rows = N_("GPUs by $ a run, not an hour"),
	.panel_title = N_("Run"),
	.by_purchase = true,
	.rented = METRIC_PILE_RENTED,
	.rows_unasked = STUDY_ROWS_UNASKED,
	.max_gpus = 32,
	.panel = train_panel,
	.scope = train_scope,
	.reads = train_reads,
	.gives = train_gives,
	.columns = train_columns,
	.table = train_table,
	.command = "train",
	.per = N_("in all, in {hours}"),
	.brief = train_brief,
	.figures = train_figures,
	.report_title = N_("A training run of %s"),
	.offers_title = N_("The GPUs"),
	.caption =
		N_("One row a GPU and kind of purchase, its cheapest number: n GPUs, what they divide, GiB of one GPU, "
		   "hours until the run is done, dollars for all of it, and what they are at most, as surely as "
		   "wanted. How good the model gets is not estimated."),
	.part = PART_TRAINING,
	.part_size = sizeof(struct training_part),
	.solve = train_solve,
	.detail = train_detail,
	.explain = train_explain_figures,
	.shares = train_shares,
	.objective = train_objective,
	.band = train_band,
	.contend = train_contend,
	.widen = train_widen,
	.contest_size = SCALE_POSITIONS_MAX * sizeof(struct train_terms),
	.stands_for = train_stands_for,
	.plots = train_plots,
	.questions = train_questions,
	.words = train_words,
};
