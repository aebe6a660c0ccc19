/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSV reader: one pass, one buffer, fields unquoted row by row. */
#include "base/csv.h"

#include <string.h>

#include "base/i18n.h"

enum field_end { FIELD_MORE, FIELD_LAST, FIELD_BROKEN };

static bool at_line_end(const struct csv *csv)
{
	return csv->at == csv->end || *csv->at == '\n' || *csv->at == '\r';
}

static void skip_line_end(struct csv *csv)
{
	if (csv->at < csv->end && *csv->at == '\r')
		csv->at++;
	if (csv->at < csv->end && *csv->at == '\n')
		csv->at++;
	csv->line++;
}

/* A quoted field may hold commas, line ends and doubled quotes. */
static bool take_quoted(struct csv *csv)
{
	for (csv->at++; csv->at < csv->end; csv->at++) {
		if (*csv->at == '"') {
			csv->at++;
			if (csv->at == csv->end || *csv->at != '"')
				return true;
		}
		csv->line += *csv->at == '\n';
		text_add_char(&csv->cells, *csv->at);
	}
	return false;
}

static enum field_end take_field(struct csv *csv, const char **problem)
{
	if (csv->at < csv->end && *csv->at == '"') {
		if (!take_quoted(csv)) {
			*problem = N_("a quote is never closed");
			return FIELD_BROKEN;
		}
	} else {
		const char *first = csv->at;

		while (!at_line_end(csv) && *csv->at != ',')
			csv->at++;
		text_add_n(&csv->cells, first, (size_t)(csv->at - first));
	}
	text_add_char(&csv->cells, '\0');
	if (at_line_end(csv))
		return FIELD_LAST;
	if (*csv->at == ',') {
		csv->at++;
		return FIELD_MORE;
	}
	*problem = N_("text behind a closing quote");
	return FIELD_BROKEN;
}

static void skip_row(struct csv *csv)
{
	while (!at_line_end(csv))
		csv->at++;
	skip_line_end(csv);
}

/* Fields lie in `cells` one behind the other; the buffer may have moved, so they are set last. */
static void set_fields(const char *cells, const char **fields, int count)
{
	for (int i = 0; i < count; i++) {
		fields[i] = cells;
		cells += strlen(cells) + 1;
	}
}

static int broken(struct csv *csv, const char *problem, struct error *error)
{
	skip_row(csv);
	error_set(error, STATUS_DATA, "%s:%zu: %s", csv->file, csv->row.line, _(problem));
	return -1;
}

static int take_row(struct csv *csv, int most, struct error *error)
{
	const char *problem = NULL;
	enum field_end end = FIELD_MORE;

	while (csv->at < csv->end && at_line_end(csv))
		skip_line_end(csv);
	if (csv->at == csv->end)
		return 0;
	text_clear(&csv->cells);
	csv->row = (struct csv_row){ .raw = csv->at, .line = csv->line };
	while (end == FIELD_MORE) {
		end = take_field(csv, &problem);
		if (end == FIELD_BROKEN)
			return broken(csv, problem, error);
		if (++csv->row.field_count == most && end == FIELD_MORE)
			return broken(csv, N_("more fields than the header has columns"), error);
	}
	csv->row.raw_length = (size_t)(csv->at - csv->row.raw);
	skip_line_end(csv);
	set_fields(csv->cells.data, csv->row.fields, csv->row.field_count);
	return 1;
}

enum status csv_open(struct csv *csv, const char *text, size_t n, const char *file, struct error *error)
{
	static const char mark[] = "\xef\xbb\xbf";
	int got;

	*csv = (struct csv){ .file = file, .at = text, .end = text + n, .line = 1 };
	text_init(&csv->cells);
	text_init(&csv->names);
	if (n >= 3 && memcmp(text, mark, 3) == 0)
		csv->at += 3;
	got = take_row(csv, CSV_COLUMNS_MAX, error);
	if (got == 0)
		error_set(error, STATUS_DATA, _("%s: empty file, a header line is wanted"), file);
	if (got <= 0) {
		csv_release(csv);
		return STATUS_DATA;
	}
	csv->column_count = csv->row.field_count;
	text_add_n(&csv->names, csv->cells.data, csv->cells.length);
	set_fields(csv->names.data, csv->columns, csv->column_count);
	return STATUS_OK;
}

void csv_release(struct csv *csv)
{
	text_release(&csv->cells);
	text_release(&csv->names);
}

int csv_column(const struct csv *csv, const char *name)
{
	for (int i = 0; i < csv->column_count; i++)
		if (strcmp(csv->columns[i], name) == 0)
			return i;
	return -1;
}

int csv_next(struct csv *csv, struct error *error)
{
	return take_row(csv, csv->column_count, error);
}

const char *csv_field(const struct csv *csv, int column)
{
	return column >= 0 && column < csv->row.field_count ? csv->row.fields[column] : "";
}
