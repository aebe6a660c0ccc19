/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laying a training run out. */
#include "study/train_run.h"

#include <math.h>

/* Samples of a step that are usual: of adapters, of all weights, and tokens of one from scratch. */
static const double ADAPTER_BATCH = 16.0, FULL_BATCH = 64.0, PRETRAIN_TOKENS = 4e6;

/* Most GPUs that share a matrix or a sequence where nobody says, and most stages of a pipeline: no published run of
 * training_runs.csv has more. */
static const double SPLIT_MOST = 8.0, STAGES_MOST = 16.0;

/* Micro-batches a stage of a pipeline: stages then wait less than an eighth of the time, (stages - 1)/(8 stages). */
static const double MICRO_BATCHES_A_STAGE = 8.0;

static enum train_method method_of(const struct scenario *s)
{
	return (enum train_method)s->number[PARAMETER_METHOD];
}

double train_tokens(const struct scenario *s)
{
	return isnan(s->number[PARAMETER_TRAIN_TOKENS]) ? TRAIN_DEFAULT_TOKENS : s->number[PARAMETER_TRAIN_TOKENS];
}

double train_batch(const struct scenario *s)
{
	const double given = s->number[PARAMETER_GLOBAL_BATCH];

	if (!isnan(given))
		return given;
	switch (method_of(s)) {
	case TRAIN_PRETRAIN: return fmax(1.0, floor(PRETRAIN_TOKENS / s->number[PARAMETER_SEQUENCE]));
	case TRAIN_FULL: return FULL_BATCH;
	default: return ADAPTER_BATCH;
	}
}

enum train_software train_software_of(const struct scenario *s, double gpus)
{
	const int word = (int)s->number[PARAMETER_TRAIN_SOFTWARE];

	if (word > 0)
		return (enum train_software)(word - 1);
	if (method_of(s) == TRAIN_PRETRAIN || gpus > 8.0 || (method_of(s) == TRAIN_FULL && gpus > 1.0))
		return TRAIN_FSDP;
	return TRAIN_EAGER;
}

bool train_supports(const struct scenario *s, const struct gpu *gpu)
{
	const enum train_precision precision = (enum train_precision)s->number[PARAMETER_TRAIN_PRECISION];

	if (gpu->fp16_only)
		return false;
	return precision == TRAIN_BF16 || !gpu->compute || !isnan(gpu->compute->train_gain[precision]);
}

void train_counts(const struct scenario *s, const struct gpu *gpu, train_visit *visit, void *data)
{
	const double gpus = s->number[PARAMETER_GPUS], nodes = s->number[PARAMETER_NODES];
	double most = scenario_max_gpus(s);

	if (!isnan(gpus) || !isnan(nodes)) {
		visit(isnan(gpus) ? nodes * gpu_machine_gpus(gpu) : gpus, data);
		return;
	}
	if (training_domain(gpu) <= 1.0)
		most = fmin(most, gpu_machine_gpus(gpu));
	for (double n = 1.0; n <= most; n *= 2.0)
		visit(n, data);
}

/* Sets the micro-batch: as given, or as large as fits, but no larger than what one GPU has of the batch.  The stages of a
 * pipeline wait for one another the less, the more micro-batches there are. */
static void take_micro_batch(const struct scenario *s, struct train_run *run)
{
	double each = fmax(1.0, ceil(run->global_batch / train_data_gpus(run) - 1e-9));

	if (run->pipeline > 1.0)
		each = fmax(1.0, floor(each / (MICRO_BATCHES_A_STAGE * run->pipeline)));
	run->micro_batch = s->number[PARAMETER_MICRO_BATCH];
	if (isnan(run->micro_batch))
		run->micro_batch = fmax(1.0, fmin(each, train_most_micro_batch(run)));
}

