/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the tables about buying or renting. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/quantity.h"
#include "study/own_answer.h"
#include "study/replica.h"
#include "report/own.h"
#include "report/words.h"
#include "study/own_judge.h"

static void begin(struct own_rows *rows, const char *const *titles, int columns)
{
	*rows = (struct own_rows) { .align = { GRID_LEFT } };
	grid_init(&rows->grid, columns, rows->align);
	for (int i = 0; i < columns; i++)
		grid_add(&rows->grid, _(titles[i]));
}

/* Columns from `first` to before `end` hold numbers. */
static void align_right(struct own_rows *rows, int first, int end)
{
	for (int i = first; i < end; i++)
		rows->align[i] = GRID_RIGHT;
}

void own_rows_release(struct own_rows *rows)
{
	grid_release(&rows->grid);
}

static void add_value(struct own_rows *rows, double value, enum metric_unit unit)
{
	struct text text;

	text_init(&text);
	if (isnan(value) || value < 0.0)
		text_add_char(&text, '-');
	if (!isnan(value))
		words_value(&text, fabs(value), unit);
	grid_add(&rows->grid, text.data);
	text_release(&text);
}

static void add_band_row(struct own_rows *rows, const char *name, const struct band *band)
{
	struct text text;

	text_init(&text);
	words_band(&text, band, UNIT_USD);
	grid_add(&rows->grid, name);
	grid_add(&rows->grid, text.data);
	grid_add(&rows->grid, "");
	text_release(&text);
}

static void fill_parts(struct own_rows *rows, const struct ownership *own)
{
	static const char *const titles[] = { N_("part"), N_("$ a month"), N_("share") };
	static const char *const parts[] = { N_("capital: depreciation and interest"),
					     N_("energy, with the site's overhead"),
					     N_("colocation: space and cooling"),
					     N_("operations and maintenance") };
	const struct ownership_cost *m = &own->month;
	const double values[] = { m->capital, m->energy, m->colocation, m->operations };

	begin(rows, titles, 3);
	align_right(rows, 1, 3);
	for (int i = 0; i < 4; i++) {
		grid_add(&rows->grid, _(parts[i]));
		add_value(rows, values[i], UNIT_USD);
		add_value(rows, values[i] / m->total, UNIT_FRACTION);
	}
	add_band_row(rows, _("a month in all"), &own->usd_per_month);
	add_band_row(rows, _("purchase, with what is known"), &own->capex_usd);
}

static void add_offer(struct own_rows *rows, const struct catalog *c, const struct offer *offer, long today)
{
	const struct source *source = catalog_source(c, offer->source);
	struct text date;

	text_init(&date);
	words_price_date(&date, offer->as_of, today);
	grid_add(&rows->grid, date.data);
	rows->urls[rows->grid.count / (size_t)rows->grid.columns] = source ? source->url : NULL;
	grid_add(&rows->grid, source ? source->title : offer->source);
	text_release(&date);
}

static void fill_rentals(struct own_rows *rows, const struct scenario *s, const struct ownership *own,
			 long today)
{
	static const char *const titles[] = { N_("rented"), N_("provider"), N_("$/GPUh"), N_("$ a month"),
					      N_("paid back, months"), N_("pays above"), N_("as of"),
					      N_("source") };

	begin(rows, titles, 8);
	align_right(rows, 2, 6);
	for (int i = 0; i < OWN_RENTALS; i++) {
		const struct own_rental *rental = &own->rentals[i];
		struct text name;

		if (!rental->offer)
			continue;
		text_init(&name);
		text_addf(&name, "%s%s", words_purchase((enum purchase)i), rental->considered ? "" : " *");
		grid_add(&rows->grid, name.data);
		grid_add(&rows->grid, rental->offer->provider->name);
		add_value(rows, rental->offer->usd_per_gpu_hour, UNIT_USD);
		add_value(rows, rental->usd_per_month, UNIT_USD);
		add_value(rows, rental->break_even_month, UNIT_NUMBER);
		add_value(rows, rental->break_even_share, UNIT_FRACTION);
		add_offer(rows, s->catalog, rental->offer, today);
		text_release(&name);
	}
}

static void fill_turns(struct own_rows *rows, const struct ownership *own)
{
	static const char *const titles[] = { N_("input"), N_("now"), N_("turns at") };
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

	begin(rows, titles, 3);
	align_right(rows, 1, 3);
	for (int i = 0; i < TURN_COUNT; i++) {
		if (isnan(own->turn_from[i]))
			continue;
		grid_add(&rows->grid, _(turns[i].name));
		add_value(rows, own->turn_from[i], turns[i].unit);
		add_value(rows, own->turn[i], turns[i].unit);
	}
}

/* Months that are no year's end of their own, but what rounding leaves over one. */
static const double ROUNDING = 1e-6;

