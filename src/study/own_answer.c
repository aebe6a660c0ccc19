/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the part of an answer that buying or renting is about. */
#include "study/own_answer.h"

#include <math.h>

#include "core/certainty.h"

/* Constant initialisers know NaN but no function. */
const struct ownership ownership_unknown = {
	.terms = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN },
	.month = { NAN, NAN, NAN, NAN, NAN, NAN },
	.capex_usd = { NAN, NAN, NAN },
	.usd_per_month = { NAN, NAN, NAN },
	.usd_per_gpu_hour = { NAN, NAN, NAN },
	.usd_per_m_output = { NAN, NAN, NAN },
	.rented_usd_per_m_output = { NAN, NAN, NAN },
	.rented_usd_per_month = NAN,
	.bought_gpus = NAN,
	.hours = NAN,
	.switch_at = { NAN, NAN, NAN, NAN, NAN },
	.switch_now = { NAN, NAN, NAN, NAN, NAN },
	.nearest = SWITCH_COUNT,
	.power_kw = NAN,
	.server_kw = NAN,
	.rack_kw = NAN,
	.servers_per_rack = NAN,
	.advice = OWN_UNKNOWN,
	.inputs[OWNERSHIP_GPU_PRICE] = { NAN, NAN, NAN, NULL, false },
};

const struct ownership *own_of(const struct row *a)
{
	return a->part_kind == PART_OWNERSHIP ? &((const struct ownership_part *)a->part)->ownership
					      : &ownership_unknown;
}

const char *own_advice_id(enum own_advice advice)
{
	static const char *const ids[] = {
		[OWN_BUY] = "buy",
		[OWN_RENT] = "rent",
		[OWN_EQUAL] = "equal",
		[OWN_UNKNOWN] = NULL,
	};

	return ids[advice];
}

const char *own_input_id_of(enum own_input_id input)
{
	static const char *const ids[] = {
		[SWITCH_GPU_PRICE] = "gpu_price",
		[SWITCH_KWH_PRICE] = "kwh_price",
		[SWITCH_BUSY] = "busy",
		[SWITCH_YEARS] = "years",
		[SWITCH_RENTAL] = "rental",
		[SWITCH_COUNT] = NULL,
	};

	return ids[input];
}

const struct offer *own_offer(const struct row *a)
{
	if (a->part_kind != PART_OWNERSHIP)
		return a->offer;
	return own_of(a)->rental ? own_of(a)->rental->offer : NULL;
}

double own_spent(const struct row *a, double month)
{
	return deployment_gpus(&a->deployment) * ownership_spent(&own_of(a)->terms, month);
}

double own_rent_spent(const struct row *a, double month)
{
	return rental_spent(own_of(a)->rented_usd_per_month, own_of(a)->terms.interest, month);
}

struct band own_cheaper(const struct ownership *own)
{
	bool rent = isnan(own->usd_per_m_output.mid) || own->servers_per_rack < 1.0 ||
		own->rented_usd_per_m_output.mid < own->usd_per_m_output.mid;

	return rent ? own->rented_usd_per_m_output : own->usd_per_m_output;
}

double own_advice_sure(const struct ownership *own)
{
	double cheaper = certainty_at_most(&own->usd_per_month, own->rented_usd_per_month);

	/* A server that no rack takes is not bought at any price. */
	if (own->servers_per_rack < 1.0)
		return NAN;
	switch (own->advice) {
	case OWN_BUY: return cheaper;
	case OWN_RENT: return 1.0 - cheaper;
	case OWN_EQUAL: return fmax(cheaper, 1.0 - cheaper);
	case OWN_UNKNOWN: break;
	}
	return NAN;
}
