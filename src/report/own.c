/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of buying or renting, and what JSON has besides the metrics. */
#include "report/own.h"

#include <math.h>

#include "base/i18n.h"
#include "report/aim.h"
#include "report/member.h"
#include "report/money_report.h"
#include "report/phrases.h"
#include "report/sections.h"
#include "report/labels.h"
#include "study/own_input.h"

enum { REASONS_SHOWN = 6 };

static void add_value(struct sheet *sheet, double value, enum metric_unit unit)
{
	struct text *cell = sheet_cell(sheet);

	if (isnan(value) || value < 0.0)
		text_add_char(cell, '-');
	if (!isnan(value))
		label_value(cell, fabs(value), unit);
}

static void write_band_row(struct sheet *sheet, const char *name, const struct band *band)
{
	text_add(sheet_cell(sheet), name);
	label_band(sheet_cell(sheet), band, UNIT_USD);
	sheet_cell(sheet);
	sheet_row(sheet, NULL);
}

static void write_parts(struct sheet *sheet, const struct ownership *own)
{
	static const char *const parts[] = { N_("capital: depreciation and interest"),
		N_("energy, with the site's overhead"), N_("colocation: space and cooling"),
		N_("support and maintenance"), N_("staff") };
	const char *const titles[] = { _("part"), _("$ a month"), _("share") };
	const struct ownership_cost *m = &own->month;
	const double values[] = { m->capital, m->energy, m->colocation, m->operations, m->staff };

	sheet_table(sheet, _("A month of owning it"), titles, 3, 3u << 1);
	for (int i = 0; i < 5; i++) {
		text_add(sheet_cell(sheet), _(parts[i]));
		add_value(sheet, values[i], UNIT_USD);
		add_value(sheet, values[i] / m->total, UNIT_FRACTION);
		sheet_row(sheet, NULL);
	}
	write_band_row(sheet, _("a month in all"), &own->usd_per_month);
	write_band_row(sheet, _("purchase, with server and network"), &own->capex_usd);
	sheet_table_end(sheet);
}

static void write_rentals(struct sheet *sheet, const struct ownership *own)
{
	const char *const titles[] = { _("rented"), label_title(METRIC_PROVIDER), label_title(METRIC_GPU_HOUR),
		_("$ a month"), _("paid back, months"), _("pays above"), label_title(METRIC_AS_OF),
		label_title(METRIC_SOURCE) };

	sheet_table(sheet, _("A month of renting it (* not wanted: see --purchase and --spot)"), titles, 8, 15u << 2);
	for (int i = 0; i < OWN_RENTALS; i++) {
		const struct own_rental *rental = &own->rentals[i];

		if (!rental->offer)
			continue;
		text_addf(sheet_cell(sheet), "%s%s", label_purchase((enum purchase)i), rental->considered ? "" : " *");
		text_add(sheet_cell(sheet), rental->offer->provider->name);
		add_value(sheet, rental->offer->usd_per_gpu_hour, UNIT_USD);
		add_value(sheet, rental->usd_per_month, UNIT_USD);
		add_value(sheet, rental->break_even_month, UNIT_NUMBER);
		add_value(sheet, rental->break_even_share, UNIT_FRACTION);
		label_price_date(sheet_cell(sheet), rental->offer->as_of, sheet->request->today);
		sheet_source(sheet, rental->offer->source);
		sheet_row(sheet, NULL);
	}
	sheet_table_end(sheet);
}

static void write_switches(struct sheet *sheet, const struct ownership *own)
{
	static const struct {
		const char *name;
		enum metric_unit unit;
	} turns[SWITCH_COUNT] = {
		[SWITCH_GPU_PRICE] = { N_("price of one GPU"), UNIT_USD },
		[SWITCH_KWH_PRICE] = { N_("price of a kWh"), UNIT_USD },
		[SWITCH_BUSY] = { N_("busy share of the hours"), UNIT_FRACTION },
		[SWITCH_YEARS] = { N_("years of use"), UNIT_NUMBER },
		[SWITCH_RENTAL] = { N_("rental price of a GPU-hour"), UNIT_USD },
	};
	const char *const titles[] = { _("input"), _("now"), _("turns at") };

	sheet_table(sheet, _("What alone would make both cost the same"), titles, 3, 3u << 1);
	for (int i = 0; i < SWITCH_COUNT; i++) {
		if (isnan(own->switch_now[i]))
			continue;
		text_add(sheet_cell(sheet), _(turns[i].name));
		add_value(sheet, own->switch_now[i], turns[i].unit);
		add_value(sheet, own->switch_at[i], turns[i].unit);
		sheet_row(sheet, NULL);
	}
	sheet_table_end(sheet);
}

