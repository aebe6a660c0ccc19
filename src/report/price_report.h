/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of an import of prices, for people and for machines. */
#pragma once

#include "catalog/prices/prices.h"

/* An import and where it went. */
struct price_report {
	const struct price_import *import;
	const char *overlay; /* path; NULL: nothing was written */
	int replaced;        /* older offers of the same providers and source */
	long as_of;          /* of rows that have no date of their own */
};

/* One message for each kind of problem, with its first places: no full stops, no newlines. */
void price_report_problems(const struct price_import *import, struct error_list *out);

/* A few lines on what was imported. */
void price_report_text(struct text *out, const struct price_report *report);

/* All of it with every single row that was not used; never translated but for the texts. */
void price_report_json(struct text *out, const struct price_report *report);

/* A line for every row that was not used or remarked on: line, path, reason, used, text. */
void price_report_csv(struct text *out, const struct price_import *import);
