/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reliefs, from the ranges of all sliders. */
#include "report/relief.h"

#include <math.h>

#include "base/i18n.h"
#include "report/turns.h"
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

/* Whether ranges are those of an earlier scenario. */
static bool is_sought(const struct fact_context *c)
{
	bool sought = false;

	for (const enum parameter *p = c->study->panel; *p != PARAMETER_COUNT; p++) {
		const struct leader_ranges *ranges = sensitivity_of(c->sensitivity, *p);

		sought = sought || (ranges->count > 0 && !ranges->known);
	}
	return sought;
}

void relief_write(struct text *out, const struct fact_context *c)
{
	struct relief found[RELIEFS] = { { .turn = { .to = NULL } } };

	if (!c->sensitivity || result_best(c->result))
		return;
	/* Where others led before says nothing of what would do now. */
	if (is_sought(c)) {
		text_add(out, _("not known yet"));
		return;
	}
	for (const enum parameter *p = c->study->panel; *p != PARAMETER_COUNT; p++) {
		double value = scenario_number(c->scenario, *p);

		/* What an earlier question turned at says nothing of this one. */
		if (isnan(value) || !sensitivity_of(c->sensitivity, *p)->known)
			continue;
		insert(found, (struct relief){ *p, turn_below(c->sensitivity, *p, value, NULL) });
		insert(found, (struct relief){ *p, turn_above(c->sensitivity, *p, value, NULL) });
	}
	for (int i = 0; i < RELIEFS && found[i].turn.to; i++) {
		text_addf(out, "%s%s ", i ? "; " : "", _(parameter_row(found[i].parameter)->label));
		label_setting(out, found[i].parameter, found[i].turn.value);
		text_add(out, ": ");
		label_leader(out, &found[i].turn);
	}
}
