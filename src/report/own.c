/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of buying or renting, and what JSON has besides the metrics. */
#include "config.h"

#include "report/own.h"

#include <math.h>

#include "base/i18n.h"
#include "report/member.h"
#include "report/money_curves.h"
#include "report/money_report.h"
#include "report/own_tables.h"
#include "report/phrases.h"
#include "report/sections.h"

enum { REASONS_SHOWN = 6 };

static void add_hours(struct text *out, const struct scenario *s, const struct answer *a)
{
	if (a->open_loop)
		text_add(out, _("Requests may come at any hour: owned or rented, GPUs are paid for all the time."));
	else if (s->number[PARAMETER_RENTED_HOURS] == RENTED_BUSY)
		text_addf(out, _("On demand and on spot only the busy %.0f %% of the hours are rented; "
				 "--rented-hours all pays for all of them, as gpuplan rank does."),
			  100.0 * s->number[PARAMETER_BUSY]);
	else
		text_add(out, _("All hours are rented, busy or not."));
}

/* Which hours are rented: a sentence. */
static void write_hours(struct sheet *sheet, void (*say)(struct sheet *sheet, const char *text))
{
	struct text text;

	text_init(&text);
	add_hours(&text, sheet->request->scenario, sheet->lead);
	say(sheet, text.data);
	text_release(&text);
}

static void section_ranking(struct sheet *sheet)
{
	if (sheet->request->top == 0)
		return;
	section_answers(sheet);
	section_blank(sheet);
}

static void section_lead(struct sheet *sheet)
{
	const struct answer *a = sheet->lead;

	if (!a) {
		text_add(sheet->out, _("No GPU was considered.\n"));
		return;
	}
	if (a->verdict != VERDICT_MEETS)
		text_add(sheet->out, _("Nothing meets the goals. First among the rest: "));
	words_configuration(sheet->out, a);
	text_add(sheet->out, ":\n");
	sheet_reasons(sheet, &a->reasons, REASONS_SHOWN);
	write_hours(sheet, sheet->form->item);
	own_tables(sheet);
	section_blank(sheet);
	section_warnings(sheet);
}

static void write_tables(struct sheet *sheet)
{
	if (!sheet->lead)
		return;
	own_tables(sheet);
	write_hours(sheet, sheet->form->paragraph);
}

/* What has been spent by buying and by renting, as the planner draws it. */
static void write_charts(struct sheet *sheet)
{
	struct money_curves curves;

	if (!sheet->form->money || !sheet->lead)
		return;
	money_curves_calculate(&curves, MONEY_SPENT, sheet->request->scenario, sheet->request->result, sheet->lead);
	if (curves.line_count > 0) {
		money_report_lines(sheet, &curves);
		sheet->form->money(sheet, &curves);
		sheet->form->paragraph(sheet, curves.words.data);
	}
	money_curves_release(&curves);
}

static sheet_section *const text[] = { section_load, section_ranking, section_lead, NULL };

const struct sheet_part own_report = {
	.text = text, .load = report_workload, .tables = write_tables, .charts = write_charts };

static void add_rental(struct text *out, const struct own_rental *rental)
{
	member_flag(out, "{\"considered\":", rental->considered);
	member_word(out, ",\"purchase\":", purchase_id(rental->offer->purchase));
	member_word(out, ",\"provider\":", rental->offer->provider->id);
	member_number(out, ",\"usd_per_gpu_hour\":", rental->offer->usd_per_gpu_hour);
	member_date(out, ",\"as_of\":", (double)rental->offer->as_of);
	member_word(out, ",\"source\":", rental->offer->source);
	member_number(out, ",\"usd_per_month\":", rental->usd_per_month);
	member_number(out, ",\"break_even_month\":", rental->break_even_month);
	member_number(out, ",\"break_even_busy\":", rental->break_even_share);
	text_add_char(out, '}');
}

static void add_input(struct text *out, const struct own_input *input, const char *id)
{
	member_word(out, "{\"id\":", id);
	member_number(out, ",\"value\":", input->value);
	member_number(out, ",\"low\":", input->low);
	member_number(out, ",\"high\":", input->high);
	member_flag(out, ",\"given\":", input->given);
	member_word(out, ",\"as_of\":", input->row ? input->row->as_of : NULL);
	member_word(out, ",\"source\":", input->row ? input->row->source : NULL);
	text_add_char(out, '}');
}

void own_json_members(struct text *out, const struct answer *a)
{
	static const char *const ids[] = {
#define OWNERSHIP(name, id, ...) id,
#include "catalog/ownership-table.h"
#undef OWNERSHIP
	};
	const char *separator = "";

	text_add(out, ",\"rentals\":[");
	for (int i = 0; i < OWN_RENTALS; i++) {
		if (!a->own->rentals[i].offer)
			continue;
		text_add(out, separator);
		add_rental(out, &a->own->rentals[i]);
		separator = ",";
	}
	text_add(out, "],\"inputs\":[");
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++) {
		text_add(out, i ? "," : "");
		add_input(out, &a->own->inputs[i], ids[i]);
	}
	text_add_char(out, ']');
}

void own_json_spent(struct text *out, const struct answer *a)
{
	double months = a ? own_of(a)->terms.months : NAN;

	text_add(out, ",\n\"spent\":");
	if (isnan(months) || isnan(own_spent(a, 0.0))) {
		text_add(out, "null");
		return;
	}
	member_word(out, "{\"gpu\":", a->deployment.gpu->id);
	text_add(out, ",\"months\":[");
	for (double month = 0.0; month <= months; month += 1.0) {
		text_addf(out, "%s{\"month\":%.0f", month > 0.0 ? "," : "", month);
		member_number(out, ",\"owned_usd\":", own_spent(a, month));
		member_number(out, ",\"rented_usd\":", own_rent_spent(a, month));
		text_add_char(out, '}');
	}
	text_add(out, "]}");
}
