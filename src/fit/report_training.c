/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of errors and coverage of training. */
#include "fit/report_training.h"

#include <math.h>

#include "fit/statistics.h"

/* Rows of a line of the tables. */
enum slice {
	SLICE_ALL,
	SLICE_DENSE,
	SLICE_DENSE_TUNED,
	SLICE_LORA,
	SLICE_LORA_TUNED,
	SLICE_QLORA,
	SLICE_MOE,
	SLICE_MLPERF,
	SLICE_OFFLOAD,
	SLICE_ALLOCATED,
	SLICE_RESERVED,
	SLICE_DEVICE,
	SLICE_PEAK,
	SLICE_COUNT
};

static const char *const NAMES[] = { "all rates and times", "dense, generic", "dense, tuned", "LoRA, generic",
	"LoRA, tuned", "QLoRA", "experts", "MLPerf minutes", "offload", "memory, allocated", "memory, reserved",
	"memory, device", "memory, all" };

static enum slice slice_of(const struct training_row *row)
{
	const struct train_run *run = &row->run;

	if (row->metric == TRAINING_PEAK)
		return (enum slice)(SLICE_ALLOCATED + (int)row->peak);
	if (row->metric != TRAINING_RATE)
		return SLICE_MLPERF;
	if (run->software == TRAIN_OFFLOAD)
		return SLICE_OFFLOAD;
	if (run->shape.moe)
		return SLICE_MOE;
	if (run->method == TRAIN_QLORA)
		return SLICE_QLORA;
	return (enum slice)((run->method == TRAIN_LORA ? SLICE_LORA : SLICE_DENSE) + (run->software == TRAIN_TUNED));
}

static bool is_in(const struct training_row *row, enum slice slice)
{
	if (slice == SLICE_ALL || slice == SLICE_PEAK)
		return (row->metric == TRAINING_PEAK) == (slice == SLICE_PEAK);
	return slice_of(row) == slice;
}

static void add_error(struct text *out, const struct training_rows *rows, const double *residuals, enum slice slice)
{
	SAMPLE(sample);

	for (int i = 0; i < rows->count; i++)
		if (is_in(&rows->rows[i], slice))
			sample_add(&sample, 100.0 * fabs(exp(residuals[i]) - 1.0), 1.0);
	text_addf(out, " %5.1f /%6.1f", sample_quantile(&sample, 0.5), sample_quantile(&sample, 0.9));
}

static bool holds(struct band_factor f, double residual)
{
	double miss = exp(-residual);

	return miss >= f.low && miss <= f.high;
}

/* Per cent of the rows inside: by the bands as they are, and by those of the other sources. */
static void add_coverage(struct text *out, const struct training_predictions *p, const struct training_bands *bands,
	const struct training_bands *others, const double *residuals, enum slice slice)
{
	const struct training_rows *rows = p->fit->rows;
	double count = 0.0, inside = 0.0, unseen = 0.0;

	for (int i = 0; i < rows->count; i++) {
		const struct training_row *row = &rows->rows[i];

		if (!is_in(row, slice))
			continue;
		count += 1.0;
		inside += holds(training_band_of(bands, row), residuals[i]);
		unseen += holds(training_band_of(&others[row->labels[TRAINING_SOURCE]], row), residuals[i]);
	}
	text_addf(out, "  %5.1f %5.1f", 100.0 * inside / count, 100.0 * unseen / count);
}

static int rows_of(const struct training_rows *rows, enum slice slice)
{
	int count = 0;

	for (int i = 0; i < rows->count; i++)
		count += is_in(&rows->rows[i], slice);
	return count;
}

static void add_slices(struct text *out, const struct training_predictions *p, const struct training_bands *bands,
	const struct training_bands *others)
{
	const struct training_rows *rows = p->fit->rows;

	text_add(out,
		"                       rows        fitted      source out         GPU out       class out"
		"   held: fitted   source out\n");
	for (enum slice slice = 0; slice < SLICE_COUNT; slice++) {
		const double *const residuals[] = { p->fitted, p->source, p->gpu, p->strange };
		int count = rows_of(rows, slice);

		if (count == 0)
			continue;
		text_addf(out, "  %-20s %4d", NAMES[slice], count);
		for (int i = 0; i < 4; i++) {
			text_add(out, "  ");
			add_error(out, rows, residuals[i], slice);
		}
		add_coverage(out, p, bands, others, p->fitted, slice);
		add_coverage(out, p, bands, others, p->source, slice);
		text_add(out, "\n");
	}
}

static void add_sources(struct text *out, const struct training_predictions *p)
{
	const struct training_rows *rows = p->fit->rows;

	text_add(out,
		"\nEach source of rates and times predicted by a fit without it: error, and the median of predicted "
		"over measured\n");
	for (int source = 0; source < rows->names[TRAINING_SOURCE].count; source++) {
		SAMPLE(errors);
		SAMPLE(biases);

		for (int i = 0; i < rows->count; i++)
			if (rows->rows[i].labels[TRAINING_SOURCE] == source && rows->rows[i].metric != TRAINING_PEAK) {
				sample_add(&errors, 100.0 * fabs(exp(p->source[i]) - 1.0), 1.0);
				sample_add(&biases, p->source[i], 1.0);
			}
		if (errors.count > 0)
			text_addf(out, "  %-28s %4d  %5.1f /%6.1f  x%.2f\n", rows->names[TRAINING_SOURCE].names[source],
				(int)errors.count, sample_quantile(&errors, 0.5), sample_quantile(&errors, 0.9),
				exp(sample_quantile(&biases, 0.5)));
	}
}

void report_training(struct text *out, const struct training_predictions *p)
{
	const struct training_rows *rows = p->fit->rows;
	const int sources = rows->names[TRAINING_SOURCE].count;
	FREED struct training_bands *others = xcalloc((size_t)sources + 1, sizeof(*others));
	struct training_bands bands;

	training_bands_build(&bands, p, -1);
	for (int i = 0; i < sources; i++)
		training_bands_build(&others[i], p, i);
	text_addf(out,
		"\nTraining\n"
		"Absolute errors in per cent of the measured value, median / 90th percentile; %d rows of %d sources,\n"
		"%d lines are not used, each says why.  Rates are tokens a second, times are minutes of MLPerf.\n"
		"Class out: the card's class has the mean of the others.  Held: per cent of the rows inside their 80 %% band,\n"
		"and inside a band that was made from the other sources.\n",
		rows->count, sources, rows->unused);
	add_slices(out, p, &bands, others);
	add_sources(out, p);
}
