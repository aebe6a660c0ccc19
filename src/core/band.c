/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic of estimates with error bands. */
#include "core/band.h"

#include <math.h>

struct band band_unknown(void)
{
	return (struct band){ NAN, NAN, NAN };
}

struct band band_exact(double value)
{
	return (struct band){ value, value, value };
}

struct band band_around(double value, struct band_factor factor)
{
	return (struct band){ value * factor.low, value, value * factor.high };
}

struct band band_scaled(const struct band *band, double factor)
{
	return (struct band){ band->low * factor, band->mid * factor, band->high * factor };
}

bool band_known(const struct band *band)
{
	return !isnan(band->mid);
}

bool band_equal(const struct band *a, const struct band *b)
{
	double overlap = fmin(a->high, b->high) - fmax(a->low, b->low);
	double narrower = fmin(a->high - a->low, b->high - b->low);

	if (!band_known(a) || !band_known(b))
		return false;
	if (narrower <= 0.0)
		return overlap >= 0.0;
	return overlap > 0.5 * narrower;
}

struct band_factor band_factor_at_least(struct band_factor a, struct band_factor b)
{
	return (struct band_factor){ fmin(a.low, b.low), fmax(a.high, b.high) };
}

struct band_factor band_factor_power(struct band_factor f, double exponent)
{
	return exponent == 1.0 ? f : (struct band_factor){ pow(f.low, exponent), pow(f.high, exponent) };
}
