/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report says, in the order in which people ask. */
#include "report/sections.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "study/scenario_text.h"
#include "study/fleet_bill.h"
#include "report/aim.h"
#include "report/command.h"
#include "report/phrases.h"
#include "report/labels.h"

void section_blank(struct sheet *sheet)
{
	text_add_char(sheet->out, '\n');
}

void section_load(struct sheet *sheet)
{
	const struct result *r = sheet->request->result;

	sheet->part->load(sheet->out, r->study, sheet->request->scenario, r->model);
	section_blank(sheet);
}

void section_warnings(struct sheet *sheet)
{
	const struct reasons *warnings = &sheet->request->result->warnings;

	for (int i = 0; i < warnings->count; i++) {
		text_add(&sheet->line, _("Warning: "));
		label_reason(&sheet->line, &warnings->items[i]);
		sheet_say(sheet, sheet->form->paragraph);
	}
}

static void write_lead(struct sheet *sheet, const struct row *a)
{
	const struct deployment *d = &a->deployment;
	const struct offer *offer = own_offer(a);
	struct text *text = &sheet->line;

	if (a->verdict != VERDICT_MEETS && !sheet->request->selected)
		text_addf(text, _("%s. First among the rest: "), _(aim_of(a->part_kind)->nothing));
	if (bill_of(a)->mix != FLEET_MIX_NONE)
		text_addf(text, ngettext("%.0f replica of ", "%.0f replicas of ", (unsigned long)bill_of(a)->replicas),
			bill_of(a)->replicas);
	if (bill_of(a)->mix == FLEET_MIX_NONE && deployment_replicas(d) > 1.0)
		text_addf(text,
			ngettext("%.0f replica of ", "%.0f replicas of ", (unsigned long)deployment_replicas(d)),
			deployment_replicas(d));
	text_addf(text, "%.0f x %s", layout_gpus(&d->layout), d->gpu->name);
	if (part_has_replica(a->part_kind))
		text_addf(text, _(" with %s weights on %s"), d->format->name, d->engine->name);
	if (own_of(a)->advice == OWN_BUY)
		text_add(text, _(", bought"));
	else if (own_of(a)->advice == OWN_EQUAL)
		text_addf(text, _(", bought, or %s at %s"), label_purchase(offer->purchase), offer->provider->name);
	else if (a->part_kind == PART_OWNERSHIP && offer)
		text_addf(text, _(", %s at %s"), label_purchase(offer->purchase), offer->provider->name);
	else if (a->offer) {
		text_add(text, ", ");
		label_bought(text, a);
		text_addf(text, _(" at %s"), a->offer->provider->name);
	}
	text_addf(text, ": %s.", a->verdict == VERDICT_MEETS ? _(aim_of(a->part_kind)->meets) : label_row_verdict(a));
	sheet->form->lead(sheet, text->data, a->verdict == VERDICT_MEETS);
	text_clear(text);
}

/* Answers whose cost cannot be told from the best one's. */
static void write_equals(struct sheet *sheet, const struct row *a)
{
	const struct result *r = sheet->request->result;
	struct text *text = &sheet->line;

	for (int i = 0; i < r->count; i++) {
		const struct row *other = &r->rows[i];

		if (other == a || other->verdict != VERDICT_MEETS || !other->equal_to_best)
			continue;
		text_add(text, text->length ? ", " : _("As cheap, as far as can be told: "));
		if (bill_of(other)->mix != FLEET_MIX_NONE)
			label_fleet(text, other);
		else
			text_addf(text, "%.0f x %s", deployment_gpus(&other->deployment), other->deployment.gpu->name);
	}
	if (text->length)
		sheet_say(sheet, sheet->form->item);
}

void section_answer(struct sheet *sheet)
{
	const struct row *a = sheet->lead;

	sheet->form->heading(sheet, _("The answer"));
	if (!a) {
		sheet->form->paragraph(sheet, _("No GPU was considered."));
		return;
	}
	write_lead(sheet, a);
	sheet_figures(sheet, sheet->request->result->study->figures);
	sheet_list(sheet, true);
	sheet_reasons(sheet, &a->reasons, INT_MAX, NULL);
	if (a->verdict == VERDICT_MEETS)
		write_equals(sheet, a);
	sheet_list(sheet, false);
}