/* Whether `a` is the better layout: it fits with more than the error to spare, it is faster; else it lacks less. */
static bool better(const struct train_layout *a, const struct train_layout *b)
{
	if (a->memory.fit != b->memory.fit)
		return a->memory.fit > b->memory.fit;
	if (a->fits && !isnan(a->rate.mid) && !isnan(b->rate.mid))
		return a->rate.mid > b->rate.mid * (1.0 + 1e-9);
	return a->memory.total < b->memory.total;
}

static struct train_layout judge(const struct scenario *s, const struct train_run *run)
{
	struct train_layout layout = { .run = *run, .divides = true };

	take_micro_batch(s, &layout.run);
	layout.memory = train_memory_of(NULL, &layout.run);
	layout.fits = layout.memory.fit != FIT_NO;
	/* Of a run that is described it is told even where our count of its memory says no. */
	layout.rate = layout.fits || !isnan(s->number[PARAMETER_MICRO_BATCH]) ? train_rate(NULL, &layout.run)
									      : band_unknown();
	return layout;
}

/* A layout that is looked for. */
struct laying {
	const struct scenario *s;
	struct train_run run; /* that is tried */
	struct train_layout best;
	bool any; /* `best` is one */
};

/* What is tried, from the first to the last: as given, or all that make sense. */
struct span {
	int first, last;
};

static struct span shards_of(const struct laying *l)
{
	const int given = (int)l->s->number[PARAMETER_SHARD];

	if (given > 0)
		return (struct span){ given - 1, given - 1 };
	return (struct span){ TRAIN_DDP, train_data_gpus(&l->run) * l->run.context > 1.0 ? TRAIN_ZERO3 : TRAIN_DDP };
}

/* As little recomputation as fits; eager software has all of it by default. */
static struct span recomputing_of(const struct laying *l)
{
	const int given = (int)l->s->number[PARAMETER_RECOMPUTE];

	if (given > 0)
		return (struct span){ given - 1, given - 1 };
	return (struct span){ l->run.software >= TRAIN_EAGER ? RECOMPUTE_FULL : RECOMPUTE_NONE, RECOMPUTE_FULL };
}

/* Whether the sizes make a layout at all. */
static bool is_layout(const struct train_run *run)
{
	const double data = train_data_gpus(run);

	return data >= 1.0 && data == floor(data);
}

/* A batch that nobody gave is as large as the GPUs need. */
static void take_batch(struct laying *l)
{
	l->run.global_batch = fmax(train_data_gpus(&l->run), train_batch(l->s));
}

static void try_run(struct laying *l)
{
	struct train_layout layout = judge(l->s, &l->run);

	layout.divides = train_data_gpus(&l->run) <= train_batch(l->s) || isnan(l->s->number[PARAMETER_GLOBAL_BATCH]);
	if (!l->any || better(&layout, &l->best))
		l->best = layout;
	l->any = true;
}

/* Whether the sizes fit in the way that takes least memory. */
static bool can_fit(const struct laying *l)
{
	struct train_run least = l->run;

	least.micro_batch = given_or(l->s->number[PARAMETER_MICRO_BATCH], 1.0);
	least.shard = (enum train_shard)shards_of(l).last;
	least.recompute = (enum train_recompute)recomputing_of(l).last;
	return train_memory_of(NULL, &least).fit != FIT_NO;
}

/* The best of the ways to recompute and to divide the states with these sizes; true: it fits well. */
static bool try_sizes(struct laying *l)
{
	const struct span shards = shards_of(l), recomputing = recomputing_of(l);

	if (!is_layout(&l->run))
		return false;
	take_batch(l);
	if (l->any && !can_fit(l))
		return false;
	for (int r = recomputing.first; r <= recomputing.last; r++) {
		for (int shard = shards.first; shard <= shards.last; shard++) {
			l->run.recompute = (enum train_recompute)r;
			l->run.shard = (enum train_shard)shard;
			try_run(l);
		}
		if (l->best.memory.fit == FIT_YES)
			return true;
	}
	return false;
}

