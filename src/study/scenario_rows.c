/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a row of CSV to a scenario. */
#include "study/scenario_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "study/scenario_text.h"
#include "study/study_word.h"

/* What was wrong with values, for files may repeat one a hundred thousand times, and to say what an unknown
 * name may mean, or that a file holds no model, takes longer than to answer a row. */
enum { REFUSALS = 256 };

struct refusal {
	char *value; /* NULL: none */
	int column;  /* of the columns that are parameters */
	struct error error;
};

struct refused_cells {
	struct refusal places[REFUSALS]; /* by hash; a new one takes the place of another */
};

void scenario_rows_init(struct scenario_rows *rows, const struct csv *csv, const struct scenario *base)
{
	*rows = (struct scenario_rows){ .csv = csv, .base = *base };
	rows->refused = xcalloc(1, sizeof(*rows->refused));
}

void scenario_rows_release(struct scenario_rows *rows)
{
	for (int i = 0; i < REFUSALS; i++)
		free(rows->refused->places[i].value);
	free(rows->refused);
	rows->refused = NULL;
}

void scenario_rows_add(struct scenario_rows *rows, int column, enum parameter parameter)
{
	if (column < 0)
		return;
	rows->columns[rows->count].column = column;
	rows->columns[rows->count++].parameter = parameter;
}

bool scenario_rows_take(const struct study *study, enum parameter parameter)
{
	static const enum parameter of_lists[] = { PARAMETER_SORT, PARAMETER_ALL, PARAMETER_TOP, PARAMETER_COUNT };

	return study_reads(study, parameter) && !parameter_listed(of_lists, parameter);
}

void scenario_rows_ask(struct scenario_rows *rows, const struct study *study)
{
	enum parameter parameter;

	rows->study = study;
	study_adopt(study, &rows->base);
	for (int i = 0; i < rows->csv->column_count; i++)
		if (study_parameter_from_name(study, rows->csv->columns[i], &parameter) &&
			scenario_rows_take(study, parameter))
			scenario_rows_add(rows, i, parameter);
}

const char *scenario_rows_cell(const struct scenario_rows *rows, int i)
{
	const char *cell = csv_field(rows->csv, rows->columns[i].column);

	return *cell ? cell : NULL;
}

/* What a program wrote for a study: a number with an exponent, or one without a unit under the key of a time, which is
 * seconds as in plans.  Options have no exponents, and theirs are milliseconds. */
static bool is_exact(const struct scenario_rows *rows, int i, const char *value, double *number)
{
	const struct parameter_row *row = parameter_row(rows->columns[i].parameter);
	const char *name = rows->csv->columns[rows->columns[i].column];
	size_t length = strlen(name);
	bool time = row->quantity == QUANTITY_SECONDS, key = length > 2 && strcmp(name + length - 2, "_s") == 0;

	if (!rows->study || row->form != PARAMETER_NUMBER_FORM || value[strspn(value, "+-.0123456789eE")])
		return false;
	if (time ? !key : !strpbrk(value, "eE"))
		return false;
	return quantity_read_exact(value, number);
}

/* Sets the value of the i-th column; a wrong one is looked at once. */
static enum status set_value(
	const struct scenario_rows *rows, struct scenario *s, int i, const char *value, struct error *error)
{
	enum parameter parameter = rows->columns[i].parameter;
	size_t at = (hash_bytes(value, strlen(value)) ^ (unsigned)i) % REFUSALS;
	struct refusal *place = &rows->refused->places[at];
	enum status status;
	double number;

	if (place->value && place->column == i && strcmp(place->value, value) == 0) {
		*error = place->error;
		return STATUS_USAGE;
	}
	if (is_exact(rows, i, value, &number))
		status = scenario_set_number(s, parameter, number, error);
	else
		status = scenario_set(s, parameter, value, error);
	if (status == STATUS_OK)
		return STATUS_OK;
	study_name_parameter(rows->study, parameter, error);
	free(place->value);
	*place = (struct refusal){ xstrdup(value), i, *error };
	return status;
}

/* Items with commas between them, in the place of those of `base`; "auto": none. */
static enum status set_items(
	const struct scenario_rows *rows, struct scenario *s, int i, const char *items, struct error *error)
{
	enum status status = STATUS_OK;
	TEXT(item);

	scenario_clear(s, rows->columns[i].parameter);
	if (text_compare_nocase(items, "auto") == 0)
		return STATUS_OK;
	while (*items && status == STATUS_OK) {
		size_t n = strcspn(items, ",");
		size_t blanks = strspn(items, " ");

		text_clear(&item);
		if (blanks < n)
			text_add_n(&item, items + blanks, n - blanks);
		status = set_value(rows, s, i, item.data, error);
		items += items[n] ? n + 1 : n;
	}
	return status;
}

enum status scenario_rows_set(const struct scenario_rows *rows, struct scenario *s, struct error *error)
{
	enum status status = STATUS_OK;

	*s = rows->base;
	for (int i = 0; i < rows->count && status == STATUS_OK; i++) {
		const char *cell = scenario_rows_cell(rows, i);

		if (cell && rows->study && parameter_row(rows->columns[i].parameter)->form == PARAMETER_SET_FORM)
			status = set_items(rows, s, i, cell, error);
		else if (cell)
			status = set_value(rows, s, i, cell, error);
	}
	return status;
}

/* Whether the i-th column says something: "auto" takes nothing back. */
static bool says(const struct scenario_rows *rows, int i)
{
	const char *cell = scenario_rows_cell(rows, i);

	return cell && text_compare_nocase(cell, "auto") != 0;
}

/* Of two columns for the same parameter, or for the same thing in two ways, one would be lost. */
static enum status check_once(const struct scenario_rows *rows, struct error *error)
{
	for (int i = 1; i < rows->count; i++)
		for (int k = 0; k < i && says(rows, i); k++) {
			enum parameter one = rows->columns[k].parameter, other = rows->columns[i].parameter;

			if (says(rows, k) &&
				(one == other || scenario_withdraws(one, other) || scenario_withdraws(other, one)))
				return error_set(error, STATUS_USAGE, _("%s and %s: one of them alone is wanted"),
					rows->csv->columns[rows->columns[k].column],
					rows->csv->columns[rows->columns[i].column]);
		}
	return STATUS_OK;
}

/* Messages are written for options; columns have no dashes. */
static void drop_dashes(struct error *message)
{
	struct error told = *message;

	if (strncmp(told.text, "--", 2) == 0)
		error_set(message, told.status, "%s", told.text + 2);
}

enum status scenario_rows_read(const struct scenario_rows *rows, struct scenario *s, struct error *error)
{
	enum status status = scenario_rows_set(rows, s, error);

	if (status == STATUS_OK)
		status = check_once(rows, error);
	if (status == STATUS_OK)
		status = scenario_check(s, error);
	if (status == STATUS_OK && rows->study->check)
		status = rows->study->check(s, error);
	if (status != STATUS_OK)
		drop_dashes(error);
	return status;
}
