/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Result files of benchmarks, by the tables of their formats and figures. */
#include "catalog/import/benchmark.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "base/quantity.h"
#include "catalog/import/benchmark_path.h"

enum { LAST = 1, ALL = 0 };

const struct benchmark_format_row *benchmark_format_row(enum benchmark_format format)
{
	static const struct benchmark_format_row rows[BENCHMARK_FORMATS] = {
#define BENCHMARK_FORMAT(id, name_, tool_, has_, list_, records_, engine_, help_) \
	[BENCHMARK_##id] = { .name = name_, \
		.tool = tool_, \
		.has = has_, \
		.list = list_, \
		.last = records_, \
		.engine = engine_, \
		.help = help_ },
#include "catalog/import/benchmark-format-table.h"
#undef BENCHMARK_FORMAT
	};

	return &rows[format];
}

enum benchmark_format benchmark_format_from_name(const char *name)
{
	int i = 0;

	while (i < BENCHMARK_FORMATS && strcmp(benchmark_format_row((enum benchmark_format)i)->name, name) != 0)
		i++;
	return (enum benchmark_format)i;
}

static const struct benchmark_field {
	enum benchmark_format format;
	enum benchmark_figure figure;
	const char *path;
	enum benchmark_unit unit;
} fields[] = {
#define BENCHMARK_FIELD(format, figure, path, unit, meaning) \
	{ BENCHMARK_##format, BENCHMARK_##figure, path, BENCHMARK_UNIT_##unit },
#include "catalog/import/benchmark-field-table.h"
#undef BENCHMARK_FIELD
};

enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };

/* "path", or "path=2" with the number that is there. */
static bool has(const cJSON *root, const cJSON *record, const char *wanted)
{
	const char *value = strchr(wanted, '=');
	const cJSON *found;
	double number = NAN;
	TEXT(path);

	text_add_n(&path, wanted, value ? (size_t)(value - wanted) : strlen(wanted));
	found = benchmark_path_find(root, record, path.data);
	if (!value || !found)
		return found;
	return quantity_read_exact(value + 1, &number) && cJSON_IsNumber(found) && found->valuedouble == number;
}

/* The first path that a record of the format must have and this one has not, in `missing`; false: it has all. */
static bool lacks(const cJSON *root, const cJSON *record, enum benchmark_format format, struct text *missing)
{
	const char *at = benchmark_format_row(format)->has;

	while (*at) {
		size_t n = strcspn(at, " ");

		text_clear(missing);
		text_add_n(missing, at, n);
		if (!has(root, record, missing->data))
			return true;
		at += n + (at[n] == ' ');
	}
	return false;
}

/* The list of the records of a format; NULL: the file is one of them, or has none (*list is then named and missing). */
static const cJSON *find_list(const cJSON *root, enum benchmark_format format)
{
	const char *list = benchmark_format_row(format)->list;
	const cJSON *found = list[0] ? json_member(root, list) : root;

	return cJSON_IsArray(found) ? found : NULL;
}

static const cJSON *first_record(const cJSON *root, enum benchmark_format format)
{
	const cJSON *list = find_list(root, format);

	if (list)
		return cJSON_GetArrayItem(list, 0);
	return benchmark_format_row(format)->list[0] ? NULL : root;
}

static enum benchmark_format recognise(const cJSON *root)
{
	int i = 0;
	TEXT(missing);

	while (i < BENCHMARK_FORMATS &&
		lacks(root, first_record(root, (enum benchmark_format)i), (enum benchmark_format)i, &missing))
		i++;
	return (enum benchmark_format)i;
}

/* What the file is, or why it is not what was said. */
static enum status settle_format(struct benchmark *b, enum benchmark_format from, struct error *error)
{
	enum benchmark_format like = recognise(b->root);
	TEXT(missing);

