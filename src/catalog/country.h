/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries by their codes of two letters (ISO 3166-1), and the continents that they lie in. */
#pragma once

#include <stdbool.h>

/* What stands for several countries: continents, the European Union and the world. */
#define COUNTRY_GROUPS "africa, asia, europe, north-america, oceania, south-america, EU, world"

/* The continent of a country; NULL: no such country.  Case does not count. */
const char *country_continent(const char *code);

/* Whether it is a country or one of the groups. */
bool country_is_known(const char *code);
