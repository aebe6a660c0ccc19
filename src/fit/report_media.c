/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of errors and coverage of media models. */
#include "fit/report_media.h"

#include <math.h>

#include "fit/statistics.h"

/* Rows of a line of the tables. */
enum slice {
	SLICE_ALL,
	SLICE_IMAGE,
	SLICE_VIDEO,
	SLICE_EAGER,
	SLICE_OFFICIAL,
	SLICE_COMPILED,
	SLICE_FUSED,
	SLICE_TUNED,
	SLICE_SHARED,
	SLICE_SPEECH,
	SLICE_TRANSCRIPTION,
	SLICE_EMBEDDING,
	SLICE_COUNT
};

static const char *const NAMES[] = { "images and clips", "images", "clips", "eager", "authors' code", "compiled",
	"fused", "tuned", "several GPUs", "speech", "transcription", "embeddings" };

static bool is_in(const struct media_row *row, enum slice slice)
{
	const bool drawn = row->task <= MEDIA_VIDEO;

	switch (slice) {
	case SLICE_ALL: return drawn;
	case SLICE_IMAGE: return row->task == MEDIA_IMAGE;
	case SLICE_VIDEO: return row->task == MEDIA_VIDEO;
	case SLICE_SHARED: return drawn && row->media.gpus > 1.0;
	case SLICE_SPEECH: return row->task == MEDIA_SPEECH;
	case SLICE_TRANSCRIPTION: return row->task == MEDIA_TRANSCRIPTION;
	case SLICE_EMBEDDING: return row->task >= MEDIA_EMBEDDING;
	default: return drawn && row->media.software == (enum media_software)(slice - SLICE_EAGER);
	}
}

static void add_error(struct text *out, const struct media_rows *rows, const double *residuals, enum slice slice)
{
	SAMPLE(sample);

	for (int i = 0; i < rows->count; i++)
		if (is_in(&rows->rows[i], slice))
			sample_add(&sample, 100.0 * fabs(exp(residuals[i]) - 1.0), 1.0);
	text_addf(out, "  %4.1f /%5.1f", sample_quantile(&sample, 0.5), sample_quantile(&sample, 0.9));
}

static bool holds(struct band_factor f, double residual)
{
	double miss = exp(-residual);

	return miss >= f.low && miss <= f.high;
}

/* Per cent of the rows inside: by the bands as they are, and by those of the other sources.  A group without a band of
 * the fit does not count. */
static void add_coverage(struct text *out, const struct media_predictions *p, const struct media_bands *bands,
	const struct media_bands *others, enum slice slice)
{
	const struct media_rows *rows = p->fit->rows;
	double count = 0.0, inside = 0.0, unseen_count = 0.0, unseen = 0.0;

	for (int i = 0; i < rows->count; i++) {
		const struct media_row *row = &rows->rows[i];
		struct band_factor all = media_band_of(bands, row),
				   other = media_band_of(&others[row->labels[MEDIA_SOURCE]], row);

		if (!is_in(row, slice))
			continue;
		count += !isnan(all.low);
		inside += holds(all, p->source[i]);
		unseen_count += !isnan(other.low);
		unseen += holds(other, p->source[i]);
	}
	if (count > 0.0)
		text_addf(out, "  %3.0f", 100.0 * inside / count);
	if (unseen_count > 0.0)
		text_addf(out, "%4.0f", 100.0 * unseen / unseen_count);
}

static void add_slices(struct text *out, const struct media_predictions *p, const struct media_bands *bands,
	const struct media_bands *others)
{
	const struct media_rows *rows = p->fit->rows;
	const double *const residuals[] = { p->fitted, p->source, p->model, p->strange };

	text_add(out, "                    rows       fitted   source out    model out    class out  held\n");
	for (enum slice slice = 0; slice < SLICE_COUNT; slice++) {
		int count = 0;

		for (int i = 0; i < rows->count; i++)
			count += is_in(&rows->rows[i], slice);
		if (count == 0)
			continue;
		text_addf(out, "  %-17s %4d", NAMES[slice], count);
		for (int i = 0; i < 4; i++)
			add_error(out, rows, residuals[i], slice);
		add_coverage(out, p, bands, others, slice);
		text_add(out, "\n");
	}
}

static void add_sources(struct text *out, const struct media_predictions *p)
{
	const struct media_rows *rows = p->fit->rows;

	text_add(
		out, "\nEach source predicted by a fit without it: error, and the median of predicted over measured\n");
	for (int source = 0; source < rows->names[MEDIA_SOURCE].count; source++) {
		SAMPLE(errors);
		SAMPLE(biases);

		for (int i = 0; i < rows->count; i++)
			if (rows->rows[i].labels[MEDIA_SOURCE] == source) {
				sample_add(&errors, 100.0 * fabs(exp(p->source[i]) - 1.0), 1.0);
				sample_add(&biases, p->source[i], 1.0);
			}
		text_addf(out, "  %-24s %4d  %5.1f /%6.1f  x%.2f\n", rows->names[MEDIA_SOURCE].names[source],
			(int)errors.count, sample_quantile(&errors, 0.5), sample_quantile(&errors, 0.9),
			exp(sample_quantile(&biases, 0.5)));
	}
}

static void add_bands(struct text *out, const struct media_bands *bands)
{
	text_add(out, "\nBands, measured over predicted\n");
	for (int group = 0; group < MEDIA_GROUP_COUNT; group++)
		if (!isnan(bands->of[group].low))
			text_addf(out, "  %-14s %4d rows  x%.2f to x%.2f\n", MEDIA_GROUP_WORDS[group],
				bands->rows[group], bands->of[group].low, bands->of[group].high);
}

void report_media(struct text *out, const struct media_predictions *p)
{
	const struct media_rows *rows = p->fit->rows;
	const int sources = rows->names[MEDIA_SOURCE].count;
	FREED struct media_bands *others = xcalloc((size_t)sources + 1, sizeof(*others));
	struct media_bands bands;

	media_bands_build(&bands, p, -1);
	for (int i = 0; i < sources; i++)
		media_bands_build(&others[i], p, i);
	text_addf(out,
		"\nMedia\n"
		"Absolute errors of seconds in per cent of the measured value, median / 90th percentile; %d rows of %d\n"
		"sources, %d lines are not used, each says why.  Class out: the GPU's class has what its start and its power\n"
		"say.  Held: per cent of the rows with their source left out that are inside their 80 %% band, and inside a\n"
		"band that was made from the other sources.\n",
		rows->count, sources, rows->unused);
	add_slices(out, p, &bands, others);
	add_sources(out, p);
	add_bands(out, &bands);
}
