/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a row of CSV to a scenario. */
#include "cli/row_reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/scenario_text.h"
#include "base/hash.h"

/* Columns of a row that are parameters of its scenario; all others pass through. */
static const enum parameter inputs[] = { PARAMETER_MODEL, PARAMETER_GPU, PARAMETER_GPUS, PARAMETER_TP, PARAMETER_PP,
	PARAMETER_EP, PARAMETER_DP, PARAMETER_ENGINE, PARAMETER_WEIGHTS, PARAMETER_KV, PARAMETER_TUNING,
	PARAMETER_BATCHING, PARAMETER_PROMPT, PARAMETER_OUTPUT, PARAMETER_CONCURRENCY, PARAMETER_RATE,
	PARAMETER_CONTEXT, PARAMETER_PREFIX_HIT, PARAMETER_SPREAD };

_Static_assert(sizeof(inputs) / sizeof(inputs[0]) == ROW_INPUTS, "one column an input");

/* What was wrong with values, for files may repeat one a hundred thousand times, and to say what an unknown
 * name may mean, or that a file holds no model, takes longer than to answer a row. */
enum { REFUSALS = 256 };

struct refusal {
	char *value; /* NULL: none */
	int input;
	struct error error;
};

struct row_refusals {
	struct refusal places[REFUSALS]; /* by hash; a new one takes the place of another */
};

/* scenario_set() of an input, which looks at a wrong value once. */
static enum status set_input(
	const struct row_reader *reader, struct scenario *s, int input, const char *value, struct error *error)
{
	size_t at = (hash_bytes(value, strlen(value)) ^ (unsigned)input) % REFUSALS;
	struct refusal *place = &reader->refusals->places[at];
	enum status status;

	if (place->value && place->input == input && strcmp(place->value, value) == 0) {
		*error = place->error;
		return STATUS_USAGE;
	}
	status = scenario_set(s, inputs[input], value, error);
	if (status != STATUS_OK) {
		free(place->value);
		*place = (struct refusal){ xstrdup(value), input, *error };
	}
	return status;
}

void row_reader_init(struct row_reader *reader, const struct csv *csv, const struct scenario *base)
{
	reader->csv = csv;
	reader->base = *base;
	reader->base.number[PARAMETER_TTFT] = reader->base.number[PARAMETER_TPOT] = INFINITY;
	reader->base.number[PARAMETER_CONTEXT] = NAN;
	/* Published runs say how long their requests were, and mostly they were all alike. */
	reader->base.number[PARAMETER_SPREAD] = 0.0;
	reader->base.number[PARAMETER_REPLICAS] = 1.0;
	scenario_clear(&reader->base, PARAMETER_GPU);
	reader->version_column = csv_column(csv, "engine_version");
	reader->refusals = xcalloc(1, sizeof(*reader->refusals));
	for (int i = 0; i < ROW_INPUTS; i++)
		reader->columns[i] = csv_column(csv, parameter_row(inputs[i])->name);
}

void row_reader_release(struct row_reader *reader)
{
	for (int i = 0; i < REFUSALS; i++)
		free(reader->refusals->places[i].value);
	free(reader->refusals);
	reader->refusals = NULL;
}

enum status row_read(const struct row_reader *reader, struct scenario *s, struct error *error)
{
	bool rate = false, concurrency = false;
	double needed;

	*s = reader->base;
	s->engine_version = csv_field(reader->csv, reader->version_column);
	for (int i = 0; i < ROW_INPUTS; i++) {
		const char *text = csv_field(reader->csv, reader->columns[i]);

		if (!*text)
			continue;
		rate = rate || inputs[i] == PARAMETER_RATE;
		concurrency = concurrency || inputs[i] == PARAMETER_CONCURRENCY;
		if (set_input(reader, s, i, text, error) != STATUS_OK)
			return STATUS_USAGE;
	}
	if (rate == concurrency)
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
