/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing what the laws of percentiles are worth. */
#include "fit/report_percentiles.h"

#include <math.h>

#include "base/memory.h"
#include "fit/statistics.h"

/* The rows of one line: measured ratios and residuals. */
struct line {
	struct sample ratios, residuals;
	double squares;
	int held;
};

static void add_row(struct line *line, const struct constants *k, const struct percentile_row *row, enum goal_at at)
{
	double residual = percentile_residual(k, row, at);
	struct percentile estimate = percentile_estimate(k, row, at);

	if (isnan(residual))
		return;
	sample_add(&line->ratios, row->ratio[at], 1.0);
	sample_add(&line->residuals, residual, 1.0);
	line->squares += residual * residual;
	line->held += fabs(residual) <= log(percentile_band(&estimate).high);
}

static void add_line(struct text *out, struct line *line, const char *slice, bool first_token, enum goal_at at)
{
	double count = (double)line->ratios.count;

	if (count > 0.0)
		text_addf(out, "  %-13s %-5s %-3s %5.0f  %6.2f  %6.3f  x%-5.2f x%.2f..%-6.2f %5.0f\n", slice,
			first_token ? "ttft" : "tpot", percentile_word(at), count, sample_quantile(&line->ratios, 0.5),
			sqrt(line->squares / count), exp(sample_quantile(&line->residuals, 0.5)),
			exp(sample_quantile(&line->residuals, 0.1)), exp(sample_quantile(&line->residuals, 0.9)),
			100.0 * line->held / count);
	sample_release(&line->ratios);
	sample_release(&line->residuals);
}

static void add_slices(struct text *out, const struct percentile_rows *rows, const struct constants *k)
{
	for (int metric = 1; metric >= 0; metric--)
		for (int slice = 0; slice < rows->slices.count; slice++)
			for (enum goal_at at = GOAL_AT_P50; at < GOAL_AT_COUNT; at++) {
				struct line line = { 0 };

				for (size_t i = 0; i < rows->count; i++)
					if (rows->rows[i].slice == slice && rows->rows[i].first_token == (metric == 1))
						add_row(&line, k, &rows->rows[i], at);
				add_line(out, &line, rows->slices.names[slice], metric == 1, at);
			}
}

static void add_constants(struct text *out, const struct constants *k, enum percentile_law law, const char *title)
{
	struct constants copy = *k;
	double *places[2];

	percentile_law_places(&copy, law, places);
	text_addf(out, "  %-34s  %6.3f  %6.3f", title, *places[0], *places[1]);
}

static void add_loss(struct text *out, double loss)
{
	text_addf(out, "  %7.4f", loss);
}

/* What is lost on a source by constants that have not seen it, beside the loss of those of the catalog. */
static void add_law(struct text *out, const struct percentile_rows *rows, const struct constants *k,
	const struct constants *fitted, enum percentile_law law)
{
	TEXT(title);

	text_addf(out, "%s\n", percentile_law_name(law));
	add_constants(out, k, law, "of the catalog");
	text_add(out, "\n");
	add_constants(out, &fitted[rows->sources.count], law, "fitted to all");
	add_loss(out, percentile_loss(&fitted[rows->sources.count], rows, law, -1, -1));
	add_loss(out, percentile_loss(k, rows, law, -1, -1));
	text_add(out, "\n");
	for (int source = 0; source < rows->sources.count; source++) {
		double loss = percentile_loss(&fitted[source], rows, law, -1, source);

		if (isnan(loss))
			continue;
		text_clear(&title);
		text_addf(&title, "fitted without %s", rows->sources.names[source]);
		add_constants(out, &fitted[source], law, title.data);
		add_loss(out, loss);
		add_loss(out, percentile_loss(k, rows, law, -1, source));
		text_add(out, "\n");
	}
}

/* The constants without each source, and behind them those with all. */
static struct constants *fit_all(const struct percentile_rows *rows, const struct constants *k)
{
	struct constants *fitted = xcalloc((size_t)rows->sources.count + 1, sizeof(*fitted));

	for (int i = 0; i <= rows->sources.count; i++) {
		fitted[i] = *k;
		percentile_fit(&fitted[i], rows, i < rows->sources.count ? i : -1);
	}
	return fitted;
}

void report_percentiles(struct text *out, const struct percentile_rows *rows, const struct constants *k)
{
	FREED struct constants *fitted = fit_all(rows, k);

	text_add(out,
		"\nPercentiles\n"
		"Ratio of a percentile to the mean over published runs: its median; measured over estimated, as root mean\n"
		"square of the logarithm, median, and 10th to 90th percentile; per cent within the error that the catalog\n"
		"states (x/: exp(1.2816 error), 80 if it is true).\n"
		"Requests of the closed loops start together: their time to first token is no traffic that a goal is about,\n"
		"and counts in no fit.\n"
		"  slice         figure at  rows   ratio     rms  bias   10..90         held\n");
	add_slices(out, rows, k);
	text_add(out,
		"\nConstants, and mean absolute logarithm that they miss, every source alike; then a source by those that have\n"
		"not seen it; last the same rows by the constants of the catalog\n");
	for (enum percentile_law law = 0; law < LAW_COUNT; law++)
		add_law(out, rows, k, fitted, law);
}

void predict_percentiles(struct text *out, const struct percentile_rows *rows, const struct constants *k)
{
	FREED struct constants *fitted = fit_all(rows, k);

	text_add(out, "id,at,constants,constants_error,source_out,source_out_error\n");
	for (size_t i = 0; i < rows->count; i++)
		for (enum goal_at at = GOAL_AT_P50; at < GOAL_AT_COUNT; at++) {
			const struct percentile_row *row = &rows->rows[i];
			struct percentile shipped = percentile_estimate(k, row, at);
			struct percentile unseen = percentile_estimate(&fitted[row->source], row, at);

			if (!isnan(row->ratio[at]))
				text_addf(out, "%s,%s,%.5g,%.5g,%.5g,%.5g\n", row->id, percentile_word(at),
					shipped.ratio, shipped.error, unseen.ratio, unseen.error);
		}
}
