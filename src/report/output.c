/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of formats. */
#include "config.h"

#include "report/output.h"

#include <string.h>

#include "base/i18n.h"
#include "report/machine.h"

static void write_text(struct text *out, const struct output_request *r)
{
	if (strcmp(r->command, "estimate") == 0 && r->result->count > 0)
		report_estimate(out, r->scenario, &r->result->answers[0], r->today, r->style);
	else if (r->result->study == STUDY_FLEET)
		report_fleet(out, r->scenario, r->result, r->today, r->style, r->top);
	else
		report_rank(out, r->scenario, r->result, r->today, r->style, r->top);
}

static void write_json(struct text *out, const struct output_request *r)
{
	report_json(out, r->command, r->scenario, r->result, r->top);
}

static void write_csv(struct text *out, const struct output_request *r)
{
	report_csv(out, r->result, r->top);
}

static const struct {
	const char *name, *end;
	void (*write)(struct text *out, const struct output_request *request);
} rows[FORMAT_COUNT] = {
#define FORMAT(id, name_, end_, write_) \
	[FORMAT_##id] = { .name = name_, .end = end_, .write = write_ },
#include "report/format-table.h"
#undef FORMAT
};

void output_write(struct text *out, enum output_format format,
		  const struct output_request *request)
{
	rows[format].write(out, request);
}

const char *output_format_name(enum output_format format)
{
	return rows[format].name;
}

/* "a, b or c" of the names or the ends. */
static void add_choices(struct text *out, bool ends)
{
	for (int i = 0; i < FORMAT_COUNT; i++) {
		if (i > 0)
			text_add(out, i + 1 < FORMAT_COUNT ? ", " : _(" or "));
		text_add(out, ends ? rows[i].end : rows[i].name);
	}
}

bool output_format_from_name(const char *name, enum output_format *format, struct error *error)
{
	struct text choices;

	for (int i = 0; i < FORMAT_COUNT; i++) {
		if (strcmp(rows[i].name, name) == 0) {
			*format = (enum output_format)i;
			return true;
		}
	}
	text_init(&choices);
	add_choices(&choices, false);
	error_set(error, STATUS_USAGE, _("--format: unknown format '%s', use %s"), name,
		  choices.data);
	text_release(&choices);
	return false;
}

bool output_format_of_file(const char *path, enum output_format *format, struct error *error)
{
	size_t length = strlen(path);
	struct text choices;

	for (int i = 0; i < FORMAT_COUNT; i++) {
		size_t n = strlen(rows[i].end);

		if (length > n && path[length - n - 1] != '/' &&
		    text_compare_nocase(path + length - n, rows[i].end) == 0) {
			*format = (enum output_format)i;
			return true;
		}
	}
	text_init(&choices);
	add_choices(&choices, true);
	error_set(error, STATUS_USAGE, _("%s: the end of the name decides the format: %s"), path,
		  choices.data);
	text_release(&choices);
	return false;
}
