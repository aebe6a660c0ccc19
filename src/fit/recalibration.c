/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recalibrates rows by the other rows, as the program recalibrates an estimate by measured runs. */
#include "fit/recalibration.h"

#include <math.h>
#include <stdlib.h>

#include "study/measured.h"

_Static_assert(
	(int)FIGURE_TPOT == MEASURED_TPOT && (int)FIGURE_TOK_S == MEASURED_TOK_S && (int)FIGURE_TTFT == MEASURED_TTFT,
	"figures of a run stand in one order");

/* The first model of the catalog that is built alike: measured runs are found by that. */
static int architecture(const struct catalog *catalog, const struct model *model)
{
	int i = 0;

	while (!model_same_architecture(&catalog->models[i], model))
		i++;
	return i;
}

static int compare_configurations(const struct place *a, const struct place *b)
{
	if (a->model != b->model)
		return a->model - b->model;
	return a->gpu != b->gpu ? a->gpu - b->gpu : a->engine - b->engine;
}

static int compare_places(const void *a, const void *b)
{
	const struct place *p = a, *q = b;
	int order = compare_configurations(p, q);

	return order != 0 ? order : p->run - q->run;
}

void recalibration_init(struct recalibration_trial *l, const struct catalog *catalog, const struct dataset *data)
{
	*l = (struct recalibration_trial){ .catalog = catalog, .data = data };
	l->row_of = xcalloc((size_t)data->run_count + 1, sizeof(*l->row_of));
	l->places = xcalloc((size_t)data->run_count + 1, sizeof(*l->places));
	l->residuals =
		xcalloc((size_t)data->names[LABEL_SOURCE].count + 1, ((size_t)data->row_count + 1) * sizeof(double));
	for (int i = data->row_count - 1; i >= 0; i--)
		l->row_of[data->rows[i].run] = i;
	l->row_of[data->run_count] = data->row_count;
	for (int r = 0; r < data->run_count; r++) {
		const struct deployment *d = &data->runs[r].deployment;

		if (data->runs[r].load == LOAD_CLOSED || data->runs[r].load == LOAD_SATURATED)
			l->places[l->place_count++] = (struct place){ architecture(catalog, d->model),
				(int)(d->gpu - catalog->gpus), (int)(d->engine - catalog->engines), r };
	}
	qsort(l->places, (size_t)l->place_count, sizeof(*l->places), compare_places);
}

void recalibration_release(struct recalibration_trial *l)
{
	free(l->row_of);
	free(l->places);
	free(l->residuals);
	*l = (struct recalibration_trial){ 0 };
}

void recalibration_predict(struct recalibration_trial *l, struct calibration *c)
{
	const int sources = l->data->names[LABEL_SOURCE].count;

	for (int s = 0; s < sources; s++) {
		calibration_fit(c, LABEL_SOURCE, s, sources);
		calibration_residuals(c, l->residuals + (size_t)s * (size_t)l->data->row_count);
	}
}

static int source_of(const struct recalibration_trial *l, int run)
{
	return l->data->rows[l->row_of[run]].labels[LABEL_SOURCE];
}

/* As data/neighbours.awk and the program have it: no more than memory holds. */
static double in_flight(const struct run *run)
{
	double most = fmax(1.0, run->memory.max_concurrency);

	return run->load == LOAD_SATURATED ? most : fmin(run->amount, most);
}

/* A run as somebody who asks about `asked` knows it. */
static struct measurement measurement_of(const struct recalibration_trial *l, int r, int asked)
{
	const struct run *run = &l->data->runs[r];
	const struct deployment *d = &run->deployment;
	const int source = source_of(l, asked);
	const double *residuals = l->residuals + (size_t)source * (size_t)l->data->row_count;
	struct measurement m = { .gpu = d->gpu,
		.format = d->format,
		.kv = d->kv,
		.engine = d->engine,
		.tuned = d->profile != d->engine->default_profile,
		.layout = d->layout,
		.prompt = run->request.prompt,
		.output = run->request.output,
		.in_flight = in_flight(run),
		.residual = { NAN, NAN, NAN },
		.local = source_of(l, r) == source,
		.source = l->data->names[LABEL_SOURCE].names[source_of(l, r)] };

	for (int i = l->row_of[r]; i < l->row_of[r + 1]; i++)
		if (l->data->rows[i].metric <= FIGURE_TTFT)
			m.residual[l->data->rows[i].metric] = -residuals[i];
	return m;
}

/* The figures of one run may stand apart, each like a run of its own: another run is one at another point.
 * Repetitions are lost by that. */
static bool same_point(const struct run *a, const struct run *b)
{
	const struct deployment *d = &a->deployment, *e = &b->deployment;

	return d->format == e->format && d->kv == e->kv && d->profile == e->profile &&
		d->layout.tensor == e->layout.tensor && d->layout.pipeline == e->layout.pipeline &&
		d->layout.expert == e->layout.expert && d->layout.data == e->layout.data &&
		a->request.prompt == b->request.prompt && a->request.output == b->request.output &&
		in_flight(a) == in_flight(b);
}