static void add_year(struct own_rows *rows, const struct row *a, double month)
{
	double owned = own_spent(a, month), rented = own_rent_spent(a, month);

	add_value(rows, month / 12.0, UNIT_NUMBER);
	add_value(rows, owned, UNIT_USD);
	add_value(rows, rented, UNIT_USD);
	add_value(rows, owned - rented, UNIT_USD);
}

static void fill_years(struct own_rows *rows, const struct row *a)
{
	static const char *const titles[] = { N_("after years"), N_("owned"), N_("rented"),
					      N_("owned - rented") };
	double months = own_of(a)->terms.months;

	begin(rows, titles, 4);
	align_right(rows, 0, 4);
	/* A life that ends within a year has a last row of its own. */
	for (double month = 0.0; month < months - ROUNDING; month += 12.0)
		add_year(rows, a, month);
	add_year(rows, a, months);
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
		quantity_format(out, value,
				p == PARAMETER_COUNT ? QUANTITY_NUMBER : parameter_row(p)->quantity, 5);
}

static void add_input(struct own_rows *rows, const struct scenario *s, enum ownership_field field,
		      const struct own_input *input)
{
	enum parameter p = own_parameter(field);
	const struct source *source = input->row ? catalog_source(s->catalog, input->row->source) : NULL;
	struct text text;

	text_init(&text);
	grid_add(&rows->grid, _(input_names[field] ? input_names[field] : parameter_row(p)->label));
	if (isnan(input->value))
		text_add(&text, field == OWNERSHIP_RESIDUAL ? _("0 assumed") : _("left out"));
	else
		add_quantity(&text, input->value, field);
	grid_add(&rows->grid, text.data);
	text_clear(&text);
	if (input->low < input->high) {
		add_quantity(&text, input->low, field);
		text_add(&text, _(" to "));
		add_quantity(&text, input->high, field);
	}
	grid_add(&rows->grid, text.data);
	text_clear(&text);
	if (p != PARAMETER_COUNT)
		text_addf(&text, "--%s", parameter_row(p)->name);
	grid_add(&rows->grid, text.data);
	grid_add(&rows->grid, !input->row ? "" : input->row->as_of ? input->row->as_of : _("undated"));
	rows->urls[rows->grid.count / (size_t)rows->grid.columns] = source ? source->url : NULL;
	grid_add(&rows->grid, source ? source->title : input->row ? input->row->source
				     : input->given ? _("given") : _("no public figure known"));
	text_release(&text);
}

static void fill_inputs(struct own_rows *rows, const struct scenario *s, const struct ownership *own)
{
	static const char *const titles[] = { N_("input"), N_("value"), N_("range"), N_("option"),
					      N_("as of"), N_("source") };
	bool liquid = s->number[PARAMETER_COOLING] == COOLING_LIQUID;

	begin(rows, titles, 6);
	align_right(rows, 1, 3);
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		if (i != (liquid ? OWNERSHIP_RACK_POWER_AIR : OWNERSHIP_RACK_POWER_LIQUID))
			add_input(rows, s, (enum ownership_field)i, &own->inputs[i]);
}

const char *own_rows_fill(struct own_rows *rows, enum own_table table, const struct scenario *s,
			  const struct row *a, long today)
{
	const struct ownership *own = own_of(a);
	bool known = band_known(&own->usd_per_month);

	if (a->part_kind != PART_OWNERSHIP || (table == OWN_TABLE_PARTS && !known) ||
	    ((table == OWN_TABLE_TURNS || table == OWN_TABLE_YEARS) && !(known && own->rental)))
		return NULL;
	switch (table) {
	case OWN_TABLE_PARTS:
		fill_parts(rows, own);
		return _("A month of owning it");
	case OWN_TABLE_RENTALS:
		fill_rentals(rows, s, own, today);
		return _("A month of renting it (* not wanted: see --purchase and --spot)");
	case OWN_TABLE_TURNS:
		fill_turns(rows, own);
		return _("What alone would make both cost the same");
	case OWN_TABLE_YEARS:
		fill_years(rows, a);
		return _("Spent in all, in today's money");
	case OWN_TABLE_INPUTS:
	case OWN_TABLE_COUNT:
		break;
	}
	fill_inputs(rows, s, own);
	return _("What this is calculated with");
}

void own_hours_note(struct text *out, const struct scenario *s, const struct row *a)
{
	if (replica_of(a)->open_loop)
		text_add(out, _("Requests may come at any hour: owned or rented, GPUs are paid for all the time."));
	else if (s->number[PARAMETER_RENTED_HOURS] == RENTED_BUSY)
		text_addf(out, _("On demand and on spot only the busy %.0f %% of the hours are rented; "
				 "--rented-hours all pays for all of them, as gpuplan rank does."),
			  100.0 * s->number[PARAMETER_BUSY]);
	else
		text_add(out, _("All hours are rented, busy or not."));
}
