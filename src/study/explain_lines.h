/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions that build explanations.  Only explain*.c may include this header. */
#pragma once

#include "study/explain.h"

/* The state of an explanation while it is built. */
struct explaining {
	const struct scenario *s;
	const struct row *a;
	const struct deployment *d;
	struct explanation *e;
	struct explain_line *line; /* the one that terms are added to */
	const char *section;
	struct trace trace; /* what core left; entries before `told` have been made lines of */
	int told;
};

/* Starts a line. */
void explain_line(struct explaining *x, const char *id, const char *meaning, double value, enum metric_unit unit);

/* Gives the last line the band of a figure of the answer. */
void explain_band(struct explaining *x, const struct band *band);

/* Adds a value that comes from data or from the workload; source NULL: given, or an earlier line's. */
void explain_term(struct explaining *x, const char *symbol, double value, enum metric_unit unit, const char *meaning,
	const char *source);

/* The same for a constant of parameters.json, by its id: source and evidence are looked up. */
void explain_constant(struct explaining *x, const char *symbol, double value, const char *id);