/* Months that are no year's end of their own, but what rounding leaves over one. */
static const double ROUNDING = 1e-6;

static void write_year(struct sheet *sheet, double month)
{
	double owned = own_spent(sheet->lead, month), rented = own_rent_spent(sheet->lead, month);

	add_value(sheet, month / 12.0, UNIT_NUMBER);
	add_value(sheet, owned, UNIT_USD);
	add_value(sheet, rented, UNIT_USD);
	add_value(sheet, owned - rented, UNIT_USD);
	sheet_row(sheet, NULL);
}

static void write_years(struct sheet *sheet, const struct ownership *own)
{
	const char *const titles[] = { _("after years"), _("owned"), _("rented"), _("owned - rented") };

	sheet_table(sheet, _("Spent in all, in today's money"), titles, 4, 15u);
	/* A life that ends within a year has a last row of its own. */
	for (double month = 0.0; month < own->terms.months - ROUNDING; month += 12.0)
		write_year(sheet, month);
	write_year(sheet, own->terms.months);
	sheet_table_end(sheet);
}

static const char *const input_names[OWNERSHIP_FIELD_COUNT] = {
	[OWNERSHIP_SOLD_GPUS] = N_("GPUs sold together"),
	[OWNERSHIP_SERVER_SHARE] = N_("server / price of its GPUs"),
	[OWNERSHIP_NETWORK_SHARE] = N_("network / price of GPUs and server"),
	[OWNERSHIP_RACK_POWER_AIR] = N_("most power of an air-cooled rack, kW"),
	[OWNERSHIP_RACK_POWER_LIQUID] = N_("most power of a liquid-cooled rack, kW"),
	[OWNERSHIP_SERVER_GPUS] = N_("GPUs of one server"),
};

static const char *const grade_names[] = {
	[GRADE_NOT_STATED] = "",
	[GRADE_LIST] = N_("list price"),
	[GRADE_QUOTE] = N_("quotation"),
	[GRADE_FILING] = N_("company report"),
	[GRADE_STATISTIC] = N_("statistic"),
	[GRADE_MEASURED] = N_("measured"),
	[GRADE_DERIVED] = N_("estimate, derived"),
	[GRADE_ARTICLE] = N_("estimate of an article"),
	[GRADE_ESTIMATE] = N_("estimate"),
};

static void add_quantity(struct text *out, double value, enum ownership_field field)
{
	enum parameter p = own_parameter(field);

	/* Prices go from cents to tens of thousands: no zeros behind the digits that are there. */
	if (p != PARAMETER_COUNT && parameter_row(p)->quantity == QUANTITY_USD)
		text_addf(out, "$%.6g", value);
	else
		quantity_format(out, value, p == PARAMETER_COUNT ? QUANTITY_NUMBER : parameter_row(p)->quantity, 5);
}

static void write_evidence(struct sheet *sheet, const struct own_input *input)
{
	const struct ownership_default *row = input->row;

	text_add(sheet_cell(sheet), row && row->grade != GRADE_NOT_STATED ? _(grade_names[row->grade]) : "");
	text_add(sheet_cell(sheet), !row ? "" : row->as_of ? row->as_of : _("undated"));
	if (row)
		sheet_source(sheet, row->source);
	else
		text_add(sheet_cell(sheet), input->given ? _("given") : _("no public figure known"));
}

static void write_input(struct sheet *sheet, enum ownership_field field, const struct own_input *input)
{
	enum parameter p = own_parameter(field);
	struct text *range;

	text_add(sheet_cell(sheet), _(input_names[field] ? input_names[field] : parameter_row(p)->label));
	if (isnan(input->value))
		text_add(sheet_cell(sheet), _("not known"));
	else
		add_quantity(sheet_cell(sheet), input->value, field);
	range = sheet_cell(sheet);
	if (input->low < input->high) {
		add_quantity(range, input->low, field);
		text_add(range, _(" to "));
		add_quantity(range, input->high, field);
	}
	text_addf(sheet_cell(sheet), "%s%s", p == PARAMETER_COUNT ? "" : "--",
		p == PARAMETER_COUNT ? "" : parameter_row(p)->name);
	write_evidence(sheet, input);
	sheet_row(sheet, NULL);
}

/* A share that became no price, and the rack that is not used, say nothing. */
static bool is_used(const struct ownership *own, enum ownership_field field, bool liquid)
{
	switch ((int)field) {
	case OWNERSHIP_RACK_POWER_AIR: return !liquid;
	case OWNERSHIP_RACK_POWER_LIQUID: return liquid;
	case OWNERSHIP_SERVER_SHARE: return own->inputs[OWNERSHIP_SERVER_PRICE].row == own->inputs[field].row;
	case OWNERSHIP_NETWORK_SHARE: return own->inputs[OWNERSHIP_NETWORK_PRICE].row == own->inputs[field].row;
	default: return true;
	}
}

