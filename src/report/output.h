/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers in every format: what --format and the planner's export choose from. */
#pragma once

#include "report/grid.h"
#include "report/money_curves.h"
#include "study/comparison.h"

enum output_format {
#define FORMAT(id, ...) FORMAT_##id,
#include "report/format-table.h"
#undef FORMAT
	FORMAT_COUNT
};

enum output_content {
	OUTPUT_RESULT,    /* the answers */
	OUTPUT_ANSWER,    /* one of them; text has it in full */
	OUTPUT_EXPLAINED, /* one with every figure as formula, values and sources; CSV has no room for these */
	OUTPUT_COMPARED,  /* side by side, and their differences in words; JSON and CSV have the answers alone */
	OUTPUT_MONEY,     /* curves of money instead of the answers */
	OUTPUT_POINTS,    /* points of curves_points(), and the plots where the format can draw */
	OUTPUT_CONTENTS
};

/* What is written and how; everything is borrowed. */
struct output_request {
	enum output_content content;
	const char *command; /* "rank" or "estimate" */
	const struct scenario *scenario;
	const struct result *result;
	long today;
	struct report_style style;           /* of text and Markdown */
	int top;                             /* rows at most */
	int unasked;                         /* rows at most in reports; 0: as many as `top` says */
	const struct row *selected;          /* it leads; NULL: the best */
	const struct comparison *comparison; /* OUTPUT_COMPARED */
	bool one_load;                       /* of a comparison in text: it begins with the workload */
	const struct money_curves *curves;   /* OUTPUT_MONEY */
	const struct result *points;         /* OUTPUT_POINTS */
	const char *again;                   /* the command that asks the same; NULL: from command and scenario */
};

/* What a text in the format is for; `ascii`: people's terminal takes no UTF-8. */
enum text_use output_use(enum output_format format, bool ascii);

void output_write(struct text *out, enum output_format format, const struct output_request *request);

/* How many points of one configuration the format has. */
int output_points(enum output_format format);

/* One answer of a study in a few lines for a chat or a ticket, and the command that gives it in full. */
void output_brief(
	struct text *out, const struct study *study, const struct scenario *s, const struct row *a, long today);

const char *output_format_end(enum output_format format); /* ".html" */
const char *output_format_name(enum output_format format);

/* By the name of --format; by the end of a file name, case ignored.  False: the message has
 * the choices (STATUS_USAGE). */
bool output_format_from_name(const char *name, enum output_format *format, struct error *error);
bool output_format_of_file(const char *path, enum output_format *format, struct error *error);
