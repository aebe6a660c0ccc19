/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading published percentiles. */
#include "study/percentile_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "study/accuracy_csv.h"

static const char *const METRICS[] = { "tpot_s", "ttft_s" };

const char *percentile_word(enum goal_at at)
{
	return GOAL_AT_WORDS[at];
}

const char *percentile_metric_name(bool first_token)
{
	return METRICS[first_token];
}

static enum status read_metric(const struct csv *table, struct percentile_row *row, struct error *error)
{
	const char *metric = csv_field(table, csv_column(table, "metric"));

	row->first_token = strcmp(metric, METRICS[true]) == 0;
	if (row->first_token || strcmp(metric, METRICS[false]) == 0)
		return STATUS_OK;
	return error_set(error, STATUS_DATA, _("%s:%zu: metric: '%s' is neither %s nor %s"), table->file,
		table->row.line, metric, METRICS[true], METRICS[false]);
}

/* The mean comes first; of the others one may be missing, and each is at least the one before. */
static enum status read_ratios(const struct csv *table, struct percentile_row *row, struct error *error)
{
	double mean, least = 0.0;
	enum status status = accuracy_read_figure(table, GOAL_AT_WORDS[GOAL_AT_MEAN], true, &mean, error);

	row->ratio[GOAL_AT_MEAN] = 1.0;
	for (enum goal_at at = GOAL_AT_P50; at < GOAL_AT_COUNT && status == STATUS_OK; at++) {
		status = accuracy_read_figure(table, GOAL_AT_WORDS[at], false, &row->ratio[at], error);
		if (row->ratio[at] < least)
			return error_set(error, STATUS_DATA, _("%s:%zu: %s: is below the percentile before it"),
				table->file, table->row.line, GOAL_AT_WORDS[at]);
		least = fmax(least, row->ratio[at]);
		row->ratio[at] /= mean;
	}
	return status;
}

static enum status read_row(
	struct percentile_rows *rows, const struct csv *table, struct percentile_row *row, struct error *error)
{
	const struct {
		const char *name;
		bool needed;
		double *place;
	} numbers[] = {
		{ "load", false, &row->load },
		{ "users", true, &row->users },
		{ "prompt", true, &row->prompt },
		{ "output", true, &row->output },
		{ "spread", true, &row->spread },
	};
	enum status status = read_metric(table, row, error);

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]) && status == STATUS_OK; i++)
		status = accuracy_read_figure(table, numbers[i].name, numbers[i].needed, numbers[i].place, error);
	if (status == STATUS_OK)
		status = read_ratios(table, row, error);
	if (status == STATUS_OK) {
		row->id = xstrdup(csv_field(table, csv_column(table, "id")));
		row->source = name_list_find(&rows->sources, csv_field(table, csv_column(table, "source")));
		row->slice = name_list_find(&rows->slices, csv_field(table, csv_column(table, "slice")));
	}
	return status;
}

enum status percentile_rows_read(struct percentile_rows *rows, struct csv *table, struct error *error)
{
	size_t capacity = 0;
	int got;

	*rows = (struct percentile_rows){ .count = 0 };
	while ((got = csv_next(table, error)) > 0) {
		if (rows->count == capacity) {
			capacity = capacity ? 2 * capacity : 1024;
			rows->rows = xreallocarray(rows->rows, capacity, sizeof(rows->rows[0]));
		}
		if (read_row(rows, table, &rows->rows[rows->count], error) != STATUS_OK)
			return STATUS_DATA;
		rows->count++;
	}
	return got < 0 ? STATUS_DATA : STATUS_OK;
}

void percentile_rows_release(struct percentile_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free(rows->rows[i].id);
	free(rows->rows);
	name_list_release(&rows->sources);
	name_list_release(&rows->slices);
	*rows = (struct percentile_rows){ .count = 0 };
}
