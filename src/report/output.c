/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of formats. */
#include "config.h"

#include "report/output.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "report/comparison.h"
#include "report/curves.h"
#include "report/explain.h"
#include "report/machine.h"
#include "report/own.h"

static void write_text(struct text *out, const struct output_request *r)
{
	enum part_kind part = r->result->study->part;

	if (r->curves)
		report_money_curves(out, r->scenario, r->result, r->curves);
	else if (strcmp(r->command, "estimate") == 0 && r->result->count > 0)
		report_estimate(out, r->scenario, &r->result->rows[0], r->today, r->style);
	else if (part == PART_BILL)
		report_fleet(out, r->scenario, r->result, r->today, r->style, r->top);
	else if (part == PART_OWNERSHIP)
		report_own(out, r->scenario, r->result, r->today, r->style, r->top);
	else
		report_rank(out, r->scenario, r->result, r->today, r->style, r->top);
}

static void write_json(struct text *out, const struct output_request *r)
{
	if (r->curves)
		report_json_curves(out, r->command, r->scenario, r->result, r->curves);
	else
		report_json(out, r->command, r->scenario, r->result, r->top);
}

static void write_csv(struct text *out, const struct output_request *r)
{
	if (r->curves)
		report_money_csv(out, r->curves);
	else
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

enum text_use output_use(enum output_format format, bool ascii)
{
	if (format == FORMAT_JSON || format == FORMAT_CSV)
		return TEXT_DATA;
	return format == FORMAT_TEXT && ascii ? TEXT_SHOWN_ASCII : TEXT_SHOWN;
}

static bool is_report(enum output_format format)
{
	return format == FORMAT_MARKDOWN || format == FORMAT_HTML;
}

/* Reports hold plain text, whatever the terminal would take. */
static struct report_style plain(const struct output_request *request)
{
	return (struct report_style) { .ascii = request->style.ascii };
}

static void write_detailed(struct text *out, enum output_format format, const struct output_request *request,
			   const char *title, const struct text *details)
{
	struct output_request detailed = *request;

	detailed.details = details->data;
	detailed.details_title = title;
	output_write(out, format, &detailed);
}

void output_write_explained(struct text *out, enum output_format format,
			    const struct output_request *request)
{
	const struct row *a = &request->result->rows[0];
	struct explanation *e;
	struct text details;

	if (format == FORMAT_CSV) {
		output_write(out, format, request);
		return;
	}
	e = xcalloc(1, sizeof *e);
	explain_answer(request->scenario, a, e);
	text_init(&details);
	if (is_report(format)) {
		report_explanation(&details, e, plain(request));
		write_detailed(out, format, request, _("Every figure, step by step"), &details);
	} else if (format == FORMAT_TEXT) {
		report_estimate(out, request->scenario, a, request->today, request->style);
		report_explanation(out, e, request->style);
	} else {
		report_json_explained(out, request->command, request->scenario, request->result, e);
	}
	text_release(&details);
	free(e);
}

void output_write_compared(struct text *out, enum output_format format,
			   const struct output_request *request, const struct comparison *c)
{
	struct text details;

	text_init(&details);
	if (is_report(format)) {
		report_comparison(&details, c, plain(request));
		write_detailed(out, format, request, _("Side by side"), &details);
	} else if (format == FORMAT_TEXT) {
		report_comparison(out, c, request->style);
	} else {
		output_write(out, format, request);
	}
	text_release(&details);
}

void output_write_points(struct text *out, enum output_format format,
			 const struct output_request *request, const struct result *points)
{
	struct output_request drawn = *request;
	struct text details;

	if (format == FORMAT_JSON) {
		report_json(out, request->command, request->scenario, points, request->top);
	} else if (format == FORMAT_CSV) {
		report_csv(out, points, request->top);
	} else if (format == FORMAT_TEXT) {
		report_curves(out, request->scenario, request->result, points, request->style);
	} else {
		text_init(&details);
		report_curves(&details, request->scenario, request->result, points, plain(request));
		drawn.every_plot = true;
		write_detailed(out, format, &drawn, _("The curves in figures"), &details);
		text_release(&details);
	}
}

/* People read a dozen, machines draw. */
int output_points(enum output_format format)
{
	return format == FORMAT_TEXT ? 14 : 32;
}

const char *output_format_end(enum output_format format)
{
	return rows[format].end;
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
