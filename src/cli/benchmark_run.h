/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run of a result file as one that can be kept. */
#pragma once

#include "catalog/import/benchmark.h"
#include "cli/invocation.h"
#include "study/measured_run.h"

struct benchmark_run {
	struct scenario scenario; /* what was asked, and of what */
	struct measured_run run;
	const char *place; /* of the record in the file: "" or "/3"; borrowed from the benchmark */
	bool usable;       /* false: a warning says why it is none */
};

/* Makes the run of a record with what the options (and a plan) say.  What is remarked on is added to `problems`, each
 * with file and field.  STATUS_USAGE: something is wanted that neither says, or they contradict each other; STATUS_DATA:
 * the run has failed. */
enum status benchmark_run_make(const struct invocation *call, const struct benchmark *benchmark, int record,
	struct benchmark_run *made, struct error_list *problems, struct error *error);
