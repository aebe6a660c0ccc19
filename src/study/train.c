/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every GPU and kind of purchase against a training run. */
#include "study/train.h"

#include <math.h>

#include "study/batch_row.h"
#include "study/fleet_offer.h"
#include "study/result.h"
#include "study/serve_offer.h"
#include "study/study.h"
#include "study/train_explain.h"

static const double SECONDS_PER_HOUR = 3600.0;

/* Bytes of a checkpoint go to the disks of all machines at once. */
static double machines_of(const struct train_run *run)
{
	return ceil(run->gpus / gpu_machine_gpus(run->gpu));
}

void train_terms_read(struct train_terms *t, const struct scenario *s)
{
	batch_terms_read(&t->base, s);
	t->base.requests = 1.0;
	t->base.output_tokens = train_tokens(s);
	t->base.deadline_h = s->number[PARAMETER_TRAIN_DEADLINE] / SECONDS_PER_HOUR;
	/* The run itself says how many it takes. */
	t->base.max_gpus = INFINITY;
	t->save_every_h = s->number[PARAMETER_CHECKPOINT_EVERY] / SECONDS_PER_HOUR;
}

struct goodput train_goodput(const struct train_terms *t, const struct train_run *run, enum purchase purchase)
{
	const struct constants *k = run->constants;
	const double spot = isnan(t->base.interruptions) ? k->spot_interruptions : t->base.interruptions;
	struct goodput g = { .base = k->training.goodput,
		.losses = run->gpus / k->training.gpu_mtbf_h,
		.save_h = train_checkpoint_bytes(run) / (k->training.checkpoint_bytes_per_s * machines_of(run)) /
			SECONDS_PER_HOUR,
		.interval_h = t->save_every_h,
		.restart_h = t->base.restart_h };
	/* Machines that are taken back decide how often it is worth to save; what they cost is counted by the pile. */
	const double all = g.losses + (purchase == PURCHASE_SPOT ? spot * machines_of(run) : 0.0);

	if (isnan(g.interval_h))
		g.interval_h = goodput_interval_h(g.save_h, all);
	return g;
}

static struct deployment deployment_of(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, const struct train_run *run)
{
	return (struct deployment){ .constants = &s->catalog->constants,
		.model = model,
		.gpu = gpu,
		.engine = s->engine,
		.profile = s->engine->default_profile,
		.format = &s->catalog->formats[0],
		.kv = &s->catalog->kv_formats[0],
		.layout = { run->tensor, run->pipeline, run->expert, run->gpus / (run->tensor * run->pipeline) } };
}

/* How sure the constants are of a card: none of its own make it stand behind. */
static bool is_known(const struct gpu *gpu)
{
	return gpu->card && gpu->card->train_rows >= 1.0;
}

struct reading {
	struct train_layouts *layouts;
	const struct scenario *s;
	const struct training_shape *shape;
	const struct gpu *gpu;
};

static void read_layout(double gpus, void *data)
{
	const struct reading *reading = data;
	struct train_layout *layout = &reading->layouts->items[reading->layouts->count];

	*layout = train_lay_out(reading->s, reading->shape, reading->gpu, gpus);
	if (layout->fits && layout->divides && band_known(&layout->rate))
		reading->layouts->count++;
}

void train_layouts_read(struct train_layouts *layouts, const struct scenario *s, const struct training_shape *shape,
	const struct gpu *gpu)
{
	struct reading reading = { layouts, s, shape, gpu };

	layouts->count = 0;
	if (train_supports(s, gpu))
		train_counts(s, gpu, read_layout, &reading);
}

void train_speeds_read(struct batch_speeds *speeds, const struct train_terms *t, const struct scenario *s,
	const struct train_layouts *layouts, const struct model *model, enum purchase purchase)
{
	speeds->count = layouts->count;
	for (int i = 0; i < layouts->count; i++) {
		const struct train_layout *layout = &layouts->items[i];
		const struct goodput g = train_goodput(t, &layout->run, purchase);

		speeds->items[i] = (struct batch_speed){
			.deployment = deployment_of(s, model, layout->run.gpu, &layout->run),
			.output_tok_s = band_scaled(&layout->rate, goodput_of(NULL, &g)),
			.again_h = purchase == PURCHASE_SPOT ? g.interval_h / 2.0 : 0.0,
			.concurrency = INFINITY,
			.behind = !is_known(layout->run.gpu) || layout->memory.fit == FIT_TIGHT,
		};
	}
}

struct train_search {
	const struct scenario *s;
	struct train_terms terms;
	struct training_shape shape;
	struct result *r;
	struct train_layouts layouts;
	struct batch_speeds speeds;
	struct fleet_market market;
};

