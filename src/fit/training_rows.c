/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From lines of training_runs.csv to runs of the catalog's models and GPUs. */
#include "fit/training_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/quantity.h"

static const double GIB = 1073741824.0;

/* Rate of the slow link of older boards, measured by fsdp-qlora, over that of PCIe 4 x16, and as generations. */
static const double SLOW_LINK = 3.6 / 21.0;

/* Tokens that the benchmarks of MLPerf train, with what their evaluation costs, and minutes that each run has besides:
 * fitted once (training-model section 8), and good for nothing else. */
static const double BENCHMARK_TOKENS[TRAINING_METRIC_COUNT] = {
	[TRAINING_LORA_MIN] = 3.12e7, [TRAINING_405B_MIN] = 2.37e9, [TRAINING_8B_MIN] = 1.42e9
};
static const double BENCHMARK_FIXED_MIN = 0.356;

/* Rate of an H100 of 500 W over that of one of 700 W: the root of the power, as clocks go with it. */
static const double CAPPED = 0.845;

/* All of them have to be there. */
static const char *const COLUMNS[] = { "id", "model", "layers", "hidden", "attention", "kv", "ffn", "gated", "vocab",
	"tied", "gpu", "gpus", "method", "sequence", "micro_batch", "global_batch", "precision", "software",
	"recompute", "shard", "tp", "pp", "cp", "ep", "link", "rank", "optimizer", "logit_bytes", "metric", "kind",
	"measured", "source", "release", "use" };

static const char *const METHODS[] = { "pretrain", "full", "lora", "qlora", NULL };
static const char *const SOFTWARE[] = { "tuned", "fsdp", "eager", "hf", "offload", NULL };
static const char *const PRECISIONS[] = { "bf16", "fp8", "mxfp8", "nvfp4", NULL };
static const char *const SHARDS[] = { "ddp", "zero1", "zero2", "zero3", NULL };
static const char *const RECOMPUTES[] = { "none", "selective", "full", NULL };
static const char *const PEAKS[] = { "allocated", "reserved", "device", NULL };

/* Two names of the rate: of one GPU, and of all. */
static const char *const METRICS[] = { "tok_s", "minutes_lora", "minutes_405b", "minutes_8b", "peak_gib",
	"tok_s_per_gpu", NULL };

/* One reading in progress. */
struct reading {
	struct training_rows *rows;
	const struct catalog *catalog;
	struct csv csv;
	struct error *error;
	enum status status; /* the first that went wrong */
};

static const char *cell(const struct reading *r, const char *column)
{
	return csv_field(&r->csv, csv_column(&r->csv, column));
}

static void bad(struct reading *r, const char *column, const char *what)
{
	if (r->status == STATUS_OK)
		r->status = error_set(r->error, STATUS_DATA, "%s:%zu: \"%s\" of %s: %s", r->csv.file, r->csv.row.line,
			cell(r, column), column, what);
}

/* The number of a cell; `otherwise` where it is empty. */
static double number(struct reading *r, const char *column, double otherwise)
{
	double value = otherwise;

	if (cell(r, column)[0] != '\0' &&
		(quantity_parse(cell(r, column), QUANTITY_COUNT, &value, NULL) != STATUS_OK || value < 0.0))
		bad(r, column, "no number from 0");
	return value;
}

static int word(struct reading *r, const char *column, const char *const *words)
{
	int i = 0;

	while (words[i] && strcmp(words[i], cell(r, column)) != 0)
		i++;
	if (words[i])
		return i;
	bad(r, column, "no such word");
	return 0;
}

/* A model of which only the shape is known: the same layers, and no experts. */
static struct training_shape shape_of_columns(struct reading *r, double sequence)
{
	const double layers = number(r, "layers", NAN), hidden = number(r, "hidden", NAN),
		     query = number(r, "attention", NAN), kv = number(r, "kv", NAN), mlp = number(r, "ffn", NAN),
		     vocab = number(r, "vocab", NAN);
	const bool gated = strcmp(cell(r, "gated"), "yes") == 0, tied = strcmp(cell(r, "tied"), "yes") == 0;
	const double matrices = gated ? 3.0 : 2.0;
	const double linear = layers * (2.0 * hidden * (query + kv) + matrices * hidden * mlp);