static void write_inputs(struct sheet *sheet, const struct ownership *own)
{
	const char *const titles[] = { _("input"), _("value"), _("range"), _("option"), _("evidence"),
		label_title(METRIC_AS_OF), label_title(METRIC_SOURCE) };
	bool liquid = sheet->request->scenario->number[PARAMETER_COOLING] == COOLING_LIQUID;

	sheet_table(sheet, _("What this is calculated with"), titles, 7, 3u << 1);
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		if (is_used(own, (enum ownership_field)i, liquid))
			write_input(sheet, (enum ownership_field)i, &own->inputs[i]);
	sheet_table_end(sheet);
}

/* Of the lead: what a month is made of; renting, and break-even with each kind of purchase; what single input
 * would change the advice; what is spent year by year; the inputs with their ranges, dates and sources. */
static void write_tables(struct sheet *sheet)
{
	const struct ownership *own = own_of(sheet->lead);
	bool known = band_known(&own->usd_per_month);

	if (sheet->lead->part_kind != PART_OWNERSHIP)
		return;
	if (known)
		write_parts(sheet, own);
	write_rentals(sheet, own);
	if (known && own->rental) {
		write_switches(sheet, own);
		write_years(sheet, own);
	}
	write_inputs(sheet, own);
}

/* Which hours are rented: a sentence. */
static void write_hours(struct sheet *sheet, void (*say)(struct sheet *sheet, const char *text))
{
	const struct scenario *s = sheet->request->scenario;
	struct text *text = &sheet->line;

	if (replica_of(sheet->lead)->open_loop)
		text_add(text, _("Requests may come at any hour: owned or rented, GPUs are paid for all the time."));
	else if (s->number[PARAMETER_RENTED_HOURS] == RENTED_BUSY)
		text_addf(text,
			_("On demand and on spot only the busy %.0f %% of the hours are rented; "
			  "--rented-hours all pays for all of them, as gpuplan rank does."),
			100.0 * s->number[PARAMETER_BUSY]);
	else
		text_add(text,
			_("All hours are rented, busy or not, as in gpuplan rank; \"pays above\" is against hours that are "
			  "rented as they are used (--rented-hours busy)."));
	sheet_say(sheet, say);
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
	const struct row *a = sheet->lead;

	if (!a) {
		text_add(sheet->out, _("No GPU was considered.\n"));
		return;
	}
	if (a->verdict != VERDICT_MEETS)
		text_addf(sheet->out, _("%s. First among the rest: "), _(aim_of(a->part_kind)->nothing));
	label_configuration(sheet->out, a);
	text_add(sheet->out, ":\n");
	sheet_reasons(sheet, &a->reasons, REASONS_SHOWN, NULL);
	write_hours(sheet, sheet->form->item);
	write_tables(sheet);
	section_blank(sheet);
	section_warnings(sheet);
}

static void section_tables(struct sheet *sheet)
{
	if (!sheet->lead)
		return;
	write_tables(sheet);
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

const struct sheet_part own_report = { .text = text,
	.one = estimate_sections,
	.load = report_workload,
	.tables = section_tables,
	.charts = write_charts };

static void add_rental(struct text *out, const struct own_rental *rental)
{
	member_flag(out, "{\"considered\":", rental->considered);
	member_word(out, ",\"purchase\":", PURCHASE_WORDS[rental->offer->purchase]);
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
	member_word(out, ",\"grade\":", input->row ? GRADE_WORDS[input->row->grade] : NULL);
	member_word(out, ",\"as_of\":", input->row ? input->row->as_of : NULL);
	member_word(out, ",\"source\":", input->row ? input->row->source : NULL);
	text_add_char(out, '}');
}

void own_json_members(struct text *out, const struct row *a)
{
	static const char *const ids[] = {
#define OWNERSHIP(name, id, ...) id,
#include "catalog/ownership-table.h"
#undef OWNERSHIP
	};
	const char *separator = "";

	text_add(out, ",\"rentals\":[");
	for (int i = 0; i < OWN_RENTALS; i++) {
		if (!own_of(a)->rentals[i].offer)
			continue;
		text_add(out, separator);
		add_rental(out, &own_of(a)->rentals[i]);
		separator = ",";
	}
	text_add(out, "],\"inputs\":[");
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++) {
		text_add(out, i ? "," : "");
		add_input(out, &own_of(a)->inputs[i], ids[i]);
	}
	text_add_char(out, ']');
}

void own_json_spent(struct text *out, const struct row *a)
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
