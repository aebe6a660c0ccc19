/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of the user's: its figures as they are typed, and the configuration that they are of. */
#pragma once

#include "base/quantity.h"
#include "study/replica.h"

/* What can be measured: how it is typed, and its key in files and results. */
struct measured_word {
	const char *word;
	enum quantity_kind kind;
	enum metric_unit unit;
	const char *metric;
};

const struct measured_word *measured_word(enum measured_figure figure);

/* NaN: not measured. */
struct measured_run {
	double figure[MEASURED_FIGURES];
	/* Bits 1 << enum measured_figure of times without a unit that are below MEASURED_BARE_S: 0.022 is milliseconds
	 * by the rule, and seconds by what servers do. */
	unsigned doubtful;
};

/* Seconds. */
extern const double MEASURED_BARE_S;

void measured_run_init(struct measured_run *run);

/* Reads "tpot=22ms".  STATUS_USAGE: another word, no such quantity, nothing above 0, or a figure that is there. */
enum status measured_run_read(struct measured_run *run, const char *word, struct error *error);

/* "tpot: 0.022 has no unit": for the doubtful ones. */
void measured_run_doubt(struct text *out, const struct measured_run *run);

/* Estimates the run of a scenario that has one GPU and a number of users.  The scenario becomes that of the run:
 * as long as its requests, without leaning on measured runs.  STATUS_USAGE: it is no such scenario, or has no
 * estimate although it fits. */
enum status measured_run_estimate(struct scenario *s, struct replica_row *storage, struct error *error);

/* The same configuration as the row, by name: for a scenario that leaves more open than the row. */
void measured_run_settle(struct scenario *s, const struct row *row);
