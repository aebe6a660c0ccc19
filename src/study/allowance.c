/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows want an allowance. */
#include "study/allowance.h"

const enum parameter allowances[ALLOWANCES + 1] = { PARAMETER_SPOT, PARAMETER_FOUR_BIT, PARAMETER_COUNT };

static bool wants_spot(const struct scenario *s, const struct row *a)
{
	(void)s;
	return a->offer && a->offer->purchase == PURCHASE_SPOT;
}

/* Neither the format that was asked for nor that of the checkpoint wants one. */
static bool wants_four_bit(const struct scenario *s, const struct row *a)
{
	const struct weight_format *format = a->deployment.format;

	return !s->weights && format && format->four_bit && format != a->deployment.model->native_weights;
}

enum parameter allowance_missing(const struct scenario *s, const struct row *row)
{
	/* In the order of the list. */
	static bool (*const wants[ALLOWANCES])(
		const struct scenario *s, const struct row *a) = { wants_spot, wants_four_bit };

	for (int i = 0; i < ALLOWANCES; i++)
		if (s->number[allowances[i]] <= 0.0 && wants[i](s, row))
			return allowances[i];
	return PARAMETER_COUNT;
}
