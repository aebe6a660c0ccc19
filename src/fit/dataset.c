/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From lines of the measurements to deployments of the catalog; what the model and rules of thumb say of them. */
#include "fit/dataset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/quantity.h"
#include "core/closed_loop.h"
#include "core/open_loop.h"

const char *const figure_names[FIGURE_COUNT] = { "tpot_s", "output_tok_s", "ttft_s", "prefill_tok_s" };

/* All of them have to be there. */
static const char *const COLUMNS[] = { "id", "model", "checkpoint", "kind", "gpu", "tp", "pp", "ep", "dp", "weights",
	"kv", "engine", "engine_version", "tuning", "batching", "prompt", "output", "concurrency", "rate", "metric",
	"measured", "source", "group" };

/* One reading in progress. */
struct reading {
	struct dataset *data;
	const struct catalog *catalog;
	struct csv csv;
	struct error *error;
};

static const char *cell(const struct reading *r, const char *column)
{
	return csv_field(&r->csv, csv_column(&r->csv, column));
}

static enum status bad(const struct reading *r, const char *what)
{
	return error_set(r->error, STATUS_DATA, "%s:%zu: %s", r->csv.file, r->csv.row.line, what);
}

static enum status number(const struct reading *r, const char *column, double *value)
{
	struct error detail;

	if (quantity_parse(cell(r, column), QUANTITY_COUNT, value, &detail) == STATUS_OK && *value >= 0.0)
		return STATUS_OK;
	return error_set(r->error, STATUS_DATA, "%s:%zu: \"%s\" of %s is no number from 0", r->csv.file,
		r->csv.row.line, cell(r, column), column);
}

static enum status lookups(struct reading *r, struct deployment *d)
{
	const struct catalog *c = r->catalog;
	struct error *e = r->error;
	const char *weights = cell(r, "weights");

	d->constants = &c->constants;
	d->model = catalog_model(c, cell(r, "model"), e);
	d->gpu = catalog_gpu(c, cell(r, "gpu"), e);
	d->engine = catalog_engine(c, cell(r, "engine"), e);
	d->format = catalog_format(c, weights, e);
	d->kv = catalog_kv_format(c, cell(r, "kv"), e);
	if (!d->model || !d->gpu || !d->engine || !d->format || !d->kv)
		return bad(r, e->text);
	d->format = engine_format_meant(d->engine, d->format, weights);
	d->profile = engine_profile_for(d->engine, strcmp(cell(r, "tuning"), "tuned") == 0, cell(r, "engine_version"));
	return STATUS_OK;
}

static enum status read_load(struct reading *r, struct run *run)
{
	const char *concurrency = cell(r, "concurrency");

	if (strcmp(concurrency, "max") == 0) {
		run->load = LOAD_SATURATED;
		return STATUS_OK;
	}
	if (concurrency[0] == '\0') {
		run->load = LOAD_OPEN;
		return number(r, "rate", &run->amount);
	}
	run->load = strcmp(cell(r, "batching"), "static") == 0 ? LOAD_STATIC : LOAD_CLOSED;
	return number(r, "concurrency", &run->amount);
}

static enum status read_run(struct reading *r, struct run *run)
{
	static const char *const sizes[] = { "tp", "pp", "ep", "dp", "prompt", "output" };
	struct layout *l = &run->deployment.layout;
	double *const places[] = { &l->tensor, &l->pipeline, &l->expert, &l->data, &run->request.prompt,
		&run->request.output };
	enum status status = lookups(r, &run->deployment);

	for (size_t i = 0; status == STATUS_OK && i < sizeof(sizes) / sizeof(sizes[0]); i++)
		status = number(r, sizes[i], places[i]);
	return status == STATUS_OK ? read_load(r, run) : status;
}

static enum status read_row(struct reading *r, struct row *row)
{
	static const char *const FROM[LABEL_FAMILY] = { "source", "group", "model", "gpu" };
	int metric = 0;

	while (metric < FIGURE_COUNT && strcmp(figure_names[metric], cell(r, "metric")) != 0)
		metric++;
	if (metric == FIGURE_COUNT)
		return bad(r, "no metric of that name");
	*row = (struct row){ .id = arena_strdup(&r->data->arena, cell(r, "id")),
		.metric = (enum figure)metric,
		.moe = strcmp(cell(r, "kind"), "moe") == 0 };
	for (int i = 0; i < LABEL_FAMILY; i++)
		row->labels[i] = name_list_find(&r->data->names[i], cell(r, FROM[i]));
	return number(r, "measured", &row->measured);
}

