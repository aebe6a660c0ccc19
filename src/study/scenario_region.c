/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where offers shall be: areas, and a region, which is an area or a part of what providers call their regions. */
#include "study/scenario_kind.h"

#include <string.h>

#include "base/i18n.h"
#include "catalog/area.h"
#include "study/region_name.h"

/* Whether any offer, or the table of regions, has such a name. */
static bool is_named(const struct catalog *c, const char *text)
{
	const char *last = NULL;

	for (int i = 0; i < c->region_count; i++)
		if (region_name_holds(c->regions[i].name, text))
			return true;
	for (int i = 0; i < c->offer_count; i++) {
		/* The same name is kept once. */
		if (c->offers[i].region && c->offers[i].region != last &&
			region_name_holds(last = c->offers[i].region, text))
			return true;
	}
	return false;
}

/* Whether anything is known to be offered there. */
static bool is_served(const struct catalog *c, int area)
{
	for (int i = 0; i < c->region_count; i++)
		if (area_holds(c, area, c->regions[i].country))
			return true;
	for (int i = 0; i < c->offer_count; i++)
		if (area_holds(c, area, c->offers[i].country))
			return true;
	return false;
}

static enum status refuse(const char *text, struct error *error)
{
	TEXT(codes);

	area_add_codes(&codes);
	return error_set(error, STATUS_USAGE,
		_("--region: '%.40s' is in no name of a region; allowed is a part of one, or %s"), text, codes.data);
}

static enum status set_region(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	int area = area_find(s->catalog, text);
	bool named = is_named(s->catalog, text);
	char before[sizeof(s->region)];
	enum status status;

	memcpy(before, s->region, sizeof(before));
	/* It says what is wrong with characters. */
	status = text_kind.set(s, place, text, error);
	if (status != STATUS_OK)
		return status;
	/* Jersey and Georgia, without GPUs, are parts of names of places in the United States. */
	if (named && area != AREA_NONE && !is_served(s->catalog, area))
		area = AREA_NONE;
	if (area == AREA_NONE && !named) {
		memcpy(s->region, before, sizeof(before));
		return refuse(text, error);
	}
	s->area = area;
	return STATUS_OK;
}

static void write_region(const struct scenario *s, const struct place *place, struct text *out)
{
	text_kind.write(s, place, out);
}

static void clear_region(struct scenario *s, const struct place *place)
{
	text_kind.clear(s, place);
	s->area = AREA_NONE;
}

static bool same_region(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	return text_kind.same(a, b, place);
}

const struct place_kind region_kind = { .json = JSON_FORM_STRING,
	.set = set_region,
	.write = write_region,
	.clear = clear_region,
	.withdraw = clear_region,
	.same = same_region };

static enum status add_area(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	int area = place->choices->find(s->catalog, text, error);

	if (area == AREA_NONE)
		return STATUS_USAGE;
	area_set_add(&s->countries, area);
	return STATUS_OK;
}

static void write_areas(const struct scenario *s, const struct place *place, struct text *out)
{
	const char *id;

	(void)place;
	for (int i = 0; (id = area_id(s->catalog, i)); i++)
		if (area_set_has(&s->countries, i))
			text_addf(out, "%s%s", out->length ? "," : "", id);
}

static void clear_areas(struct scenario *s, const struct place *place)
{
	(void)place;
	s->countries = (struct area_set){ 0 };
}

static bool same_areas(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	(void)place;
	return memcmp(a->countries.bits, b->countries.bits, sizeof(a->countries.bits)) == 0;
}

const struct place_kind areas_kind = { .json = JSON_FORM_LIST,
	.set = add_area,
	.write = write_areas,
	.clear = clear_areas,
	.withdraw = clear_areas,
	.same = same_areas };
