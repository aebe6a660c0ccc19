/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining measurements with what was predicted for them, and the quantiles of the difference. */
#include "study/accuracy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "study/accuracy_csv.h"

static const struct {
	const char *name, *title;
} axes[] = {
#define ACCURACY_AXIS(id, name_, title_) { name_, title_ },
#include "study/accuracy-table.h"
#undef ACCURACY_AXIS
}, ways[] = {
#define ACCURACY_WAY(id, name_, title_) { name_, title_ },
#include "study/accuracy-table.h"
#undef ACCURACY_WAY
};

const char *accuracy_axis_name(enum accuracy_axis axis)
{
	return axes[axis].name;
}

const char *accuracy_axis_title(enum accuracy_axis axis)
{
	return axes[axis].title;
}

const char *accuracy_way_name(enum accuracy_way way)
{
	return ways[way].name;
}

const char *accuracy_way_title(enum accuracy_way way)
{
	return ways[way].title;
}

static enum status compare(
	struct accuracy *a, const struct csv *measured, const struct csv *predicted, struct error *error)
{
	struct accuracy_row *row = &a->rows[a->count];
	double value = NAN, prediction, low, high;
	enum status status = accuracy_read_figure(measured, "measured", true, &value, error);

	for (int i = 0; i < ACCURACY_AXIS_COUNT; i++)
		row->label[i] = name_list_find(&a->labels[i], csv_field(measured, csv_column(measured, axes[i].name)));
	for (int i = 0; i < ACCURACY_WAY_COUNT && status == STATUS_OK; i++) {
		status = accuracy_read_figure(predicted, ways[i].name, false, &prediction, error);
		row->error[i] = fabs(prediction / value - 1);
	}
	if (status == STATUS_OK)
		status = accuracy_read_figure(predicted, "low", false, &low, error);
	if (status == STATUS_OK)
		status = accuracy_read_figure(predicted, "high", false, &high, error);
	if (status == STATUS_OK) {
		row->held = isnan(low) || isnan(high) ? -1 : low <= value && value <= high;
		a->count++;
	}
	return status;
}

/* Measurements that nobody predicted are passed over. */
enum status accuracy_read(struct accuracy *a, struct csv *measured, struct csv *predicted, struct error *error)
{
	int id = csv_column(measured, "id"), id_there = csv_column(predicted, "id");
	size_t capacity = 0;
	int more = csv_next(predicted, error), got;

	*a = (struct accuracy){ .count = 0 };
	while ((got = csv_next(measured, error)) > 0) {
		a->measured++;
		if (more <= 0 || strcmp(csv_field(measured, id), csv_field(predicted, id_there)) != 0)
			continue;
		if (a->count == capacity) {
			capacity = capacity ? 2 * capacity : 1024;
			a->rows = xreallocarray(a->rows, capacity, sizeof(a->rows[0]));
		}
		if (compare(a, measured, predicted, error) != STATUS_OK)
			return STATUS_DATA;
		more = csv_next(predicted, error);
	}
	if (got < 0 || more < 0)
		return STATUS_DATA;
	if (more > 0)
		return error_set(error, STATUS_DATA, _("%s:%zu: no measurement '%s' follows"), predicted->file,
			predicted->row.line, csv_field(predicted, id_there));
	return STATUS_OK;
}

void accuracy_release(struct accuracy *accuracy)
{
	for (int i = 0; i < ACCURACY_AXIS_COUNT; i++)
		name_list_release(&accuracy->labels[i]);
	free(accuracy->rows);
	*accuracy = (struct accuracy){ .count = 0 };
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The smallest value that `share` of the sorted ones do not exceed. */
static double quantile(const double *values, size_t n, double share)
{
	size_t i = (size_t)ceil(share * (double)n);

	return n ? values[i > 0 ? i - 1 : 0] : NAN;
}

struct accuracy_figure accuracy_figure(const struct accuracy *a, enum accuracy_axis axis, int label, int metric)
{
	struct accuracy_figure figure = { .held = NAN };
	FREED double *errors = xcalloc(a->count + 1, sizeof(errors[0]));
	int banded = 0, held = 0;

	for (int way = 0; way < ACCURACY_WAY_COUNT; way++) {
		size_t n = 0;

		figure.rows = banded = held = 0;
		for (size_t i = 0; i < a->count; i++) {
			const struct accuracy_row *row = &a->rows[i];

			if (row->label[axis] != label || row->label[ACCURACY_METRIC] != metric)
				continue;
			figure.rows++;
			banded += row->held >= 0;
			held += row->held > 0;
			if (!isnan(row->error[way]))
				errors[n++] = row->error[way];
		}
		qsort(errors, n, sizeof(errors[0]), by_value);
		figure.median[way] = quantile(errors, n, 0.5);
		figure.p90[way] = quantile(errors, n, 0.9);
	}
	if (banded)
		figure.held = (double)held / banded;
	return figure;
}