/* Figures of one run follow each other and share the part of the id before the last colon. */
static bool same_run(const struct dataset *data, const struct row *row)
{
	const char *id = row->id, *colon = strrchr(id, ':');
	const char *other = data->row_count > 0 ? data->rows[data->row_count - 1].id : "";
	size_t n = colon ? (size_t)(colon - id) + 1 : 0;

	return n > 0 && strncmp(id, other, n) == 0;
}

static void make_room(struct dataset *data)
{
	if (data->row_count < data->capacity)
		return;
	data->capacity = data->capacity * 2 + 1024;
	data->runs = xreallocarray(data->runs, (size_t)data->capacity, sizeof(*data->runs));
	data->rows = xreallocarray(data->rows, (size_t)data->capacity, sizeof(*data->rows));
}

/* A run that happened had the memory it took. */
static void find_memory(struct run *run)
{
	struct demand demand = { .request = run->request,
		.context = run->request.prompt + run->request.output,
		.concurrency = run->load == LOAD_OPEN ? NAN
			: run->load == LOAD_SATURATED ? INFINITY
						      : run->amount,
		.together = run->load == LOAD_STATIC };

	memory_raise_share(&run->deployment, &demand);
	run->memory = memory_budget(&run->deployment, &demand);
}

static enum status add_line(struct reading *r)
{
	struct dataset *data = r->data;
	struct run *run;
	struct row *row;
	enum status status;

	make_room(data);
	run = &data->runs[data->run_count];
	row = &data->rows[data->row_count];
	*run = (struct run){ 0 };
	status = read_row(r, row);
	if (status == STATUS_OK)
		status = read_run(r, run);
	if (status != STATUS_OK)
		return status;
	if (step_check(&run->deployment) != STEP_READY) {
		data->unanswered++;
		return STATUS_OK;
	}
	row->labels[LABEL_FAMILY] = name_list_find(&data->names[LABEL_FAMILY], run->deployment.gpu->family->id);
	if (!same_run(data, row)) {
		find_memory(run);
		data->run_count++;
	}
	row->run = data->run_count - 1;
	data->row_count++;
	return STATUS_OK;
}

static enum status read_lines(struct reading *r)
{
	enum status status = STATUS_OK;
	int more = 0;

	for (size_t i = 0; i < sizeof(COLUMNS) / sizeof(COLUMNS[0]); i++)
		if (csv_column(&r->csv, COLUMNS[i]) < 0)
			return error_set(r->error, STATUS_DATA, "%s: no column \"%s\"", r->csv.file, COLUMNS[i]);
	while (status == STATUS_OK && (more = csv_next(&r->csv, r->error)) > 0)
		status = add_line(r);
	return more < 0 ? STATUS_DATA : status;
}

/* Whether two rows are neighbours: one set-up measured under several loads. */
static bool neighbours(const struct dataset *data, const struct row *a, const struct row *b)
{
	const struct deployment *p = &data->runs[a->run].deployment;
	const struct deployment *q = &data->runs[b->run].deployment;

	return a->labels[LABEL_GROUP] == b->labels[LABEL_GROUP] && p->engine == q->engine && p->format == q->format &&
		p->layout.tensor == q->layout.tensor;
}

static double metric_weight(const struct dataset *data, int i)
{
	const struct row *row = &data->rows[i];
	bool tpot = false;

	if (row->metric == FIGURE_TTFT || row->metric == FIGURE_PROMPT)
		return 0.5;
	for (int j = i - 3; j <= i + 3; j++)
		tpot = tpot ||
			(j >= 0 && j < data->row_count && data->rows[j].run == row->run &&
				data->rows[j].metric == FIGURE_TPOT);
	return row->metric == FIGURE_TOK_S && tpot ? 0.3 : 1.0;
}

/* 1/sqrt(runs with the same group, engine, format and tensor-parallel size), so that a large source does not drown a
 * small one.  TTFT and prompt rates have half of that.  A throughput whose run also has a TPOT has 0.3 of it, because
 * one follows from the other (gpuplan-model(7), 9 CONSTANTS). */
static void weigh(struct dataset *data)
{
	for (int i = 0; i < data->row_count; i++) {
		int runs = 0, last = -1;

		for (int j = 0; j < data->row_count; j++)
			if (data->rows[j].run != last && neighbours(data, &data->rows[i], &data->rows[j])) {
				last = data->rows[j].run;
				runs++;
			}
		data->rows[i].weight = metric_weight(data, i) / sqrt((double)runs);
	}
}

