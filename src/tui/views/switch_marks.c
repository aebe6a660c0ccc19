/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the nearest switch point among the ranges of all sliders. */
#include "tui/views/switch_marks.h"

#include <math.h>

#include "base/i18n.h"

/* The nearest position at which something else leads. */
struct nearest_switch {
	enum parameter parameter;
	const struct leader_range *to; /* NULL: none found */
	bool up;
	int steps;
};

int switch_marks(const struct session *session, enum parameter parameter, const struct slider *slider,
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

static void consider(struct nearest_switch *nearest, struct nearest_switch found)
{
	if (!nearest->to || found.steps < nearest->steps)
		*nearest = found;
}

static void search(const struct session *session, enum parameter parameter, struct nearest_switch *nearest)
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
			consider(nearest,
				(struct nearest_switch){ parameter, it, true, count_steps(&scale, value, it->first) });
		else if (it->last < value)
			consider(nearest,
				(struct nearest_switch){ parameter, it, false, count_steps(&scale, value, it->last) });
	}
}

static void value_words(const struct nearest_switch *found, struct text *out)
{
	const struct parameter_row *row = parameter_row(found->parameter);
	double value = found->up ? found->to->first : found->to->last;

	if (isinf(value) && row->endless)
		text_add(out, row->endless);
	else
		quantity_format(out, value, row->quantity, 6);
}

void switch_sentence(const struct session *session, struct text *out)
{
	struct nearest_switch found = { .to = NULL };
	TEXT(value);
	const char *label;

	if (session->sensitivity->changed != PARAMETER_COUNT)
		search(session, session->sensitivity->changed, &found);
	/* Among some of the sliders the nearest is not yet known. */
	if (!found.to && session->sensitivity->done)
		for (const enum parameter *p = session->study->panel; *p != PARAMETER_COUNT; p++)
			search(session, *p, &found);
	if (!found.to)
		return;
	value_words(&found, &value);
	label = _(parameter_row(found.parameter)->label);
	if (found.to->gpu && found.to->choice)
		text_addf(out,
			found.up ? _("%s from %s: %s x%.0f leads (%s).") : _("%s up to %s: %s x%.0f leads (%s)."),
			label, value.data, found.to->gpu->short_name, found.to->gpus, _(found.to->choice));
	else if (found.to->gpu)
		text_addf(out, found.up ? _("%s from %s: %s x%.0f leads.") : _("%s up to %s: %s x%.0f leads."), label,
			value.data, found.to->gpu->short_name, found.to->gpus);
	else
		text_addf(out,
			found.up ? _("%s from %s: nothing meets the goals.")
				 : _("%s up to %s: nothing meets the goals."),
			label, value.data);
}
