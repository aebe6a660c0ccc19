/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants and bands of training as rows of parameters.json. */
#include "fit/training_values.h"

#include <math.h>

#include "fit/training_bands.h"

/* Groups in the order of enum train_group, with the ids of their bands. */
static const struct {
	const char *low, *high;
} BAND_IDS[TRAIN_GROUP_COUNT] = {
	[TRAIN_DENSE] = { "train_band_low/dense", "train_band_high/dense" },
	[TRAIN_DENSE_TUNED] = { "train_band_low/dense-tuned", "train_band_high/dense-tuned" },
	[TRAIN_ADAPTER] = { "train_band_low/adapter", "train_band_high/adapter" },
	[TRAIN_ADAPTER_TUNED] = { "train_band_low/adapter-tuned", "train_band_high/adapter-tuned" },
	[TRAIN_MOE] = { "train_band_low/moe", "train_band_high/moe" },
	[TRAIN_OFFLOADED] = { "train_band_low/offload", "train_band_high/offload" },
	[TRAIN_FEW_ROWS] = { "train_band_low/few-rows", "train_band_high/few-rows" },
	[TRAIN_EXTRAPOLATED] = { "train_band_low/extrapolated", "train_band_high/extrapolated" },
};

static void add_band(struct fitted_value *values, const char *low, const char *high, struct band_factor f, int rows)
{
	values[0] = (struct fitted_value){ low, f.low, NAN, rows, true };
	values[1] = (struct fitted_value){ high, f.high, NAN, rows, true };
}

/* Rows behind a band: those of its group, or all of rates or of memory. */
static int rows_of_group(const struct training_rows *rows, enum train_group group, bool memory)
{
	int count = 0;

	for (int i = 0; i < rows->count; i++) {
		const struct training_row *row = &rows->rows[i];

		count += (row->metric == TRAINING_PEAK) == memory &&
			(memory || group >= TRAIN_FEW_ROWS || training_row_group(row) == group);
	}
	return count;
}

static int band_values(struct training_fit *fit, struct fitted_value *values)
{
	struct training_predictions predictions;
	struct training_bands bands;
	int count = 0;

	training_predictions_init(&predictions, fit);
	training_bands_build(&bands, &predictions, -1);
	training_predictions_release(&predictions);
	for (enum train_group group = 0; group < TRAIN_GROUP_COUNT; group++, count += 2)
		add_band(values + count, BAND_IDS[group].low, BAND_IDS[group].high, bands.of[group],
			rows_of_group(fit->rows, group, false));
	add_band(values + count, "train_memory_low", "train_memory_high", bands.memory,
		rows_of_group(fit->rows, TRAIN_GROUP_COUNT, true));
	return count + 2;
}

int training_values(struct training_fit *fit, struct fitted_value *values)
{
	FREED double *errors = xcalloc((size_t)fit->count + 1, sizeof(double));
	int count = band_values(fit, values);

	training_fit_errors(fit, errors);
	training_fit_without(fit, TRAINING_SOURCE, -1);
	for (int j = 0; j < fit->count; j++)
		values[count++] = (struct fitted_value){ fit->parameters[j].id, exp(fit->x[j]), errors[j],
			fit->sensitive[j], fit->sensitive[j] >= FITTED_ROWS_MIN };
	for (int i = 0; i < fit->follower_count; i++)
		values[count++] =
			(struct fitted_value){ fit->followers[i].id, *fit->followers[i].place, NAN, -1, false };
	return count;
}
