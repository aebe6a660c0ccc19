/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a row of CSV to the scenario of a run. */
#include "cli/row_reader.h"

#include <math.h>

#include "study/scenario_text.h"

/* Columns of a row that are parameters of its scenario; all others pass through. */
static const enum parameter inputs[] = { PARAMETER_MODEL, PARAMETER_GPU, PARAMETER_GPUS, PARAMETER_TP, PARAMETER_PP,
	PARAMETER_EP, PARAMETER_DP, PARAMETER_ENGINE, PARAMETER_WEIGHTS, PARAMETER_KV, PARAMETER_TUNING,
	PARAMETER_BATCHING, PARAMETER_PROMPT, PARAMETER_OUTPUT, PARAMETER_CONCURRENCY, PARAMETER_RATE,
	PARAMETER_CONTEXT, PARAMETER_PREFIX_HIT, PARAMETER_SPREAD, PARAMETER_COUNT };

static int column_of(const struct csv *csv, enum parameter parameter)
{
	return csv_column(csv, parameter_row(parameter)->name);
}

void row_reader_init(struct row_reader *reader, const struct csv *csv, const struct scenario *base)
{
	struct scenario run = *base;

	run.number[PARAMETER_TTFT] = run.number[PARAMETER_TPOT] = INFINITY;
	run.number[PARAMETER_CONTEXT] = NAN;
	/* Published runs say how long their requests were, and mostly they were all alike. */
	run.number[PARAMETER_SPREAD] = 0.0;
	run.number[PARAMETER_REPLICAS] = 1.0;
	scenario_clear(&run, PARAMETER_GPU);
	scenario_rows_init(&reader->rows, csv, &run);
	for (const enum parameter *p = inputs; *p != PARAMETER_COUNT; p++)
		scenario_rows_add(&reader->rows, column_of(csv, *p), *p);
	reader->version_column = csv_column(csv, "engine_version");
	reader->rate_column = column_of(csv, PARAMETER_RATE);
	reader->concurrency_column = column_of(csv, PARAMETER_CONCURRENCY);
}

void row_reader_release(struct row_reader *reader)
{
	scenario_rows_release(&reader->rows);
}

enum status row_read(const struct row_reader *reader, struct scenario *s, struct error *error)
{
	const struct csv *csv = reader->rows.csv;
	double needed;

	if (scenario_rows_set(&reader->rows, s, error) != STATUS_OK)
		return STATUS_USAGE;
	s->engine_version = csv_field(csv, reader->version_column);
	if (!*csv_field(csv, reader->rate_column) == !*csv_field(csv, reader->concurrency_column))
		return error_set(error, STATUS_USAGE, "exactly one of concurrency and rate is wanted");
	if (s->gpus.count != 1)
		return error_set(error, STATUS_USAGE, "gpu: a value is wanted");
	/* The longest request of a measured run is prompt + output, whatever the model allows. */
	needed = s->number[PARAMETER_PROMPT] + s->number[PARAMETER_OUTPUT];
	if (isnan(s->number[PARAMETER_CONTEXT]))
		s->number[PARAMETER_CONTEXT] = needed;
	if (s->number[PARAMETER_CONTEXT] < needed)
		return error_set(error, STATUS_USAGE, "context: at least %.0f tokens, prompt + output", needed);
	return STATUS_OK;
}