/* What every row of a run says: the layout, its memory and its speed. */
static void fill_run(struct train_search *search, const struct gpu *gpu, const struct train_layout *layout,
	enum purchase purchase, struct row *a)
{
	struct training_part *part = a->part;
	struct training *t = &part->training;
	struct memory_budget *m = &part->base.replica.memory;
	const struct goodput g = train_goodput(&search->terms, &layout->run, purchase);

	part->base.replica = replica_unknown;
	part->base.pile = batch_pile_unknown;
	a->deployment = deployment_of(search->s, search->r->model, gpu, &layout->run);
	row_forget_money(a);
	a->p_meets = a->excess = NAN;
	a->reasons.count = 0;
	a->equal_to_best = a->detailed = false;
	a->provenance = is_known(gpu) ? PROVENANCE_CALIBRATED : PROVENANCE_EXTRAPOLATED;
	*t = (struct training){ .known = true,
		.run = layout->run,
		.time = train_time_of(NULL, &layout->run),
		.memory = layout->memory,
		.rate = layout->rate,
		.tokens = search->terms.base.output_tokens,
		.states_bytes = train_states_bytes(&layout->run),
		.checkpoint_bytes = train_checkpoint_bytes(&layout->run),
		.save_h = g.save_h,
		.interval_h = g.interval_h,
		.goodput = goodput_of(NULL, &g) };
	m->capacity = layout->memory.capacity;
	m->usable = layout->memory.usable;
	m->weights = layout->memory.weights;
	m->activations = layout->memory.activations;
	m->runtime = layout->memory.runtime;
	m->fit = layout->memory.fit;
}

static void add_way(struct train_search *search, const struct gpu *gpu, const struct batch_way *way)
{
	struct row *a = &search->r->rows[search->r->count++];
	struct training_part *part = a->part;

	fill_run(search, gpu, &search->layouts.items[way->speed - search->speeds.items],
		way->offer ? way->offer->purchase : PURCHASE_ON_DEMAND, a);
	part->base.pile = batch_row_pile(&search->terms.base, search->s->now, way);
	if (way->offer) {
		a->offer = way->offer;
		a->usd_per_hour = way->offer->usd_per_gpu_hour * way->rented_gpus;
		a->cost.output = band_scaled(&part->base.pile.usd, 1e6 / search->terms.base.output_tokens);
		a->cost.blended = a->cost.output;
		a->cost_sure = part->base.pile.usd_sure * 1e6 / search->terms.base.output_tokens;
	}
	batch_row_judge(&search->terms.base, way, a);
}

/* The layout on the most GPUs stands for what does not fit. */
struct missing {
	const struct train_search *search;
	const struct gpu *gpu;
	struct train_layout layout;
	bool any;
};

static void look_at_miss(double gpus, void *data)
{
	struct missing *m = data;
	const struct train_layout layout = train_lay_out(m->search->s, &m->search->shape, m->gpu, gpus);

	if (m->any && layout.memory.total > m->layout.memory.total)
		return;
	m->layout = layout;
	m->any = true;
}

static void add_miss(struct train_search *search, const struct gpu *gpu)
{
	struct row *a = &search->r->rows[search->r->count++];
	struct missing m = { .search = search, .gpu = gpu };

	train_counts(search->s, gpu, look_at_miss, &m);
	if (!m.any)
		m.layout = train_lay_out(search->s, &search->shape, gpu, 1.0);
	fill_run(search, gpu, &m.layout, PURCHASE_ON_DEMAND, a);
	if (!train_supports(search->s, gpu)) {
		a->verdict = VERDICT_NOT_SUPPORTED;
	} else if (!m.layout.fits) {
		a->verdict = isnan(gpu->memory_bytes) ? VERDICT_NOT_ESTIMATED : VERDICT_DOES_NOT_FIT;
		a->excess = m.layout.memory.total / m.layout.memory.usable;
	} else {
		a->verdict = m.layout.divides ? VERDICT_NOT_ESTIMATED : VERDICT_NOT_SUPPORTED;
		a->provenance = PROVENANCE_NONE;
	}
}

static void add_gpu(struct train_search *search, const struct gpu *gpu)
{
	struct batch_way way;
	bool sold = false;

	train_layouts_read(&search->layouts, search->s, &search->shape, gpu);
	if (search->layouts.count == 0) {
		add_miss(search, gpu);
		return;
	}
	fleet_market_read(&search->market, search->s, gpu, search->terms.base.kinds);
	for (int kind = 0; kind < PURCHASE_MIXED; kind++) {
		if (!(search->terms.base.kinds >> kind & 1u))
			continue;
		train_speeds_read(&search->speeds, &search->terms, search->s, &search->layouts, search->r->model,
			(enum purchase)kind);
		way = batch_way_bought(
			&search->terms.base, &search->speeds, &search->market, (enum purchase)kind, INFINITY);
		if (way.speed) {
			add_way(search, gpu, &way);
			sold = true;
		}
	}
	if (sold)
		return;
	train_speeds_read(
		&search->speeds, &search->terms, search->s, &search->layouts, search->r->model, PURCHASE_ON_DEMAND);
	way = batch_way_unpriced(&search->terms.base, &search->speeds);
	if (way.speed)
		add_way(search, gpu, &way);
}

