/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listing, adding and removing rows of measurements.csv. */
#include "study/measured_file.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/quantity.h"
#include "study/measured_run.h"

/* Where a row is from; the second one was refused before. */
static const char OWN[] = "own", FORCED[] = "own-forced";

static const char *column_name(enum measured_column column)
{
	static const char *const names[MEASURED_COLUMNS] = {
#define MEASURED_COLUMN(id, name, ...) name,
#include "study/measured-column-table.h"
#undef MEASURED_COLUMN
	};

	return names[column];
}

static void release_entry(struct measured_entry *entry)
{
	for (int i = 0; i < MEASURED_COLUMNS; i++)
		free(entry->cells[i]);
	free(entry->file);
}

void measured_list_release(struct measured_list *list)
{
	for (int i = 0; i < list->count; i++)
		release_entry(&list->entries[i]);
	free(list->entries);
	*list = (struct measured_list){ .count = 0 };
}

void measured_list_drop(struct measured_list *list, int index)
{
	struct measured_entry *entry = &list->entries[index];

	release_entry(entry);
	memmove(entry, entry + 1, (size_t)(--list->count - index) * sizeof(*entry));
}

static bool has_id(const struct measured_list *list, const struct measured_entry *entry)
{
	for (int i = 0; i < list->count; i++)
		if (strcmp(list->entries[i].id, entry->id) == 0 && strcmp(list->entries[i].file, entry->file) == 0)
			return true;
	return false;
}

/* Of the row's bytes; a row that stands twice in a file gets the next free one. */
static void set_id(struct measured_entry *entry, const struct measured_list *list, const struct csv *csv)
{
	uint32_t id = (uint32_t)hash_bytes(csv->row.raw, csv->row.raw_length);

	do
		snprintf(entry->id, sizeof(entry->id), "%08" PRIx32, id++);
	while (has_id(list, entry));
}

static void add_entry(struct measured_list *list, const struct csv *csv, const char *text, const char *path)
{
	struct measured_entry entry = { .file = xstrdup(path), .at = (size_t)(csv->row.raw - text) };

	for (int i = 0; i < MEASURED_COLUMNS; i++)
		entry.cells[i] = xstrdup(csv_field(csv, csv_column(csv, column_name((enum measured_column)i))));
	entry.length = (size_t)(csv->at - csv->row.raw);
	entry.forced = strcmp(entry.cells[MEASURED_COLUMN_SOURCE], FORCED) == 0;
	set_id(&entry, list, csv);
	list->entries = xgrow(list->entries, (size_t)list->count, sizeof(list->entries[0]));
	list->entries[list->count++] = entry;
}

enum status measured_file_list(
	const char *text, size_t n, const char *path, struct measured_list *list, struct error *error)
{
	struct error ignored;
	struct csv csv;
	int got;

	if (csv_open(&csv, text, n, path, error) != STATUS_OK)
		return error->status;
	while ((got = csv_next(&csv, &ignored)) != 0)
		if (got > 0)
			add_entry(list, &csv, text, path);
	csv_release(&csv);
	return STATUS_OK;
}

enum status measured_file_begin(struct text *file, const char *path, struct error *error)
{
	TEXT(header);

	for (int i = 0; i < MEASURED_COLUMNS; i++)
		text_addf(&header, "%s%s", i ? "," : "", column_name((enum measured_column)i));
	text_add_char(&header, '\n');
	if (file->length == 0)
		text_add(file, header.data);
	else if (strncmp(file->data, header.data, header.length) != 0)
		return error_set(error, STATUS_DATA, _("%s: its columns are not those of add-measurement"), path);
	if (file->data[file->length - 1] != '\n')
		text_add_char(file, '\n');
	return STATUS_OK;
}

void measured_file_add(struct text *file, const struct scenario *s, const struct row *a, enum measured_figure figure,
	double value, bool forced, long today)
{
	const struct deployment *d = &a->deployment;
	const struct layout *l = &d->layout;
	double users = s->number[PARAMETER_CONCURRENCY];
	char date[11];

	text_add_csv(file, s->model->id);
	text_addf(file, ",%s,%.0f,%.0f,%.0f,%.0f,%.0f,%s,%s,%s,%s,continuous,", d->gpu->id, layout_gpus(l), l->tensor,
		l->pipeline, l->expert, l->data, d->engine->id, d->format->id, d->kv->id,
		d->profile == d->engine->default_profile ? "default" : "tuned");
	quantity_add_exact(file, s->number[PARAMETER_PROMPT]);
	text_add_char(file, ',');
	quantity_add_exact(file, s->number[PARAMETER_OUTPUT]);
	text_add_char(file, ',');
	quantity_add_exact(file, s->number[PARAMETER_PREFIX_HIT]);
	text_add_char(file, ',');
	if (isinf(users))
		text_add(file, "max");
	else
		quantity_add_exact(file, users);
	text_addf(file, ",%s,", measured_word(figure)->metric);
	quantity_add_exact(file, value);
	date_format(today, date);
	text_addf(file, ",%s,%s\n", forced ? FORCED : OWN, date);
}

/* All but what was measured, and how it came. */
static bool same_run(const struct measured_entry *a, const struct measured_entry *b)
{
	for (int i = 0; i < MEASURED_COLUMNS; i++) {
		bool differs =
			i == MEASURED_COLUMN_METRIC || i == MEASURED_COLUMN_MEASURED || i == MEASURED_COLUMN_SOURCE;

		if (!differs && strcmp(a->cells[i], b->cells[i]) != 0)
			return false;
	}
	return true;
}

void measured_file_complete(const struct measured_list *list, const struct scenario *s, const struct row *a, long today,
	double figures[MEASURED_FIGURES])
{
	struct measured_list own = { .count = 0 };
	struct error error;
	TEXT(row);

	/* As it would stand in the file. */
	measured_file_begin(&row, "", &error);
	measured_file_add(&row, s, a, MEASURED_TPOT, 1.0, false, today);
	measured_file_list(row.data, row.length, "", &own, &error);
	for (int f = 0; f < MEASURED_FIGURES; f++) {
		const char *metric = measured_word((enum measured_figure)f)->metric;

		for (int i = list->count - 1; i >= 0 && isnan(figures[f]); i--) {
			const struct measured_entry *e = &list->entries[i];

			if (!e->forced && strcmp(e->cells[MEASURED_COLUMN_METRIC], metric) == 0 &&
				same_run(e, &own.entries[0]))
				quantity_read_exact(e->cells[MEASURED_COLUMN_MEASURED], &figures[f]);
		}
	}
	measured_list_release(&own);
}

void measured_file_remove(struct text *file, const struct measured_entry *entry)
{
	char *at = file->data + entry->at;

	memmove(at, at + entry->length, file->length - entry->at - entry->length + 1);
	file->length -= entry->length;
}