/* Whether run r is known where `asked` is not. */
static bool is_known(const struct recalibration_trial *l, enum known known, int r, int asked)
{
	if (source_of(l, r) != source_of(l, asked))
		return known == KNOWN_OTHERS;
	return known != KNOWN_OTHERS && !same_point(&l->data->runs[r], &l->data->runs[asked]);
}

static struct recalibration recalibration_for(const struct recalibration_trial *l, int asked,
	const struct constants *constants, const struct measurement *rows, int count)
{
	const struct run *run = &l->data->runs[asked];
	struct deployment d = run->deployment;
	struct measurements known = { rows, count };

	d.constants = constants;
	return measured_recalibration(&known, &d, run->request, in_flight(run));
}

/* The one of the runs that narrows bands most, which is the nearest; to the front with it. */
static int keep_nearest(const struct recalibration_trial *l, int asked, struct measurement *rows, int count)
{
	struct constants constants = l->catalog->constants;
	double narrowest = 1.0;
	int kept = 0;

	constants.measured_band_left = 0.0;
	for (int i = 0; i < count; i++) {
		struct recalibration recalibration = recalibration_for(l, asked, &constants, &rows[i], 1);

		for (int f = 0; f < MEASURED_FIGURES; f++)
			if (recalibration.narrowing[f] < narrowest) {
				narrowest = recalibration.narrowing[f];
				rows[0] = rows[i];
				kept = 1;
			}
	}
	return kept;
}

/* The runs from places `first` to `end` that are known where `asked` is not. */
static int gather(
	const struct recalibration_trial *l, enum known known, int asked, int first, int end, struct measurement *rows)
{
	int count = 0;

	for (int i = first; i < end; i++)
		if (is_known(l, known, l->places[i].run, asked))
			rows[count++] = measurement_of(l, l->places[i].run, asked);
	return known == KNOWN_NEAREST ? keep_nearest(l, asked, rows, count) : count;
}

static void apply(const struct recalibration_trial *l, int run, const struct recalibration *recalibration,
	struct recalibrated *out)
{
	for (int i = l->row_of[run]; i < l->row_of[run + 1]; i++) {
		enum figure f = l->data->rows[i].metric;

		if (f > FIGURE_TTFT)
			continue;
		out[i].residual += recalibration->shift[f];
		out[i].narrowing = recalibration->narrowing[f];
		out[i].near =
			recalibration->near && (recalibration->shift[f] != 0.0 || recalibration->narrowing[f] < 1.0);
	}
}

void recalibration_apply(const struct recalibration_trial *l, enum known known, const struct constants *constants,
	int count, struct recalibrated *out)
{
	const int rows = l->data->row_count;
	FREED struct measurement *runs = xcalloc((size_t)l->place_count + 1, sizeof(*runs));
	int first = 0, end = 0;

	for (int i = 0; i < rows; i++)
		for (int k = 0; k < count; k++)
			out[k * rows + i] = (struct recalibrated){ .narrowing = 1.0,
				.residual = l->residuals[l->data->rows[i].labels[LABEL_SOURCE] * rows + i] };
	for (int i = 0; i < l->place_count; i++) {
		int asked = l->places[i].run, n;

		if (i == end)
			for (first = i;
				end < l->place_count && compare_configurations(&l->places[i], &l->places[end]) == 0;
				end++)
				;
		n = gather(l, known, asked, first, end, runs);
		for (int k = 0; n > 0 && k < count; k++) {
			struct recalibration recalibration = recalibration_for(l, asked, &constants[k], runs, n);

			apply(l, asked, &recalibration, out + k * rows);
		}
	}
}

struct error_figure recalibration_error(const struct recalibration_trial *l, const struct recalibrated *recalibrated,
	const bool *marked, enum figure metric, bool balanced)
{
	struct dataset some = *l->data;
	FREED double *residuals = xcalloc((size_t)some.row_count + 1, sizeof(double));
	FREED struct row *rows = xcalloc((size_t)some.row_count + 1, sizeof(*rows));
	struct row_filter filter = { metric, KIND_ALL, -1 };

	some.rows = rows;
	some.row_count = 0;
	for (int i = 0; i < l->data->row_count; i++)
		if (marked[i]) {
			residuals[some.row_count] = recalibrated[i].residual;
			rows[some.row_count++] = l->data->rows[i];
		}
	return error_figure(&some, residuals, &filter, balanced);
}

double recalibration_coverage(const struct recalibration_trial *l, const struct bands *bands,
	const struct recalibrated *recalibrated, const bool *marked, enum figure metric)
{
	int rows = 0, inside = 0;

	for (int i = 0; i < l->data->row_count; i++) {
		const struct row *row = &l->data->rows[i];
		struct band_factor f;
		double measured = exp(-recalibrated[i].residual);

		if (!marked[i] || row->metric != metric)
			continue;
		f = band_factor_power(bands_of_row(bands, l->data, row), recalibrated[i].narrowing);
		inside += measured >= f.low && measured <= f.high;
		rows++;
	}
	return rows > 0 ? (double)inside / rows : NAN;
}
