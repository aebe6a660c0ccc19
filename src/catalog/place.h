/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The country of a provider's region. */
#pragma once

#include "catalog/catalog.h"

/* Finds the country of what a provider calls a region.  Asked are, in this order: regions.json for the provider,
 * regions.json for any provider, the names and codes of countries, and the rules by which some providers make names ("cc-city-n").
 * Upper and lower case are the same.  True: *country is set; NULL there means a place of no country, such as "global".
 * False: nothing is known, and *country is NULL. */
bool place_find(
	const struct catalog *c, const struct provider *provider, const char *region, const struct country **country);

/* Adds a warning for every region of the prices whose country is not known. */
void place_check(const struct catalog *c, struct error_list *problems);

/* The order of catalog.regions.  `provider` NULL is that of any provider, which stands first. */
int region_compare(const struct provider *provider, const char *name, const struct region *region);
