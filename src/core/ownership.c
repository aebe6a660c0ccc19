/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Annuity, running cost and break-even of a GPU of one's own. */
#include "core/ownership.h"

#include <math.h>

static const double MONTHS_PER_YEAR = 12.0;

/* Rounding must not lose the rack that is exactly full. */
static const double EXACT = 1e-9;

double ownership_annuity(double interest, double months)
{
	double rate = interest / MONTHS_PER_YEAR;

	/* expm1 keeps its digits where the rate is small; its limit is the number of months. */
	return rate > 0.0 ? -expm1(-months * log1p(rate)) / rate : months;
}

/* Today's value of a dollar at the end. */
static double discount(const struct ownership_terms *t, double months)
{
	return exp(-months * log1p(t->interest / MONTHS_PER_YEAR));
}

/* Capital cost of a month for a dollar of purchase: (1 - residual v^m) / annuity. */
static double capital_factor(const struct ownership_terms *t)
{
	return (1.0 - t->residual * discount(t, t->months)) / ownership_annuity(t->interest, t->months);
}

double ownership_kwh(double power_kw, double load, double hours)
{
	return power_kw * load * hours;
}

struct ownership_cost ownership_month(const struct ownership_terms *t)
{
	struct ownership_cost c = {
		.capital = t->capex_usd * capital_factor(t),
		.energy = ownership_kwh(t->power_kw, t->load, t->hours) * t->pue * t->usd_per_kwh,
		.colocation = t->power_kw * t->usd_per_kw_month,
		.operations = t->capex_usd * t->opex / MONTHS_PER_YEAR,
	};

	c.total = c.capital + c.energy + c.colocation + c.operations;
	return c;
}

double rental_month(const struct rental_terms *r, double hours)
{
	return r->usd_per_gpu_hour * r->rented_gpus * r->share * hours;
}

static double running(const struct ownership_terms *t)
{
	struct ownership_cost c = ownership_month(t);

	return c.energy + c.colocation + c.operations;
}

double ownership_spent(const struct ownership_terms *t, double month)
{
	double sold = month >= t->months ? t->capex_usd * t->residual * discount(t, t->months) : 0.0;

	return t->capex_usd + running(t) * ownership_annuity(t->interest, fmin(month, t->months)) - sold;
}

double rental_spent(double usd_per_month, double interest, double month)
{
	return usd_per_month * ownership_annuity(interest, month);
}

double ownership_break_even_month(const struct ownership_terms *t, double rent)
{
	double rate = t->interest / MONTHS_PER_YEAR;
	double saved = rent - running(t), month;

	if (!(saved > 0.0))
		return NAN;
	/* capex = saved x annuity(month), solved for the month. */
	month = rate > 0.0 ? -log1p(-t->capex_usd * rate / saved) / log1p(rate) : t->capex_usd / saved;
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
	share = (c.capital + c.colocation + c.operations) / (rental_month(&all, t->hours) - c.energy);
	return share > 0.0 && share <= 1.0 ? share : NAN;
}

double ownership_servers_per_rack(double rack_kw, double server_kw)
{
	return floor(rack_kw / server_kw * (1.0 + EXACT));
}
