/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Annuity, running cost and break-even of a GPU of one's own. */
#include "core/ownership.h"

#include <math.h>

static const double MONTHS_PER_YEAR = 12.0;

/* Rounding must not lose the rack that is exactly full. */
static const double EXACT = 1e-9;

/* What a dollar of after so many months lacks of one of today.  expm1 keeps its digits where the rate is small. */
static double discounted(double interest, double months)
{
	return -expm1(-months * log1p(interest / MONTHS_PER_YEAR));
}

static double annuity_of(double interest, double months, double lacking)
{
	/* Its limit for no interest is the number of months. */
	return interest > 0.0 ? lacking / (interest / MONTHS_PER_YEAR) : months;
}

double ownership_annuity(double interest, double months)
{
	return annuity_of(interest, months, discounted(interest, months));
}

/* Capital cost of a month for a dollar of purchase: (1 - residual v^m) / annuity. */
static double capital_factor(const struct ownership_terms *t)
{
	double lacking = discounted(t->interest, t->months);

	return (1.0 - t->residual * (1.0 - lacking)) / annuity_of(t->interest, t->months, lacking);
}

double ownership_kwh(double power_kw, double load, double hours)
{
	return power_kw * load * hours;
}

double ownership_purchase(const struct ownership_terms *t)
{
	return t->capex_usd * t->bought_gpus;
}

struct ownership_cost ownership_month(const struct ownership_terms *t)
{
	struct ownership_cost c = {
		.capital = ownership_purchase(t) * capital_factor(t),
		.energy = ownership_kwh(t->power_kw, t->load, t->hours) * t->pue * t->usd_per_kwh,
		.colocation = t->circuit_kw * t->bought_gpus * t->usd_per_kw_month,
		.operations = ownership_purchase(t) * t->opex / MONTHS_PER_YEAR,
		.staff = t->staff_usd * t->bought_gpus / MONTHS_PER_YEAR,
	};

	c.total = c.capital + c.energy + c.colocation + c.operations + c.staff;
	return c;
}

double rental_month(const struct rental_terms *r, double hours)
{
	return r->usd_per_gpu_hour * r->rented_gpus * r->share * hours;
}

static double running(const struct ownership_terms *t)
{
	struct ownership_cost c = ownership_month(t);

	return c.energy + c.colocation + c.operations + c.staff;
}

double ownership_spent(const struct ownership_terms *t, double month)
{
	double sold = month >= t->months
		? ownership_purchase(t) * t->residual * (1.0 - discounted(t->interest, t->months))
		: 0.0;

	return ownership_purchase(t) + running(t) * ownership_annuity(t->interest, fmin(month, t->months)) - sold;
}

double rental_spent(double usd_per_month, double interest, double month)
{
	return usd_per_month * ownership_annuity(interest, month);
}

double ownership_break_even_month(const struct ownership_terms *t, double rent)
{
	double rate = t->interest / MONTHS_PER_YEAR;
	double saved = rent - running(t), purchase = ownership_purchase(t), month;

	if (!(saved > 0.0))
		return NAN;
	/* purchase = saved x annuity(month), solved for the month. */
	month = rate > 0.0 ? -log1p(-purchase * rate / saved) / log1p(rate) : purchase / saved;
	if (month <= t->months)
		return month;
	/* Or it is the sale that pays. */
	return ownership_spent(t, t->months) <= rental_spent(rent, t->interest, t->months) ? t->months : NAN;
}

double ownership_break_even_share(const struct ownership_terms *t, const struct rental_terms *r)
{
	struct ownership_terms full = *t;
	struct rental_terms all = *r;
	struct ownership_cost c;
	double share;

	full.load = all.share = 1.0;
	c = ownership_month(&full);
	share = (c.capital + c.colocation + c.operations + c.staff) / (rental_month(&all, t->hours) - c.energy);
	return share > 0.0 && share <= 1.0 ? share : NAN;
}

double ownership_servers_per_rack(double rack_kw, double server_kw)
{
	return floor(rack_kw / server_kw * (1.0 + EXACT));
}
