/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Given values before defaults, prices before shares, and the sale by years of use. */
#include "study/own_input.h"

#include <math.h>

static const enum parameter parameters[OWNERSHIP_FIELD_COUNT] = {
	[OWNERSHIP_GPU_PRICE] = PARAMETER_GPU_PRICE,
	[OWNERSHIP_SOLD_GPUS] = PARAMETER_COUNT,
	[OWNERSHIP_SERVER_PRICE] = PARAMETER_SERVER_PRICE,
	[OWNERSHIP_SERVER_SHARE] = PARAMETER_COUNT,
	[OWNERSHIP_NETWORK_PRICE] = PARAMETER_NETWORK_PRICE,
	[OWNERSHIP_NETWORK_SHARE] = PARAMETER_COUNT,
	[OWNERSHIP_YEARS] = PARAMETER_YEARS,
	[OWNERSHIP_INTEREST] = PARAMETER_INTEREST,
	[OWNERSHIP_RESIDUAL] = PARAMETER_RESIDUAL,
	[OWNERSHIP_SERVER_POWER] = PARAMETER_SERVER_POWER,
	[OWNERSHIP_CIRCUIT_POWER] = PARAMETER_CIRCUIT_POWER,
	[OWNERSHIP_PUE] = PARAMETER_PUE,
	[OWNERSHIP_KWH_PRICE] = PARAMETER_KWH_PRICE,
	[OWNERSHIP_COLO_PRICE] = PARAMETER_COLO_PRICE,
	[OWNERSHIP_OPEX] = PARAMETER_OPEX,
	[OWNERSHIP_STAFF] = PARAMETER_STAFF,
	[OWNERSHIP_RACK_POWER_AIR] = PARAMETER_RACK_POWER,
	[OWNERSHIP_RACK_POWER_LIQUID] = PARAMETER_RACK_POWER,
	[OWNERSHIP_SERVER_GPUS] = PARAMETER_COUNT,
};

static const struct own_input unknown = { NAN, NAN, NAN, NULL, false };

enum parameter own_parameter(enum ownership_field field)
{
	return parameters[field];
}

static struct own_input from_row(const struct ownership_default *row)
{
	return row ? (struct own_input){ row->value, row->low, row->high, row, false } : unknown;
}

static double given_value(const struct scenario *s, enum ownership_field field)
{
	return parameters[field] == PARAMETER_COUNT ? NAN : s->number[parameters[field]];
}

static struct own_input one_input(const struct scenario *s, enum ownership_field field, const struct gpu *gpu)
{
	double given = given_value(s, field);

	if (!isnan(given))
		return (struct own_input){ given, given, given, NULL, true };
	if (field == OWNERSHIP_KWH_PRICE)
		return from_row(s->power_price ? s->power_price : s->catalog->power_price);
	return from_row(catalog_ownership(s->catalog, field, gpu));
}

/* A price that is neither given nor known is a share of something. */
static void take_share(struct own_input *price, const struct own_input *share, double of)
{
	if (isnan(price->value))
		*price = (struct own_input){ share->value * of, share->low * of, share->high * of, share->row, false };
}

static double clamp_share(double share)
{
	return fmin(1.0, fmax(0.0, share));
}

/* A year and what is sold for then; at the purchase that is all. */
struct sale {
	double year, value, low, high;
};

static struct sale sale_at(const struct catalog *c, int year)
{
	const struct ownership_default *row = year > 0 ? c->residuals[year] : NULL;

	return row ? (struct sale){ year, row->value, row->low, row->high } : (struct sale){ 0.0, 1.0, 1.0, 1.0 };
}

/* The last year with a figure at or before `year`; 0: none. */
static int last_year(const struct catalog *c, int year)
{
	while (year > 0 && !c->residuals[year])
		year--;
	return year;
}

static double on_line(double x, double x0, double y0, double x1, double y1)
{
	return clamp_share(y0 + (y1 - y0) * (x - x0) / (x1 - x0));
}

struct own_input own_residual(const struct scenario *s, double years)
{
	const struct catalog *c = s->catalog;
	double given = given_value(s, OWNERSHIP_RESIDUAL);
	int before, after;
	struct sale a, b;

	if (!isnan(given))
		return (struct own_input){ given, given, given, NULL, true };
	if (isnan(years) || last_year(c, OWNERSHIP_YEARS_MAX) == 0)
		return unknown;
	after = (int)ceil(fmin(years, OWNERSHIP_YEARS_MAX));
	while (after < OWNERSHIP_YEARS_MAX && !c->residuals[after])
		after++;
	/* Behind the last year its line from the one before goes on. */
	after = last_year(c, after);
	before = last_year(c, after - 1);
	a = sale_at(c, before);
	b = sale_at(c, after);
	return (struct own_input){ on_line(years, a.year, a.value, b.year, b.value),
		on_line(years, a.year, a.low, b.year, b.low), on_line(years, a.year, a.high, b.year, b.high),
		c->residuals[after], false };
}

void own_inputs(const struct scenario *s, const struct gpu *gpu, struct own_input *inputs)
{
	const struct ownership_default *listed = catalog_ownership(s->catalog, OWNERSHIP_GPU_PRICE, gpu);
	double price;

	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		inputs[i] = one_input(s, (enum ownership_field)i, gpu);
	price = listed ? listed->value : inputs[OWNERSHIP_GPU_PRICE].value;
	take_share(&inputs[OWNERSHIP_SERVER_PRICE], &inputs[OWNERSHIP_SERVER_SHARE], price);
	take_share(&inputs[OWNERSHIP_NETWORK_PRICE], &inputs[OWNERSHIP_NETWORK_SHARE],
		price + inputs[OWNERSHIP_SERVER_PRICE].value);
	inputs[OWNERSHIP_RESIDUAL] = own_residual(s, inputs[OWNERSHIP_YEARS].value);
}

double own_default(const struct scenario *s, enum parameter parameter, const struct gpu *gpu)
{
	struct own_input inputs[OWNERSHIP_FIELD_COUNT];

	own_inputs(s, gpu, inputs);
	for (int i = 0; i < OWNERSHIP_FIELD_COUNT; i++)
		if (parameters[i] == parameter && inputs[i].row)
			return inputs[i].value;
	return NAN;
}

bool own_counts(enum ownership_field field)
{
	/* Shares become prices; counts and racks say what is bought and where it stands, not what it costs. */
	static const bool others[OWNERSHIP_FIELD_COUNT] = { [OWNERSHIP_SOLD_GPUS] = true,
		[OWNERSHIP_SERVER_SHARE] = true,
		[OWNERSHIP_NETWORK_SHARE] = true,
		[OWNERSHIP_RACK_POWER_AIR] = true,
		[OWNERSHIP_RACK_POWER_LIQUID] = true,
		[OWNERSHIP_SERVER_GPUS] = true };

	return !others[field];
}

bool own_is_estimate(const struct own_input *input)
{
	return input->row && input->row->grade >= GRADE_DERIVED;
}
