/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at every position of every slider, a GPU at a time. */
#include "study/scenario_text.h"
#include "study/sensitivity.h"

#include <math.h>
#include <stdlib.h>

#include "study/serve.h"
#include "study/study.h"

/* Whether a parameter of the panel has positions to look at, and a value, given or standing for it. */
static bool has_scale(const struct study *study, const struct scenario *s, enum parameter parameter)
{
	if (parameter_row(parameter)->form != PARAMETER_NUMBER_FORM || !parameter_row(parameter)->stops)
		return false;
	/* Users and rate exclude each other: the one that is not given stands nowhere. */
	return !isnan(scenario_number(s, parameter)) ||
		(study->stands_for && !isnan(study->stands_for(s, parameter, NULL)));
}

/* All GPUs of a study that enters none itself. */
static void contend_by_solving(struct sensitivity *v)
{
	const struct row *best;
	struct contender it;

	study_solve(v->study, &v->moved, 0, &v->solved);
	best = result_best(&v->solved);
	if (!best)
		return;
	it = (struct contender){ .gpu = best->deployment.gpu, .gpus = layout_gpus(&best->deployment.layout) };
	it.replicas = metric_value(METRIC_REPLICAS, best).band.mid;
	it.size = deployment_gpus(&best->deployment);
	it.behind = replica_stands_behind(best);
	it.objective = v->study->objective(best);
	it.choice = v->study->choice ? v->study->choice(best) : NULL;
	contest_enter(&v->contest, 0, &it);
}

static bool takes_part(const struct sensitivity *v, int gpu)
{
	/* The last leader may be of another catalog, that had more. */
	return gpu < v->scenario.catalog->gpu_count && scenario_considers(&v->scenario, gpu);
}

static bool same_leader(const struct leader_range *range, const struct contender *c)
{
	return range->gpu == c->gpu && (!c->gpu || (range->gpus == c->gpus && range->choice == c->choice));
}

/* Joins neighbours with one leader. */
static void finish(struct sensitivity *v)
{
	struct leader_ranges *out = &v->of[v->parameter];

	out->count = 0;
	for (int i = 0; i < v->position_count; i++) {
		const struct contender *c = &v->best[i];

		if (out->count == 0 || !same_leader(&out->items[out->count - 1], c))
			out->items[out->count++] = (struct leader_range){ .first = v->positions[i],
				.gpu = c->gpu,
				.gpus = c->gpus,
				.replicas = { c->replicas },
				.choice = c->choice };
		out->items[out->count - 1].last = v->positions[i];
		out->items[out->count - 1].replicas[1] = c->replicas;
	}
	out->known = true;
	v->parameter = PARAMETER_COUNT;
}

static void open_contest(struct sensitivity *v)
{
	const struct contender *led = &v->best[v->position > 0 ? v->position - 1 : 0];

	v->contest.positions = &v->positions[v->position];
	v->contest.best = &v->best[v->position];
	v->contest.begun = false;
	v->contest.count = v->contest.wide ? v->position_count : 1;
	/* Who led at the position before, or on another slider, sets a limit that most others are soon known to miss. */
	if (led->gpu)
		v->led = (int)(led->gpu - v->scenario.catalog->gpus);
	v->first = v->study->contend && takes_part(v, v->led) ? v->led : -1;
	v->gpu = 0;
}

/* The next position; false when there is none left. */
static bool next_position(struct sensitivity *v)
{
	if (++v->position >= (v->contest.wide ? 1 : v->position_count))
		return false;
	if (!v->contest.wide)
		contest_move(&v->contest, v->positions[v->position], &v->moved);
	open_contest(v);
	return true;
}

static void take_up(struct sensitivity *v, enum parameter parameter)
{
	struct scale scale = scale_of(&v->scenario, parameter);
	double positions[SCALE_POSITIONS_MAX];
	int count = scale_positions(&scale, positions);

	v->parameter = v->contest.parameter = parameter;
	v->contest.base = &v->scenario;
	v->contest.scenario = &v->moved;
	v->position_count = 0;
	for (int i = 0; i < count; i++) {
		if (!contest_move(&v->contest, positions[i], &v->moved))
			continue;
		v->best[v->position_count] = (struct contender){ .gpu = NULL, .objective = NAN };
		v->positions[v->position_count++] = positions[i];
	}
	v->moved = v->scenario;
	v->contest.wide =
		v->study->contend && v->study->widen && v->study->widen(&v->moved, parameter, positions[count - 1]);
	v->position = -1;
	if (!next_position(v))
		finish(v);
}

static bool take_up_next(struct sensitivity *v)
{
	for (const enum parameter *p = v->study->panel; *p != PARAMETER_COUNT; p++) {
		if (v->of[*p].known || !has_scale(v->study, &v->scenario, *p))
			continue;
		take_up(v, *p);
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

void sensitivity_start(struct sensitivity *v, const struct study *study, const struct scenario *s, enum parameter first)
{
	int changed = v->started ? difference(&v->scenario, s) : -1;

	if (changed == PARAMETER_COUNT && v->study == study)
		return;
	for (int i = 0; i < parameter_count(); i++) {
		enum parameter p = parameter_at(i);
		struct leader_ranges *ranges = &v->of[p];

		/* It says what its own slider leads to, wherever that stands. */
		ranges->known = ranges->known && v->study == study && changed == (int)p;
		if (v->study != study || !has_scale(study, s, p))
			ranges->count = 0;
	}
	if (!study->contend && !v->solved.rows)
		result_init(&v->solved, s->catalog);
	if (v->study != study) {
		free(v->contest.kept);
		v->contest.kept = xcalloc(1, study->contest_size);
	}
	v->scenario = *s;
	v->study = study;
	v->started = true;
	v->done = false;
	v->contest.model = serve_model(s, &v->solved);
	v->parameter = PARAMETER_COUNT;
	if (first != PARAMETER_COUNT && !v->of[first].known && has_scale(study, s, first))
		take_up(v, first);
}

bool sensitivity_advance(struct sensitivity *v)
{
	const struct catalog *c = v->scenario.catalog;

	if (!v->started || v->done)
		return false;
	if (v->parameter == PARAMETER_COUNT && !take_up_next(v)) {
		v->done = true;
		return false;
	}
	if (v->parameter == PARAMETER_COUNT)
		return true;
	if (!v->study->contend && v->gpu == 0) {
		contend_by_solving(v);
		v->gpu = c->gpu_count;
		return true;
	}
	if (v->first >= 0) {
		v->study->contend(&v->contest, &c->gpus[v->first]);
		v->first = -1;
		return true;
	}
	while (v->gpu < c->gpu_count && !takes_part(v, v->gpu))
		v->gpu++;
	if (v->gpu < c->gpu_count)
		v->study->contend(&v->contest, &c->gpus[v->gpu++]);
	else if (!next_position(v))
		finish(v);
	return true;
}

void sensitivity_release(struct sensitivity *v)
{
	result_release(&v->solved);
	free(v->contest.kept);
	v->contest.kept = NULL;
	v->study = NULL;
	v->started = false;
}

const struct leader_ranges *sensitivity_of(const struct sensitivity *v, enum parameter parameter)
{
	return &v->of[parameter];
}

int leader_ranges_find(const struct leader_ranges *ranges, double value)
{
	int found = 0;

	for (int i = 1; i < ranges->count; i++)
		if (ranges->items[i].first <= value)
			found = i;
	return found;
}
