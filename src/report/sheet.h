/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result for people: sections that write one content in several forms. */
#pragma once

#include "report/output.h"
#include "study/curves.h"

enum { SHEET_COLUMNS = 16 };

/* A cell of the open row.  Its text is plain; the form escapes it. */
struct sheet_cell {
	struct text text;
	const char *url;       /* NULL: no link */
	const struct row *bar; /* its memory as a bar, where the form can draw; NULL none */
};

/* Text that is the same in every form; reports have it under a title.  NULL: none. */
struct sheet_details {
	const char *title; /* untranslated */
	void (*write)(struct text *out, const struct output_request *request, struct report_style style);
};

struct sheet {
	struct text *out;
	const struct sheet_form *form;
	const struct sheet_part *part;
	const struct output_request *request;
	const struct sheet_details *details;
	const struct row *lead; /* that the report is about; NULL: there is none */
	struct text line;       /* for sheet_say(); empty between two uses */
	int width;              /* columns that text is broken to; 0: as long as it is */
	/* Of the open table. */
	int columns, cell_count;
	unsigned numbers; /* bits of the columns that hold numbers */
	bool answers;     /* its rows are those of the result, in order */
	struct sheet_cell cells[SHEET_COLUMNS];
	struct grid grid; /* of the form of text */
};

/* Writes one part of a report; nothing where it has nothing to say. */
typedef void sheet_section(struct sheet *sheet);

/* How the parts are written; none fails.  begin, end, list and table_end may be NULL: nothing. */
struct sheet_form {
	bool terse;       /* for a terminal: ids and marks; a list of sections of its own */
	bool ascii_bands; /* bands as "+-" where the locale asks for ASCII */
	void (*begin)(struct sheet *sheet, const char *title);
	sheet_section *end;
	void (*heading)(struct sheet *sheet, const char *title);
	void (*lead)(struct sheet *sheet, const char *text, bool good); /* the answer itself */
	void (*paragraph)(struct sheet *sheet, const char *text);
	void (*lines)(struct sheet *sheet, const char *text); /* as they are, in one width */
	void (*figures)(struct sheet *sheet, bool opens);     /* around the figures */
	void (*figure)(struct sheet *sheet, const struct metric_row *row, const char *value);
	void (*list)(struct sheet *sheet, bool opens); /* around the items */
	void (*item)(struct sheet *sheet, const char *text);
	void (*table)(struct sheet *sheet, const char *const *titles);
	void (*row)(struct sheet *sheet, const struct row *a); /* the cells; NULL: of no answer */
	sheet_section *table_end;
	/* NULL: the form draws nothing.  Costs as bars, curves of the lead, curves of money. */
	sheet_section *costs;
	void (*plot)(struct sheet *sheet, enum curve_plot plot);
	void (*money)(struct sheet *sheet, const struct money_curves *c);
	sheet_section *legend; /* of the memory bars; NULL: tables have no memory */
};

extern const struct sheet_form text_form, markdown_form, html_form;

/* What is special in results of one kind of answers (enum part_kind). */
struct sheet_part {
	sheet_section *const *text; /* all of it in text; ends by NULL */
	sheet_section *const *one;  /* one answer in full, in text */
	int width;                  /* of text; 0: no lines are broken */
	void (*load)(struct text *out, const struct study *study, const struct scenario *s, const struct model *model);
	void (*brief)(struct text *out, const struct row *a); /* how it is bought; NULL: the way, or nothing */
	sheet_section *tables, *charts;                       /* in reports; NULL: none */
	/* Of ways_sections: what is rented, without of whom; what it takes and costs; a paragraph more (NULL: none);
	 * the reasons that are not told, ended by REASON_COUNT (NULL: all are). */
	void (*way)(struct text *line, const struct row *a);
	void (*end)(struct text *line, const struct row *a, double certainty);
	void (*more)(struct sheet *sheet, const struct row *a);
	const enum reason_id *told;
};

extern const struct sheet_part plain_report, serving_report, fleet_report, batch_report, train_report, media_report,
	own_report;

/* One replica in full: workload, reasons, memory, speed, cost, its price and alternatives; details. */
extern sheet_section *const estimate_sections[];

/* Opens a table, whose heading (NULL: none) and titles are translated, and ends it; opens or ends a list. */
void sheet_table(struct sheet *sheet, const char *heading, const char *const *titles, int columns, unsigned numbers);
void sheet_table_end(struct sheet *sheet);
void sheet_list(struct sheet *sheet, bool opens);

/* The next cell of the row, empty and to be filled; the end of the row, of an answer or NULL. */
struct text *sheet_cell(struct sheet *sheet);
void sheet_row(struct sheet *sheet, const struct row *a);

/* Adds a source as a cell: its title with a link, or the reference as it is. */
void sheet_source(struct sheet *sheet, const char *reference);

/* Writes sheet->line by a function of the form, and empties it. */
void sheet_say(struct sheet *sheet, void (*say)(struct sheet *sheet, const char *text));

/* Values of metrics, up to METRIC_COUNT. */
void sheet_figures(struct sheet *sheet, const enum metric *metrics);

/* Whether a reason is no advice, or advice for which there is room: a terminal has some for warnings alone, unless all
 * is asked for. */
bool sheet_has_room(const struct sheet *sheet, const struct reasons *reasons, int index);

/* One item a reason, of the first `most`, but for those of the list `told`, which REASON_COUNT ends; NULL: all of them. */
void sheet_reasons(struct sheet *sheet, const struct reasons *reasons, int most, const enum reason_id *told);

/* Writes the sections, between a title and the end. */
void sheet_write(struct sheet *sheet, const char *title, sheet_section *const *sections);
