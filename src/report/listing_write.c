/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of catalog things as text, JSON and CSV. */
#include "report/listing_write.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/member.h"
#include "report/labels.h"

/* Columns of one cell of a text list: the longest id of a model fits. */
static const int CELL_COLUMNS = 45;

static void add_number(struct text *out, double value, const char *unknown)
{
	if (value == floor(value) && fabs(value) < 1e15)
		text_addf(out, "%.0f", value);
	else
		report_number(out, value, unknown);
}

void listing_json_number(struct text *out, const char *key, double value)
{
	text_add(out, key);
	add_number(out, value, "null");
}

void listing_json_open(struct text *out)
{
	text_add(out, "{\"schema\":\"gpuplan/1\",\"command\":\"catalog\",\"scenario\":null,\n\"results\":[");
}

void listing_json_close(struct text *out)
{
	text_add(out, "],\n\"warnings\":[]}\n");
}

static void add_word(struct text *out, const char *word, bool csv)
{
	if (csv)
		text_add(out, word ? word : "");
	else
		member_word(out, "", word);
}

/* As JSON, or as the text of a cell of CSV, where what is not known is empty. */
static void add_value(struct text *out, const struct listing_row *row, const struct listing_value *v, bool csv)
{
	const char *unknown = csv ? "" : "null";

	switch (row->form) {
	case LISTING_WORD: add_word(out, v->word, csv); break;
	case LISTING_NUMBER: add_number(out, v->number, unknown); break;
	case LISTING_FLAG: text_add(out, v->flag < 0 ? unknown : v->flag ? "true" : "false"); break;
	case LISTING_DATE:
		if (!csv)
			member_date(out, "", v->number);
		else if (!isnan(v->number))
			label_date(out, (long)v->number);
		break;
	case LISTING_WORDS:
	case LISTING_NUMBERS:
		text_add(out, csv ? "" : "[");
		for (int i = 0; i < v->count; i++) {
			text_add(out, !i ? "" : csv ? ";" : ",");
			if (row->form == LISTING_WORDS)
				add_word(out, v->words[i], csv);
			else
				add_number(out, v->numbers[i], unknown);
		}
		text_add(out, csv ? "" : "]");
		break;
	}
}

void listing_json_members(struct text *out, const struct catalog *c, enum catalog_kind kind, const void *thing)
{
	int count;
	const struct listing_row *rows = listing_rows(kind, &count);
	struct listing_value v;

	for (int i = 0; i < count; i++) {
		listing_get(&rows[i], c, thing, &v);
		text_addf(out, "%s\"%s\":", i ? "," : "", rows[i].key);
		add_value(out, &rows[i], &v, false);
	}
}

void listing_json(
	struct text *out, const struct catalog *c, enum catalog_kind kind, const struct listing_filter *filter)
{
	const char *separator = "\n";

	listing_json_open(out);
	for (int i = 0; i < listing_count(c, kind); i++) {
		const void *thing = listing_thing(c, kind, i);

		if (!listing_admits(filter, c, kind, thing))
			continue;
		text_addf(out, "%s{", separator);
		listing_json_members(out, c, kind, thing);
		text_add_char(out, '}');
		separator = ",\n";
	}
	listing_json_close(out);
}

/* NULL: the keys. */
static void csv_line(struct text *out, const struct catalog *c, enum catalog_kind kind, const void *thing)
{
	int count;
	const struct listing_row *rows = listing_rows(kind, &count);
	struct listing_value v;
	TEXT(cell);

	for (int i = 0; i < count; i++) {
		text_add(out, i ? "," : "");
		if (thing) {
			listing_get(&rows[i], c, thing, &v);
			text_clear(&cell);
			add_value(&cell, &rows[i], &v, true);
			text_add_csv(out, cell.data);
		} else {
			text_add(out, rows[i].key);
		}
	}
	text_add_char(out, '\n');
}

void listing_csv(struct text *out, const struct catalog *c, enum catalog_kind kind, const struct listing_filter *filter)
{
	csv_line(out, c, kind, NULL);
	for (int i = 0; i < listing_count(c, kind); i++) {
		const void *thing = listing_thing(c, kind, i);

		if (listing_admits(filter, c, kind, thing))
			csv_line(out, c, kind, thing);
	}
}

