/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the nearest turn among the stretches of all sliders. */
#include "config.h"

#include "tui/views/turning.h"

#include <math.h>

#include "base/i18n.h"

/* The nearest position at which something else leads. */
struct turn {
	enum parameter parameter;
	const struct stretch *to; /* NULL: none found */
	bool up;
	int steps;
};

int turning_marks(const struct session *session, enum parameter parameter, const struct slider *slider,
		  double marks[SCALE_POSITIONS_MAX])
{
	const struct stretches *stretches = breakpoints_of(&session->breakpoints, parameter);
	int count = 0;

	if (*turning_panel(session) == PARAMETER_COUNT)
		return 0;
	for (int i = 1; i < stretches->count; i++)
		marks[count++] = slider_fraction(slider, stretches->items[i].first);
	return count;
}

static bool leads(const struct stretch *stretch, const struct row *best)
{
	if (!best || !stretch->gpu)
		return !best && !stretch->gpu;
	return stretch->gpu == best->deployment.gpu && stretch->gpus == layout_gpus(&best->deployment.layout);
}

/* Positions that lie on the way from a value to another, which counts, too. */
static int count_steps(const struct scale *scale, double from, double to)
{
	double positions[SCALE_POSITIONS_MAX];
	int count = scale_positions(scale, positions), steps = 0;

	for (int i = 0; i < count; i++)
		steps += (positions[i] > from && positions[i] <= to) || (positions[i] < from && positions[i] >= to);
	return steps;
}

static void consider(struct turn *nearest, struct turn turn)
{
	if (!nearest->to || turn.steps < nearest->steps)
		*nearest = turn;
}

static void search(const struct session *session, enum parameter parameter, struct turn *nearest)
{
	const struct stretches *stretches = breakpoints_of(&session->breakpoints, parameter);
	const struct row *best = result_best(&session->result);
	const struct scenario *s = &session->scenario;
	double value = scenario_number(s, parameter);
	struct scale scale;

	if (!stretches->known || stretches->count < 2)
		return;
	scale = scale_of(s, parameter);
	for (int i = 0; i < stretches->count; i++) {
		const struct stretch *it = &stretches->items[i];

		if (leads(it, best))
			continue;
		if (it->first > value)
			consider(nearest, (struct turn) { parameter, it, true,
							  count_steps(&scale, value, it->first) });
		else if (it->last < value)
			consider(nearest, (struct turn) { parameter, it, false,
							  count_steps(&scale, value, it->last) });
	}
}

static void value_words(const struct turn *turn, struct text *out)
{
	const struct parameter_row *row = parameter_row(turn->parameter);
	double value = turn->up ? turn->to->first : turn->to->last;

	if (isinf(value) && row->endless)
		text_add(out, row->endless);
	else
		quantity_format(out, value, row->quantity, 6);
}

const enum parameter *turning_panel(const struct session *session)
{
	static const enum parameter none[] = { PARAMETER_COUNT };

	return session->study->marked ? session->study->panel : none;
}

void turning_words(const struct session *session, struct text *out)
{
	struct turn turn = { .to = NULL };
	struct text value;
	const char *label;

	/* Where serving turns says nothing about another study. */
	if (*turning_panel(session) == PARAMETER_COUNT)
		return;
	if (session->breakpoints.changed != PARAMETER_COUNT)
		search(session, session->breakpoints.changed, &turn);
	/* Among some of the sliders the nearest is not yet known. */
	if (!turn.to && session->breakpoints.done)
		for (const enum parameter *p = turning_panel(session); *p != PARAMETER_COUNT; p++)
			search(session, *p, &turn);
	if (!turn.to)
		return;
	text_init(&value);
	value_words(&turn, &value);
	label = _(parameter_row(turn.parameter)->label);
	if (turn.to->gpu)
		text_addf(out, turn.up ? _("%s from %s: %s x%.0f leads.") : _("%s up to %s: %s x%.0f leads."),
			  label, value.data, turn.to->gpu->short_name, turn.to->gpus);
	else
		text_addf(out, turn.up ? _("%s from %s: nothing meets the goals.")
				       : _("%s up to %s: nothing meets the goals."), label, value.data);
	text_release(&value);
}