	return (struct training_shape){ .params = linear + (tied ? 1.0 : 2.0) * vocab * hidden,
		.active = linear + vocab * hidden,
		.linear = linear,
		.layers = layers,
		.hidden = hidden,
		.vocab = vocab,
		.query = query,
		.kv = kv,
		.mlp = mlp,
		.gated = gated,
		.adapted = layers * (4.0 * hidden + 2.0 * query + 2.0 * kv + matrices * (hidden + mlp)),
		.span = layers * query * sequence };
}

static enum train_optimizer optimizer_of(struct reading *r)
{
	const char *name = cell(r, "optimizer");

	for (int i = 0; i < OPTIMIZER_COUNT; i++)
		if (strcmp(train_optimizer_id((enum train_optimizer)i), name) == 0)
			return (enum train_optimizer)i;
	if (name[0] != '\0')
		bad(r, "optimizer", "no such word");
	return OPTIMIZER_ADAMW;
}

static void read_shape(struct reading *r, struct train_run *run)
{
	const struct model *model;

	if (cell(r, "model")[0] == '\0') {
		run->shape = shape_of_columns(r, run->sequence);
		return;
	}
	model = catalog_model(r->catalog, cell(r, "model"), r->error);
	if (model)
		run->shape = training_shape_of(model, run->sequence);
	else
		bad(r, "model", "not in the catalog");
}

static void read_run(struct reading *r, struct train_run *run)
{
	*run = (struct train_run){ .constants = &r->catalog->constants,
		.gpu = catalog_gpu(r->catalog, cell(r, "gpu"), r->error),
		.method = (enum train_method)word(r, "method", METHODS),
		.software = (enum train_software)word(r, "software", SOFTWARE),
		.precision = (enum train_precision)word(r, "precision", PRECISIONS),
		.shard = (enum train_shard)word(r, "shard", SHARDS),
		.recompute = (enum train_recompute)word(r, "recompute", RECOMPUTES),
		.optimizer = optimizer_of(r),
		.gpus = number(r, "gpus", 1.0),
		.tensor = number(r, "tp", 1.0),
		.pipeline = number(r, "pp", 1.0),
		.context = number(r, "cp", 1.0),
		.expert = number(r, "ep", 1.0),
		.sequence = number(r, "sequence", NAN),
		.micro_batch = number(r, "micro_batch", NAN),
		.rank = number(r, "rank", 16.0) };
	run->global_batch = number(r, "global_batch", train_data_gpus(run) * run->micro_batch);
	if (!run->gpu)
		bad(r, "gpu", "not in the catalog");
	read_shape(r, run);
}

static void read_measured(struct reading *r, struct training_row *row)
{
	int metric = word(r, "metric", METRICS);

	row->measured = number(r, "measured", NAN);
	if (metric == TRAINING_METRIC_COUNT) {
		row->measured *= row->run.gpus;
		metric = TRAINING_RATE;
	}
	row->metric = (enum training_metric)metric;
	if (row->metric == TRAINING_PEAK) {
		row->measured *= GIB;
		row->peak = (enum training_peak)word(r, "kind", PEAKS);
	}
	row->logit_bytes = number(r, "logit_bytes", NAN);
}

static void label(struct training_rows *rows, struct training_row *row, const char *source, const char *model)
{
	const struct gpu *gpu = row->run.gpu;

	row->labels[TRAINING_SOURCE] = name_list_find(&rows->names[TRAINING_SOURCE], source);
	row->labels[TRAINING_MODEL] = name_list_find(&rows->names[TRAINING_MODEL], model);
	row->labels[TRAINING_GPU] = name_list_find(&rows->names[TRAINING_GPU], gpu->id);
	row->labels[TRAINING_CLASS] =
		name_list_find(&rows->names[TRAINING_CLASS], gpu->compute ? gpu->compute->id : "none");
}

static void add_line(struct reading *r)
{
	struct training_rows *rows = r->rows;
	struct training_row *row;

	if (strcmp(cell(r, "use"), "yes") != 0) {
		rows->unused++;
		return;
	}
	if (rows->count == rows->capacity) {
		rows->capacity = rows->capacity * 2 + 512;
		rows->rows = xreallocarray(rows->rows, (size_t)rows->capacity, sizeof(*rows->rows));
	}
	row = &rows->rows[rows->count];
	*row = (struct training_row){ .id = arena_strdup(&rows->arena, cell(r, "id")) };
	read_run(r, &row->run);
	read_measured(r, row);
	row->slow_link = strcmp(cell(r, "link"), "x4") == 0;
	row->capped = strcmp(cell(r, "release"), "H100 of 500 W") == 0;
	if (r->status != STATUS_OK)
		return;
	if (!train_runs(&row->run))
		bad(r, "gpu", "has no constants of training for this precision");
	label(rows, row, cell(r, "source"), cell(r, "model")[0] != '\0' ? cell(r, "model") : cell(r, "hidden"));
	rows->count++;
}