static void number_text(struct text *out, double value, enum listing_unit unit, bool with_unit)
{
	static const char *const suffixes[LISTING_UNIT_COUNT] = {
		[LISTING_GIB] = " GiB",
		[LISTING_GB] = " GB",
		[LISTING_GB_S] = " GB/s",
		[LISTING_TFLOPS] = " TFLOPS",
		[LISTING_TOPS] = " TOPS",
		[LISTING_WATT] = " W",
		[LISTING_US] = " us",
		[LISTING_BYTES] = " B",
	};

	if (isinf(value)) {
		text_add(out, _("none"));
		return;
	}
	switch (isnan(value) ? LISTING_NONE : unit) {
	case LISTING_USD: label_value(out, value, UNIT_USD); return;
	case LISTING_PARAMS: label_params(out, value); return;
	case LISTING_TOKENS: quantity_format(out, value, QUANTITY_TOKENS, 3); return;
	case LISTING_FRACTION: text_addf(out, "%+.2f %%", value * 100.0); return;
	default: break;
	}
	if (isnan(value)) {
		text_add(out, _("n/a"));
		return;
	}
	if (value == floor(value) || fabs(value) >= 1e5)
		text_addf(out, "%.0f", value);
	else if (unit == LISTING_GIB)
		text_addf(out, "%.*f", value < 99.95 ? 1 : 0, value);
	else
		text_addf(out, "%.4g", value);
	text_add(out, with_unit && suffixes[unit] ? suffixes[unit] : "");
}

void listing_value_text(struct text *out, const struct listing_row *row, const struct listing_value *v, bool with_unit)
{
	switch (row->form) {
	case LISTING_WORD: text_add(out, v->word ? v->word : _("n/a")); break;
	case LISTING_NUMBER: number_text(out, v->number, row->unit, with_unit); break;
	case LISTING_FLAG: text_add(out, v->flag < 0 ? _("any") : v->flag ? _("yes") : _("no")); break;
	case LISTING_DATE:
		if (isnan(v->number))
			text_add(out, _("n/a"));
		else
			label_date(out, (long)v->number);
		break;
	case LISTING_WORDS:
		for (int i = 0; i < v->count; i++)
			text_addf(out, "%s%s", i ? ", " : "", v->words[i]);
		text_add(out, v->count ? "" : _("none"));
		break;
	case LISTING_NUMBERS:
		for (int i = 0; i < v->count; i++) {
			text_add(out, i ? " / " : "");
			number_text(out, v->numbers[i], row->unit, with_unit && i == v->count - 1);
		}
		text_add(out, v->count ? "" : _("none"));
		break;
	}
}

static const char *paint_heading(int row, void *context)
{
	(void)context;
	return row == 0 ? "1" : NULL;
}

void listing_add_count(struct text *out, enum catalog_kind kind, int count)
{
	const char *id = catalog_kind_id(kind);
	size_t n = strlen(id);

	if (count != 1 || id[n - 1] != 's')
		text_addf(out, "%d %s", count, id);
	else if (n > 3 && strcmp(id + n - 3, "ies") == 0)
		text_addf(out, "1 %.*sy", (int)(n - 3), id);
	else
		text_addf(out, "1 %.*s", (int)(n - 1), id);
}

enum { COLUMNS_MAX = 16 };

/* The columns of a kind's text list, and bits of those with numbers; returns how many. */
static int find_columns(enum catalog_kind kind, const struct listing_row *columns[], unsigned *numbers)
{
	int count, found = 0;
	const struct listing_row *rows = listing_rows(kind, &count);

	*numbers = 0;
	for (int i = 0; i < count && found < COLUMNS_MAX; i++) {
		if (!rows[i].heading[0])
			continue;
		if (rows[i].form == LISTING_NUMBER)
			*numbers |= 1u << found;
		columns[found++] = &rows[i];
	}
	return found;
}

void listing_text(struct text *out, const struct catalog *c, enum catalog_kind kind,
	const struct listing_filter *filter, struct report_style style)
{
	const struct listing_row *columns[COLUMNS_MAX];
	unsigned numbers;
	int count = find_columns(kind, columns, &numbers), shown = 0;
	struct listing_value v;
	GRID(grid, count, numbers);

	grid.limit = style.columns;
	grid.ascii = style.ascii;
	for (int k = 0; k < count; k++)
		grid_add(&grid, _(columns[k]->heading));
	for (int i = 0; i < listing_count(c, kind); i++) {
		const void *thing = listing_thing(c, kind, i);

		if (!listing_admits(filter, c, kind, thing))
			continue;
		for (int k = 0; k < count; k++) {
			listing_get(columns[k], c, thing, &v);
			listing_value_text(&grid.cell, columns[k], &v, false);
			/* What is cut ends in dots. */
			if (text_columns(grid.cell.data) > CELL_COLUMNS) {
				grid.cell.length = text_fit(grid.cell.data, CELL_COLUMNS - 3);
				text_add(&grid.cell, "...");
			}
			grid_add_cell(&grid);
		}
		shown++;
	}
	grid_write(&grid, out, style.color ? paint_heading : NULL, NULL);
	if (shown < listing_count(c, kind))
		text_addf(out, _("%d of "), shown);
	listing_add_count(out, kind, listing_count(c, kind));
	text_add_char(out, '\n');
}
