/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of formats and of what can be written. */
#include "report/output.h"

#include <string.h>

#include "base/i18n.h"
#include "report/command.h"
#include "report/comparison.h"
#include "report/curves.h"
#include "report/explain.h"
#include "report/machine.h"
#include "report/money_report.h"
#include "report/part_table.h"
#include "report/phrases.h"
#include "report/sections.h"
#include "report/labels.h"
#include "report/ways.h"

static const struct {
	const char *name, *end;
	const struct sheet_form *form;
} formats[FORMAT_COUNT] = {
#define FORMAT(id, name_, end_, form_) [FORMAT_##id] = { .name = name_, .end = end_, .form = form_ },
#include "report/format-table.h"
#undef FORMAT
};

static void add_explanation(struct text *out, const struct output_request *request, struct report_style style)
{
	FREED struct explanation *e = xcalloc(1, sizeof(*e));

	if (request->result->study->explain)
		request->result->study->explain(request->scenario, &request->result->rows[0], e);
	report_explanation(out, e, style);
}

static void add_comparison(struct text *out, const struct output_request *request, struct report_style style)
{
	if (request->one_load) {
		report_workload(out, request->result->study, request->scenario, request->result->model);
		text_add_char(out, '\n');
	}
	report_comparison(out, request->comparison, style);
}

static void add_points(struct text *out, const struct output_request *request, struct report_style style)
{
	report_curves(out, request->scenario, request->result, request->points, style);
}

/* The title of the study with the model in the place of "%s". */
static void add_title(struct text *out, const struct output_request *request)
{
	const char *words = _(request->result->study->report_title), *place = strstr(words, "%s");

	text_add_n(out, words, place ? (size_t)(place - words) : strlen(words));
	if (place)
		text_addf(out, "%s%s", request->result->model->name, place + 2);
}

static sheet_section *const report[] = { section_answer, section_question, section_offers, section_part,
	section_details, section_certainty, section_prices, section_origin, NULL };
static sheet_section *const details[] = { section_details, NULL };
static sheet_section *const money[] = { section_load, money_report_head, section_blank, money_report_points,
	money_report_words, NULL };
static sheet_section *const money_sheet[] = { money_report_words, money_report_head, money_report_points,
	section_origin, NULL };

#define MACHINE(json, csv) .write = { [FORMAT_JSON] = json, [FORMAT_CSV] = csv }

/* What can be written, in every format. */
static const struct content {
	void (*write[FORMAT_COUNT])(struct text *out, const struct output_request *request); /* NULL: a sheet */
	void (*title)(struct text *out, const struct output_request *request);
	sheet_section *const *text; /* NULL: that of the part, */
	bool one;                   /* of one answer or of all */
	sheet_section *const *report;
	int width; /* of text; 0: that of the part */
	struct sheet_details details;
} contents[OUTPUT_CONTENTS] = {
	[OUTPUT_RESULT] = { MACHINE(machine_json, machine_csv), add_title, .report = report },
	[OUTPUT_ANSWER] = { MACHINE(machine_json, machine_csv), add_title, .one = true, .report = report },
	[OUTPUT_EXPLAINED] = { MACHINE(machine_json_explained, machine_csv), add_title, .one = true, .report = report,
		.details = { N_("Every figure, step by step"), add_explanation } },
	[OUTPUT_COMPARED] = { MACHINE(machine_json, machine_csv), add_title, details, .report = report,
		.details = { N_("Side by side"), add_comparison } },
	[OUTPUT_MONEY] = { MACHINE(machine_json_money, money_report_csv), money_report_title, money,
		.report = money_sheet, .width = 78 },
	[OUTPUT_POINTS] = { MACHINE(machine_json, machine_csv), add_title, details, .report = report,
		.details = { N_("The curves in figures"), add_points } },
};

static void write_sheet(struct text *out, const struct sheet_form *form, const struct output_request *request)
{
	const struct content *content = &contents[request->content];
	const struct sheet_part *part = part_row(request->result->study->part)->report;
	sheet_section *const *text = content->text ? content->text : content->one ? part->one : part->text;
	struct sheet sheet = { .out = out,
		.form = form,
		.part = part,
		.request = request,
		.details = &content->details,
		.lead = request->selected ? request->selected : report_leader(request->result),
		.width = content->width      ? content->width
			: text == part->text ? part->width
					     : 0 };
	TEXT(title);

	content->title(&title, request);
	sheet_write(&sheet, title.data, form->terse ? text : content->report);
}

void output_write(struct text *out, enum output_format format, const struct output_request *request)
{
	if (formats[format].form)
		write_sheet(out, formats[format].form, request);
	else
		contents[request->content].write[format](out, request);
}

static bool is_terse(enum output_format format)
{
	return formats[format].form && formats[format].form->terse;
}

enum text_use output_use(enum output_format format, bool ascii)
{
	if (!formats[format].form)
		return TEXT_DATA;
	return is_terse(format) && ascii ? TEXT_SHOWN_ASCII : TEXT_SHOWN;
}

/* People read a dozen, machines draw. */
int output_points(enum output_format format)
{
	return is_terse(format) ? 14 : 32;
}

void output_brief(
	struct text *out, const struct study *study, const struct scenario *s, const struct row *a, long today)
{
	const struct sheet_part *part = part_row(study->part)->report;
	struct scenario only = report_only(study, s, a);

	if (part->brief) {
		part->brief(out, a);
	} else if (part->way) {
		ways_add(out, part, a);
		text_add_char(out, '\n');
	}
	label_deployment(out, a);
	part->load(out, study, s, a->deployment.model);
	label_figures(out, study->brief, a);
	text_add_char(out, '\n');
	label_price(out, a, today);
	report_command(out, study, study->brief_command ? study->brief_command : study->command, &only);
	text_add_char(out, '\n');
}

const char *output_format_end(enum output_format format)
{
	return formats[format].end;
}

const char *output_format_name(enum output_format format)
{
	return formats[format].name;
}

/* "a, b or c" of the names or the ends. */
static void add_choices(struct text *out, bool ends)
{
	for (int i = 0; i < FORMAT_COUNT; i++)
		text_addf(out, "%s%s",
			!i                             ? ""
				: i + 1 < FORMAT_COUNT ? ", "
						       : _(" or "),
			ends ? formats[i].end : formats[i].name);
}

bool output_format_from_name(const char *name, enum output_format *format, struct error *error)
{
	TEXT(choices);

	for (int i = 0; i < FORMAT_COUNT; i++)
		if (strcmp(formats[i].name, name) == 0) {
			*format = (enum output_format)i;
			return true;
		}
	add_choices(&choices, false);
	error_set(error, STATUS_USAGE, _("--format: unknown format '%s', use %s"), name, choices.data);
	return false;
}

bool output_format_of_file(const char *path, enum output_format *format, struct error *error)
{
	size_t length = strlen(path);
	TEXT(choices);

	for (int i = 0; i < FORMAT_COUNT; i++) {
		size_t n = strlen(formats[i].end);

		if (length > n && path[length - n - 1] != '/' &&
			text_compare_nocase(path + length - n, formats[i].end) == 0) {
			*format = (enum output_format)i;
			return true;
		}
	}
	add_choices(&choices, true);
	error_set(error, STATUS_USAGE, _("%s: the end of the name decides the format: %s"), path, choices.data);
	return false;
}
