/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of false position, or of halving where that is slow. */
#include "core/crossing.h"

enum { PASSES_MAX = 60, HALVES_EVERY = 4 };

bool crossing_open(const struct crossing *c, double precision)
{
	return c->passes < PASSES_MAX && c->high - c->low > precision;
}

double crossing_next(const struct crossing *c)
{
	double at = (c->low * c->over - c->high * c->below) / (c->over - c->below);

	if (c->passes % HALVES_EVERY == HALVES_EVERY - 1 || !(at > c->low && at < c->high))
		return (c->low + c->high) / 2.0;
	return at;
}

void crossing_tell(struct crossing *c, double at, double value)
{
	bool beyond = !(value <= 0.0);
	int stays = beyond ? -1 : 1;
	double *end = beyond ? &c->over : &c->below, *other = beyond ? &c->below : &c->over;

	*(beyond ? &c->high : &c->low) = at;
	*end = value;
	if (c->stays == stays)
		*other /= 2.0;
	c->stays = stays;
	c->passes++;
}
