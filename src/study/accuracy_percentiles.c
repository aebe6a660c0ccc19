/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining published percentiles with what was predicted for them. */
#include "study/accuracy_percentiles.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "study/accuracy_csv.h"

static const struct {
	const char *name, *title, *error; /* columns of the ratio and of its error */
} WAYS[] = {
	[PERCENTILE_CONSTANTS] = { "constants", N_("as it is"), "constants_error" },
	[PERCENTILE_SOURCE_OUT] = { "source_out", N_("source left out"), "source_out_error" },
};

const char *percentile_way_name(enum percentile_way way)
{
	return WAYS[way].name;
}

const char *percentile_way_title(enum percentile_way way)
{
	return WAYS[way].title;
}

/* The next line of the predictions has to be that of the percentile. */
static enum status read_outcome(struct accuracy_percentiles *a, struct csv *predicted, const struct percentile_row *row,
	enum goal_at at, struct error *error)
{
	struct percentile_outcome *outcome = &a->outcomes[a->count];
	int got = csv_next(predicted, error);

	if (got < 0)
		return STATUS_DATA;
	if (got == 0 || strcmp(csv_field(predicted, csv_column(predicted, "id")), row->id) != 0 ||
		strcmp(csv_field(predicted, csv_column(predicted, "at")), percentile_word(at)) != 0)
		return error_set(error, STATUS_DATA, _("%s:%zu: %s of '%s' is not predicted here"), predicted->file,
			got == 0 ? predicted->line : predicted->row.line, percentile_word(at), row->id);
	*outcome = (struct percentile_outcome){ row->slice, row->first_token, at, { 0 }, { false } };
	for (int way = 0; way < PERCENTILE_WAY_COUNT; way++) {
		struct percentile p;
		struct band_factor band;

		if (accuracy_read_figure(predicted, WAYS[way].name, true, &p.ratio, error) != STATUS_OK ||
			accuracy_read_figure(predicted, WAYS[way].error, true, &p.error, error) != STATUS_OK)
			return STATUS_DATA;
		band = percentile_band(&p);
		outcome->ratio[way] = row->ratio[at] / p.ratio;
		outcome->held[way] = band.low <= outcome->ratio[way] && outcome->ratio[way] <= band.high;
	}
	a->count++;
	return STATUS_OK;
}

enum status accuracy_percentiles_read(
	struct accuracy_percentiles *a, struct csv *measured, struct csv *predicted, struct error *error)
{
	enum status status;

	*a = (struct accuracy_percentiles){ .count = 0 };
	status = percentile_rows_read(&a->measured, measured, error);
	a->outcomes = xcalloc(a->measured.count * GOAL_AT_COUNT + 1, sizeof(*a->outcomes));
	for (size_t i = 0; i < a->measured.count && status == STATUS_OK; i++)
		for (enum goal_at at = GOAL_AT_P50; at < GOAL_AT_COUNT && status == STATUS_OK; at++)
			if (!isnan(a->measured.rows[i].ratio[at]))
				status = read_outcome(a, predicted, &a->measured.rows[i], at, error);
	if (status == STATUS_OK && csv_next(predicted, error) != 0)
		return error_set(error, STATUS_DATA, _("%s:%zu: nothing like this was published"), predicted->file,
			predicted->row.line);
	return status;
}

void accuracy_percentiles_release(struct accuracy_percentiles *a)
{
	percentile_rows_release(&a->measured);
	free(a->outcomes);
	*a = (struct accuracy_percentiles){ .count = 0 };
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The smallest value that `share` of all do not exceed. */
static double quantile(double *values, size_t n, double share)
{
	size_t i = (size_t)ceil(share * (double)n);

	qsort(values, n, sizeof(values[0]), by_value);
	return n ? values[i > 0 ? i - 1 : 0] : NAN;
}

struct percentile_figure accuracy_percentiles_figure(
	const struct accuracy_percentiles *a, int slice, bool first_token, enum goal_at at)
{
	FREED double *errors = xcalloc(a->count + 1, sizeof(errors[0]));
	FREED double *ratios = xcalloc(a->count + 1, sizeof(ratios[0]));
	struct percentile_figure figure = { 0 };

	for (int way = 0; way < PERCENTILE_WAY_COUNT; way++) {
		size_t n = 0;
		int held = 0;

		for (size_t i = 0; i < a->count; i++) {
			const struct percentile_outcome *o = &a->outcomes[i];

			if (o->slice != slice || o->first_token != first_token || o->at != at)
				continue;
			ratios[n] = o->ratio[way];
			errors[n++] = fabs(1 / o->ratio[way] - 1);
			held += o->held[way];
		}
		figure.rows = (int)n;
		figure.median[way] = quantile(errors, n, 0.5);
		figure.p90[way] = quantile(errors, n, 0.9);
		figure.bias[way] = quantile(ratios, n, 0.5);
		figure.held[way] = n ? held / (double)n : NAN;
	}
	return figure;
}
