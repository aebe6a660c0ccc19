/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What decided a training run, in reasons and in formulas. */
#include "study/train_explain.h"

#include <math.h>

#include "base/i18n.h"
#include "study/batch_explain.h"
#include "study/explain_trace.h"
#include "study/offer_warn.h"
#include "study/result.h"
#include "study/rival.h"
#include "study/study.h"
#include "study/train.h"

static void add(struct row *a, enum reason_id id, double x, double y, double z)
{
	reason_add(&a->reasons, id, x, y, z, NULL);
}

/* The sum that does not fit: of the whole model, and what is left of it on one GPU. */
static void explain_memory(struct row *a)
{
	const struct training *t = training_of(a);
	struct train_run one = t->run;
	struct train_memory m;

	one.gpus = one.tensor = one.pipeline = one.context = one.expert = 1.0;
	one.shard = TRAIN_DDP;
	m = train_memory_of(NULL, &one);
	if (t->run.method >= TRAIN_LORA)
		add(a, REASON_TRAIN_ADAPTER_STATES, m.weights, m.adapters, NAN);
	else
		add(a, REASON_TRAIN_STATES, m.weights, m.gradients, m.optimizer);
	add(a, REASON_TRAIN_MEMORY, t->run.gpus, t->memory.total, t->memory.usable);
	if (training_memory_band(a).low <= t->memory.usable)
		add(a, REASON_TRAIN_NEARLY, training_memory_band(a).low, t->memory.usable, NAN);
}

static void explain_failure(const struct scenario *s, struct row *a)
{
	const struct training *t = training_of(a);
	const struct gpu *gpu = a->deployment.gpu;

	if (a->verdict == VERDICT_DOES_NOT_FIT)
		explain_memory(a);
	else if (!train_supports(s, gpu))
		reason_add(&a->reasons, REASON_TRAIN_NO_PRECISION, NAN, NAN, NAN,
			gpu->fp16_only ? "bf16" : parameter_choices(PARAMETER_TRAIN_PRECISION)[t->run.precision]);
	else if (isnan(gpu->memory_bytes))
		add(a, REASON_NO_MEMORY, NAN, NAN, NAN);
	else if (a->verdict == VERDICT_NOT_SUPPORTED)
		add(a, REASON_TRAIN_BATCH, s->number[PARAMETER_GLOBAL_BATCH], t->run.gpus, NAN);
	else
		reason_add(&a->reasons, REASON_TRAIN_NO_RATE, NAN, NAN, NAN, gpu->short_name);
}

/* How its speed and its price an hour compare with the cheapest: a run that is twice as fast at twice the price costs the
 * same. */
static void compare_with_best(const struct row *best, struct row *a)
{
	double speed, price;

	if (!best || a == best || a->verdict > VERDICT_MISSES || !a->offer || !best->offer)
		return;
	if (a->verdict == VERDICT_MEETS)
		rival_explain(a, pile_of(a)->usd_sure, pile_of(best)->usd_sure);
	speed = pile_of(best)->hours.mid / pile_of(a)->hours.mid;
	price = a->usd_per_hour / best->usd_per_hour;
	if (speed > 1.0 && price > 1.0)
		reason_add(&a->reasons, REASON_TRAIN_TRADE, speed, price, NAN, best->deployment.gpu->short_name);
}

/* What takes the time beside products, from a tenth on. */
static void explain_time(struct row *a)
{
	const struct training *t = training_of(a);
	const struct train_time *time = &t->time;
	const double sum = time->total / time->factor, least = 0.1;

	if (time->launches / sum >= least)
		add(a, REASON_TRAIN_LAUNCHES, time->launches / sum, t->run.micro_batch * t->run.sequence, NAN);
	if (time->links / sum >= least)
		add(a, REASON_TRAIN_LINKS, time->links / sum, NAN, NAN);
	if (1.0 - 1.0 / time->factor >= least)
		add(a, REASON_TRAIN_BUBBLE, 1.0 - 1.0 / time->factor, NAN, NAN);
}

