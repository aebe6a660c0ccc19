/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price lists that are CSV: SkyPilot, gpuhunt, and a table of one's own. */
#include "catalog/prices/tables.h"

#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/quantity.h"
#include "catalog/prices/rows.h"

/* An open quote makes the reader look through the whole rest: not for every line of a long file. */
enum { RECOVERIES = 100, COLUMNS_MAX = 16 };

struct column {
	const char *name; /* in any case: GpuInfo and GPUInfo are the same */
	bool needed;
};

/* A list while it is read. */
struct table {
	struct csv csv;
	const struct column *columns;
	int at[COLUMNS_MAX]; /* where the columns stand; -1: not there */
	const char *end;     /* of the text */
	bool unended;        /* its last line has no line end */
};

static const char *cell(const struct table *t, int column)
{
	return csv_field(&t->csv, t->at[column]);
}

static enum amount take_price(
	struct price_reading *reading, const struct table *t, int column, double gpus, bool zero_is_none, double *usd)
{
	return price_take(reading, t->columns[column].name, cell(t, column), gpus, zero_is_none, usd);
}

static enum amount take_count(struct price_reading *reading, const struct table *t, int column, double *count)
{
	return count_take(reading, t->columns[column].name, cell(t, column), count);
}

/* Columns of lists of machines, a row each; prices are of the whole machine. */
enum { INSTANCE, GPU, COUNT, PRICE, SPOT, REGION, CURRENCY, MEMORY, MACHINE_COLUMNS };

static const struct column sky_columns[COLUMNS_MAX] = { { "InstanceType", true }, { "AcceleratorName", true },
	{ "AcceleratorCount", true }, { "Price", true }, { "SpotPrice", false }, { "Region", true },
	{ "Currency", false } };

static const struct column hunt_columns[COLUMNS_MAX] = { { "instance_name", true }, { "gpu_name", true },
	{ "gpu_count", true }, { "price", true }, { "spot", true },
	{ "location", true }, [MEMORY] = { "gpu_memory", false } };

/* What both lists say of a machine; false: it has no GPU, or what is wrong was reported. */
static bool take_machine(struct price_reading *reading, const struct table *t, struct price_row *row)
{
	enum amount count = take_count(reading, t, COUNT, &row->gpus);

	row->label = cell(t, GPU);
	row->instance = cell(t, INSTANCE);
	row->region = cell(t, REGION);
	reading->out->cpu_rows += count == AMOUNT_NONE || (count == AMOUNT_GOOD && *row->label == '\0');
	return count == AMOUNT_GOOD && *row->label != '\0';
}

/* Prices that stand for "ask": of each GPU, whatever it is. */
static const struct {
	const char *provider; /* its id */
	double usd_per_gpu;
} placeholders[] = { { "mithril", 1.0 } };

static bool is_placeholder(const struct price_reading *reading, double usd_per_gpu)
{
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]); i++)
		if (usd_per_gpu == placeholders[i].usd_per_gpu && price_list_is_of(reading, placeholders[i].provider))
			return true;
	return false;
}

static void sky_row(struct price_reading *reading, const struct table *t)
{
	struct price_row row = price_row_new(reading);
	double usd = NAN, spot = NAN;
	enum amount price, spot_price;

	if (!take_machine(reading, t, &row) || !currency_check(reading, "Currency", cell(t, CURRENCY)))
		return;
	price = take_price(reading, t, PRICE, row.gpus, false, &usd);
	spot_price = take_price(reading, t, SPOT, row.gpus, true, &spot);
	if (price == AMOUNT_GOOD && is_placeholder(reading, usd)) {
		price_problem(reading, PRICE_PROBLEM_PLACEHOLDER, "Price", NULL,
			_("%.6g USD for each GPU stands for no price at this provider"), usd);
		return;
	}
	/* A spot price equal to the price means that there is none. */
	price_row_add_pair(reading, &row, "Price", price, usd,
		spot_price == AMOUNT_GOOD && spot == usd ? AMOUNT_BAD : spot_price, spot);
}

/* True, False, 1 or 0; -1 after reporting anything else. */
static int take_flag(struct price_reading *reading, const char *column, const char *text)
{
	if (text_compare_nocase(text, "true") == 0 || strcmp(text, "1") == 0)
		return 1;
	if (text_compare_nocase(text, "false") == 0 || strcmp(text, "0") == 0)
		return 0;
	price_problem(reading, PRICE_PROBLEM_BAD_PURCHASE, column, NULL, _("'%.40s' must be True or False"), text);
	return -1;
}

/* Spot is a row of its own. */
static void hunt_row(struct price_reading *reading, const struct table *t)
{
	struct price_row row = price_row_new(reading);
	int spot;

	if (!take_machine(reading, t, &row))
		return;
	if (!quantity_read_exact(cell(t, MEMORY), &row.memory_gb) || !(row.memory_gb > 0.0))
		row.memory_gb = NAN;
	spot = take_flag(reading, "spot", cell(t, SPOT));
	if (spot >= 0)
		price_row_add_one(reading, &row, "price", spot ? PURCHASE_SPOT : PURCHASE_ON_DEMAND,
			take_price(reading, t, PRICE, row.gpus, false, &row.usd_per_gpu));
}

