/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of piles of work: what to rent until when, then all ways as a table. */
#include <limits.h>
#include <math.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "report/ways.h"
#include "study/batch_pile.h"
#include "study/scenario_text.h"

static void add_tokens(struct text *line, double tokens)
{
	quantity_format(line, tokens, QUANTITY_PARAMETERS, 3);
}

/* What stands in the plural with a fraction, too: 1.2 requests. */
static unsigned long count_of(double amount)
{
	return amount == floor(amount) ? label_count(amount) : 2;
}

/* The model and its requests in a line, the pile and its deadline in another. */
static void write_load(struct text *out, const struct study *study, const struct scenario *s, const struct model *model)
{
	const double *n = s->number;
	double requests = batch_requests(s);
	bool all = n[PARAMETER_COUNTED] == COUNTED_ALL;
	double tokens = requests * (n[PARAMETER_OUTPUT] + (all ? n[PARAMETER_PROMPT] : 0.0));
	TEXT(line);

	(void)study;
	text_addf(&line, "%s, ", model->name);
	label_params(&line, model->counts.total);
	text_add(&line, _(": prompt "));
	quantity_format(&line, n[PARAMETER_PROMPT], QUANTITY_TOKENS, 6);
	text_add(&line, _(", output "));
	quantity_format(&line, n[PARAMETER_OUTPUT], QUANTITY_TOKENS, 6);
	text_add_wrapped(out, line.data, 0, 0, WAYS_WIDTH);
	text_clear(&line);
	add_tokens(&line, tokens);
	text_add(&line,
		all ? _(" tokens with prompts, ") : ngettext(" output token, ", " output tokens, ", count_of(tokens)));
	add_tokens(&line, requests);
	text_add(&line, ngettext(" request, by ", " requests, by ", count_of(requests)));
	clock_format_short(&line, floor((s->now + n[PARAMETER_DEADLINE]) / 60.0) * 60.0, s->now);
	text_add(&line, _(" (in "));
	label_hours(&line, n[PARAMETER_DEADLINE] / 3600.0);
	text_addf(&line, _("), %.0f %% sure"), n[PARAMETER_CERTAINTY] * 100.0);
	text_add_wrapped(out, line.data, 0, 0, WAYS_WIDTH);
}

/* "16 x H100 SXM (8 replicas of 2)" */
static void add_way(struct text *line, const struct row *a)
{
	double replicas = deployment_replicas(&a->deployment), gpus = layout_gpus(&a->deployment.layout);

	text_addf(line, "%.0f x %s", pile_of(a)->rented_gpus, a->deployment.gpu->short_name);
	if (gpus > 1.0 || pile_of(a)->rented_gpus != replicas)
		text_addf(line, ngettext(" (%.0f replica of %.0f)", " (%.0f replicas of %.0f)", label_count(replicas)),
			replicas, gpus);
}

/* "done 06:00, $235 (210 to 268), at most $289 with 80 % certainty" */
static void add_end(struct text *line, const struct row *a, double certainty)
{
	const struct batch_pile *p = pile_of(a);

	if (isnan(p->hours.mid))
		return;
	text_add(line, _("done about "));
	clock_format_cell(line, pile_done_at(a), p->now);
	text_add(line, _(" (in "));
	label_hours(line, p->hours.mid);
	text_add_char(line, ')');
	ways_add_bill(line, a, certainty);
}

/* What other commands tell. */
static const enum reason_id told[] = { REASON_STALE_PRICE, REASON_BOUND_BANDWIDTH, REASON_BOUND_COMPUTE,
	REASON_BOUND_COMMUNICATION, REASON_BOUND_OVERHEAD, REASON_COUNT };

static void write_certainty(struct sheet *sheet, const struct row *a)
{
	struct text *line = &sheet->line;

	if (!(a->p_meets > 0.0))
		return;
	text_add(line, _("In time with "));
	label_cell(line, a->p_meets, UNIT_FRACTION);
	text_add(line, _(" certainty."));
	sheet_say(sheet, sheet->form->item);
}

const struct sheet_part batch_report = { .text = ways_sections,
	.one = estimate_sections,
	.width = WAYS_WIDTH,
	.load = write_load,
	.way = add_way,
	.end = add_end,
	.more = write_certainty,
	.told = told };
