/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From lines of media_runs.csv to runs of the catalog. */
#include "fit/media_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/quantity.h"
#include "core/media_limit.h"
#include "core/media_time.h"

static const char *const COLUMNS[] = { "id", "use", "task", "model", "gpu", "gpus", "size", "frames", "steps",
	"guidance", "precision", "software", "engine", "attention", "split", "offload", "batch_size", "scope",
	"clip_seconds_s", "tokens", "text_tokens", "metric", "measured", "source" };

static const char *const METRICS[] = { "seconds", "rtf", "first_s", NULL };
static const char *const SCOPE_WORDS[] = { "whole", "step", "pass", "full", NULL };

/* One reading in progress. */
struct reading {
	struct media_rows *rows;
	const struct catalog *catalog;
	struct csv csv;
	struct error *error;
	bool bad; /* `error` has the first message */
};

static const char *cell(const struct reading *r, const char *column)
{
	return csv_field(&r->csv, csv_column(&r->csv, column));
}

static void bad(struct reading *r, const char *column)
{
	if (!r->bad)
		error_set(r->error, STATUS_DATA, "%s:%zu: %s: \"%s\" is not known", r->csv.file, r->csv.row.line,
			column, cell(r, column));
	r->bad = true;
}

/* A number, `fallback` where the cell is empty. */
static double number(struct reading *r, const char *column, double fallback)
{
	const char *text = cell(r, column);
	double value = fallback;

	if (text[0] != '\0' && quantity_parse(text, QUANTITY_COUNT, &value, NULL) != STATUS_OK)
		bad(r, column);
	return value;
}

static int word(struct reading *r, const char *column, const char *const *words, int fallback)
{
	const char *text = cell(r, column);
	int i = text[0] != '\0' ? word_index(words, text) : fallback;

	if (i < 0)
		bad(r, column);
	return i < 0 ? 0 : i;
}

static void read_size(struct reading *r, struct media_run *run)
{
	if (sscanf(cell(r, "size"), "%lfx%lf", &run->width, &run->height) != 2)
		bad(r, "size");
}

static void read_image(struct reading *r, struct media_row *row)
{
	struct media_run *run = &row->media;

	run->gpus = number(r, "gpus", 1.0);
	read_size(r, run);
	run->frames = number(r, "frames", 1.0);
	run->steps = number(r, "steps", 1.0);
	run->evals = number(r, "guidance", run->evals);
	run->batch = number(r, "batch_size", 1.0);
	run->precision = (enum tensor_type)word(r, "precision", TENSOR_WORDS, TENSOR_16BIT);
	run->software = (enum media_software)word(r, "software", MEDIA_SOFTWARE_WORDS, MEDIA_EAGER);
	run->attention = (enum media_attention)word(r, "attention", MEDIA_ATTENTION_WORDS, MEDIA_ATTENTION_AUTO);
	run->split = (enum media_split)word(r, "split", MEDIA_SPLIT_WORDS, MEDIA_SPLIT_TOKENS);
	run->offload = (enum media_offload)word(r, "offload", MEDIA_OFFLOAD_WORDS, MEDIA_RESIDENT);
	run->scope = (enum media_scope)word(r, "scope", SCOPE_WORDS, MEDIA_WHOLE);
	row->group = media_group_of(run);
	if (!r->bad && media_check(run) != MEDIA_READY)
		bad(r, "gpu");
	if (!r->bad && media_excess_of(run).limit != MEDIA_WITHIN)
		bad(r, "size");
}

static void read_rest(struct reading *r, struct media_row *row)
{
	const struct constants *k = row->media.constants;
	const struct media_model *model = row->media.model;
	const struct gpu *gpu = row->media.gpu;
	const double duration = number(r, "clip_seconds_s", 1.0), tokens = number(r, "tokens", NAN);

	if (!(duration > 0.0))
		bad(r, "clip_seconds_s");
	if (row->task != MEDIA_SPEECH && !(tokens > 0.0))
		bad(r, "tokens");
	switch (row->task) {
	case MEDIA_SPEECH:
		row->speech = (struct speech_run){ k, model, gpu, strcmp(cell(r, "software"), "tuned") == 0, duration,
			number(r, "batch_size", 1.0), number(r, "steps", model->steps),
			number(r, "guidance", model->evals) };
		row->group = MEDIA_GROUP_SPEECH;
		break;
	case MEDIA_TRANSCRIPTION:
		row->transcription = (struct transcription_run){ k, model, gpu,
			(enum transcription_engine)word(r, "engine", TRANSCRIPTION_WORDS, -1), duration,
			tokens / duration };
		row->group = MEDIA_GROUP_TRANSCRIPTION;
		break;
	default:
		row->embedding = (struct embedding_run){ k, model, gpu,
			(enum embedding_engine)word(r, "engine", EMBEDDING_WORDS, -1), tokens,
			number(r, "text_tokens", NAN) };
		row->group = MEDIA_GROUP_EMBEDDING;
		if (!(row->embedding.mean > 0.0))
			bad(r, "text_tokens");
	}
}

