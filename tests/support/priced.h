/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price lists of tests/prices for tests, and the offers that come of them. */
#pragma once

#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "catalog/prices/merge.h"
#include "support/shipped.h"

static const struct {
	const char *file, *provider;
	enum price_format format;
} price_lists[] = {
	{ "skypilot.csv", "nebius", PRICE_FORMAT_SKYPILOT },
	{ "gpuhunt.csv", "aws", PRICE_FORMAT_GPUHUNT },
	{ "spheron.json", "spheron", PRICE_FORMAT_SPHERON },
	{ "lambda.json", "lambda", PRICE_FORMAT_LAMBDA },
	{ "vast.json", "vast", PRICE_FORMAT_VAST },
	{ "runpod.json", "runpod", PRICE_FORMAT_RUNPOD },
	{ "plain.csv", NULL, PRICE_FORMAT_CSV },
};

enum { PRICE_LISTS = sizeof(price_lists) / sizeof(price_lists[0]) };

static inline void price_list_read(const char *name, struct text *out)
{
	const char *top = getenv("abs_top_srcdir");
	struct error error = { .text = "" };
	char path[1024];

	snprintf(path, sizeof(path), "%s/tests/prices/%s", top ? top : ".", name);
	if (file_read(path, FILE_CAP, out, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

static inline long price_day(const char *text)
{
	struct error error;
	long days = 0;

	assert_int_equal(date_parse(text, &days, &error), STATUS_OK);
	return days;
}

/* Imports a text as of 2026-11-01, on 2026-11-20; always release it. */
static inline enum status price_import_text(enum price_format format, const char *provider, const char *text, size_t n,
	struct price_import *out, struct error *error)
{
	struct price_request request = { .catalog = &shipped,
		.format = format,
		.file = "list",
		.provider = provider,
		.kind = PROVIDER_SPECIALIST,
		.as_of = price_day("2026-11-01"),
		.today = price_day("2026-11-20") };

	error->text[0] = '\0';
	return prices_read(&request, text, n, out, error);
}
