/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of what the catalog holds, for people and machines. */
#pragma once

#include "report/grid.h"
#include "report/listing.h"

/* An aligned table of the fields that have a heading, and how many things it shows. */
void listing_text(struct text *out, const struct catalog *c, enum catalog_kind kind,
	const struct listing_filter *filter, struct report_style style);

/* The JSON object of gpuplan-batch(1), OUTPUT, with one result for each thing, and a CSV with the
 * same keys.  Lists in a CSV cell are joined by ';'. */
void listing_json(
	struct text *out, const struct catalog *c, enum catalog_kind kind, const struct listing_filter *filter);
void listing_csv(
	struct text *out, const struct catalog *c, enum catalog_kind kind, const struct listing_filter *filter);

/* Parts of them: the members of one object without braces, one field for people with its
 * unit, the envelope's start and end, and numbers (null or 12 digits). */
void listing_json_members(struct text *out, const struct catalog *c, enum catalog_kind kind, const void *thing);
void listing_value_text(
	struct text *out, const struct listing_row *row, const struct listing_value *value, bool with_unit);
void listing_json_open(struct text *out);
void listing_json_close(struct text *out);
void listing_json_number(struct text *out, const char *key, double value);

/* "65 gpus", "1 gpu": by the words of the command line, which are the same in every language. */
void listing_add_count(struct text *out, enum catalog_kind kind, int count);
