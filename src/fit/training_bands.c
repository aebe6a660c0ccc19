/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of what the fits miss. */
#include "fit/training_bands.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit/statistics.h"

/* Share left outside on either side. */
static const double TAIL = 0.1;

/* From so many rows on a group has a band of its own. */
enum { ROWS_MIN = 5 };

/* What nobody has measured is as the other classes are in the mean. */
static void forget_class(struct training_fit *fit, int class)
{
	const char *id = fit->rows->names[TRAINING_CLASS].names[class];
	const struct compute_class *forgotten = NULL;
	double sum = 0.0, count = 0.0;

	for (int i = 0; i < fit->catalog->class_count; i++)
		if (strcmp(fit->catalog->classes[i].id, id) == 0)
			forgotten = &fit->catalog->classes[i];
	for (int j = 0; j < fit->count; j++) {
		const struct training_parameter *p = &fit->parameters[j];

		if (strncmp(p->id, "train/", 6) == 0 && strcmp(p->id + 6, id) != 0) {
			sum += log(*p->place);
			count += 1.0;
		}
	}
	for (int j = 0; j < fit->count; j++)
		if (forgotten && fit->parameters[j].place == &forgotten->train)
			*fit->parameters[j].place = exp(sum / count);
}

static void predict_strange(struct training_fit *fit, double *residuals)
{
	for (int class = 0; class < fit->rows->names[TRAINING_CLASS].count; class ++) {
		training_fit_without(fit, TRAINING_CLASS, class);
		forget_class(fit, class);
		for (int i = 0; i < fit->rows->count; i++)
			if (fit->rows->rows[i].labels[TRAINING_CLASS] == class)
				residuals[i] = training_row_residual(&fit->rows->rows[i]);
	}
}

void training_predictions_init(struct training_predictions *p, struct training_fit *fit)
{
	double **const all[] = { &p->fitted, &p->source, &p->gpu, &p->strange };

	*p = (struct training_predictions){ .fit = fit };
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		*all[i] = xcalloc((size_t)fit->rows->count + 1, sizeof(double));
	training_fit_cross(fit, TRAINING_SOURCE, p->source);
	training_fit_cross(fit, TRAINING_GPU, p->gpu);
	predict_strange(fit, p->strange);
	training_fit_without(fit, TRAINING_SOURCE, -1);
	training_fit_residuals(fit, p->fitted);
}

void training_predictions_release(struct training_predictions *p)
{
	free(p->fitted);
	free(p->source);
	free(p->gpu);
	free(p->strange);
	*p = (struct training_predictions){ 0 };
}

/* Outward to hundredths, so that the file is readable. */
static struct band_factor around(struct sample *sample, double tail)
{
	double low = sample_quantile(sample, tail), high = sample_quantile(sample, 1.0 - tail);

	return (struct band_factor){ fmin(0.97, floor(exp(low) * 100.0) / 100.0),
		fmax(1.03, ceil(exp(high) * 100.0) / 100.0) };
}

static void add_rows(
	struct sample *sample, const struct training_predictions *p, const double *residuals, int group, int without)
{
	for (int i = 0; i < p->fit->rows->count; i++) {
		const struct training_row *row = &p->fit->rows->rows[i];
		bool rate = row->metric != TRAINING_PEAK;

		if (row->labels[TRAINING_SOURCE] != without &&
			(group < 0 ? rate : (int)training_row_group(row) == group))
			sample_add(sample, -residuals[i], row->weight);
	}
}

/* The band of the rows of a group (TRAIN_GROUP_COUNT: memory).  Rows to come are of sources that the fit has seen and of
 * others, so both predictions count. */
static struct band_factor band_of_group(const struct training_predictions *p, int group, int without)
{
	SAMPLE(sample);

	add_rows(&sample, p, p->source, group, without);
	/* A group without rows is as wide as all of them. */
	if (sample.count < ROWS_MIN)
		add_rows(&sample, p, p->source, -1, without);
	else
		add_rows(&sample, p, p->fitted, group, without);
	return around(&sample, TAIL);
}

/* That of cards that nobody has measured, by the rows of all cards. */
static struct band_factor band_of_cards(const struct training_predictions *p, const double *residuals, int without)
{
	SAMPLE(sample);

	add_rows(&sample, p, residuals, -1, without);
	return around(&sample, TAIL);
}

void training_bands_build(struct training_bands *bands, const struct training_predictions *p, int without)
{
	bands->of[TRAIN_FEW_ROWS] = band_of_cards(p, p->gpu, without);
	bands->of[TRAIN_EXTRAPOLATED] = band_of_cards(p, p->strange, without);
	for (int group = 0; group < TRAIN_FEW_ROWS; group++) {
		bands->of[group] = band_of_group(p, group, without);
		/* Little is known of it, and that of one source. */
		if (group == TRAIN_OFFLOADED)
			bands->of[group] = band_factor_at_least(bands->of[group], bands->of[TRAIN_FEW_ROWS]);
	}
	bands->memory = band_of_group(p, TRAIN_GROUP_COUNT, without);
}

struct band_factor training_band_of(const struct training_bands *bands, const struct training_row *row)
{
	const struct card *card = row->run.gpu->card;
	struct band_factor f = row->metric == TRAINING_PEAK ? bands->memory : bands->of[training_row_group(row)];

	if (row->metric == TRAINING_PEAK)
		return f;
	if (!card || !(card->train_rows >= 1.0))
		return band_factor_at_least(f, bands->of[TRAIN_EXTRAPOLATED]);
	return card->train_rows < 5.0 ? band_factor_at_least(f, bands->of[TRAIN_FEW_ROWS]) : f;
}
