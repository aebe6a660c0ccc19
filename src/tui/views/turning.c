/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the nearest turn among the ranges of all sliders. */
#include "config.h"

#include "tui/views/turning.h"

#include <math.h>

#include "base/i18n.h"

/* The nearest position at which something else leads. */
struct turn {
	enum parameter parameter;
	const struct leader_range *to; /* NULL: none found */
	bool up;
	int steps;
};

int turning_marks(const struct session *session, enum parameter parameter, const struct slider *slider,
		  double marks[SCALE_POSITIONS_MAX])
{
	const struct leader_ranges *ranges = sensitivity_of(session->sensitivity, parameter);
	int count = 0;

	for (int i = 1; i < ranges->count; i++)
		marks[count++] = slider_fraction(slider, ranges->items[i].first);
	return count;
}

static bool leads(const struct session *session, const struct leader_range *range, const struct row *best)
{
	const struct study *study = session->study;

	if (!best || !range->gpu)
		return !best && !range->gpu;
	return range->gpu == best->deployment.gpu && range->gpus == layout_gpus(&best->deployment.layout) &&
	       range->choice == (study->choice ? study->choice(best) : NULL);
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
	const struct leader_ranges *ranges = sensitivity_of(session->sensitivity, parameter);
	const struct row *best = result_best(&session->result);
	const struct scenario *s = &session->scenario;
	double value = session_value(session, parameter);
	struct scale scale;

	if (!ranges->known || ranges->count < 2)
		return;
	scale = scale_of(s, parameter);
	for (int i = 0; i < ranges->count; i++) {
		const struct leader_range *it = &ranges->items[i];

		if (leads(session, it, best))
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

void turning_words(const struct session *session, struct text *out)
{
	struct turn turn = { .to = NULL };
	struct text value;
	const char *label;

	if (session->sensitivity->changed != PARAMETER_COUNT)
		search(session, session->sensitivity->changed, &turn);
	/* Among some of the sliders the nearest is not yet known. */
	if (!turn.to && session->sensitivity->done)
		for (const enum parameter *p = session->study->panel; *p != PARAMETER_COUNT; p++)
			search(session, *p, &turn);
	if (!turn.to)
		return;
	text_init(&value);
	value_words(&turn, &value);
	label = _(parameter_row(turn.parameter)->label);
	if (turn.to->gpu && turn.to->choice)
		text_addf(out, turn.up ? _("%s from %s: %s x%.0f leads (%s).") : _("%s up to %s: %s x%.0f leads (%s)."),
			  label, value.data, turn.to->gpu->short_name, turn.to->gpus, _(turn.to->choice));
	else if (turn.to->gpu)
		text_addf(out, turn.up ? _("%s from %s: %s x%.0f leads.") : _("%s up to %s: %s x%.0f leads."),
			  label, value.data, turn.to->gpu->short_name, turn.to->gpus);
	else
		text_addf(out, turn.up ? _("%s from %s: nothing meets the goals.")
				       : _("%s up to %s: nothing meets the goals."), label, value.data);
	text_release(&value);
}
