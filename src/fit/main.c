/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan-fit: fits the model's parameters to measurements and says how good it is. */
#include <getopt.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/datadir.h"
#include "base/file.h"
#include "fit/ablation.h"
#include "fit/report.h"
#include "fit/report_percentiles.h"
#include "fit/report_recalibration.h"
#include "fit/report_media.h"
#include "fit/report_training.h"
#include "fit/training_values.h"
#include "fit/write.h"

static const char USAGE[] =
	"Usage: gpuplan-fit [OPTION]...\n"
	"Fit the parameters of the performance model to published measurements.\n"
	"\n"
	"  --data DIR            catalog to start from (default: where gpuplan looks)\n"
	"  --measurements FILE   table of measurements (default: DIR/measurements.csv)\n"
	"  --folds WAY           summary as CSV; WAY: none, group, model, gpu, source or all\n"
	"  --report FILE         write all tables of errors and coverage\n"
	"  --baseline FILE       summary (--folds all) of another model beside them\n"
	"                        (default: DIR/fit_baseline.csv where it exists)\n"
	"  --ablation            add to the report what every term buys\n"
	"  --write FILE          put the fitted values into this parameters.json\n"
	"  --bands FILE          write bands.json\n"
	"  --predictions FILE    write every row's predictions (predictions.csv of the catalog)\n"
	"  --recalibration       write what recalibration by measured runs does to errors, by its\n"
	"                        constants (part of the report, too)\n"
	"  --percentiles         write how far percentiles of latency are off, and their constants\n"
	"                        by source left out (part of the report, too)\n"
	"  --percentile-predictions FILE\n"
	"                        write them by row (percentile_predictions.csv of the catalog)\n"
	"  --media               write how far estimates of media models are off (part of the report, too)\n"
	"  --training            write how far estimates of training are off (part of the report, too)\n"
	"  --bench               time one evaluation\n"
	"  --help                this text\n"
	"FILE may be \"-\" for standard output.  Results do not depend on the machine's load\n"
	"or the order of options: the same data give the same bytes.\n";