static void add_labels(struct reading *r, struct media_row *row)
{
	const struct compute_class *class = row->media.gpu->compute;

	row->labels[MEDIA_SOURCE] = name_list_find(&r->rows->names[MEDIA_SOURCE], cell(r, "source"));
	row->labels[MEDIA_MODEL] = name_list_find(&r->rows->names[MEDIA_MODEL], row->media.model->id);
	row->labels[MEDIA_CLASS] = name_list_find(&r->rows->names[MEDIA_CLASS], class ? class->id : "none");
}

static struct media_row *new_row(struct media_rows *rows)
{
	if (rows->count == rows->capacity) {
		rows->capacity = rows->capacity * 2 + 64;
		rows->rows = xreallocarray(rows->rows, (size_t)rows->capacity, sizeof(*rows->rows));
	}
	rows->rows[rows->count] = (struct media_row){ 0 };
	return &rows->rows[rows->count];
}

static enum status read_row(struct reading *r)
{
	const struct catalog *c = r->catalog;
	struct media_row *row = new_row(r->rows);
	const struct media_model *model = catalog_media(c, cell(r, "model"), NULL);
	const struct gpu *gpu = catalog_gpu(c, cell(r, "gpu"), NULL);

	if (!model)
		bad(r, "model");
	if (!gpu)
		bad(r, "gpu");
	if (r->bad)
		return STATUS_DATA;
	row->id = arena_strdup(&r->rows->arena, cell(r, "id"));
	row->metric = (enum media_metric)word(r, "metric", METRICS, -1);
	row->task = model->task;
	row->media = media_run_of(&c->constants, model, gpu);
	row->measured = number(r, "measured", NAN);
	if (!(row->measured > 0.0))
		bad(r, "measured");
	if (row->task <= MEDIA_VIDEO)
		read_image(r, row);
	else
		read_rest(r, row);
	add_labels(r, row);
	r->rows->count++;
	return r->bad ? STATUS_DATA : STATUS_OK;
}

static bool alike(const struct media_row *a, const struct media_row *b)
{
	return a->labels[MEDIA_SOURCE] == b->labels[MEDIA_SOURCE] && a->media.gpu == b->media.gpu &&
		a->media.model == b->media.model && a->media.software == b->media.software;
}

static void weigh(struct media_rows *rows)
{
	for (int i = 0; i < rows->count; i++) {
		double count = 0.0;

		for (int j = 0; j < rows->count; j++)
			count += alike(&rows->rows[i], &rows->rows[j]);
		rows->rows[i].weight = 1.0 / sqrt(count);
	}
}

static enum status read_rows(struct reading *r)
{
	int more = 0;

	for (size_t i = 0; i < sizeof(COLUMNS) / sizeof(COLUMNS[0]); i++)
		if (csv_column(&r->csv, COLUMNS[i]) < 0)
			return error_set(
				r->error, STATUS_DATA, "%s: the column \"%s\" is missing", r->csv.file, COLUMNS[i]);
	while ((more = csv_next(&r->csv, r->error)) > 0) {
		if (strcmp(cell(r, "use"), "no") == 0)
			r->rows->unused++;
		else if (read_row(r) != STATUS_OK)
			return STATUS_DATA;
	}
	weigh(r->rows);
	return more < 0 ? STATUS_DATA : STATUS_OK;
}

enum status media_rows_read(
	struct media_rows *rows, const struct catalog *catalog, const char *path, struct error *error)
{
	struct reading r = { .rows = rows, .catalog = catalog, .error = error };
	TEXT(text);
	enum status status = file_read(path, FILE_CAP, &text, error);

	*rows = (struct media_rows){ 0 };
	arena_init(&rows->arena);
	if (status == STATUS_OK)
		status = csv_open(&r.csv, text.data, text.length, path_name(path), error);
	if (status != STATUS_OK)
		return status;
	status = read_rows(&r);
	csv_release(&r.csv);
	return status;
}

void media_rows_release(struct media_rows *rows)
{
	for (int i = 0; i < MEDIA_LABEL_COUNT; i++)
		name_list_release(&rows->names[i]);
	free(rows->rows);
	arena_release(&rows->arena);
	*rows = (struct media_rows){ 0 };
}

static double predicted(const struct media_row *row)
{
	struct speech_time speech;

	switch (row->task) {
	case MEDIA_SPEECH:
		speech = speech_time_of(NULL, &row->speech);
		return row->metric == MEDIA_RTF        ? speech.rtf
			: row->metric == MEDIA_FIRST_S ? speech.first_s
						       : speech.seconds;
	case MEDIA_TRANSCRIPTION: return transcription_s(NULL, &row->transcription);
	case MEDIA_EMBEDDING:
	case MEDIA_RERANKING: return embedding_s(NULL, &row->embedding);
	default: return media_time_of(NULL, &row->media).total_s;
	}
}

double media_row_residual(const struct media_row *row)
{
	return log(predicted(row) / row->measured);
}
