/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading measured runs. */
#include "cli/measurement_files.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/row_reader.h"
#include "study/measured_guard.h"
#include "study/measured_run.h"
#include "study/serve.h"

/* Bytes of a line of neighbours.csv, generously. */
enum { LINE_MOST = 512 };

const char MEASUREMENT_FILE[] = "measurements.csv";

struct measured_model {
	const struct model *model;
	struct measurements runs;
	struct measurement *rows;
	struct measured_model *older;
};

static const char *intern(struct measurement_files *files, const char *source)
{
	for (int i = 0; i < files->source_count; i++)
		if (strcmp(files->sources[i], source) == 0)
			return files->sources[i];
	files->sources = xreallocarray(files->sources, (size_t)files->source_count + 1, sizeof(files->sources[0]));
	files->sources[files->source_count] = xstrdup(source);
	return files->sources[files->source_count++];
}

/* Columns of neighbours.csv, which has no header, so that it can be sorted, and no quotes. */
enum {
	AT_MODEL,
	AT_GPU,
	AT_ENGINE,
	AT_TUNING,
	AT_WEIGHTS,
	AT_KV,
	AT_TP,
	AT_PP,
	AT_EP,
	AT_DP,
	AT_PROMPT,
	AT_OUTPUT,
	AT_IN_FLIGHT,
	AT_FIGURES,
	AT_SOURCE = AT_FIGURES + MEASURED_FIGURES,
	COLUMNS
};

/* Cuts a line at its commas.  False: it has too few columns. */
static bool cut_line(char *line, char *fields[COLUMNS])
{
	int count = 0;

	fields[count++] = line;
	while (count < COLUMNS && (line = strchr(line, ','))) {
		*line++ = '\0';
		fields[count++] = line;
	}
	return count == COLUMNS;
}

static double number(const char *field)
{
	double value = NAN;

	quantity_read_exact(field, &value);
	return value;
}

static void read_names(const struct catalog *c, char *const *fields, struct measurement *run)
{
	struct error ignored;

	run->gpu = catalog_gpu(c, fields[AT_GPU], &ignored);
	run->engine = catalog_engine(c, fields[AT_ENGINE], &ignored);
	run->format = catalog_format(c, fields[AT_WEIGHTS], &ignored);
	run->kv = catalog_kv_format(c, fields[AT_KV], &ignored);
	run->tuned = strcmp(fields[AT_TUNING], "tuned") == 0;
}

static void read_figures(struct measurement_files *files, char *const *fields, struct measurement *run)
{
	run->layout = (struct layout){ .tensor = number(fields[AT_TP]),
		.pipeline = number(fields[AT_PP]),
		.expert = number(fields[AT_EP]),
		.data = number(fields[AT_DP]) };
	run->prompt = number(fields[AT_PROMPT]);
	run->output = number(fields[AT_OUTPUT]);
	run->in_flight = number(fields[AT_IN_FLIGHT]);
	for (int i = 0; i < MEASURED_FIGURES; i++)
		run->residual[i] = number(fields[AT_FIGURES + i]);
	run->source = intern(files, fields[AT_SOURCE]);
}

/* Bytes from a place on, as many as there are. */
static size_t read_at(int fd, off_t at, char *bytes, size_t most)
{
	size_t count = 0;
	ssize_t got = 1;

	while (count < most && got != 0) {
		got = pread(fd, bytes + count, most - count, at + (off_t)count);
		if (got < 0 && errno != EINTR)
			break;
		count += got > 0 ? (size_t)got : 0;
	}
	return count;
}

/* Where the first line of the sorted file that is not before `start` begins; its size when all are. */
static off_t first_line(int fd, off_t size, const struct text *start)
{
	off_t low = 0, high = size;

	while (low < high) {
		off_t middle = low + (high - low) / 2, from = middle - low > LINE_MOST ? middle - LINE_MOST : low;
		char window[2 * LINE_MOST + 1];
		size_t count = read_at(fd, from, window, 2 * LINE_MOST), line = (size_t)(middle - from);

		/* Somebody cut it meanwhile. */
		if (count <= line)
			return size;
		window[count] = '\0';
		while (line > 0 && window[line - 1] != '\n')
			line--;
		if (strncmp(window + line, start->data, start->length) >= 0) {
			high = from + (off_t)line;
		} else {
			low = from + (off_t)(line + strcspn(window + line, "\n"));
			low += low < size;
		}
	}
	return low;
}

