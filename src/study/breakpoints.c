/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at every position of every slider, a GPU at a time. */
#include "config.h"

#include "study/breakpoints.h"

#include <math.h>
#include <string.h>

#include "study/replica.h"
#include "study/serve.h"

/* Whether a parameter of the panel has positions to look at. */
static bool has_scale(const struct scenario *s, enum parameter parameter)
{
	if (parameter_row(parameter)->form != PARAMETER_NUMBER_FORM || !parameter_row(parameter)->stops)
		return false;
	/* Users and rate exclude each other: the one that is not given stands nowhere. */
	return !isnan(scenario_number(s, parameter));
}

static bool layout_given(const struct scenario *s)
{
	static const enum parameter sizes[] = { PARAMETER_GPUS, PARAMETER_TP, PARAMETER_PP, PARAMETER_EP,
						PARAMETER_DP };

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		if (!isnan(s->number[sizes[i]]))
			return true;
	return false;
}

static bool within_ttft(double position, const struct row *a)
{
	return replica_of(a)->ttft_s.mid / position <= 1.0;
}

static bool within_tpot(double position, const struct row *a)
{
	return replica_of(a)->tpot_s.mid / position <= 1.0;
}

static bool always(double position, const struct row *a)
{
	(void)position;
	(void)a;
	return true;
}

static bool few_enough(double position, const struct row *a)
{
	return layout_gpus(&a->deployment.layout) <= position;
}

/*
 * The figures of a configuration do not depend on what is wanted of them, nor on how much of
 * the time it is busy, nor on how many GPUs another one may have: one look at what meets the
 * goals with the scale wide open tells at which positions it does, too.
 */
static const struct one_look {
	bool (*stands_at)(double position, const struct row *a);
	bool widest_infinite;
} one_looks[PARAMETER_MAX] = {
	[PARAMETER_TTFT] = { within_ttft, true },
	[PARAMETER_TPOT] = { within_tpot, true },
	[PARAMETER_BUSY] = { always, false },
	[PARAMETER_MAX_GPUS] = { few_enough, false },
};

/* A given layout may be judged although no count makes it: then every position is looked at. */
static bool one_look(const struct scenario *s, enum parameter parameter)
{
	return one_looks[parameter].stands_at &&
	       !(parameter == PARAMETER_MAX_GPUS && layout_given(s));
}

/* As the panel does it: what depends on the parameter follows. */
static bool move_to(const struct breakpoints *b, double value, struct scenario *moved)
{
	struct error ignored = { 0 };

	*moved = b->scenario;
	if (scenario_set_number(moved, b->parameter, value, &ignored) != STATUS_OK)
		return false;
	scenario_reconcile(moved, b->parameter);
	return scenario_check(moved, &ignored) == STATUS_OK;
}

static void open_wide(struct breakpoints *b)
{
	b->moved = b->scenario;
	b->moved.number[b->parameter] = one_looks[b->parameter].widest_infinite
						? INFINITY : b->positions[b->position_count - 1];
}

/* The order of serve_compare() among answers that meet the goals. */
static bool before(const struct contender *a, const struct contender *b)
{
	double x = a->cost, y = b->cost;

	if (!b->gpu)
		return true;
	if (isnan(x) != isnan(y))
		return isnan(y);
	if (isnan(x)) {
		x = a->gpus;
		y = b->gpus;
	}
	return x != y ? x < y : strcmp(a->gpu->id, b->gpu->id) < 0;
}

static double cost_at(const struct breakpoints *b, double position, const struct row *a)
{
	if (b->parameter != PARAMETER_BUSY || replica_of(a)->open_loop || isnan(a->cost.output.mid))
		return a->cost.output.mid;
	return token_cost(a->usd_per_hour, &replica_of(a)->output_tok_s, b->moved.number[PARAMETER_PROMPT],
			  b->moved.number[PARAMETER_OUTPUT], 0.0, position).output.mid;
}

static void enter(struct breakpoints *b, int position, const struct row *a)
{
	double value = b->positions[position];
	struct contender it = { .gpu = a->deployment.gpu, .gpus = layout_gpus(&a->deployment.layout),
				.cost = cost_at(b, value, a) };

	if ((!b->once || one_looks[b->parameter].stands_at(value, a)) && before(&it, &b->best[position]))
		b->best[position] = it;
}

static void enter_all(struct breakpoints *b, const struct row *a)
{
	if (a->verdict != VERDICT_MEETS)
		return;
	for (int i = 0; b->once && i < b->position_count; i++)
		enter(b, i, a);
	if (!b->once)
		enter(b, b->position, a);
}

static void look(const struct scenario *s, const struct deployment *d, void *data)
{
	struct breakpoints *b = data;
	const struct contender *leader = &b->best[b->position];
	double limit = b->once || !leader->gpu || isnan(leader->cost) ? INFINITY : leader->cost;
	struct replica_row a;

	if (serve_meets(s, d, limit, replica_row_init(&a)))
		enter_all(b, &a.row);
}

