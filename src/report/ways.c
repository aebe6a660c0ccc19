/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of ways to have something done. */
#include "report/ways.h"

#include <limits.h>

#include "base/i18n.h"
#include "report/aim.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "report/sections.h"
#include "study/batch_pile.h"

enum { ALTERNATIVES = 2 };

static const enum reason_id none[] = { REASON_COUNT };

void ways_add(struct text *line, const struct sheet_part *part, const struct row *a)
{
	part->way(line, a);
	if (a->offer)
		text_addf(line, _(", %s at %s"), label_purchase(a->offer->purchase), a->offer->provider->name);
}

void ways_add_bill(struct text *line, const struct row *a, double certainty)
{
	const struct batch_pile *p = pile_of(a);

	if (!a->offer)
		return;
	text_add(line, ", ");
	label_value(line, p->usd.mid, UNIT_BILL);
	text_addf(line, _(", %.0f %% sure at most "), certainty * 100.0);
	label_value(line, p->usd_sure, UNIT_BILL);
}

static void write_lead(struct sheet *sheet, const struct row *a)
{
	struct text *line = &sheet->line;

	if (a->verdict != VERDICT_MEETS)
		text_addf(line, _("%s. First among the rest: "), _(aim_of(a->part_kind)->nothing));
	ways_add(line, sheet->part, a);
	text_add(line, ": ");
	if (a->verdict <= VERDICT_MISSES)
		sheet->part->end(line, a, sheet->request->scenario->number[PARAMETER_CERTAINTY]);
	else
		text_add(line, label_row_verdict(a));
	sheet->form->lead(sheet, line->data, a->verdict == VERDICT_MEETS);
	text_clear(line);
	if (a->verdict <= VERDICT_MISSES && sheet->part->more)
		sheet->part->more(sheet, a);
	sheet_reasons(sheet, &a->reasons, INT_MAX, sheet->part->told ? sheet->part->told : none);
}

static void write_alternatives(struct sheet *sheet)
{
	struct text *line = &sheet->line;

	if (!report_ranked(sheet->request->result, 2))
		return;
	sheet->form->lines(sheet, _("Next:"));
	for (int rank = 2; rank <= 1 + ALTERNATIVES; rank++) {
		const struct row *a = report_ranked(sheet->request->result, rank);

		if (!a)
			continue;
		text_addf(line, "%d. ", a->rank);
		ways_add(line, sheet->part, a);
		text_add(line, ": ");
		sheet->part->end(line, a, sheet->request->scenario->number[PARAMETER_CERTAINTY]);
		text_add_wrapped(sheet->out, line->data, 0, 3, WAYS_WIDTH);
		text_clear(line);
	}
}

static void section_best(struct sheet *sheet)
{
	const struct row *a = report_leader(sheet->request->result);

	if (!a) {
		text_add(sheet->out, _("No GPU was considered.\n"));
		return;
	}
	write_lead(sheet, a);
	write_alternatives(sheet);
}

static void section_ways(struct sheet *sheet)
{
	if (sheet->request->top == 0)
		return;
	section_blank(sheet);
	section_answers(sheet);
}

sheet_section *const ways_sections[] = { section_load, section_best, section_warnings, section_ways, NULL };
