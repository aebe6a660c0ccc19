/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of errors and of coverage. */
#include "fit/report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/quantity.h"

void predictions_init(struct predictions *p, struct calibration *c)
{
	for (int i = FOLDS_COUNT - 1; i >= 0; i--) {
		p->residuals[i] = xcalloc((size_t)c->data->row_count + 1, sizeof(double));
		folds_predict(c, (enum folds)i, p->residuals[i]);
	}
	p->strange = xcalloc((size_t)c->data->row_count + 1, sizeof(double));
	calibration_cross(c, LABEL_FAMILY, 0, p->strange);
}

void predictions_release(struct predictions *p)
{
	for (int i = 0; i < FOLDS_COUNT; i++)
		free(p->residuals[i]);
	free(p->strange);
}

static const char *field(const struct csv *csv, const char *name)
{
	return csv_field(csv, csv_column(csv, name));
}

static double number(const struct csv *csv, const char *name)
{
	double value = NAN;

	quantity_parse(field(csv, name), QUANTITY_COUNT, &value, NULL);
	return value;
}

static void add_line(struct summary *summary, const struct csv *csv)
{
	struct summary_line *line;

	summary->lines = xreallocarray(summary->lines, (size_t)summary->count + 1, sizeof(*summary->lines));
	line = &summary->lines[summary->count++];
	snprintf(line->folds, sizeof(line->folds), "%s", field(csv, "folds"));
	snprintf(line->metric, sizeof(line->metric), "%s", field(csv, "metric"));
	snprintf(line->kind, sizeof(line->kind), "%s", field(csv, "kind"));
	line->balanced = strcmp(field(csv, "balanced"), "1") == 0;
	line->median = number(csv, "median");
	line->p90 = number(csv, "p90");
}

enum status summary_read(struct summary *summary, const char *path, struct error *error)
{
	TEXT(text);
	struct csv csv;
	enum status status;
	int more = 0;

	*summary = (struct summary){ 0 };
	status = file_read(path, FILE_CAP, &text, error);
	if (status == STATUS_OK)
		status = csv_open(&csv, text.data, text.length, path_name(path), error);
	if (status != STATUS_OK)
		return status;
	while ((more = csv_next(&csv, error)) > 0)
		add_line(summary, &csv);
	csv_release(&csv);
	return more < 0 ? STATUS_DATA : STATUS_OK;
}

void summary_release(struct summary *summary)
{
	free(summary->lines);
	*summary = (struct summary){ 0 };
}

static void add_figure(struct text *out, double median, double p90)
{
	text_addf(out, " %5.1f /%6.1f", median, p90);
}

static void add_baseline(struct text *out, const struct summary *baseline, enum folds folds,
	const struct row_filter *filter, bool balanced)
{
	for (int i = 0; i < baseline->count; i++) {
		const struct summary_line *l = &baseline->lines[i];

		if (strcmp(l->folds, folds_name(folds)) == 0 && l->balanced == balanced &&
			strcmp(l->metric, figure_names[filter->metric]) == 0 &&
			strcmp(l->kind, kind_names[filter->kind]) == 0) {
			add_figure(out, l->median, l->p90);
			return;
		}
	}
	text_add(out, "       -      ");
}

static void report_folds(struct text *out, const struct dataset *data, enum folds folds, const double *residuals,
	const struct summary *baseline)
{
	if (folds == FOLDS_NONE)
		text_add(out, "\nFitted on all rows\n");
	else
		text_addf(out, "\nLeaving out one %s\n", folds_name(folds));
	text_add(out,
		"                      rows   second version        now  "
		"   second, balanced  now, balanced\n");
	for (int m = 0; m < FIGURE_COUNT; m++)
		for (int k = 0; k < KIND_COUNT; k++) {
			struct row_filter filter = { (enum figure)m, (enum kind)k, -1 };
			struct error_figure f = error_figure(data, residuals, &filter, false);

			if (f.rows == 0)
				continue;
			text_addf(
				out, "  %-13s %-6s %4d ", figure_names[filter.metric], kind_names[filter.kind], f.rows);
			add_baseline(out, baseline, folds, &filter, false);
			add_figure(out, f.median, f.p90);
			text_add(out, "  ");
			add_baseline(out, baseline, folds, &filter, true);
			f = error_figure(data, residuals, &filter, true);
			add_figure(out, f.median, f.p90);
			text_add(out, "\n");
		}
}

void report_errors(
	struct text *out, const struct dataset *data, const struct predictions *p, const struct summary *baseline)
{
	text_addf(out,
		"Written by gpuplan-fit (make refit).\n\n"
		"Absolute errors in per cent of the measured value, "
		"median / 90th percentile.\n"
		"%d rows of %d runs, %d groups (source, GPU, model), %d sources; "
		"%d lines without an answer.\n\"balanced\": every group counts "
		"the same. \"second version\": "
		"the formulas of the manual, fitted and judged by this program.\n",
		data->row_count, data->run_count, data->names[LABEL_GROUP].count, data->names[LABEL_SOURCE].count,
		data->unanswered);
	for (int i = FOLDS_COUNT - 1; i >= 0; i--)
		report_folds(out, data, (enum folds)i, p->residuals[i], baseline);
}

