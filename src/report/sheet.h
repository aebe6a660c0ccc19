/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report for people who do not run the program: one content, written in several forms. */
#ifndef GPUPLAN_REPORT_SHEET_H
#define GPUPLAN_REPORT_SHEET_H

#include "report/output.h"

enum { SHEET_COLUMNS = 16 };

struct sheet {
	struct text *out;
	const struct sheet_form *form;
	const struct output_request *request;
	unsigned numbers; /* of the open table: bits of the columns that hold numbers */
	int columns;
};

/* A cell of a table; texts are plain and escaped by the form. */
struct sheet_cell {
	const char *text;
	const char *url;           /* NULL: no link */
	const struct row *bar;  /* its memory as a bar, where the form can draw; NULL none */
};

/* How the parts are written; none fails. */
struct sheet_form {
	bool ascii_bands;  /* bands as "+-" where the locale asks for ASCII */
	void (*begin)(struct sheet *sheet, const char *title);
	void (*end)(struct sheet *sheet);
	void (*heading)(struct sheet *sheet, const char *title);
	void (*lead)(struct sheet *sheet, const char *text, bool good); /* the answer itself */
	void (*paragraph)(struct sheet *sheet, const char *text);
	void (*lines)(struct sheet *sheet, const char *text); /* as they are, in one width */
	void (*figures)(struct sheet *sheet, bool opens); /* around the figures */
	void (*figure)(struct sheet *sheet, const char *name, const char *value);
	void (*list)(struct sheet *sheet, bool opens);    /* around the items */
	void (*item)(struct sheet *sheet, const char *text);
	/* numbers: bits of the columns that hold numbers */
	void (*table)(struct sheet *sheet, const char *const *titles, int columns,
		      unsigned numbers);
	void (*row)(struct sheet *sheet, const struct sheet_cell *cells, bool good);
	void (*table_end)(struct sheet *sheet);
	/* Costs as bars, and the curves of the answer (may be NULL); NULL: the form has none. */
	void (*chart)(struct sheet *sheet, const struct row *a);
	void (*legend)(struct sheet *sheet); /* of the memory bars */
};

/* The whole report: the answer, the question, all GPUs, how sure it is, prices and sources. */
void sheet_write(struct text *out, const struct output_request *request,
		 const struct sheet_form *form);

/* The points of the request's curves instead. */
void sheet_write_curves(struct text *out, const struct output_request *request,
			const struct sheet_form *form);

/* The lines of a plot by letter and name, as a list. */
void sheet_write_lines(struct sheet *sheet, const struct money_curves *c);

/* How to ask the same again. */
void sheet_origin(struct sheet *sheet);

#endif