enum {
	OWN_PROVIDER,
	OWN_GPU,
	OWN_GPUS,
	OWN_PURCHASE,
	OWN_EACH,
	OWN_WHOLE,
	OWN_REGION,
	OWN_INSTANCE,
	OWN_CURRENCY,
	OWN_AS_OF,
	OWN_SOURCE
};

static const struct column own_columns[COLUMNS_MAX] = { { "provider", false }, { "gpu", true }, { "gpus", false },
	{ "purchase", true }, { "usd_per_gpu_hour", false }, { "usd_per_hour", false }, { "region", false },
	{ "instance", false }, { "currency", false }, { "as_of", false }, { "source", false } };

/* "on-demand" is on_demand. */
static bool take_purchase(struct price_reading *reading, const char *text, struct price_row *row)
{
	char word[32];
	size_t n = strlen(text) < sizeof(word) ? strlen(text) : 0;

	for (size_t i = 0; i < n; i++)
		word[i] = text[i] == '-' || text[i] == ' ' ? '_' : text[i];
	word[n] = '\0';
	if (purchase_from_id(text_ascii_lower(word), &row->purchase)) {
		row->trust = row->purchase == PURCHASE_MIXED ? PRICE_MIXED : PRICE_LIST;
		return true;
	}
	price_problem(reading, PRICE_PROBLEM_BAD_PURCHASE, "purchase", NULL,
		_("'%.40s' must be on_demand, spot, reserved_1y, reserved_3y or mixed"), text);
	return false;
}

static bool take_date(struct price_reading *reading, const char *text, struct price_row *row)
{
	struct error error;
	char last[11];

	if (*text == '\0')
		return true;
	if (date_parse(text, &row->as_of, &error) != STATUS_OK) {
		price_problem(reading, PRICE_PROBLEM_BAD_DATE, "as_of", NULL, "%s", error.text);
		return false;
	}
	date_format(reading->request->today, last);
	if (row->as_of <= reading->request->today)
		return true;
	price_problem(reading, PRICE_PROBLEM_BAD_DATE, "as_of", NULL, _("'%.40s' is after today, %s"), text, last);
	return false;
}

/* The word before a place inside the source: references begin with an id. */
static bool take_source(struct price_reading *reading, const char *text, struct price_row *row)
{
	if (*text == '\0')
		return true;
	row->source = text;
	if (!strchr(text, ' '))
		return true;
	price_problem(reading, PRICE_PROBLEM_BAD_NAME, "source", NULL,
		_("'%.40s' must be one word, the id of a source"), text);
	return false;
}

/* Either price may be given; with both they must say the same. */
static enum amount own_price(struct price_reading *reading, const struct table *t, double gpus, double *usd)
{
	double whole = NAN;
	enum amount each = take_price(reading, t, OWN_EACH, 1.0, false, usd);
	enum amount all = each == AMOUNT_BAD || *cell(t, OWN_WHOLE) == '\0'
		? AMOUNT_NONE
		: take_price(reading, t, OWN_WHOLE, gpus, false, &whole);

	if (each == AMOUNT_BAD || all == AMOUNT_BAD)
		return AMOUNT_BAD;
	if (all == AMOUNT_GOOD && isnan(gpus)) {
		price_problem(reading, PRICE_PROBLEM_BAD_COUNT, "gpus", NULL,
			_("without it usd_per_hour is not known for one GPU"));
		return AMOUNT_BAD;
	}
	if (each == AMOUNT_GOOD && all == AMOUNT_GOOD && fabs(whole / *usd - 1.0) > 0.005) {
		price_problem(reading, PRICE_PROBLEM_BAD_PRICE, "usd_per_hour", NULL,
			_("it is %.6g USD a GPU, usd_per_gpu_hour says %.6g"), whole, *usd);
		return AMOUNT_BAD;
	}
	if (all == AMOUNT_GOOD)
		*usd = whole;
	return each == AMOUNT_GOOD || all == AMOUNT_GOOD ? AMOUNT_GOOD : AMOUNT_NONE;
}

static void own_row(struct price_reading *reading, const struct table *t)
{
	struct price_row row = price_row_new(reading);

	row.provider = cell(t, OWN_PROVIDER);
	row.label = cell(t, OWN_GPU);
	row.region = cell(t, OWN_REGION);
	row.instance = cell(t, OWN_INSTANCE);
	if (take_purchase(reading, cell(t, OWN_PURCHASE), &row) && take_date(reading, cell(t, OWN_AS_OF), &row) &&
		take_source(reading, cell(t, OWN_SOURCE), &row) &&
		currency_check(reading, "currency", cell(t, OWN_CURRENCY)) &&
		take_count(reading, t, OWN_GPUS, &row.gpus) != AMOUNT_BAD)
		price_row_add_one(reading, &row, "usd_per_gpu_hour", row.purchase,
			own_price(reading, t, row.gpus, &row.usd_per_gpu));
}