	b->format = from == BENCHMARK_FORMATS ? like : from;
	if (b->format == BENCHMARK_FORMATS)
		return error_set(error, STATUS_DATA, _("%s: no result of a benchmark that is known"), b->file);
	if (!lacks(b->root, first_record(b->root, b->format), b->format, &missing))
		return STATUS_OK;
	if (like == BENCHMARK_FORMATS)
		return error_set(error, STATUS_DATA, _("%s: /%s: missing in a result of %s"), b->file,
			missing.data + (missing.data[0] == '/'), benchmark_format_row(from)->tool);
	return error_set(error, STATUS_DATA, _("%s: /%s: missing in a result of %s; it looks like one of --from %s"),
		b->file, missing.data + (missing.data[0] == '/'), benchmark_format_row(from)->tool,
		benchmark_format_row(like)->name);
}

void benchmark_place_add(struct text *out, const struct benchmark *b, const struct benchmark_record *record,
	enum benchmark_figure figure)
{
	const char *path = record->values[figure].path;
	bool from_root = path && path[0] == '/';

	text_addf(out, "%s: %s%s%s", b->file, from_root ? "" : record->place, from_root ? "" : "/", path ? path : "");
}

static enum status read_figure(struct benchmark *b, struct benchmark_record *record, const cJSON *item,
	const struct benchmark_field *field, struct error *error)
{
	struct benchmark_value *value = &record->values[field->figure];
	struct error why = { 0 };
	TEXT(place);

	/* Two rows of a figure: the first that is there. */
	if (value->path)
		return STATUS_OK;
	value->path = field->path;
	benchmark_place_add(&place, b, record, field->figure);
	if (!benchmark_path_read(b->root, item, field->path, field->unit, &value->number, &value->word, &why))
		return error_set(error, STATUS_DATA, "%s: %s", place.data, why.text);
	if (isnan(value->number) && !value->word)
		value->path = NULL;
	return STATUS_OK;
}

static double number(const struct benchmark_record *record, enum benchmark_figure figure)
{
	return record->values[figure].number;
}

/* Nothing of nothing is not known. */
static double ratio(double part, double whole)
{
	return whole > 0.0 ? part / whole : NAN;
}

/* A figure that the file does not have follows from two others. */
static void derive(struct benchmark_record *r, enum benchmark_figure figure, double value, enum benchmark_figure from)
{
	if (r->values[figure].path || !isfinite(value))
		return;
	r->values[figure].number = value;
	r->values[figure].path = r->values[from].path;
}

/* One stream that reads a prompt, or writes with a cache that is filled so far. */
static void derive_stream(struct benchmark_record *r)
{
	double speed = number(r, BENCHMARK_SPEED);

	derive(r, BENCHMARK_CONCURRENCY, 1.0, BENCHMARK_SPEED);
	if (!(number(r, BENCHMARK_OUTPUT) > 0.0)) {
		derive(r, BENCHMARK_TTFT, ratio(number(r, BENCHMARK_PROMPT), speed), BENCHMARK_SPEED);
	} else if (!(number(r, BENCHMARK_PROMPT) > 0.0)) {
		derive(r, BENCHMARK_TPOT, ratio(1.0, speed), BENCHMARK_SPEED);
		derive(r, BENCHMARK_TOK_S, speed, BENCHMARK_SPEED);
		/* What lies in the cache was a prompt. */
		r->values[BENCHMARK_PROMPT].number = fmax(number(r, BENCHMARK_DEPTH), 0.0);
	}
}

static void derive_all(const struct benchmark *b, struct benchmark_record *r)
{
	double completed = number(r, BENCHMARK_COMPLETED);

	if (b->format == BENCHMARK_LLAMA_BENCH)
		derive_stream(r);
	derive(r, BENCHMARK_REQ_S, ratio(completed, number(r, BENCHMARK_DURATION)), BENCHMARK_COMPLETED);
	derive(r, BENCHMARK_PROMPT, ratio(number(r, BENCHMARK_PROMPT_TOTAL), completed), BENCHMARK_PROMPT_TOTAL);
	derive(r, BENCHMARK_OUTPUT, ratio(number(r, BENCHMARK_OUTPUT_TOTAL), completed), BENCHMARK_OUTPUT_TOTAL);
	derive(r, BENCHMARK_OUTPUT, ratio(number(r, BENCHMARK_TOK_S), number(r, BENCHMARK_REQ_S)), BENCHMARK_TOK_S);
}