void section_question(struct sheet *sheet)
{
	const char *const titles[] = { _("Parameter"), _("Value"), _("Meaning") };
	const struct output_request *request = sheet->request;
	TEXT(value);

	sheet_table(sheet, _("The question"), titles, 3, 0);
	for (int i = 0; i < parameter_count(); i++) {
		enum parameter p = parameter_at(i);
		const struct parameter_row *row = parameter_row(p);

		if (!study_reads(request->result->study, p))
			continue;
		text_clear(&value);
		if (p == PARAMETER_MODEL) {
			text_addf(&value, "%s, ", request->result->model->name);
			label_params(&value, request->result->model->counts.total);
		} else {
			scenario_exact(request->scenario, p, &value);
		}
		/* What was not given asks nothing. */
		if (value.length == 0 || p == PARAMETER_SORT || p == PARAMETER_TOP)
			continue;
		text_add(sheet_cell(sheet), _(row->label));
		text_add(sheet_cell(sheet), value.data);
		text_add(sheet_cell(sheet), _(row->help));
		sheet_row(sheet, NULL);
	}
	sheet_table_end(sheet);
}

/* So many answers are shown. */
static int shown_rows(const struct sheet *sheet)
{
	const struct output_request *request = sheet->request;
	int most = request->unasked ? request->unasked : request->top;

	return request->result->count < most ? request->result->count : most;
}

/* What was not asked for is left out with a word. */
static void write_more(struct sheet *sheet)
{
	int more = sheet->request->result->count - shown_rows(sheet);

	if (!sheet->request->unasked || more == 0)
		return;
	text_addf(&sheet->line,
		ngettext("%d more row: --all, or --top N", "%d more rows: --all, or --top N", (unsigned long)more),
		more);
	sheet_say(sheet, sheet->form->paragraph);
}

/* The memory of one GPU in GiB, for forms without bars. */
static void add_memory(struct text *out, const struct row *a)
{
	struct memory_parts m = memory_parts(&replica_of(a)->memory, layout_gpus(&a->deployment.layout));
	const double parts[] = { m.weights, m.kv, m.free, m.capacity };
	static const char *const between[] = { "", " + ", " + ", " / " };

	if (isnan(m.capacity)) {
		text_add(out, _("n/a"));
		return;
	}
	for (int i = 0; i < 4; i++) {
		text_add(out, between[i]);
		label_cell(out, parts[i], UNIT_GIB);
	}
}

/* Whether the memory stands behind this column. */
static bool before_memory(const struct sheet *sheet, enum metric metric)
{
	return sheet->form->legend && metric == METRIC_WEIGHTS && part_has_replica(sheet->request->result->study->part);
}

static void write_row(struct sheet *sheet, const enum metric *metrics, const struct row *a)
{
	bool ascii = sheet->form->ascii_bands && sheet->request->style.ascii;
	struct text *remark;

	for (; *metrics != METRIC_COUNT; metrics++) {
		if (*metrics == METRIC_GPU && !sheet->form->terse)
			text_add(sheet_cell(sheet), a->deployment.gpu->short_name);
		else
			label_metric_cell(sheet_cell(sheet), *metrics, a, ascii);
		if (before_memory(sheet, *metrics)) {
			add_memory(sheet_cell(sheet), a);
			sheet->cells[sheet->cell_count - 1].bar = a;
		}
	}
	remark = sheet_cell(sheet);
	if (a->verdict == VERDICT_MEETS && !own_offer(a) && !sheet->form->terse)
		text_add(remark, _("no dated price of the chosen kind"));
	else
		label_remark(remark, a);
	sheet_row(sheet, a);
}

void section_answers(struct sheet *sheet)
{
	const struct result *r = sheet->request->result;
	const enum metric *metrics = r->study->columns;
	const char *titles[SHEET_COLUMNS];
	unsigned numbers = 0;
	int count = 0;

	for (int i = 0; metrics[i] != METRIC_COUNT; i++) {
		if (metric_row(metrics[i])->form != METRIC_WORD)
			numbers |= 1u << count;
		titles[count++] = label_title(metrics[i]);
		if (before_memory(sheet, metrics[i]))
			titles[count++] = _("Memory");
	}
	titles[count++] = _("offer or reason");
	sheet->answers = true;
	sheet_table(sheet, NULL, titles, count, numbers);
	for (int i = 0; i < shown_rows(sheet); i++)
		write_row(sheet, metrics, &r->rows[i]);
	sheet_table_end(sheet);
	sheet->answers = false;
	write_more(sheet);
}

void section_offers(struct sheet *sheet)
{
	const struct study *study = sheet->request->result->study;
	bool memory = false;

	sheet->form->heading(sheet, _(study->offers_title));
	if (sheet->part->charts)
		sheet->part->charts(sheet);
	section_answers(sheet);
	for (int i = 0; study->columns[i] != METRIC_COUNT; i++)
		memory |= before_memory(sheet, study->columns[i]);
	if (memory)
		sheet->form->legend(sheet);
	sheet->form->paragraph(sheet, _(study->caption));
}

