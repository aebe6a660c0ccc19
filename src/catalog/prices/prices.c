/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One price list: opened by its format, its rows collected, its offers made. */
#include "catalog/prices/prices.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "catalog/prices/gpu_name.h"
#include "catalog/prices/offers.h"
#include "catalog/prices/replies.h"
#include "catalog/prices/tables.h"

const struct price_format_row PRICE_FORMATS[PRICE_FORMAT_COUNT] = {
#define TABLE table_read
#define REPLY reply_read
#define PRICE_FORMAT(id, name_, shape, provider_, source_, help_) \
	[PRICE_FORMAT_##id] = { .name = name_, .provider = provider_, .source = source_, .help = help_, .read = shape },
#include "catalog/prices/price-format-table.h"
#undef PRICE_FORMAT
#undef TABLE
#undef REPLY
};

const struct price_problem_row PRICE_PROBLEMS[PRICE_PROBLEM_COUNT] = {
#define UNUSED false
#define REMARK true
#define PRICE_PROBLEM(id_, word, severity) [PRICE_PROBLEM_##id_] = { word, severity },
#include "catalog/prices/price-problem-table.h"
#undef PRICE_PROBLEM
#undef UNUSED
#undef REMARK
};

bool price_format_from_name(const char *name, enum price_format *format)
{
	for (int i = 0; i < PRICE_FORMAT_COUNT; i++) {
		*format = (enum price_format)i;
		if (text_compare_nocase(PRICE_FORMATS[i].name, name) == 0)
			return true;
	}
	return false;
}

void price_place_add(struct text *out, const struct price_import *import, const struct price_place *place)
{
	if (place->path)
		text_addf(out, "%s: %s", import->file, place->path);
	else
		text_addf(out, "%s:%zu", import->file, place->line);
}

enum status prices_read(
	const struct price_request *request, const char *text, size_t n, struct price_import *out, struct error *error)
{
	struct price_reading reading = {
		.request = request, .out = out, .source = PRICE_FORMATS[request->format].source
	};
	enum status status;

	*out = (struct price_import){ .file = NULL };
	arena_init(&out->arena);
	out->file = arena_strdup(&out->arena, request->file);
	gpu_names_init(&reading);
	status = PRICE_FORMATS[request->format].read(&reading, text, n, error);
	if (status == STATUS_OK)
		offers_settle(&reading);
	if (status == STATUS_OK && out->offer_count == 0)
		status = error_set(error, STATUS_DATA,
			ngettext("%s: no price that can be used in %d row; is it of --from %s?",
				"%s: no price that can be used among %d rows; is it of --from %s?",
				(unsigned long)out->rows),
			request->file, out->rows, PRICE_FORMATS[request->format].name);
	gpu_names_release(&reading);
	string_set_release(&reading.providers);
	string_set_release(&reading.strings);
	string_set_release(&reading.problems);
	free(reading.found);
	return status;
}

void prices_release(struct price_import *import)
{
	arena_release(&import->arena);
	free(import->providers);
	free(import->offers);
	free(import->problems);
	free(import->places);
	*import = (struct price_import){ .file = NULL };
}