/* Times of a run without an answer are 0, which is no speed. */
static void drop_nothings(struct benchmark_record *r)
{
	if (number(r, BENCHMARK_COMPLETED) != 0.0)
		return;
	for (int f = BENCHMARK_TTFT; f < BENCHMARK_TOK_S; f++)
		r->values[f].number = NAN;
}

static enum status read_record(struct benchmark *b, const cJSON *item, int index, bool listed, struct error *error)
{
	struct benchmark_record *record = &b->records[b->count++];
	const char *list = benchmark_format_row(b->format)->list;
	enum status status = STATUS_OK;

	for (int f = 0; f < BENCHMARK_FIGURES; f++)
		record->values[f] = (struct benchmark_value){ .number = NAN };
	if (listed)
		snprintf(record->place, sizeof(record->place), "%s%s/%d", list[0] ? "/" : "", list, index);
	for (int i = 0; i < FIELDS && status == STATUS_OK; i++)
		if (fields[i].format == b->format)
			status = read_figure(b, record, item, &fields[i], error);
	derive_all(b, record);
	drop_nothings(record);
	return status;
}

static enum status read_records(struct benchmark *b, struct error *error)
{
	const cJSON *list = find_list(b->root, b->format), *item = list ? list->child : b->root;
	enum status status = STATUS_OK;

	b->records = xcalloc(list ? (size_t)cJSON_GetArraySize(list) : 1, sizeof(b->records[0]));
	for (int i = 0; item && status == STATUS_OK; i++) {
		TEXT(missing);

		if (lacks(b->root, item, b->format, &missing))
			return error_set(error, STATUS_DATA, _("%s: record %d: /%s: missing in a result of %s"),
				b->file, i + 1, missing.data, benchmark_format_row(b->format)->tool);
		status = read_record(b, item, i, list, error);
		item = list ? item->next : NULL;
	}
	return status;
}

/* Whether the first line is a whole object and others follow it. */
static bool has_lines(const char *text, size_t n)
{
	const char *end = memchr(text, '\n', n);
	struct error ignored;
	JSON(line);

	if (!end || json_parse(text, (size_t)(end - text), "", true, &line, &ignored) != STATUS_OK)
		return false;
	while ((size_t)(end - text) < n && strchr(" \t\r\n", *end))
		end++;
	return (size_t)(end - text) < n;
}

/* Lines of objects become a list of them, in which every line stays where it is. */
static void join_lines(const char *text, size_t n, struct text *list)
{
	text_add_char(list, '[');
	while (n > 0) {
		const char *end = memchr(text, '\n', n);
		size_t line = end ? (size_t)(end - text) : n, rest = n - line;

		text_add_n(list, text, line);
		/* A comma stands between two objects, wherever blank lines are. */
		if (end && strspn(end, " \t\r\n") < rest && line > strspn(text, " \t\r"))
			text_add_char(list, ',');
		if (end)
			text_add_char(list, '\n');
		line += end ? 1 : 0;
		n -= line;
		text += line;
	}
	text_add_char(list, ']');
}

enum status benchmark_read(const char *text, size_t n, const char *file, enum benchmark_format from,
	struct benchmark *out, struct error *error)
{
	enum status status;
	TEXT(list);

	*out = (struct benchmark){ .file = file };
	if (has_lines(text, n)) {
		join_lines(text, n, &list);
		text = list.data;
		n = list.length;
	}
	status = json_parse(text, n, file, true, &out->root, error);
	if (status == STATUS_OK)
		status = settle_format(out, from, error);
	return status == STATUS_OK ? read_records(out, error) : status;
}

void benchmark_release(struct benchmark *benchmark)
{
	json_free(benchmark->root);
	free(benchmark->records);
	*benchmark = (struct benchmark){ .root = NULL };
}