void section_part(struct sheet *sheet)
{
	if (sheet->part->tables)
		sheet->part->tables(sheet);
}

void section_details(struct sheet *sheet)
{
	const struct output_request *request = sheet->request;
	/* Reports hold plain text, whatever the terminal would take. */
	const struct report_style plain = { .ascii = request->style.ascii };
	TEXT(text);

	if (!sheet->details->write)
		return;
	if (sheet->form->terse) {
		sheet->details->write(sheet->out, request, request->style);
		return;
	}
	sheet->details->write(&text, request, plain);
	sheet->form->heading(sheet, _(sheet->details->title));
	sheet->form->lines(sheet, text.data);
}

void section_certainty(struct sheet *sheet)
{
	const struct reasons *warnings = &sheet->request->result->warnings;
	bool speed = part_has_replica(sheet->request->result->study->part);
	bool evidence = sheet->lead && sheet->lead->provenance != PROVENANCE_NONE;

	if (!speed && !evidence && !warnings->count)
		return;
	sheet->form->heading(sheet, _("How sure this is"));
	if (speed)
		text_add(&sheet->line,
			_("Speed is calculated with constants fitted on published measurements. A range "
			  "is the 80 % band: four of five published measurements of that kind lie in it, "
			  "around a prediction that had not seen their source. Measure before you sign."));
	if (evidence)
		text_addf(&sheet->line, _("%sEvidence for the answer: %s."), speed ? " " : "",
			label_provenance(sheet->lead->provenance));
	if (sheet->line.length)
		sheet_say(sheet, sheet->form->paragraph);
	if (!warnings->count)
		return;
	sheet_list(sheet, true);
	sheet_reasons(sheet, warnings, INT_MAX, NULL);
	sheet_list(sheet, false);
}

static void write_price(struct sheet *sheet, const struct row *a, const struct offer *offer)
{
	text_add(sheet_cell(sheet), a->deployment.gpu->name);
	text_add(sheet_cell(sheet), offer->provider->name);
	text_add(sheet_cell(sheet), label_purchase(offer->purchase));
	label_value(sheet_cell(sheet), offer->usd_per_gpu_hour, UNIT_USD);
	label_price_date(sheet_cell(sheet), offer->as_of, sheet->request->today);
	sheet_source(sheet, offer->source);
	sheet_row(sheet, NULL);
}

void section_prices(struct sheet *sheet)
{
	const char *const titles[] = { label_title(METRIC_GPU), label_title(METRIC_PROVIDER),
		label_title(METRIC_PURCHASE), label_title(METRIC_GPU_HOUR), label_title(METRIC_AS_OF),
		label_title(METRIC_SOURCE) };
	bool any = false;

	for (int i = 0; i < shown_rows(sheet); i++) {
		const struct row *a = &sheet->request->result->rows[i];

		if (!own_offer(a))
			continue;
		if (!any) {
			sheet_table(sheet, _("Prices and their sources"), titles, 6, 1u << 3);
		}
		any = true;
		write_price(sheet, a, own_offer(a));
		if (bill_of(a)->mix > FLEET_MIX_ONE)
			write_price(sheet, a, bill_of(a)->peak);
	}
	if (!any)
		return;
	sheet_table_end(sheet);
	/* Of many answers the table of offers has them. */
	if (sheet->request->result->count == 1 && own_offer(sheet->lead))
		label_other_pay(&sheet->line, sheet->request->scenario, sheet->lead, sheet->request->today);
	if (sheet->line.length)
		sheet_say(sheet, sheet->form->paragraph);
}

void section_origin(struct sheet *sheet)
{
	const struct output_request *request = sheet->request;
	const struct study *study = request->result->study;
	struct text *text = &sheet->line;
	struct scenario s = *request->scenario;

	/* What other tabs of the planner read. */
	if (study && strcmp(request->command, study->command) == 0)
		s = report_read(study, request->scenario);
	if (request->again)
		text_add(text, request->again);
	else
		report_command(text, study, request->command, &s);
	sheet->form->heading(sheet, _("Where this is from"));
	sheet_say(sheet, sheet->form->lines);
	text_addf(text, _("Made by %s on "), PACKAGE_STRING);
	label_date(text, request->today);
	text_add(text, _("; the command above asks the same question again."));
	sheet_say(sheet, sheet->form->paragraph);
}
