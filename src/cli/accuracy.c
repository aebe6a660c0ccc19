/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan accuracy: how far the estimates are from what others have published. */
#include "cli/accuracy.h"

#include <string.h>

#include "base/datadir.h"
#include "base/i18n.h"
#include "report/accuracy.h"

/* What --by takes: the axes, and percentiles of latency beside them. */
enum { BY_PERCENTILE = ACCURACY_AXIS_COUNT, BY_COUNT };

/* Models are many and short of rows: they come when asked for. */
static const unsigned usual = (1u << BY_COUNT) - 1 - (1u << ACCURACY_MODEL);

static const char *by_name(int by)
{
	return by == BY_PERCENTILE ? "percentile" : accuracy_axis_name((enum accuracy_axis)by);
}

/* "gpu,metric" as a bit a name. */
static enum status read_by(const char *list, unsigned *wanted, struct error *error)
{
	TEXT(names);

	for (int i = 0; i < BY_COUNT; i++)
		text_addf(&names, "%s%s", i ? ", " : "", by_name(i));
	*wanted = 0;
	do {
		size_t n = strcspn(list, ",");
		int i = 0;

		while (i < BY_COUNT && (strlen(by_name(i)) != n || strncmp(by_name(i), list, n) != 0))
			i++;
		if (i == BY_COUNT)
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

static enum status read_accuracy(struct accuracy *accuracy, const char *dir, struct error *error)
{
	TABLE(measured);
	TABLE(predicted);
	enum status status = open_table(&measured, dir, "measurements.csv", error);

	if (status == STATUS_OK)
		status = open_table(&predicted, dir, "predictions.csv", error);
	return status == STATUS_OK ? accuracy_read(accuracy, &measured.csv, &predicted.csv, error) : status;
}

static enum status read_percentiles(struct accuracy_percentiles *percentiles, const char *dir, struct error *error)
{
	TABLE(measured);
	TABLE(predicted);
	enum status status = open_table(&measured, dir, "percentiles.csv", error);

	if (status == STATUS_OK)
		status = open_table(&predicted, dir, "percentile_predictions.csv", error);
	return status == STATUS_OK ? accuracy_percentiles_read(percentiles, &measured.csv, &predicted.csv, error)
				   : status;
}

static void write_all(struct invocation *call, struct text *out, const struct accuracy *accuracy,
	const struct accuracy_percentiles *percentiles, unsigned wanted)
{
	const bool markdown = call->format == FORMAT_MARKDOWN;

	if (call->format == FORMAT_JSON) {
		report_accuracy_json(out, accuracy, wanted, percentiles);
		return;
	}
	report_accuracy(out, accuracy, wanted, markdown, call->style.color);
	if (percentiles)
		report_accuracy_percentiles(out, percentiles, markdown, call->style.color);
}

enum status command_accuracy(struct invocation *call, struct text *out, struct error *error)
{
	struct accuracy accuracy = { .count = 0 };
	struct accuracy_percentiles percentiles = { .count = 0 };
	unsigned wanted = usual;
	TEXT(dir);
	enum status status = call->option[OPTION_BY] ? read_by(call->option[OPTION_BY], &wanted, error) : STATUS_OK;
	const bool by_percentile = (wanted & 1u << BY_PERCENTILE) != 0;

	if (status == STATUS_OK)
		status = datadir_find(&dir, error);
	if (status == STATUS_OK)
		status = read_accuracy(&accuracy, dir.data, error);
	if (status == STATUS_OK && by_percentile)
		status = read_percentiles(&percentiles, dir.data, error);
	if (status == STATUS_OK)
		write_all(call, out, &accuracy, by_percentile ? &percentiles : NULL, wanted);
	accuracy_percentiles_release(&percentiles);
	accuracy_release(&accuracy);
	return status;
}