void report_sources(struct text *out, const struct dataset *data, const struct predictions *p)
{
	text_add(out, "\nEach source predicted by a fit without it\n");
	text_addf(out, "  %-10s", "source");
	for (int m = 0; m < FIGURE_COUNT; m++)
		text_addf(out, "  %-19s", figure_names[m]);
	text_add(out, "\n");
	for (int s = 0; s < data->names[LABEL_SOURCE].count; s++) {
		text_addf(out, "  %-10s", data->names[LABEL_SOURCE].names[s]);
		for (int m = 0; m < FIGURE_COUNT; m++) {
			struct row_filter filter = { (enum figure)m, KIND_ALL, s };
			struct error_figure f = error_figure(data, p->residuals[FOLDS_SOURCE], &filter, false);

			if (f.rows == 0)
				text_add(out, "          -          ");
			else
				text_addf(out, " (%4d)%6.1f /%6.1f", f.rows, f.median, f.p90);
		}
		text_add(out, "\n");
	}
}

void report_naive(struct text *out, const struct dataset *data)
{
	FREED double *residuals = xcalloc((size_t)data->row_count + 1, sizeof(double));

	text_add(out, "\nRules of thumb on the same rows (a figure that does not follow counts 100 %)\n");
	for (int n = 0; n < NAIVE_COUNT; n++) {
		for (int i = 0; i < data->row_count; i++)
			residuals[i] = naive_residual(data, &data->rows[i], (enum naive)n);
		text_addf(out, "  %-32s", naive_name((enum naive)n));
		for (int m = 0; m < FIGURE_COUNT; m++) {
			struct row_filter filter = { (enum figure)m, KIND_ALL, -1 };
			struct error_figure f = error_figure(data, residuals, &filter, false);

			text_addf(out, "  %s", figure_names[filter.metric]);
			add_figure(out, f.median, f.p90);
		}
		text_add(out, "\n");
	}
}

static double middle_width(const struct bands *bands, const struct dataset *data, const struct row_filter *filter)
{
	SAMPLE(sample);

	for (int i = 0; i < data->row_count; i++)
		if (row_passes(&data->rows[i], filter)) {
			struct band_factor f = bands_of_row(bands, data, &data->rows[i]);

			sample_add(&sample, f.high / f.low, 1.0);
		}
	return sample_quantile(&sample, 0.5);
}

/* Coverage of every source by bands that were made from the others. */
static void cross_coverage(
	const struct catalog *catalog, const struct dataset *data, const struct predictions *p, double *held)
{
	const double *unseen = p->residuals[FOLDS_SOURCE];
	FREED struct bands *bands = xmalloc(sizeof(*bands));

	for (int s = 0; s < data->names[LABEL_SOURCE].count; s++) {
		bands_build(bands, catalog, data, unseen, p->strange, s);
		for (int i = 0; i < data->row_count; i++)
			if (data->rows[i].labels[LABEL_SOURCE] == s)
				held[i] = !isnan(unseen[i]) && bands_hold(bands, data, &data->rows[i], unseen[i]);
	}
}

static double share_held(const struct dataset *data, const double *held, const struct row_filter *filter)
{
	double rows = 0.0, sum = 0.0;

	for (int i = 0; i < data->row_count; i++)
		if (row_passes(&data->rows[i], filter)) {
			rows += 1.0;
			sum += held[i];
		}
	return sum / rows;
}

/* Of so many metrics, in the rows that the filter passes. */
static void coverage_line(struct text *out, const struct bands *bands, const struct dataset *data, const double *unseen,
	const double *held, const char *name, struct row_filter filter, int metrics)
{
	text_addf(out, "  %-10s", name);
	for (int m = 0; m < metrics; m++) {
		filter.metric = (enum figure)m;
		double inside = bands_coverage(bands, data, unseen, &filter);

		if (isnan(inside))
			text_add(out, "         -        ");
		else
			text_addf(out, "  %5.1f %5.1f  x%.2f", 100.0 * inside, 100.0 * share_held(data, held, &filter),
				middle_width(bands, data, &filter));
	}
	text_add(out, "\n");
}

void report_bands(struct text *out, const struct bands *bands, const struct catalog *catalog,
	const struct dataset *data, const struct predictions *p)
{
	const double *unseen = p->residuals[FOLDS_SOURCE];
	FREED double *held = xcalloc((size_t)data->row_count + 1, sizeof(double));

	cross_coverage(catalog, data, p, held);
	text_add(out,
		"\nBands (80 %): per cent of the rows of unseen sources inside; "
		"the second figure with bands that were\n"
		"made from the other sources; median width high/low\n");
	text_addf(out, "  %-10s", "");
	for (int m = 0; m < FIGURE_COUNT; m++)
		text_addf(out, "  %-16s", figure_names[m]);
	text_add(out, "\n");
	coverage_line(out, bands, data, unseen, held, "all", (struct row_filter){ .source = -1 }, FIGURE_COUNT);
	for (int k = KIND_DENSE; k <= KIND_MOE; k++)
		coverage_line(out, bands, data, unseen, held, kind_names[k],
			(struct row_filter){ .kind = (enum kind)k, .source = -1 }, FIGURE_PROMPT);
	for (int i = 0; i < data->names[LABEL_SOURCE].count; i++)
		coverage_line(out, bands, data, unseen, held, data->names[LABEL_SOURCE].names[i],
			(struct row_filter){ .source = i }, FIGURE_COUNT);
}
