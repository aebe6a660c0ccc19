/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is special in the answers of a study, by the kind of the parts of its rows. */
#pragma once

#include "report/fact.h"
#include "report/money_curves.h"
#include "report/sheet.h"

struct part_row {
	enum part_kind kind;
	const struct sheet_part *report;
	const struct fact *facts; /* in the order of the screen, ended by a label NULL */
	/* What JSON has besides the metrics; NULL: nothing. */
	void (*members)(struct text *out, const struct row *a); /* of one answer */
	void (*end)(struct text *out, const struct row *a);     /* of the result, about its leader */
	/* What the planner draws of studies without plots of their own: the first, and how many. */
	enum money_plot plot;
	int plots;
};

/* Of a kind without a row of its own: that of PART_NONE, which knows of any study what its row says. */
const struct part_row *part_row(enum part_kind kind);

const struct fact *facts_of(const struct row *row);
