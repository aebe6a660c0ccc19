/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Continents and countries as one list: the areas that offers can be chosen by. */
#pragma once

#include "base/text.h"
#include "catalog/catalog.h"

/* An area is an index: the continents, then the countries of the catalog. */
enum { AREA_NONE = -1, AREA_COUNTRIES = CONTINENT_COUNT };

/* A set of areas; empty means any.  Scenarios are kept by the hundred: it is as small as the catalog allows. */
struct area_set {
	int count;
	unsigned char bits[(AREA_COUNTRIES + CATALOG_COUNTRIES_MAX + 7) / 8];
};

void area_set_add(struct area_set *set, int area);
bool area_set_has(const struct area_set *set, int area);

/* Whether a country (NULL: none) is in the set or on a continent of it. */
bool area_set_holds(const struct catalog *c, const struct area_set *set, const struct country *country);

/* What area_find() reads back: "EU", "DE"; the name of a country whose code is that of a continent.  NULL past the
 * last. */
const char *area_id(const struct catalog *c, int area);
const char *area_name(const struct catalog *c, int area);

/* By code or name, a continent before a country of the same code ("SA", "NA", "AS", "AF").  Case and punctuation are
 * ignored.  AREA_NONE: unknown. */
int area_find(const struct catalog *c, const char *text);

/* The area of just that id; AREA_NONE: there is none.  Does without the names, which are not there while the catalog is
 * loaded. */
int area_of_id(const struct catalog *c, const char *id);

/* The continent that an area is or lies in, as an area. */
int area_continent(const struct catalog *c, int area);

/* Whether a country (NULL: none) lies in an area. */
bool area_holds(const struct catalog *c, int area, const struct country *country);

/* "EU, NA, ... or a country ..." */
void area_add_codes(struct text *out);