/* Rates and memory are fitted apart, so they are weighed apart. */
static void weigh(struct training_rows *rows)
{
	for (int i = 0; i < rows->count; i++) {
		struct training_row *row = &rows->rows[i];
		double same = 0.0;

		for (int j = 0; j < rows->count; j++)
			same += rows->rows[j].labels[TRAINING_SOURCE] == row->labels[TRAINING_SOURCE] &&
				(rows->rows[j].metric == TRAINING_PEAK) == (row->metric == TRAINING_PEAK);
		row->weight = 1.0 / sqrt(same);
	}
}

static enum status read_lines(struct reading *r)
{
	int more = 0;

	for (size_t i = 0; i < sizeof(COLUMNS) / sizeof(COLUMNS[0]); i++)
		if (csv_column(&r->csv, COLUMNS[i]) < 0)
			return error_set(r->error, STATUS_DATA, "%s: no column \"%s\"", r->csv.file, COLUMNS[i]);
	while (r->status == STATUS_OK && (more = csv_next(&r->csv, r->error)) > 0)
		add_line(r);
	return more < 0 ? STATUS_DATA : r->status;
}

enum status training_rows_read(
	struct training_rows *rows, const struct catalog *catalog, const char *path, struct error *error)
{
	struct reading r = { .rows = rows, .catalog = catalog, .error = error };
	TEXT(text);
	enum status status;

	*rows = (struct training_rows){ 0 };
	arena_init(&rows->arena);
	status = file_read(path, FILE_CAP, &text, error);
	if (status == STATUS_OK)
		status = csv_open(&r.csv, text.data, text.length, path_name(path), error);
	if (status == STATUS_OK) {
		status = read_lines(&r);
		csv_release(&r.csv);
	}
	if (status == STATUS_OK)
		weigh(rows);
	else
		training_rows_release(rows);
	return status;
}

void training_rows_release(struct training_rows *rows)
{
	for (int i = 0; i < TRAINING_LABEL_COUNT; i++)
		name_list_release(&rows->names[i]);
	free(rows->rows);
	arena_release(&rows->arena);
	*rows = (struct training_rows){ 0 };
}

/* Tokens of a benchmark: larger batches need more until the loss is that of the target. */
static double benchmark_tokens(const struct training_row *row)
{
	const double tokens = BENCHMARK_TOKENS[row->metric], batch = row->run.global_batch;

	if (row->metric == TRAINING_LORA_MIN)
		return tokens * pow(batch / 8.0, 0.25);
	return row->metric == TRAINING_405B_MIN ? tokens * sqrt(fmax(1.0, batch / 1152.0)) : tokens;
}

static double rate_of(const struct training_row *row)
{
	struct train_run run = row->run;
	struct gpu gpu;

	if (row->slow_link) {
		gpu = *run.gpu;
		gpu.pcie_gen = 4.0 + log2(SLOW_LINK);
		run.gpu = &gpu;
	}
	return run.gpus / train_time_of(NULL, &run).total * (row->capped ? CAPPED : 1.0);
}

/* The estimate is of what the driver shows; tensors alone have neither a runtime nor an allocator. */
static double peak_of(const struct training_row *row)
{
	struct constants k = *row->run.constants;
	struct train_run run = row->run;

	run.constants = &k;
	if (!isnan(row->logit_bytes))
		k.training.logit_bytes[run.software] = row->logit_bytes;
	if (row->peak != PEAK_DEVICE)
		k.training.context_bytes = 0.0;
	if (row->peak == PEAK_ALLOCATED)
		k.training.allocator = 1.0;
	return train_memory_of(NULL, &run).total;
}

double training_row_residual(const struct training_row *row)
{
	if (row->metric == TRAINING_PEAK)
		return log(peak_of(row) / row->measured);
	if (row->metric == TRAINING_RATE)
		return log(rate_of(row) / row->measured);
	return log((benchmark_tokens(row) / rate_of(row) / 60.0 +
			   (row->metric == TRAINING_8B_MIN ? 0.0 : BENCHMARK_FIXED_MIN)) /
		row->measured);
}

enum train_group training_row_group(const struct training_row *row)
{
	return row->metric == TRAINING_PEAK ? TRAIN_GROUP_COUNT : train_group_of(&row->run);
}
