/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers in every format: what --format and the planner's export choose from. */
#ifndef GPUPLAN_REPORT_OUTPUT_H
#define GPUPLAN_REPORT_OUTPUT_H

#include "report/money_curves.h"
#include "study/comparison.h"

enum output_format {
#define FORMAT(id, ...) FORMAT_##id,
#include "report/format-table.h"
#undef FORMAT
	FORMAT_COUNT
};

/* One answer and how it is wanted; everything is borrowed. */
struct output_request {
	const char *command; /* "rank" or "estimate" */
	const struct scenario *scenario;
	const struct result *result;
	long today;
	struct report_style style; /* of text and Markdown */
	int top;                   /* rows at most */
	const struct money_curves *curves; /* instead of the answers; NULL: none */
	/* Of reports: */
	const struct row *selected; /* it leads; NULL: the best */
	const char *again;             /* the command that asks the same; NULL: from command and scenario */
	const char *details;           /* lines of text under a heading of their own; NULL: none */
	const char *details_title;
	bool every_plot;               /* all curves of serving, not that of speed alone */
};

/* What a text in the format is for; `ascii`: people's terminal takes no UTF-8. */
enum text_use output_use(enum output_format format, bool ascii);

void output_write(struct text *out, enum output_format format,
		  const struct output_request *request);

/* The first answer with every figure as formula, values and sources; CSV is as output_write(). */
void output_write_explained(struct text *out, enum output_format format,
			    const struct output_request *request);

/* The answers side by side, and their differences in words; JSON and CSV are as output_write(). */
void output_write_compared(struct text *out, enum output_format format,
			   const struct output_request *request, const struct comparison *c);

/* Points of curves_points(), and the plots where the format can draw. */
void output_write_points(struct text *out, enum output_format format,
			 const struct output_request *request, const struct result *points);

/* How many points of one configuration the format has. */
int output_points(enum output_format format);

const char *output_format_end(enum output_format format); /* ".html" */
const char *output_format_name(enum output_format format);

/* By the name of --format; by the end of a file name, case ignored.  False: the message has
 * the choices (STATUS_USAGE). */
bool output_format_from_name(const char *name, enum output_format *format, struct error *error);
bool output_format_of_file(const char *path, enum output_format *format, struct error *error);

/* One file that stands alone, for people who do not run the program. */
void report_markdown(struct text *out, const struct output_request *request);
void report_html(struct text *out, const struct output_request *request);

#endif