/* Matrices are split only where the model does not fit otherwise, sequences only where that is not enough; of a run whose
 * micro-batch is given, what is not said is not split. */
static void try_all_sizes(struct laying *l)
{
	const double tensor = l->s->number[PARAMETER_TP], context = l->s->number[PARAMETER_CP], gpus = l->run.gpus;
	const double split = isnan(l->s->number[PARAMETER_MICRO_BATCH]) ? SPLIT_MOST : 1.0;
	const double most_tensor = given_or(tensor, fmin(fmin(gpus, training_domain(l->run.gpu)), split));
	const double most_context = given_or(context, fmin(gpus, split));

	for (l->run.context = given_or(context, 1.0); l->run.context <= most_context; l->run.context *= 2.0)
		for (l->run.tensor = given_or(tensor, 1.0); l->run.tensor <= most_tensor; l->run.tensor *= 2.0)
			if (try_sizes(l))
				return;
}

/* Whether stages of a pipeline may be looked for: tuned software on several machines that would compute again. */
static bool may_pipeline(const struct laying *l)
{
	const double *n = l->s->number;

	return l->any && l->best.fits && l->best.run.recompute != RECOMPUTE_NONE && l->run.software == TRAIN_TUNED &&
		l->run.gpus > training_domain(l->run.gpu) && isnan(n[PARAMETER_TP]) && isnan(n[PARAMETER_PP]) &&
		isnan(n[PARAMETER_MICRO_BATCH]) && n[PARAMETER_RECOMPUTE] == 0.0 && n[PARAMETER_SHARD] == 0.0;
}

/* The sizes of `l` with as little computed again as fits: nothing, or attention alone. */
static void try_stage(struct laying *l)
{
	if (!is_layout(&l->run))
		return;
	l->run.shard = l->run.pipeline > 1.0 ? TRAIN_ZERO1 : TRAIN_ZERO3;
	take_batch(l);
	for (int recompute = RECOMPUTE_NONE; recompute <= RECOMPUTE_SELECTIVE; recompute++) {
		l->run.recompute = (enum train_recompute)recompute;
		try_run(l);
		if (train_most_micro_batch(&l->run) >= 1.0)
			return;
	}
}

/* Split matrices and sequences, and stages that divide the states of the optimiser alone. */
static void try_pipelines(struct laying *l)
{
	const double context = l->s->number[PARAMETER_CP], tensor = fmin(SPLIT_MOST, training_domain(l->run.gpu));
	struct train_run *run = &l->run;

	for (run->pipeline = 1.0; run->pipeline <= fmin(STAGES_MOST, run->shape.layers); run->pipeline *= 2.0)
		for (run->context = given_or(context, 1.0); run->context <= given_or(context, 2.0); run->context *= 2.0)
			for (run->tensor = 1.0; run->tensor <= tensor; run->tensor *= 2.0)
				try_stage(l);
}

struct train_layout train_lay_out(
	const struct scenario *s, const struct training_shape *shape, const struct gpu *gpu, double gpus)
{
	const double *n = s->number;
	struct laying l = { .s = s,
		.run = { .constants = &s->catalog->constants,
			.gpu = gpu,
			.shape = *shape,
			.method = method_of(s),
			.software = train_software_of(s, gpus),
			.precision = (enum train_precision)n[PARAMETER_TRAIN_PRECISION],
			.optimizer = (enum train_optimizer)n[PARAMETER_OPTIMIZER],
			.gpus = gpus,
			.tensor = 1.0,
			.pipeline = given_or(n[PARAMETER_PP], 1.0),
			.context = 1.0,
			.expert = given_or(n[PARAMETER_EP], 1.0),
			.sequence = n[PARAMETER_SEQUENCE],
			.rank = n[PARAMETER_RANK] } };

	try_all_sizes(&l);
	if (may_pipeline(&l))
		try_pipelines(&l);
	if (!l.any)
		l.best.run = l.run;
	return l.best;
}