/* The lines of one model; nothing when it has none.  The file is large: only these are read. */
static void find_block(int fd, off_t size, const char *model, struct text *block)
{
	TEXT(start);
	off_t at, end;

	text_addf(&start, "%s,", model);
	at = first_line(fd, size, &start);
	/* The next character behind the comma: all of another model stands there or later. */
	start.data[start.length - 1]++;
	end = first_line(fd, size, &start);
	if (at < end) {
		text_reserve(block, (size_t)(end - at) + 1);
		block->length += read_at(fd, at, block->data + block->length, (size_t)(end - at));
		block->data[block->length] = '\0';
	}
}

/* Lines in memory, which are cut; what the catalog (an overlay may change it) no longer has is left out. */
static void read_published(struct measurement_files *files, char *line, struct measured_model *entry)
{
	char *fields[COLUMNS], *names = line, *next;
	size_t capacity = 0, names_length = 0;
	struct measurement run = { .local = false };

	for (; *line; line = next) {
		size_t n;

		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		if (!cut_line(line, fields))
			continue;
		/* They are sorted: most have the names of the one before, which are not looked up again. */
		n = (size_t)(fields[AT_TP] - line);
		if (n != names_length || memcmp(line, names, n) != 0)
			read_names(files->catalog, fields, &run);
		names = line;
		names_length = n;
		if (!run.gpu || !run.engine || !run.format || !run.kv)
			continue;
		if ((size_t)entry->runs.count == capacity) {
			capacity = capacity ? 2 * capacity : 64;
			entry->rows = xreallocarray(entry->rows, capacity, sizeof(entry->rows[0]));
		}
		read_figures(files, fields, &run);
		entry->rows[entry->runs.count++] = run;
	}
}

static void add_published(struct measurement_files *files, struct measured_model *entry)
{
	int fd = open(files->published.data, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	TEXT(block);
	struct stat about;
	bool is_file = fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode);

	for (int i = 0; is_file && i < files->catalog->model_count; i++)
		if (model_same_architecture(&files->catalog->models[i], entry->model))
			find_block(fd, about.st_size, files->catalog->models[i].id, &block);
	if (fd >= 0)
		close(fd);
	read_published(files, block.data, entry);
}

static void add_own(const struct measurement_files *files, struct measured_model *entry)
{
	for (int i = 0; i < files->local_count; i++) {
		if (!model_same_architecture(files->local_models[i], entry->model))
			continue;
		entry->rows = xreallocarray(entry->rows, (size_t)entry->runs.count + 1, sizeof(entry->rows[0]));
		entry->rows[entry->runs.count++] = files->local[i];
	}
}

static const struct measurements *runs_of(struct measured_reader *reader, const struct model *model)
{
	struct measurement_files *files = (struct measurement_files *)reader;
	struct measured_model *entry = files->newest;

	while (entry && entry->model != model)
		entry = entry->older;
	if (entry)
		return &entry->runs;
	entry = xcalloc(1, sizeof(*entry));
	entry->model = model;
	entry->older = files->newest;
	files->newest = entry;
	add_published(files, entry);
	add_own(files, entry);
	entry->runs.rows = entry->rows;
	return &entry->runs;
}

void measurement_files_init(struct measurement_files *files, const struct catalog *catalog, const char *dir)
{
	*files = (struct measurement_files){ .reader = { .of = runs_of }, .catalog = catalog };
	text_init(&files->published);
	path_join(&files->published, dir, "neighbours.csv");
}

static enum status read_value(const struct csv *csv, double *value, int *figure, struct error *error)
{
	const char *metric = csv_field(csv, csv_column(csv, "metric"));
	const char *text = csv_field(csv, csv_column(csv, "measured"));