static void look_at_gpu(struct breakpoints *b, const struct gpu *gpu)
{
	double gpus = b->moved.number[PARAMETER_GPUS];
	struct replica_row a;

	if (serve_each(&b->moved, b->model, gpu, gpus, look, b))
		return;
	serve_one(&b->moved, b->model, gpu, gpus, replica_row_init(&a));
	enter_all(b, &a.row);
}

static bool same_answer(const struct stretch *stretch, const struct contender *c)
{
	return stretch->gpu == c->gpu && (!c->gpu || stretch->gpus == c->gpus);
}

/* Joins neighbours with one answer. */
static void finish(struct breakpoints *b)
{
	struct stretches *out = &b->of[b->parameter];

	out->count = 0;
	for (int i = 0; i < b->position_count; i++) {
		const struct contender *c = &b->best[i];

		if (out->count == 0 || !same_answer(&out->items[out->count - 1], c))
			out->items[out->count++] = (struct stretch) { .first = b->positions[i],
								      .gpu = c->gpu, .gpus = c->gpus };
		out->items[out->count - 1].last = b->positions[i];
	}
	out->known = true;
	b->parameter = PARAMETER_COUNT;
}

/* The next position that the scenario can take; false when there is none left. */
static bool next_position(struct breakpoints *b)
{
	b->gpu = 0;
	if (b->once)
		return b->position++ < 0;
	while (++b->position < b->position_count) {
		if (move_to(b, b->positions[b->position], &b->moved))
			return true;
		memmove(&b->positions[b->position], &b->positions[b->position + 1],
			(size_t)(b->position_count - b->position - 1) * sizeof b->positions[0]);
		b->position_count--;
		b->position--;
	}
	return false;
}

static void take_up(struct breakpoints *b, enum parameter parameter)
{
	struct scale scale = scale_of(&b->scenario, parameter);

	b->parameter = parameter;
	b->position_count = scale_positions(&scale, b->positions);
	for (int i = 0; i < b->position_count; i++)
		b->best[i] = (struct contender) { .gpu = NULL, .cost = NAN };
	b->once = one_look(&b->scenario, parameter);
	b->position = -1;
	if (b->once)
		open_wide(b);
	if (!next_position(b))
		finish(b);
}

static bool take_up_next(struct breakpoints *b)
{
	for (const enum parameter *p = b->panel; *p != PARAMETER_COUNT; p++) {
		if (b->of[*p].known || !has_scale(&b->scenario, *p))
			continue;
		take_up(b, *p);
		return true;
	}
	return false;
}

/* The one parameter that two scenarios differ in; PARAMETER_COUNT: none, -1: there are more. */
static int difference(const struct scenario *a, const struct scenario *b)
{
	int found = PARAMETER_COUNT;

	for (int i = 0; i < parameter_count(); i++) {
		if (scenario_same(a, b, parameter_at(i)))
			continue;
		if (found != PARAMETER_COUNT)
			return -1;
		found = (int)parameter_at(i);
	}
	return found;
}

void breakpoints_start(struct breakpoints *b, const struct scenario *s, const enum parameter *panel,
		       enum parameter first)
{
	int changed = b->started ? difference(&b->scenario, s) : -1;

	if (changed == PARAMETER_COUNT && b->panel == panel)
		return;
	b->changed = PARAMETER_COUNT;
	for (int i = 0; i < parameter_count(); i++) {
		enum parameter p = parameter_at(i);
		struct stretches *stretches = &b->of[p];

		/* It says what its own slider leads to, wherever that stands. */
		stretches->known = stretches->known && changed == (int)p;
		if (!has_scale(s, p))
			*stretches = (struct stretches) { .known = false };
		else if (changed == (int)p)
			b->changed = p;
	}
	b->scenario = *s;
	b->panel = panel;
	b->started = true;
	b->done = false;
	b->model = serve_model(s, &b->generic);
	b->parameter = PARAMETER_COUNT;
	if (first != PARAMETER_COUNT && !b->of[first].known && has_scale(s, first))
		take_up(b, first);
}

bool breakpoints_advance(struct breakpoints *b)
{
	const struct catalog *c = b->scenario.catalog;

	if (!b->started || b->done)
		return false;
	if (b->parameter == PARAMETER_COUNT && !take_up_next(b)) {
		b->done = true;
		return false;
	}
	if (b->parameter == PARAMETER_COUNT)
		return true;
	while (b->gpu < c->gpu_count &&
	       (c->gpus[b->gpu].announced ||
		(b->scenario.gpus.count && !index_set_has(&b->scenario.gpus, b->gpu))))
		b->gpu++;
	if (b->gpu < c->gpu_count)
		look_at_gpu(b, &c->gpus[b->gpu++]);
	else if (!next_position(b))
		finish(b);
	return true;
}

const struct stretches *breakpoints_of(const struct breakpoints *b, enum parameter parameter)
{
	return &b->of[parameter];
}

int stretches_find(const struct stretches *stretches, double value)
{
	int found = 0;

	for (int i = 1; i < stretches->count; i++)
		if (stretches->items[i].first <= value)
			found = i;
	return found;
}
