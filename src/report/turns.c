/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns and other words of choices, in words. */
#include "report/turns.h"

#include <math.h>

#include "base/i18n.h"
#include "report/figure.h"
#include "report/labels.h"

void label_setting(struct text *out, enum parameter parameter, double value)
{
	const struct parameter_row *row = parameter_row(parameter);

	if (isinf(value) && row->endless)
		text_add(out, row->endless);
	else if (row->quantity == QUANTITY_SECONDS && value >= 0.0995)
		label_decimals(out, value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0, " s");
	else if (row->quantity == QUANTITY_SECONDS)
		text_addf(out, "%.0f ms", value * 1e3);
	else if (row->quantity == QUANTITY_FRACTION)
		text_addf(out, "%.3g %%", value * 100.0);
	else if (row->quantity == QUANTITY_USD && value < 0.1)
		label_decimals(out, value, 3, "");
	else if (row->quantity == QUANTITY_USD && value >= 1e4)
		label_axis(out, value);
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

static void add_choice(struct text *out, const struct turn *turn)
{
	if (turn->to->gpu && turn->to->choice)
		text_addf(out, ", %s", _(turn->to->choice));
}

void label_leader(struct text *out, const struct turn *turn)
{
	add_leader(out, turn->to->gpu, turn->replicas, turn->to->gpus);
	add_choice(out, turn);
}

void label_leader_short(struct text *out, const struct turn *turn)
{
	text_add(out, turn->to->gpu ? turn->to->gpu->short_name : _("nothing meets"));
	add_choice(out, turn);
}

void label_leader_in(struct text *out, const struct turn *turn, int columns)
{
	label_leader(out, turn);
	if (text_columns(out->data) > columns) {
		text_clear(out);
		label_leader_short(out, turn);
	}
	if (text_columns(out->data) > columns && turn->to->gpu) {
		text_clear(out);
		text_add(out, turn->to->gpu->short_name);
	}
}

void label_dearer(struct text *out, const struct study *study, const struct row *best, const struct row *next)
{
	TEXT(name);

	if (!best || !next || !study->objective) {
		text_add_char(out, '-');
		return;
	}
	text_add(&name, next->deployment.gpu->short_name);
	if (study->by_provider && next->offer)
		text_addf(&name, _(" at %s"), next->offer->provider->name);
	text_addf(out, _("%+.0f %%: the %s leads"), 100.0 * (study->objective(next) / study->objective(best) - 1.0),
		name.data);
}

/* Of a turn in words: where the leader begins, and the turn above. */
enum { LEADER_COLUMN = 8, ABOVE_COLUMN = 28 };

/* Blanks up to a column; one at least behind words. */
static void fill(struct text *out, int column)
{
	int blanks = column - text_columns(out->data);

	text_addf(out, "%*s", blanks > 1 ? blanks : 1, "");
}

/* What stands at fixed columns is not sent again when a figure before it changes its width. */
static void add_turn(struct text *out, enum parameter parameter, const struct turn *turn, char sign, bool brief)
{
	int from = brief || sign == '<' ? 0 : ABOVE_COLUMN;

	if (!turn->to)
		return;
	if (brief && out->length)
		text_add(out, "  ");
	else if (from)
		fill(out, from);
	text_addf(out, "%c ", sign);
	label_setting(out, parameter, turn->value);
	if (brief)
		return;
	fill(out, from + LEADER_COLUMN);
	label_leader(out, turn);
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
