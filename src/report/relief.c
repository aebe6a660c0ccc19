/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reliefs, from the ranges of all sliders. */
#include "report/relief.h"

#include <math.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "study/scenario_text.h"
#include "study/turn.h"

enum { RELIEFS = 3 };

struct relief {
	enum parameter parameter;
	struct turn turn;
};

static void insert(struct relief found[RELIEFS], struct relief relief)
{
	if (!relief.turn.to || !relief.turn.to->gpu)
		return;
	for (int i = 0; i < RELIEFS; i++) {
		struct relief kept = found[i];

		if (kept.turn.to && kept.turn.steps <= relief.turn.steps)
			continue;
		found[i] = relief;
		relief = kept;
		if (!relief.turn.to)
			return;
	}
}

void label_setting(struct text *out, enum parameter parameter, double value)
{
	const struct parameter_row *row = parameter_row(parameter);

	if (isinf(value) && row->endless)
		text_add(out, row->endless);
	else if (row->quantity == QUANTITY_SECONDS && value >= 0.0995)
		label_decimals(out, value, 2, " s");
	else if (row->quantity == QUANTITY_SECONDS)
		text_addf(out, "%.0f ms", value * 1e3);
	else if (row->quantity == QUANTITY_FRACTION)
		text_addf(out, "%.3g %%", value * 100.0);
	else if (row->quantity == QUANTITY_USD && value < 0.1)
		label_decimals(out, value, 3, "");
	else if (row->quantity == QUANTITY_USD && value >= 1e4)
		text_addf(out, "%.3gk", value / 1e3);
	else if (row->quantity == QUANTITY_TOKENS && value >= 1e4)
		text_addf(out, "%.0fk", value / (fmod(value, 1024.0) == 0.0 ? 1024.0 : 1e3));
	else
		quantity_format(out, value, row->quantity, 3);
}

/* Without a GPU nothing leads. */
static void add_leader(struct text *out, const struct gpu *gpu, double replicas, double gpus)
{
	if (gpu)
		text_addf(out, "%s %s", gpu->short_name, label_size_of(replicas, gpus).text);
	else
		text_add(out, _("nothing meets"));
}

void label_leader(struct text *out, const struct leader_range *range)
{
	add_leader(out, range->gpu, 1.0, range->gpus);
	if (range->gpu && range->choice)
		text_addf(out, ", %s", _(range->choice));
}

/* Between two turns. */
static const char gap[] = "      ";

static void add_turn(struct text *out, enum parameter parameter, const struct turn *turn, char sign, bool brief)
{
	if (!turn->to)
		return;
	if (out->length)
		text_add(out, brief ? "  " : gap);
	text_addf(out, "%c ", sign);
	label_setting(out, parameter, turn->value);
	if (brief)
		return;
	text_add(out, "  ");
	label_leader(out, turn->to);
	if (turn->to->gpu)
		text_add(out, _(" leads"));
}

void label_turns(struct text *out, const struct sensitivity *v, enum parameter parameter, double value,
	const struct row *best, bool brief)
{
	struct turn below, above;

	if (parameter_row(parameter)->form != PARAMETER_NUMBER_FORM || isnan(value))
		return;
	below = turn_below(v, parameter, value, best);
	above = turn_above(v, parameter, value, best);
	add_turn(out, parameter, &below, '<', brief);
	add_turn(out, parameter, &above, '>', brief);
	if (!brief && !out->length && sensitivity_of(v, parameter)->known)
		text_add(out, _("the same leads over the whole slider"));
}

void label_neighbour(struct text *out, const struct study *study, const struct neighbour *it)
{
	add_leader(out, it->gpu, it->replicas, it->gpus);
	if (!it->gpu || isnan(it->objective))
		return;
	text_add(out, ", ");
	label_value(out, it->objective, metric_row(study->brief[0])->unit);
}

void relief_write(struct text *out, const struct fact_context *c)
{
	struct relief found[RELIEFS] = { { .turn = { .to = NULL } } };

	if (!c->sensitivity || result_best(c->result))
		return;
	for (const enum parameter *p = c->study->panel; *p != PARAMETER_COUNT; p++) {
		double value = scenario_number(c->scenario, *p);

		if (isnan(value))
			continue;
		insert(found, (struct relief){ *p, turn_below(c->sensitivity, *p, value, NULL) });
		insert(found, (struct relief){ *p, turn_above(c->sensitivity, *p, value, NULL) });
	}
	for (int i = 0; i < RELIEFS && found[i].turn.to; i++) {
		text_addf(out, "%s%s ", i ? "; " : "", _(parameter_row(found[i].parameter)->label));
		label_setting(out, found[i].parameter, found[i].turn.value);
		text_add(out, ": ");
		label_leader(out, found[i].turn.to);
	}
}