/* In the order of struct wishes. */
static const struct option OPTIONS[] = {
	{ "data", required_argument, NULL, 0 },
	{ "measurements", required_argument, NULL, 0 },
	{ "folds", required_argument, NULL, 0 },
	{ "report", required_argument, NULL, 0 },
	{ "baseline", required_argument, NULL, 0 },
	{ "ablation", no_argument, NULL, 0 },
	{ "write", required_argument, NULL, 0 },
	{ "bands", required_argument, NULL, 0 },
	{ "predictions", required_argument, NULL, 0 },
	{ "recalibration", no_argument, NULL, 0 },
	{ "percentiles", no_argument, NULL, 0 },
	{ "percentile-predictions", required_argument, NULL, 0 },
	{ "media", no_argument, NULL, 0 },
	{ "training", no_argument, NULL, 0 },
	{ "bench", no_argument, NULL, 0 },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

/* What was asked for, "" where an option has no argument; NULL: not. */
struct wishes {
	const char *data, *measurements, *folds, *report, *baseline, *ablation, *write, *bands, *predictions,
		*recalibration, *percentiles, *percentile_predictions, *media, *training, *bench;
};

/* Everything that the work needs. */
struct session {
	struct wishes wishes;
	struct catalog catalog;
	struct dataset dataset;
	struct percentile_rows percentiles;
	struct media_rows media_rows;
	struct media_fit media_fit;
	struct training_rows training_rows;
	struct training_fit training_fit;
	struct calibration calibration;
	struct predictions predictions;
	struct bands bands;
	struct summary baseline;
	struct text dir;
};

static void fail(enum status status, const char *message)
{
	fprintf(stderr, "gpuplan-fit: %s\n", message);
	exit((int)status);
}

static void put(const char *path, const struct text *text)
{
	struct error error;
	enum status status;

	if (strcmp(path, "-") == 0) {
		fwrite(text->data, 1, text->length, stdout);
		return;
	}
	status = file_write_atomic(path, text->data, text->length, &error);
	if (status != STATUS_OK)
		fail(status, error.text);
}

static void parse(int argc, char **argv, struct wishes *w)
{
	const char **const places[] = { &w->data, &w->measurements, &w->folds, &w->report, &w->baseline, &w->ablation,
		&w->write, &w->bands, &w->predictions, &w->recalibration, &w->percentiles, &w->percentile_predictions,
		&w->media, &w->training, &w->bench };
	int code, which = 0;

	while ((code = getopt_long(argc, argv, "", OPTIONS, &which)) == 0)
		*places[which] = optarg ? optarg : "";
	if (code == 'h') {
		fputs(USAGE, stdout);
		exit(0);
	}
	if (code != -1) {
		fputs("Try 'gpuplan-fit --help'.\n", stderr);
		exit(STATUS_USAGE);
	}
	if (optind < argc)
		fail(STATUS_USAGE, "no operands are wanted; try --help");
	if (w->folds && strcmp(w->folds, "all") != 0 && folds_from_name(w->folds) == FOLDS_COUNT)
		fail(STATUS_USAGE, "--folds: none, group, model, gpu, source or all");
}

static void read_baseline(struct session *s)
{
	TEXT(path);
	struct error error;
	const char *name = s->wishes.baseline;

	path_join(&path, s->dir.data, "fit_baseline.csv");
	if (!name && file_exists(path.data))
		name = path.data;
	if (name && summary_read(&s->baseline, name, &error) != STATUS_OK)
		fail(error.status, error.text);
}

static void read_percentiles(struct session *s)
{
	TEXT(path);
	TEXT(file);
	struct csv table;
	struct error error;
	enum status status;

	path_join(&path, s->dir.data, "percentiles.csv");
	status = file_read(path.data, FILE_CAP, &file, &error);
	if (status == STATUS_OK)
		status = csv_open(&table, file.data, file.length, path.data, &error);
	if (status == STATUS_OK) {
		status = percentile_rows_read(&s->percentiles, &table, &error);
		csv_release(&table);
	}
	if (status != STATUS_OK)
		fail(status, error.text);
}

static void read_media(struct session *s)
{
	TEXT(path);
	struct error error;
	enum status status;

	path_join(&path, s->dir.data, "media_runs.csv");
	status = media_rows_read(&s->media_rows, &s->catalog, path.data, &error);
	if (status != STATUS_OK)
		fail(status, error.text);
	media_fit_init(&s->media_fit, &s->catalog, &s->media_rows);
}

static void read_training(struct session *s)
{
	TEXT(path);
	struct error error;
	enum status status;

	path_join(&path, s->dir.data, "training_runs.csv");
	status = training_rows_read(&s->training_rows, &s->catalog, path.data, &error);
	if (status != STATUS_OK)
		fail(status, error.text);
	training_fit_init(&s->training_fit, &s->catalog, &s->training_rows);
}

static void load(struct session *s)
{
	struct error_list problems = { 0 };
	struct error error;
	TEXT(path);
	enum status status;

	text_init(&s->dir);
	if (s->wishes.data)
		text_add(&s->dir, s->wishes.data);
	else if (datadir_find(&s->dir, &error) != STATUS_OK)
		fail(error.status, error.text);
	status = catalog_load(&s->catalog, s->dir.data, NULL, 0, &problems);
	if (status != STATUS_OK)
		fail(status, problems.count > 0 ? problems.items[0].text : "no catalog");
	error_list_release(&problems);
	path_join(&path, s->dir.data, "measurements.csv");
	status = dataset_read(
		&s->dataset, &s->catalog, s->wishes.measurements ? s->wishes.measurements : path.data, &error);
	if (status != STATUS_OK)
		fail(status, error.text);
	read_percentiles(s);
	read_media(s);
	read_training(s);
	calibration_init(&s->calibration, &s->catalog, &s->dataset);
	read_baseline(s);
}

static void summarise(struct session *s)
{
	FREED double *residuals = xcalloc((size_t)s->dataset.row_count + 1, sizeof(double));
	TEXT(out);

	text_add(&out, "folds,metric,kind,balanced,rows,median,p90\n");
	for (int i = FOLDS_COUNT - 1; i >= 0; i--)
		if (strcmp(s->wishes.folds, "all") == 0 || (enum folds)i == folds_from_name(s->wishes.folds)) {
			folds_predict(&s->calibration, (enum folds)i, residuals);
			folds_add_summary(&out, &s->dataset, folds_name((enum folds)i), residuals);
		}
	put("-", &out);
}

static void add_number(struct text *out, double value)
{
	if (isnan(value))
		text_add_char(out, ',');
	else
		text_addf(out, ",%.6g", value);
}

/* The file that "gpuplan accuracy" compares with the measurements. */
static void add_predictions(struct text *out, const struct session *s)
{
	const struct predictions *p = &s->predictions;

	text_add(out, "id,group_out,source_out,low,high,bandwidth_rule,roofline_rule\n");
	for (int i = 0; i < s->dataset.row_count; i++) {
		const struct row *row = &s->dataset.rows[i];
		double mid = row->measured * exp(p->residuals[FOLDS_SOURCE][i]);
		struct band_factor f = bands_of_row(&s->bands, &s->dataset, row);

		text_add(out, row->id);
		add_number(out, row->measured * exp(p->residuals[FOLDS_GROUP][i]));
		add_number(out, mid);
		add_number(out, mid * f.low);
		add_number(out, mid * f.high);
		for (int n = 0; n < NAIVE_COUNT; n++)
			add_number(out, row->measured * exp(naive_residual(&s->dataset, row, (enum naive)n)));
		text_add_char(out, '\n');
	}
}

static void add_recalibration(struct text *out, struct session *s, const struct bands *bands)
{
	struct recalibration_trial recalibration;

	recalibration_init(&recalibration, &s->catalog, &s->dataset);
	recalibration_predict(&recalibration, &s->calibration);
	report_recalibration(out, &recalibration, bands);
	recalibration_release(&recalibration);
}

/* By itself it takes the bands as the catalog has them. */
static void write_recalibration(struct session *s)
{
	TEXT(out);

	bands_take(&s->bands, &s->catalog);
	add_recalibration(&out, s, &s->bands);
	put("-", &out);
}

static void write_percentiles(struct session *s)
{
	TEXT(out);

	if (s->wishes.percentiles) {
		report_percentiles(&out, &s->percentiles, &s->catalog.constants);
		put("-", &out);
	}
	text_clear(&out);
	if (s->wishes.percentile_predictions) {
		predict_percentiles(&out, &s->percentiles, &s->catalog.constants);
		put(s->wishes.percentile_predictions, &out);
	}
}

static void add_media(struct text *out, struct session *s)
{
	struct media_predictions predictions;

	media_predictions_init(&predictions, &s->media_fit);
	report_media(out, &predictions);
	media_predictions_release(&predictions);
}

static void write_media(struct session *s)
{
	TEXT(out);

	add_media(&out, s);
	put("-", &out);
}

static void add_training(struct text *out, struct session *s)
{
	struct training_predictions predictions;

	training_predictions_init(&predictions, &s->training_fit);
	report_training(out, &predictions);
	training_predictions_release(&predictions);
}

static void write_training(struct session *s)
{
	TEXT(out);

	add_training(&out, s);
	put("-", &out);
}

static void write_all(struct session *s)
{
	const struct wishes *w = &s->wishes;
	TEXT(out);

	bands_build(&s->bands, &s->catalog, &s->dataset, s->predictions.residuals[FOLDS_SOURCE], s->predictions.strange,
		-1);
	if (w->bands) {
		bands_json(&out, &s->bands);
		put(w->bands, &out);
	}
	text_clear(&out);
	if (w->predictions) {
		add_predictions(&out, s);
		put(w->predictions, &out);
	}
	text_clear(&out);
	if (w->report) {
		report_errors(&out, &s->dataset, &s->predictions, &s->baseline);
		report_sources(&out, &s->dataset, &s->predictions);
		report_naive(&out, &s->dataset);
		report_bands(&out, &s->bands, &s->catalog, &s->dataset, &s->predictions);
		add_recalibration(&out, s, &s->bands);
		if (w->ablation)
			report_ablation(&out, &s->calibration, &s->catalog);
		report_percentiles(&out, &s->percentiles, &s->catalog.constants);
		add_training(&out, s);
		add_media(&out, s);
		put(w->report, &out);
	}
}

static void write_media_values(struct session *s)
{
	struct media_predictions predictions;
	struct media_bands bands;
	struct error error;
	enum status status;

	media_predictions_init(&predictions, &s->media_fit);
	media_bands_build(&bands, &predictions, -1);
	media_predictions_release(&predictions);
	status = media_bands_write(&bands, &s->media_fit, s->wishes.write, &error);
	if (status != STATUS_OK)
		fail(status, error.text);
}

/* Those of serving into `values`; returns how many. */
static int calibrated_values(struct calibration *c, struct fitted_value *values)
{
	FREED double *errors = xcalloc((size_t)c->count + 1, sizeof(double));

	calibration_errors(c, errors);
	calibration_fit(c, LABEL_SOURCE, -1, 1);
	for (int j = 0; j < c->count; j++)
		values[j] = (struct fitted_value){ c->parameters[j]->id, exp(c->x[j]), errors[j], c->sensitive[j],
			c->sensitive[j] >= FITTED_ROWS_MIN && !c->held[j] };
	return c->count;
}

static void write_values(struct session *s)
{
	const size_t most = (size_t)s->catalog.parameter_count * 2;
	FREED struct fitted_value *values = xcalloc(most, sizeof(*values));
	struct error error;
	int count = calibrated_values(&s->calibration, values);
	enum status status;

	count += training_values(&s->training_fit, values + count);
	status = write_parameters(values, count, s->wishes.write, &error);
	if (status != STATUS_OK)
		fail(status, error.text);
	write_media_values(s);
}

static void bench(const struct dataset *data)
{
	enum { ROUNDS = 20 };
	clock_t before = clock();

	for (int i = 0; i < ROUNDS; i++)
		for (int j = 0; j < data->run_count; j++)
			run_evaluate(&data->runs[j]);
	printf("one evaluation: %.2f us\n",
		1e6 * (double)(clock() - before) / CLOCKS_PER_SEC / ROUNDS / data->run_count);
}

int main(int argc, char **argv)
{
	static struct session s;

	signal(SIGXFSZ, SIG_IGN); /* comes back as an error of write */
	parse(argc, argv, &s.wishes);
	load(&s);
	if (s.wishes.bench)
		bench(&s.dataset);
	if (s.wishes.folds)
		summarise(&s);
	if (s.wishes.recalibration)
		write_recalibration(&s);
	write_percentiles(&s);
	if (s.wishes.training)
		write_training(&s);
	if (s.wishes.media)
		write_media(&s);
	if (s.wishes.report || s.wishes.bands || s.wishes.predictions) {
		predictions_init(&s.predictions, &s.calibration);
		write_all(&s);
		predictions_release(&s.predictions);
	}
	if (s.wishes.write)
		write_values(&s);
	calibration_release(&s.calibration);
	dataset_release(&s.dataset);
	percentile_rows_release(&s.percentiles);
	media_fit_release(&s.media_fit);
	media_rows_release(&s.media_rows);
	training_fit_release(&s.training_fit);
	training_rows_release(&s.training_rows);
	catalog_release(&s.catalog);
	summary_release(&s.baseline);
	text_release(&s.dir);
	return 0;
}