static void explain_evidence(struct row *a)
{
	const struct training *t = training_of(a);
	const struct gpu *gpu = a->deployment.gpu;
	const double machines = ceil(t->run.gpus / gpu_machine_gpus(gpu));

	if (t->memory.fit == FIT_TIGHT)
		add(a, REASON_FITS_TIGHTLY, t->memory.usable - t->memory.total, NAN, NAN);
	if (t->run.shape.moe)
		add(a, REASON_TRAIN_MOE, NAN, NAN, NAN);
	if (t->run.precision != TRAIN_BF16 && t->run.software != TRAIN_TUNED)
		reason_add(&a->reasons, REASON_TRAIN_NARROW, NAN, NAN, NAN,
			parameter_choices(PARAMETER_TRAIN_PRECISION)[t->run.precision]);
	if (machines > 1.0)
		add(a, REASON_TRAIN_NETWORK, machines, NAN, NAN);
	if (a->provenance == PROVENANCE_EXTRAPOLATED)
		add(a, REASON_TRAIN_NO_ROWS, NAN, NAN, NAN);
	else
		add(a, REASON_TRAIN_ROWS, gpu->card->train_rows, NAN, NAN);
}

static void explain_run(const struct scenario *s, long today, const struct row *best, struct row *a)
{
	const struct training *t = training_of(a);

	if (a->verdict != VERDICT_MEETS)
		batch_explain_late(a);
	compare_with_best(best, a);
	explain_time(a);
	add(a, REASON_TRAIN_SAVES, t->interval_h, t->checkpoint_bytes, 100.0 * (1.0 - t->goodput));
	batch_explain_losses(a);
	batch_explain_billing(a);
	batch_explain_price(s, today, a);
	explain_evidence(a);
}

void train_explain(const struct scenario *s, long today, struct result *r)
{
	const struct row *best = result_best(r);

	for (int i = 0; i < r->count; i++) {
		struct row *a = &r->rows[i];

		a->reasons.count = 0;
		if (a->verdict <= VERDICT_MISSES)
			explain_run(s, today, best, a);
		else
			explain_failure(s, a);
	}
	if (isnan(s->number[PARAMETER_TRAIN_TOKENS]))
		reason_add(&r->warnings, REASON_TRAIN_DEFAULT, TRAIN_DEFAULT_TOKENS / 1e6, NAN, NAN, NULL);
	if (s->number[PARAMETER_SEQUENCE] > scenario_context_limit(s))
		reason_add(&r->warnings, REASON_TRAIN_BEYOND, scenario_context_limit(s), NAN, NAN, r->model->name);
	offer_warn(s, scenario_purchases(s), today, r, result_offer);
}

void train_explain_fits(struct row *a, const struct train_layout *layout)
{
	add(a, REASON_TRAIN_FITS_FROM, layout->run.gpus, NAN, NAN);
}

void train_explain_method(struct row *a, const struct train_layout *layout)
{
	reason_add(&a->reasons, REASON_TRAIN_METHOD_FITS, layout->run.gpus, layout->memory.total, NAN,
		parameter_choices(PARAMETER_METHOD)[layout->run.method]);
}

void train_explain_sooner(struct row *a, const struct batch_way *way)
{
	add(a, REASON_TRAIN_SOONER, layout_gpus(&way->speed->deployment.layout), way->hours_sure, way->usd_sure);
}

/* Memory, rate, saving, then time and money as of any pile. */
static void explain_training(struct explaining *x, const void *context)
{
	const struct row *a = context;
	const struct training *t = training_of(a);
	struct goodput g;

	x->a = a;
	x->section = N_("Memory of a GPU");
	train_memory_of(&x->trace, &t->run);
	explain_trace(x);
	if (isnan(t->rate.mid))
		return;
	x->section = N_("Time of a token on one GPU");
	train_rate(&x->trace, &t->run);
	explain_trace(x);
	if (a->verdict > VERDICT_MISSES)
		return;
	x->section = N_("Saving and failures");
	g = (struct goodput){ x->s->catalog->constants.training.goodput,
		t->run.gpus / x->s->catalog->constants.training.gpu_mtbf_h, t->save_h, t->interval_h,
		pile_of(a)->pile.restart_h };
	goodput_of(&x->trace, &g);
	explain_trace(x);
	trace_given(&x->trace, "useful_tok_s", pile_of(a)->pile.output_tok_s.mid, "tok_s * goodput", NULL);
	explain_trace(x);
	batch_explain_time(x, a, "useful_tok_s");
}

void train_explain_figures(const struct scenario *s, const struct row *row, struct explanation *e)
{
	explain_alone(s, row, e, explain_training, row);
}
