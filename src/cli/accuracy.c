/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan accuracy: how far the estimates are from what others have published. */
#include "cli/accuracy.h"

#include <string.h>

#include "base/datadir.h"
#include "base/i18n.h"
#include "report/accuracy.h"

/* Models are many and short of rows: they come when asked for. */
static const unsigned usual_axes = (1u << ACCURACY_AXIS_COUNT) - 1 - (1u << ACCURACY_MODEL);

/* "gpu,metric" as a bit an axis. */
static enum status read_axes(const char *list, unsigned *wanted, struct error *error)
{
	TEXT(names);

	for (int i = 0; i < ACCURACY_AXIS_COUNT; i++)
		text_addf(&names, "%s%s", i ? ", " : "", accuracy_axis_name((enum accuracy_axis)i));
	*wanted = 0;
	do {
		size_t n = strcspn(list, ",");
		int i = 0;

		while (i < ACCURACY_AXIS_COUNT &&
			(strlen(accuracy_axis_name((enum accuracy_axis)i)) != n ||
				strncmp(accuracy_axis_name((enum accuracy_axis)i), list, n) != 0))
			i++;
		if (i == ACCURACY_AXIS_COUNT)
			return error_set(error, STATUS_USAGE, _("--by: unknown '%.*s'; one or more of %s"), (int)n,
				list, names.data);
		*wanted |= 1u << i;
		list += n;
	} while (*list++ == ',');
	return STATUS_OK;
}

/* A table of the catalog folder; released where it was declared. */
struct table {
	struct text path, file;
	struct csv csv;
};

static enum status open_table(struct table *table, const char *dir, const char *name, struct error *error)
{
	path_join(&table->path, dir, name);
	if (file_read(table->path.data, FILE_CAP, &table->file, error) != STATUS_OK)
		return error->status;
	return csv_open(&table->csv, table->file.data, table->file.length, table->path.data, error);
}

static void close_table(struct table *table)
{
	csv_release(&table->csv);
	text_release(&table->file);
	text_release(&table->path);
}

#define TABLE(name) \
	struct table name __attribute__((cleanup(close_table))) = { .path = { .data = text_nothing }, \
		.file = { .data = text_nothing } }

static enum status read_tables(struct accuracy *accuracy, struct error *error)
{
	TABLE(measured);
	TABLE(predicted);
	TEXT(dir);
	enum status status = datadir_find(&dir, error);

	if (status == STATUS_OK)
		status = open_table(&measured, dir.data, "measurements.csv", error);
	if (status == STATUS_OK)
		status = open_table(&predicted, dir.data, "predictions.csv", error);
	return status == STATUS_OK ? accuracy_read(accuracy, &measured.csv, &predicted.csv, error) : status;
}

enum status command_accuracy(struct invocation *call, struct text *out, struct error *error)
{
	struct accuracy accuracy = { .count = 0 };
	unsigned wanted = usual_axes;
	enum status status = call->option[OPTION_BY] ? read_axes(call->option[OPTION_BY], &wanted, error) : STATUS_OK;

	if (status == STATUS_OK)
		status = read_tables(&accuracy, error);
	if (status == STATUS_OK && call->format == FORMAT_JSON)
		report_accuracy_json(out, &accuracy, wanted);
	else if (status == STATUS_OK)
		report_accuracy(out, &accuracy, wanted, call->format == FORMAT_MARKDOWN, call->style.color);
	accuracy_release(&accuracy);
	return status;
}
