/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted quantiles, and the errors of predictions. */
#include "fit/statistics.h"

#include <math.h>
#include <stdlib.h>

const char *const kind_names[KIND_COUNT] = { "all", "dense", "moe" };

void sample_add(struct sample *sample, double value, double weight)
{
	if (sample->count == sample->capacity) {
		sample->capacity = sample->capacity * 2 + 64;
		sample->items = xreallocarray(sample->items, sample->capacity, sizeof(*sample->items));
	}
	sample->items[sample->count++] = (struct weighted){ value, weight };
	sample->sorted = false;
}

void sample_release(struct sample *sample)
{
	free(sample->items);
	*sample = (struct sample){ 0 };
}

static int compare(const void *a, const void *b)
{
	const struct weighted *p = a, *q = b;

	return (p->value > q->value) - (p->value < q->value);
}

double sample_quantile(struct sample *sample, double share)
{
	double total = 0.0, sum = 0.0;

	if (sample->count == 0)
		return NAN;
	if (!sample->sorted)
		qsort(sample->items, sample->count, sizeof(*sample->items), compare);
	sample->sorted = true;
	for (size_t i = 0; i < sample->count; i++)
		total += sample->items[i].weight;
	for (size_t i = 0; i < sample->count; i++) {
		sum += sample->items[i].weight;
		if (sum >= share * total)
			return sample->items[i].value;
	}
	return sample->items[sample->count - 1].value;
}

bool row_passes(const struct row *row, const struct row_filter *filter)
{
	return row->metric == filter->metric && (filter->kind == KIND_ALL || row->moe == (filter->kind == KIND_MOE)) &&
		(filter->source < 0 || row->labels[LABEL_SOURCE] == filter->source);
}

struct error_figure error_figure(
	const struct dataset *data, const double *residuals, const struct row_filter *filter, bool balanced)
{
	FREED int *of_group = xcalloc((size_t)data->names[LABEL_GROUP].count + 1, sizeof(int));
	SAMPLE(sample);

	for (int i = 0; i < data->row_count; i++)
		if (row_passes(&data->rows[i], filter))
			of_group[data->rows[i].labels[LABEL_GROUP]]++;
	for (int i = 0; i < data->row_count; i++) {
		const struct row *row = &data->rows[i];
		double error = isnan(residuals[i]) ? 1.0 : fabs(exp(residuals[i]) - 1.0);

		if (row_passes(row, filter))
			sample_add(&sample, 100.0 * error, balanced ? 1.0 / of_group[row->labels[LABEL_GROUP]] : 1.0);
	}
	return (struct error_figure){ (int)sample.count, sample_quantile(&sample, 0.5), sample_quantile(&sample, 0.9) };
}
