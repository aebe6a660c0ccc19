/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of what the fits miss. */
#include "fit/media_bands.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "fit/statistics.h"
#include "fit/write.h"

/* Share left outside on either side.  A band is to hold 80 % of sources that nobody has seen.  Bands made from other
 * sources hold 76 % where a tenth is left outside, and the terms of the model were chosen with all of them in sight. */
static const double TAIL = 0.05;

/* From so many rows on a group has a band of its own; with fewer than MIRRORED it is chance to which side they err. */
enum { ROWS_MIN = 4, MIRRORED = 20 };

void media_predictions_init(struct media_predictions *p, struct media_fit *fit)
{
	double **const all[] = { &p->fitted, &p->source, &p->model, &p->strange };

	*p = (struct media_predictions){ .fit = fit };
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		*all[i] = xcalloc((size_t)fit->rows->count + 1, sizeof(double));
	media_fit_cross(fit, MEDIA_SOURCE, p->source);
	media_fit_cross(fit, MEDIA_MODEL, p->model);
	media_fit_cross(fit, MEDIA_CLASS, p->strange);
	media_fit_without(fit, MEDIA_SOURCE, -1);
	media_fit_residuals(fit, p->fitted);
}

void media_predictions_release(struct media_predictions *p)
{
	free(p->fitted);
	free(p->source);
	free(p->model);
	free(p->strange);
	*p = (struct media_predictions){ 0 };
}

/* Whether a row counts in a group; images and clips all do in the two that widen. */
static bool counts(const struct media_row *row, enum media_group group, int without)
{
	if (row->labels[MEDIA_SOURCE] == without)
		return false;
	if (group == MEDIA_GROUP_FEW_ROWS || group == MEDIA_GROUP_EXTRAPOLATED)
		return row->task <= MEDIA_VIDEO && row->group < MEDIA_GROUP_SHARED_IMAGE;
	return row->group == group;
}

/* Speech, transcription and embeddings rest on constants of one or two sources each, which leaving one out does not
 * judge: their bands are assumed. */
static bool is_judged(enum media_group group)
{
	return group != MEDIA_GROUP_SPEECH && group != MEDIA_GROUP_TRANSCRIPTION && group != MEDIA_GROUP_EMBEDDING;
}

static struct band_factor band_of_group(
	const struct media_predictions *p, enum media_group group, int without, int *count)
{
	const double *residuals = group == MEDIA_GROUP_EXTRAPOLATED ? p->strange
		: group == MEDIA_GROUP_FEW_ROWS                     ? p->model
								    : p->source;
	SAMPLE(sample);

	*count = 0;
	for (int i = 0; i < p->fit->rows->count; i++) {
		const struct media_row *row = &p->fit->rows->rows[i];

		if (!counts(row, group, without))
			continue;
		sample_add(&sample, -residuals[i], row->weight);
		++*count;
	}
	for (int i = 0; *count < MIRRORED && i < *count; i++)
		sample_add(&sample, -sample.items[i].value, sample.items[i].weight);
	if (*count < ROWS_MIN || !is_judged(group))
		return (struct band_factor){ NAN, NAN };
	/* Outward to hundredths, so that the file is readable. */
	return (struct band_factor){ fmin(0.97, floor(exp(sample_quantile(&sample, TAIL)) * 100.0) / 100.0),
		fmax(1.03, ceil(exp(sample_quantile(&sample, 1.0 - TAIL)) * 100.0) / 100.0) };
}

void media_bands_build(struct media_bands *bands, const struct media_predictions *p, int without)
{
	for (int group = 0; group < MEDIA_GROUP_COUNT; group++)
		bands->of[group] = band_of_group(p, (enum media_group)group, without, &bands->rows[group]);
}

struct band_factor media_band_of(const struct media_bands *bands, const struct media_row *row)
{
	const enum media_group evidence = media_evidence_of(row->media.gpu);

	if (row->task > MEDIA_VIDEO || evidence == MEDIA_GROUP_COUNT)
		return bands->of[row->group];
	return band_factor_at_least(bands->of[row->group], bands->of[evidence]);
}

/* Fewer rows than these are no fit. */
enum { FIT_ROWS_MIN = 10, ID_BYTES = 64 };

enum status media_bands_write(
	const struct media_bands *bands, struct media_fit *fit, const char *path, struct error *error)
{
	FREED double *errors = xcalloc((size_t)fit->count + 1, sizeof(double));
	FREED struct fitted_value *values = xcalloc((size_t)fit->count + 2 * MEDIA_GROUP_COUNT, sizeof(*values));
	char ids[2 * MEDIA_GROUP_COUNT][ID_BYTES];
	int count = 0;

	media_fit_errors(fit, errors);
	media_fit_without(fit, MEDIA_SOURCE, -1);
	for (int j = 0; j < fit->count; j++)
		values[count++] = (struct fitted_value){ fit->parameters[j]->id, exp(fit->x[j]), errors[j],
			fit->sensitive[j], fit->sensitive[j] >= FIT_ROWS_MIN };
	for (int i = 0; i < 2 * MEDIA_GROUP_COUNT; i++) {
		const int group = i / 2;
		const struct band_factor f = bands->of[group];

		if (isnan(f.low))
			continue;
		snprintf(ids[i], ID_BYTES, "media_band_%s/%s", i % 2 ? "high" : "low", MEDIA_GROUP_WORDS[group]);
		values[count++] =
			(struct fitted_value){ ids[i], i % 2 ? f.high : f.low, NAN, bands->rows[group], true };
	}
	return write_parameters(values, count, path, error);
}