enum status dataset_read(struct dataset *data, const struct catalog *catalog, const char *path, struct error *error)
{
	struct reading r = { .data = data, .catalog = catalog, .error = error };
	TEXT(text);
	enum status status;

	*data = (struct dataset){ 0 };
	arena_init(&data->arena);
	status = file_read(path, FILE_CAP, &text, error);
	if (status == STATUS_OK)
		status = csv_open(&r.csv, text.data, text.length, path_name(path), error);
	if (status == STATUS_OK) {
		status = read_lines(&r);
		csv_release(&r.csv);
	}
	if (status == STATUS_OK)
		weigh(data);
	else
		dataset_release(data);
	return status;
}

void dataset_release(struct dataset *data)
{
	for (int i = 0; i < LABEL_COUNT; i++)
		name_list_release(&data->names[i]);
	free(data->runs);
	free(data->rows);
	arena_release(&data->arena);
	*data = (struct dataset){ 0 };
}

void run_evaluate(struct run *run)
{
	struct serving serving;
	struct service v = { 0 };

	serving_prepare(&serving, &run->deployment, &run->memory, run->request);
	switch (run->load) {
	case LOAD_CLOSED: v = serving_closed(&serving, run->amount); break;
	case LOAD_SATURATED: v = serving_saturated(&serving); break;
	case LOAD_OPEN: v = serving_open(&serving, run->amount); break;
	case LOAD_STATIC: v = serving_static(&serving, run->amount); break;
	}
	run->values[FIGURE_TPOT] = v.tpot_s;
	run->values[FIGURE_TOK_S] = v.output_tok_s;
	run->values[FIGURE_TTFT] = v.ttft_s;
	run->values[FIGURE_PROMPT] = serving_prefill_tok_s(NULL, &serving);
}

double row_residual(const struct dataset *data, const struct row *row)
{
	return log(data->runs[row->run].values[row->metric] / row->measured);
}

static const double BANDWIDTH_SHARE = 0.55, ROOFLINE_SHARE = 0.6;

const char *naive_name(enum naive naive)
{
	return naive == NAIVE_BANDWIDTH ? "bandwidth x 0.55 / active bytes" : "roofline x 0.6";
}

/* What one step of `batch` sequences takes by the rule; by tokens when it is a prompt. */
static double step_s(const struct run *run, enum naive naive, double batch, double tokens)
{
	const struct deployment *d = &run->deployment;
	const struct gpu *g = d->gpu;
	const double gpus = d->layout.tensor * d->layout.data;
	double share = naive == NAIVE_BANDWIDTH ? BANDWIDTH_SHARE : ROOFLINE_SHARE;
	double active = d->model->counts.active;
	double peak = g->peak_flops[d->format->tensor];
	double bytes_s = active * d->format->bytes_per_weight / (share * gpus * g->bandwidth_bytes_per_s);
	double work_s = 2.0 * active * tokens / (share * gpus * (isnan(peak) ? g->peak_flops[TENSOR_16BIT] : peak));
	double cache_s = batch *
		model_kv_bytes(d->model, run->request.prompt + run->request.output / 2.0, d->kv->bytes) /
		(share * gpus * g->bandwidth_bytes_per_s);

	if (naive == NAIVE_BANDWIDTH)
		return tokens > batch ? work_s : bytes_s;
	return fmax(bytes_s + cache_s, work_s);
}

double naive_residual(const struct dataset *data, const struct row *row, enum naive naive)
{
	const struct run *run = &data->runs[row->run];
	double batch = run->amount;
	double prompt_s = step_s(run, naive, 0.0, run->request.prompt), token_s, value = NAN;

	if (run->load == LOAD_OPEN)
		return NAN;
	if (run->load == LOAD_SATURATED)
		batch = fmax(1.0, memory_running_limit(NULL, &run->deployment, &run->memory));
	token_s = step_s(run, naive, batch, batch);
	switch (row->metric) {
	case FIGURE_TPOT: value = token_s; break;
	case FIGURE_TOK_S:
		value = batch * run->request.output / (batch * prompt_s + run->request.output * token_s);
		break;
	case FIGURE_TTFT: value = prompt_s; break;
	case FIGURE_PROMPT: value = run->request.prompt / prompt_s; break;
	case FIGURE_COUNT: break;
	}
	return log(value / row->measured);
}
