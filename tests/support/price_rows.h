/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One import at a time for tests, its offers as lines and its problems by place. */
#pragma once

#include <math.h>

#include "support/priced.h"

static struct price_import import;
static struct error error;

static inline void read_list(int list)
{
	struct text text;

	text_init(&text);
	price_list_read(price_lists[list].file, &text);
	assert_int_equal(price_import_text(price_lists[list].format, price_lists[list].provider, text.data, text.length,
				 &import, &error),
		STATUS_OK);
	text_release(&text);
}

static inline enum status read_text(enum price_format format, const char *text)
{
	return price_import_text(format, "nebius", text, strlen(text), &import, &error);
}

/* One offer as a line: "gpu purchase gpus price region instance". */
static inline void offer_line(const struct price_offer *offer, char line[400])
{
	snprintf(line, 400, "%s %s %.0f %.6g %s %s", offer->gpu->id, PURCHASE_WORDS[offer->purchase], offer->gpus,
		offer->usd_per_gpu_hour, offer->region ? offer->region : "-", offer->instance ? offer->instance : "-");
}

/* All offers are these, in any order. */
static inline void check_offers(const char *const *wanted, int count)
{
	char line[400];

	for (int i = 0; i < count; i++) {
		bool found = false;

		for (int k = 0; k < import.offer_count && !found; k++) {
			offer_line(&import.offers[k], line);
			found = strcmp(line, wanted[i]) == 0;
		}
		if (!found)
			fail_msg("no offer: %s", wanted[i]);
	}
	assert_int_equal(import.offer_count, count);
}

#define CHECK_OFFERS(...) \
	do { \
		static const char *const wanted_[] = { __VA_ARGS__ }; \
		check_offers(wanted_, sizeof(wanted_) / sizeof(wanted_[0])); \
	} while (0)

static inline int count_of(enum price_problem_kind kind)
{
	int count = 0;

	for (int i = 0; i < import.problem_count; i++)
		count += import.problems[i].kind == kind ? import.problems[i].count : 0;
	return count;
}

/* The text of the problem at a line of a table, "" where there is none. */
static inline const char *text_at(size_t line)
{
	for (int i = 0; i < import.place_count; i++)
		if (import.places[i].line == line)
			return import.problems[import.places[i].problem].text;
	return "";
}

static inline const char *text_at_path(const char *path)
{
	for (int i = 0; i < import.place_count; i++)
		if (strcmp(import.places[i].path, path) == 0)
			return import.problems[import.places[i].problem].text;
	return "";
}

static inline const struct price_offer *offer_of(const char *gpu, enum purchase purchase)
{
	for (int i = 0; i < import.offer_count; i++)
		if (strcmp(import.offers[i].gpu->id, gpu) == 0 && import.offers[i].purchase == purchase)
			return &import.offers[i];
	fail_msg("no %s of %s", PURCHASE_WORDS[purchase], gpu);
	return NULL;
}