	*figure = 0;
	while (*figure < MEASURED_FIGURES &&
		strcmp(measured_word((enum measured_figure) * figure)->metric, metric) != 0)
		++*figure;
	if (*figure == MEASURED_FIGURES)
		return error_set(error, STATUS_DATA, _("metric: '%s' is none of tpot_s, ttft_s, output_tok_s"), metric);
	if (!quantity_read_exact(text, value) || *value <= 0)
		return error_set(error, STATUS_DATA, _("measured: '%s' is not a number above 0"), text);
	return STATUS_OK;
}

/* Estimates the row as it stands, without recalibration, and keeps the difference. */
static enum status read_own(
	struct measurement_files *files, const struct row_reader *rows, const struct csv *csv, struct error *error)
{
	const char *source = csv_field(csv, csv_column(csv, "source"));
	struct measurement run = { .local = true, .residual = { NAN, NAN, NAN } };
	struct scenario s;
	struct replica_row a;
	double value, estimated;
	int figure;

	if (row_read(rows, &s, error) != STATUS_OK || read_value(csv, &value, &figure, error) != STATUS_OK)
		return STATUS_DATA;
	s.measured = NULL;
	if (!s.model || scenario_open_loop(&s))
		return error_set(error, STATUS_DATA, _("a model of the catalog and a concurrency are wanted"));
	serve_run(&s, s.model, scenario_gpu(&s), s.number[PARAMETER_GPUS], replica_row_init(&a));
	estimated = measured_estimate(&a.row, (enum measured_figure)figure);
	if (isnan(estimated))
		return error_set(error, STATUS_DATA, _("this configuration cannot be estimated"));
	run.gpu = a.row.deployment.gpu;
	run.format = a.row.deployment.format;
	run.kv = a.row.deployment.kv;
	run.engine = a.row.deployment.engine;
	run.tuned = a.row.deployment.profile != run.engine->default_profile;
	run.layout = a.row.deployment.layout;
	run.prompt = s.number[PARAMETER_PROMPT];
	run.output = s.number[PARAMETER_OUTPUT];
	run.in_flight = fmin(a.replica.concurrency, fmax(1.0, a.replica.memory.max_concurrency));
	run.residual[figure] = log(value / estimated);
	run.source = intern(files, *source ? source : "own");
	files->local = xreallocarray(files->local, (size_t)files->local_count + 1, sizeof(files->local[0]));
	files->local_models =
		xreallocarray(files->local_models, (size_t)files->local_count + 1, sizeof(files->local_models[0]));
	files->local_models[files->local_count] = s.model;
	files->local[files->local_count++] = run;
	return STATUS_OK;
}

static void read_rows(
	struct measurement_files *files, struct csv *csv, const struct scenario *base, struct error_list *problems)
{
	struct row_reader rows;
	struct error error;
	int got;

	row_reader_init(&rows, csv, base);
	while ((got = csv_next(csv, &error)) != 0) {
		if (got < 0)
			error_list_add(problems, STATUS_DATA, "%s", error.text);
		else if (read_own(files, &rows, csv, &error) != STATUS_OK)
			error_list_add(problems, STATUS_DATA, "%s:%zu: %s", csv->file, csv->row.line, error.text);
	}
	row_reader_release(&rows);
}

void measurement_files_add(
	struct measurement_files *files, const char *overlay, const struct scenario *base, struct error_list *problems)
{
	struct error error = { .status = STATUS_OK };
	TEXT(path);
	TEXT(file);
	struct csv csv;

	path_join(&path, overlay, MEASUREMENT_FILE);
	if (file_missing(path.data))
		return;
	if (file_read(path.data, FILE_CAP, &file, &error) == STATUS_OK &&
		csv_open(&csv, file.data, file.length, path.data, &error) == STATUS_OK) {
		read_rows(files, &csv, base, problems);
		csv_release(&csv);
	} else {
		error_list_add(problems, error.status, "%s", error.text);
	}
}

void measurement_files_forget(struct measurement_files *files)
{
	while (files->newest) {
		struct measured_model *entry = files->newest;

		files->newest = entry->older;
		free(entry->rows);
		free(entry);
	}
	files->local_count = 0;
}

void measurement_files_release(struct measurement_files *files)
{
	measurement_files_forget(files);
	for (int i = 0; i < files->source_count; i++)
		free(files->sources[i]);
	free(files->sources);
	free(files->local);
	free(files->local_models);
	text_release(&files->published);
}
