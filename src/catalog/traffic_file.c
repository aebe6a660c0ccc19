/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading traffic: CSV of times and rates, reduced to the highest rate of every hour of a day. */
#include "catalog/traffic_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/memory.h"
#include "base/quantity.h"
#include "core/fleet.h"

static const double HIGHEST_RATE = 1e6;

enum { TIME_COLUMN, RATE_COLUMN, COLUMNS };

bool traffic_is_file(const char *value)
{
	return value[strspn(value, "0123456789., \tkKsmin/")] != '\0' || file_exists(value);
}

/* Seconds since midnight, and the day: 0 where the file names none. */
struct moment {
	long day;
	int second;
};

struct traffic {
	struct csv csv;
	double rates[FLEET_HOURS]; /* NaN: none yet */
	struct moment *seen;
	size_t count;
};

static enum status refuse(const struct traffic *t, int column, const char *what, struct error *error)
{
	return error_set(error, STATUS_DATA, "%s:%zu: %s: %s", t->csv.file, t->csv.row.line,
		column == TIME_COLUMN ? "time" : "rate", what);
}

/* One or two digits below `limit`; returns what stands behind them, NULL when they are not there. */
static const char *read_part(const char *p, int limit, int *value)
{
	int n = 0;

	*value = 0;
	while (n < 2 && p[n] >= '0' && p[n] <= '9')
		*value = *value * 10 + (p[n++] - '0');
	return n > 0 && *value < limit ? p + n : NULL;
}

/* "13", "13:05", "13:05:30", each with an optional Z. */
static bool read_clock(const char *p, int *second)
{
	int hour = 0, minute = 0, rest = 0;

	p = read_part(p, FLEET_HOURS, &hour);
	if (p && *p == ':')
		p = read_part(p + 1, 60, &minute);
	if (p && *p == ':')
		p = read_part(p + 1, 60, &rest);
	if (p && *p == 'Z')
		p++;
	*second = (hour * 60 + minute) * 60 + rest;
	return p && *p == '\0';
}

static bool read_moment(const char *text, struct moment *moment)
{
	struct error ignored = { 0 };
	char date[11];

	*moment = (struct moment){ 0, 0 };
	if (strlen(text) < sizeof(date) || (text[10] != 'T' && text[10] != ' '))
		return read_clock(text, &moment->second);
	memcpy(date, text, 10);
	date[10] = '\0';
	return date_parse(date, &moment->day, &ignored) == STATUS_OK && read_clock(text + 11, &moment->second);
}

static int compare_moments(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;

	int order = (x->day > y->day) - (x->day < y->day);

	return order != 0 ? order : (x->second > y->second) - (x->second < y->second);
}

static enum status read_row(struct traffic *t, struct error *error)
{
	const struct csv_row *row = &t->csv.row;
	struct error detail = { 0 };
	struct moment moment;
	double rate;

	if (row->field_count < COLUMNS)
		return error_set(
			error, STATUS_DATA, _("%s:%zu: the line ends before the rate"), t->csv.file, row->line);
	if (!read_moment(row->fields[TIME_COLUMN], &moment))
		return refuse(t, TIME_COLUMN, _("an hour from 0 to 23 is wanted, HH:MM[:SS], or YYYY-MM-DD HH:MM[:SS]"),
			error);
	if (row->fields[RATE_COLUMN][0] == '-')
		rate = -1.0;
	else if (quantity_parse(row->fields[RATE_COLUMN], QUANTITY_RATE, &rate, &detail) != STATUS_OK)
		return refuse(t, RATE_COLUMN, detail.text, error);
	if (!(rate >= 0.0 && rate <= HIGHEST_RATE))
		return refuse(t, RATE_COLUMN, _("out of range, allowed is 0 to 1M requests a second"), error);
	t->rates[moment.second / 3600] = fmax(rate, t->rates[moment.second / 3600]);
	t->seen = xgrow(t->seen, t->count, sizeof(*t->seen));
	t->seen[t->count++] = moment;
	return STATUS_OK;
}

static enum status check_header(const struct traffic *t, struct error *error)
{
	const struct csv *csv = &t->csv;

	if (csv->column_count > COLUMNS)
		return error_set(error, STATUS_DATA,
			ngettext("%s:1: %d column; two are wanted, time and rate",
				"%s:1: %d columns; two are wanted, time and rate", (unsigned long)csv->column_count),
			csv->file, csv->column_count);
	if (csv->column_count < COLUMNS || text_compare_nocase(csv->columns[TIME_COLUMN], "time") != 0 ||
		text_compare_nocase(csv->columns[RATE_COLUMN], "rate") != 0)
		return error_set(error, STATUS_DATA, _("%s:1: the first line must be time,rate"), csv->file);
	return STATUS_OK;
}

/* Every hour once, and no moment twice. */
static enum status check_whole(struct traffic *t, struct error *error)
{
	double highest = 0.0;

	if (t->count)
		qsort(t->seen, t->count, sizeof(*t->seen), compare_moments);
	for (size_t i = 1; i < t->count; i++)
		if (compare_moments(&t->seen[i - 1], &t->seen[i]) == 0)
			return error_set(error, STATUS_DATA, _("%s: time: %02d:%02d:%02d comes twice"), t->csv.file,
				t->seen[i].second / 3600, t->seen[i].second / 60 % 60, t->seen[i].second % 60);
	for (int hour = 0; hour < FLEET_HOURS; hour++) {
		if (isnan(t->rates[hour]))
			return error_set(error, STATUS_DATA,
				_("%s: time: no rate from %02d:00 to %02d:59; every hour needs one"), t->csv.file, hour,
				hour);
		highest = fmax(highest, t->rates[hour]);
	}
	if (!(highest > 0.0))
		return error_set(
			error, STATUS_DATA, _("%s: rate: at least one hour needs a rate above 0"), t->csv.file);
	return STATUS_OK;
}

static enum status read_rows(struct traffic *t, struct error *error)
{
	enum status status = check_header(t, error);
	int got;

	while (status == STATUS_OK && (got = csv_next(&t->csv, error)) != 0)
		status = got < 0 ? STATUS_DATA : read_row(t, error);
	return status == STATUS_OK ? check_whole(t, error) : status;
}

enum status traffic_read_file(const char *path, struct text *out, struct error *error)
{
	struct traffic t = { .seen = NULL };
	TEXT(file);
	enum status status;

	for (int hour = 0; hour < FLEET_HOURS; hour++)
		t.rates[hour] = NAN;
	status = file_read(path, FILE_CAP, &file, error);
	if (status == STATUS_OK)
		status = csv_open(&t.csv, file.data, file.length, path, error);
	if (status == STATUS_OK) {
		status = read_rows(&t, error);
		csv_release(&t.csv);
	}
	text_clear(out);
	for (int hour = 0; status == STATUS_OK && hour < FLEET_HOURS; hour++) {
		text_add(out, hour ? "," : "");
		quantity_add_exact(out, t.rates[hour]);
	}
	free(t.seen);
	return status;
}