static void begin(struct train_search *search, const struct scenario *s, struct result *r)
{
	search->s = s;
	search->r = r;
	train_terms_read(&search->terms, s);
	search->shape = training_shape_of(r->model, s->number[PARAMETER_SEQUENCE]);
}

void train_solve(const struct scenario *s, long today, struct result *r)
{
	const struct catalog *c = s->catalog;
	struct train_search search; /* large: what counts is filled */

	r->model = serve_model(s, r);
	begin(&search, s, r);
	for (int i = 0; i < c->gpu_count; i++)
		if (scenario_considers(s, i))
			add_gpu(&search, &c->gpus[i]);
	result_rank(r, batch_compare);
	result_lead(r);
	result_mark_equal(r, r->study->band);
	train_explain(s, today, r);
}

/* A method that takes less memory, and the fewest GPUs that hold it. */
struct fitting {
	const struct scenario *s;
	const struct training_shape *shape;
	const struct gpu *gpu;
	struct train_layout layout;
	bool found;
};

static void look_for_fit(double gpus, void *data)
{
	struct fitting *f = data;
	struct train_layout layout;

	if (f->found)
		return;
	layout = train_lay_out(f->s, f->shape, f->gpu, gpus);
	f->found = layout.fits && layout.divides;
	f->layout = layout;
}

static bool fits_somewhere(
	const struct train_search *search, const struct scenario *changed, const struct gpu *gpu, struct fitting *f)
{
	*f = (struct fitting){ .s = changed, .shape = &search->shape, .gpu = gpu };
	train_counts(changed, gpu, look_for_fit, f);
	return f->found;
}

/* What would make it fit: more GPUs, or a method that holds less. */
static void relieve(const struct train_search *search, struct row *a)
{
	struct scenario more = *search->s;
	struct fitting f;

	if (isnan(more.number[PARAMETER_GPUS]) && isnan(more.number[PARAMETER_NODES])) {
		more.number[PARAMETER_MAX_GPUS] = parameter_row(PARAMETER_MAX_GPUS)->high;
		if (fits_somewhere(search, &more, a->deployment.gpu, &f))
			train_explain_fits(a, &f.layout);
	}
	for (int method = (int)search->s->number[PARAMETER_METHOD] + 1; method < TRAIN_METHOD_COUNT; method++) {
		struct scenario other = *search->s;

		if (method == TRAIN_FULL)
			continue;
		other.number[PARAMETER_METHOD] = method;
		if (fits_somewhere(search, &other, a->deployment.gpu, &f)) {
			train_explain_method(a, &f.layout);
			return;
		}
	}
}

/* Twice the GPUs, bought in the same way. */
static void look_at_sooner(struct train_search *search, struct row *a)
{
	struct scenario more = *search->s;
	const double gpus = layout_gpus(&a->deployment.layout);
	struct batch_way way;

	more.number[PARAMETER_GPUS] = 2.0 * gpus;
	more.number[PARAMETER_NODES] = NAN;
	if (!a->offer || 2.0 * gpus > parameter_row(PARAMETER_GPUS)->high ||
		(training_domain(a->deployment.gpu) <= 1.0 && 2.0 * gpus > a->deployment.gpu->max_gpus_per_node))
		return;
	fleet_market_read(&search->market, search->s, a->deployment.gpu, search->terms.base.kinds);
	train_layouts_read(&search->layouts, &more, &search->shape, a->deployment.gpu);
	train_speeds_read(
		&search->speeds, &search->terms, &more, &search->layouts, search->r->model, a->offer->purchase);
	way = batch_way_bought(&search->terms.base, &search->speeds, &search->market, a->offer->purchase, INFINITY);
	if (batch_way_meets(&search->terms.base, &way) && way.hours_sure < pile_of(a)->hours_sure)
		train_explain_sooner(a, &way);
}

void train_detail(const struct scenario *s, long today, struct result *r, int index)
{
	struct row *a = &r->rows[index];
	struct train_search search;

	(void)today;
	begin(&search, s, r);
	if (a->verdict == VERDICT_DOES_NOT_FIT)
		relieve(&search, a);
	else if (a->verdict <= VERDICT_MISSES)
		look_at_sooner(&search, a);
}