static const struct {
	const struct column *columns;
	void (*row)(struct price_reading *reading, const struct table *t);
} layouts[PRICE_FORMAT_COUNT] = { [PRICE_FORMAT_SKYPILOT] = { sky_columns, sky_row },
	[PRICE_FORMAT_GPUHUNT] = { hunt_columns, hunt_row },
	[PRICE_FORMAT_CSV] = { own_columns, own_row } };

/* Finds all columns; STATUS_DATA names the one that is missing. */
static enum status find_columns(struct table *t, struct error *error)
{
	const struct csv *csv = &t->csv;

	for (int i = 0; i < COLUMNS_MAX; i++) {
		const char *name = t->columns[i].name;

		t->at[i] = -1;
		for (int k = 0; name && t->at[i] < 0 && k < csv->column_count; k++)
			if (text_compare_nocase(csv->columns[k], name) == 0)
				t->at[i] = k;
		if (t->at[i] < 0 && t->columns[i].needed)
			return error_set(error, STATUS_DATA, _("%s:1: the column %s is missing; is it another format?"),
				csv->file, name);
	}
	if (t->columns == own_columns && t->at[OWN_EACH] < 0 && t->at[OWN_WHOLE] < 0)
		return error_set(error, STATUS_DATA, _("%s:1: usd_per_gpu_hour or usd_per_hour is wanted as a column"),
			csv->file);
	return STATUS_OK;
}

/* Goes on behind the first line of a broken row, wherever its quotes led to. */
static void recover(struct csv *csv)
{
	const char *end = memchr(csv->row.raw, '\n', (size_t)(csv->end - csv->row.raw));

	if (!end)
		return;
	csv->at = end + 1;
	csv->line = csv->row.line + 1;
}

static void report_broken(struct price_reading *reading, const struct csv *csv, const struct error *error)
{
	const char *words = error->text;
	char place[300];

	/* The place is told by whoever shows the problem. */
	snprintf(place, sizeof(place), "%s:%zu: ", csv->file, csv->row.line);
	if (strncmp(words, place, strlen(place)) == 0)
		words += strlen(place);
	price_problem(reading, PRICE_PROBLEM_BROKEN_ROW, NULL, words, "%s", words);
}

static void report_short(struct price_reading *reading, const struct table *t)
{
	const struct csv *csv = &t->csv;
	bool cut = t->unended && csv->at >= t->end;

	price_problem(reading, PRICE_PROBLEM_BROKEN_ROW, NULL, cut ? "cut" : "short",
		cut ? _("the last line is cut off: %d of %d fields")
		    : ngettext("the row has %d field, the header %d", "the row has %d fields, the header %d",
			      (unsigned long)csv->row.field_count),
		csv->row.field_count, csv->column_count);
}

/* The next whole row; false at the end. */
static bool next_row(struct price_reading *reading, struct table *t, int *recoveries)
{
	struct error error;
	int got;

	while ((got = csv_next(&t->csv, &error)) != 0) {
		reading->line = t->csv.row.line;
		reading->out->rows++;
		if (got > 0 && t->csv.row.field_count == t->csv.column_count)
			return true;
		if (got > 0) {
			report_short(reading, t);
			continue;
		}
		report_broken(reading, &t->csv, &error);
		if ((*recoveries)++ < RECOVERIES)
			recover(&t->csv);
	}
	return false;
}

static void read_rows(struct price_reading *reading, struct table *t)
{
	int recoveries = 0, before = 0;
	size_t last = 0;

	while (next_row(reading, t, &recoveries)) {
		before = reading->found_count;
		last = reading->line;
		layouts[reading->request->format].row(reading, t);
	}
	/* Nothing else tells 0.44 from a 0.4 whose second half is missing. */
	if (t->unended && last == reading->line && reading->found_count > before)
		price_problem(reading, PRICE_PROBLEM_NO_LINE_END, NULL, NULL,
			_("the last line has no line end: if the file is cut off, so is '%.40s'"),
			csv_field(&t->csv, t->csv.column_count - 1));
}

enum status table_read(struct price_reading *reading, const char *text, size_t n, struct error *error)
{
	struct table t = { .columns = layouts[reading->request->format].columns,
		.end = text + n,
		.unended = n > 0 && text[n - 1] != '\n' && text[n - 1] != '\r' };
	enum status status = csv_open(&t.csv, text, n, reading->request->file, error);

	if (status == STATUS_OK)
		status = find_columns(&t, error);
	if (status == STATUS_OK)
		read_rows(reading, &t);
	csv_release(&t.csv);
	return status;
}
