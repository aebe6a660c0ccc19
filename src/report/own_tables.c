/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables about buying or renting. */
#include "config.h"

#include "report/own_tables.h"

#include <math.h>

#include "base/i18n.h"
#include "base/quantity.h"
#include "report/words.h"
#include "study/own_answer.h"
#include "study/own_judge.h"

/* Bits of the columns from `first` to before `end`, which hold numbers. */
static unsigned columns_of_numbers(int first, int end)
{
	return (1u << end) - (1u << first);
}

static void add_value(struct sheet *sheet, double value, enum metric_unit unit)
{
	struct text *cell = sheet_cell(sheet);

	if (isnan(value) || value < 0.0)
		text_add_char(cell, '-');
	if (!isnan(value))
		words_value(cell, fabs(value), unit);
}

static void write_band_row(struct sheet *sheet, const char *name, const struct band *band)
{
	text_add(sheet_cell(sheet), name);
	words_band(sheet_cell(sheet), band, UNIT_USD);
	sheet_cell(sheet);
	sheet_row(sheet, NULL);
}

static void write_parts(struct sheet *sheet, const struct ownership *own)
{
	static const char *const parts[] = { N_("capital: depreciation and interest"),
					     N_("energy, with the site's overhead"),
					     N_("colocation: space and cooling"),
					     N_("operations and maintenance") };
	const char *const titles[] = { _("part"), _("$ a month"), _("share") };
	const struct ownership_cost *m = &own->month;
	const double values[] = { m->capital, m->energy, m->colocation, m->operations };

	sheet->form->heading(sheet, _("A month of owning it"));
	sheet_table(sheet, titles, 3, columns_of_numbers(1, 3));
	for (int i = 0; i < 4; i++) {
		text_add(sheet_cell(sheet), _(parts[i]));
		add_value(sheet, values[i], UNIT_USD);
		add_value(sheet, values[i] / m->total, UNIT_FRACTION);
		sheet_row(sheet, NULL);
	}
	write_band_row(sheet, _("a month in all"), &own->usd_per_month);
	write_band_row(sheet, _("purchase, with what is known"), &own->capex_usd);
	sheet->form->table_end(sheet);
}

static void write_rentals(struct sheet *sheet, const struct ownership *own)
{
	const char *const titles[] = { _("rented"), _("provider"), _("$/GPUh"), _("$ a month"),
				       _("paid back, months"), _("pays above"), _("as of"), _("source") };

	sheet->form->heading(sheet, _("A month of renting it (* not wanted: see --purchase and --spot)"));
	sheet_table(sheet, titles, 8, columns_of_numbers(2, 6));
	for (int i = 0; i < OWN_RENTALS; i++) {
		const struct own_rental *rental = &own->rentals[i];

		if (!rental->offer)
			continue;
		text_addf(sheet_cell(sheet), "%s%s", words_purchase((enum purchase)i),
			  rental->considered ? "" : " *");
		text_add(sheet_cell(sheet), rental->offer->provider->name);
		add_value(sheet, rental->offer->usd_per_gpu_hour, UNIT_USD);
		add_value(sheet, rental->usd_per_month, UNIT_USD);
		add_value(sheet, rental->break_even_month, UNIT_NUMBER);
		add_value(sheet, rental->break_even_share, UNIT_FRACTION);
		words_price_date(sheet_cell(sheet), rental->offer->as_of, sheet->request->today);
		sheet_source(sheet, rental->offer->source);
		sheet_row(sheet, NULL);
	}
	sheet->form->table_end(sheet);
}

static void write_turns(struct sheet *sheet, const struct ownership *own)
{
	static const struct {
		const char *name;
		enum metric_unit unit;
	} turns[TURN_COUNT] = {
		[TURN_GPU_PRICE] = { N_("price of one GPU"), UNIT_USD },
		[TURN_KWH_PRICE] = { N_("price of a kWh"), UNIT_USD },
		[TURN_BUSY] = { N_("busy share of the hours"), UNIT_FRACTION },
		[TURN_YEARS] = { N_("years of use"), UNIT_NUMBER },
		[TURN_RENTAL] = { N_("rental price of a GPU-hour"), UNIT_USD },
	};
	const char *const titles[] = { _("input"), _("now"), _("turns at") };

	sheet->form->heading(sheet, _("What alone would make both cost the same"));
	sheet_table(sheet, titles, 3, columns_of_numbers(1, 3));
	for (int i = 0; i < TURN_COUNT; i++) {
		if (isnan(own->turn_from[i]))
			continue;
		text_add(sheet_cell(sheet), _(turns[i].name));
		add_value(sheet, own->turn_from[i], turns[i].unit);
		add_value(sheet, own->turn[i], turns[i].unit);
		sheet_row(sheet, NULL);
	}
	sheet->form->table_end(sheet);
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

	sheet->form->heading(sheet, _("Spent in all, in today's money"));
	sheet_table(sheet, titles, 4, columns_of_numbers(0, 4));
	/* A life that ends within a year has a last row of its own. */
	for (double month = 0.0; month < own->terms.months - ROUNDING; month += 12.0)
		write_year(sheet, month);
	write_year(sheet, own->terms.months);
	sheet->form->table_end(sheet);
}

static const char *const input_names[OWNERSHIP_FIELD_COUNT] = {
	[OWNERSHIP_RACK_POWER_AIR] = N_("most power of an air-cooled rack, kW"),
	[OWNERSHIP_RACK_POWER_LIQUID] = N_("most power of a liquid-cooled rack, kW"),
	[OWNERSHIP_SERVER_GPUS] = N_("GPUs of one server"),
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

static void write_input(struct sheet *sheet, enum ownership_field field, const struct own_input *input)
{
	enum parameter p = own_parameter(field);
	struct text *range;

	text_add(sheet_cell(sheet), _(input_names[field] ? input_names[field] : parameter_row(p)->label));
	if (isnan(input->value))
		text_add(sheet_cell(sheet), field == OWNERSHIP_RESIDUAL ? _("0 assumed") : _("left out"));
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
	text_add(sheet_cell(sheet), !input->row ? "" : input->row->as_of ? input->row->as_of : _("undated"));
	if (input->row)
		sheet_source(sheet, input->row->source);
	else
		text_add(sheet_cell(sheet), input->given ? _("given") : _("no public figure known"));
	sheet_row(sheet, NULL);
}

static void write_inputs(struct sheet *sheet, const struct ownership *own)
{
	const char *const titles[] = { _("input"), _("value"), _("range"), _("option"), _("as of"), _("source") };
	bool liquid = sheet->request->scenario->number[PARAMETER_COOLING] == COOLING_LIQUID;

	sheet->form->heading(sheet, _("What this is calculated with"));
	sheet_table(sheet, titles, 6, columns_of_numbers(1, 3));
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		if (i != (liquid ? OWNERSHIP_RACK_POWER_AIR : OWNERSHIP_RACK_POWER_LIQUID))
			write_input(sheet, (enum ownership_field)i, &own->inputs[i]);
	sheet->form->table_end(sheet);
}

void own_tables(struct sheet *sheet)
{
	const struct ownership *own = own_of(sheet->lead);
	bool known = band_known(&own->usd_per_month);

	if (!sheet->lead->own)
		return;
	if (known)
		write_parts(sheet, own);
	write_rentals(sheet, own);
	if (known && own->rental) {
		write_turns(sheet, own);
		write_years(sheet, own);
	}
	write_inputs(sheet, own);
}
