/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price lists that are CSV: SkyPilot, gpuhunt, and a table of one's own. */
#include "config.h"

#include "catalog/prices/reading.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/quantity.h"

/* An open quote makes the reader look through the whole rest: not for every line of a long file. */
enum { RECOVERIES = 100 };

/* The column of a name in any case: GpuInfo and GPUInfo are the same. -1: there is none. */
static int find_column(const struct csv *csv, const char *name)
{
	for (int i = 0; i < csv->column_count; i++)
		if (text_compare_nocase(csv->columns[i], name) == 0)
			return i;
	return -1;
}

struct column {
	const char *name;
	bool needed;
};

/* Finds all columns; STATUS_DATA names the one that is missing. */
static enum status find_columns(const struct csv *csv, const struct column *columns, int count,
	int *at, struct error *error)
{
	for (int i = 0; i < count; i++) {
		at[i] = find_column(csv, columns[i].name);
		if (at[i] < 0 && columns[i].needed)
			return error_set(error, STATUS_DATA,
				_("%s:1: the column %s is missing; is it another format?"), csv->file,
				columns[i].name);
	}
	return STATUS_OK;
}

/* Goes on behind the first line of a broken row, wherever its quotes led to. */
static void recover(struct csv *csv)
{
	const char *end = memchr(csv->row.raw, '\n', (size_t)(csv->end - csv->row.raw));

	if (end == NULL)
		return;
	csv->at = end + 1;
	csv->line = csv->row.line + 1;
}

static void report_broken(struct price_reading *reading, const struct csv *csv,
	const struct error *error)
{
	const char *words = error->text;
	char place[300];

	/* The place is told by whoever shows the problem. */
	snprintf(place, sizeof(place), "%s:%zu: ", csv->file, csv->row.line);
	if (strncmp(words, place, strlen(place)) == 0)
		words += strlen(place);
	price_problem(reading, PRICE_PROBLEM_BROKEN_ROW, NULL, words, "%s", words);
}

static void report_short(struct price_reading *reading, const struct csv *csv)
{
	bool cut = reading->unended && csv->at >= reading->end;

	price_problem(reading, PRICE_PROBLEM_BROKEN_ROW, NULL, cut ? "cut" : "short",
		cut ? _("the last line is cut off: %d of %d fields")
		    : ngettext("the row has %d field, the header %d", "the row has %d fields, the header %d",
			       (unsigned long)csv->row.field_count),
		csv->row.field_count, csv->column_count);
}

/* The next whole row; false at the end. */
static bool next_row(struct price_reading *reading, struct csv *csv, int *recoveries)
{
	struct error error;
	int got;

	while ((got = csv_next(csv, &error)) != 0) {
		reading->line = csv->row.line;
		reading->out->rows++;
		if (got > 0 && csv->row.field_count == csv->column_count)
			return true;
		if (got > 0) {
			report_short(reading, csv);
			continue;
		}
		report_broken(reading, csv, &error);
		if ((*recoveries)++ < RECOVERIES)
			recover(csv);
	}
	return false;
}

/* Calls `row` for every whole row. */
static void for_rows(struct price_reading *reading, struct csv *csv, const int *at,
	void (*row)(struct price_reading *reading, const struct csv *csv, const int *at))
{
	int recoveries = 0, before = 0;
	size_t last = 0;

	while (next_row(reading, csv, &recoveries)) {
		before = reading->found_count;
		last = reading->line;
		row(reading, csv, at);
	}
	/* Nothing else tells 0.44 from a 0.4 whose second half is missing. */
	if (reading->unended && last == reading->line && reading->found_count > before)
		price_problem(reading, PRICE_PROBLEM_NO_LINE_END, NULL, NULL,
			_("the last line has no line end: if the file is cut off, so is '%.40s'"),
			csv_field(csv, csv->column_count - 1));
}

enum { SKY_INSTANCE, SKY_GPU, SKY_COUNT, SKY_PRICE, SKY_SPOT, SKY_REGION, SKY_CURRENCY, SKY_COLUMNS };

static const struct column sky_columns[SKY_COLUMNS] = {
	{"InstanceType", true}, {"AcceleratorName", true}, {"AcceleratorCount", true},
	{"Price", true}, {"SpotPrice", false}, {"Region", true}, {"Currency", false},
};

/* Prices that stand for "ask": of each GPU, whatever it is. */
static const struct {
	const char *provider; /* its id */
	double usd_per_gpu;
} placeholders[] = {
	{"mithril", 1.0},
};

static bool is_placeholder(const struct price_reading *reading, double usd_per_gpu)
{
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]); i++)
		if (usd_per_gpu == placeholders[i].usd_per_gpu &&
		    price_list_is_of(reading, placeholders[i].provider))
			return true;
	return false;
}

static void add_price(struct price_reading *reading, struct price_row row, enum purchase purchase,
	double usd_per_gpu)
{
	row.purchase = purchase;
	row.usd_per_gpu = usd_per_gpu;
	price_row_add(reading, &row);
}

/* Price and SpotPrice are of the whole instance. */
static void sky_row(struct price_reading *reading, const struct csv *csv, const int *at)
{
	struct price_row row = price_row_new(reading);
	double usd = NAN, spot = NAN;
	enum amount price, spot_price;
	enum amount count = count_take(reading, "AcceleratorCount", csv_field(csv, at[SKY_COUNT]),
		&row.gpus);

	row.label = csv_field(csv, at[SKY_GPU]);
	row.instance = csv_field(csv, at[SKY_INSTANCE]);
	row.region = csv_field(csv, at[SKY_REGION]);
	reading->out->cpu_rows += count == AMOUNT_NONE || (count == AMOUNT_GOOD && *row.label == '\0');
	if (count != AMOUNT_GOOD || *row.label == '\0')
		return;
	if (!currency_check(reading, "Currency", csv_field(csv, at[SKY_CURRENCY])))
		return;
	price = price_take(reading, "Price", csv_field(csv, at[SKY_PRICE]), row.gpus, false, &usd);
	spot_price = price_take(reading, "SpotPrice", csv_field(csv, at[SKY_SPOT]), row.gpus, true, &spot);
	if (price == AMOUNT_GOOD && is_placeholder(reading, usd)) {
		price_problem(reading, PRICE_PROBLEM_PLACEHOLDER, "Price", NULL,
			_("%.6g USD for each GPU stands for no price at this provider"), usd);
		return;
	}
	if (price == AMOUNT_GOOD)
		add_price(reading, row, PURCHASE_ON_DEMAND, usd);
	/* A spot price equal to the price means that there is none. */
	if (spot_price == AMOUNT_GOOD && spot != usd)
		add_price(reading, row, PURCHASE_SPOT, spot);
	if (price == AMOUNT_NONE && spot_price == AMOUNT_NONE)
		price_problem(reading, PRICE_PROBLEM_NO_PRICE, "Price", NULL, _("there is no price"));
}

enum status read_skypilot(struct price_reading *reading, struct csv *csv, struct error *error)
{
	int at[SKY_COLUMNS];
	enum status status = find_columns(csv, sky_columns, SKY_COLUMNS, at, error);

	if (status == STATUS_OK)
		for_rows(reading, csv, at, sky_row);
	return status;
}

enum { HUNT_INSTANCE, HUNT_GPU, HUNT_COUNT, HUNT_MEMORY, HUNT_PRICE, HUNT_SPOT, HUNT_REGION, HUNT_COLUMNS };

static const struct column hunt_columns[HUNT_COLUMNS] = {
	{"instance_name", true}, {"gpu_name", true}, {"gpu_count", true}, {"gpu_memory", false},
	{"price", true}, {"spot", true}, {"location", true},
};

/* True, False, 1 or 0; -1 after reporting anything else. */
static int take_flag(struct price_reading *reading, const char *column, const char *text)
{
	if (text_compare_nocase(text, "true") == 0 || strcmp(text, "1") == 0)
		return 1;
	if (text_compare_nocase(text, "false") == 0 || strcmp(text, "0") == 0)
		return 0;
	price_problem(reading, PRICE_PROBLEM_BAD_PURCHASE, column, NULL,
		_("'%.40s' must be True or False"), text);
	return -1;
}

/* Spot is a row of its own; the price is of the whole instance. */
static void hunt_row(struct price_reading *reading, const struct csv *csv, const int *at)
{
	struct price_row row = price_row_new(reading);
	double usd = NAN;
	enum amount price;
	enum amount count = count_take(reading, "gpu_count", csv_field(csv, at[HUNT_COUNT]), &row.gpus);
	int spot;

	row.label = csv_field(csv, at[HUNT_GPU]);
	row.instance = csv_field(csv, at[HUNT_INSTANCE]);
	row.region = csv_field(csv, at[HUNT_REGION]);
	if (!quantity_read_exact(csv_field(csv, at[HUNT_MEMORY]), &row.memory_gb) ||
	    !(row.memory_gb > 0.0))
		row.memory_gb = NAN;
	reading->out->cpu_rows += count == AMOUNT_NONE || (count == AMOUNT_GOOD && *row.label == '\0');
	if (count != AMOUNT_GOOD || *row.label == '\0')
		return;
	spot = take_flag(reading, "spot", csv_field(csv, at[HUNT_SPOT]));
	if (spot < 0)
		return;
	price = price_take(reading, "price", csv_field(csv, at[HUNT_PRICE]), row.gpus, false, &usd);
	if (price == AMOUNT_GOOD)
		add_price(reading, row, spot ? PURCHASE_SPOT : PURCHASE_ON_DEMAND, usd);
	else if (price == AMOUNT_NONE)
		price_problem(reading, PRICE_PROBLEM_NO_PRICE, "price", NULL, _("there is no price"));
}

enum status read_gpuhunt(struct price_reading *reading, struct csv *csv, struct error *error)
{
	int at[HUNT_COLUMNS];
	enum status status = find_columns(csv, hunt_columns, HUNT_COLUMNS, at, error);

	if (status == STATUS_OK)
		for_rows(reading, csv, at, hunt_row);
	return status;
}

enum {
	OWN_PROVIDER, OWN_GPU, OWN_GPUS, OWN_PURCHASE, OWN_EACH, OWN_WHOLE, OWN_REGION, OWN_INSTANCE,
	OWN_CURRENCY, OWN_AS_OF, OWN_SOURCE, OWN_COLUMNS
};

static const struct column own_columns[OWN_COLUMNS] = {
	{"provider", false}, {"gpu", true}, {"gpus", false}, {"purchase", true},
	{"usd_per_gpu_hour", false}, {"usd_per_hour", false}, {"region", false},
	{"instance", false}, {"currency", false}, {"as_of", false}, {"source", false},
};

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
	price_problem(reading, PRICE_PROBLEM_BAD_DATE, "as_of", NULL,
		_("'%.40s' is after today, %s"), text, last);
	return false;
}

/* The word before a place inside the source: references begin with an id. */
static bool take_source(struct price_reading *reading, const char *text, struct price_row *row)
{
	if (*text == '\0')
		return true;
	row->source = text;
	if (strchr(text, ' ') == NULL)
		return true;
	price_problem(reading, PRICE_PROBLEM_BAD_NAME, "source", NULL,
		_("'%.40s' must be one word, the id of a source"), text);
	return false;
}

/* Either price may be given; with both they must say the same. */
static enum amount own_price(struct price_reading *reading, const struct csv *csv, const int *at,
	double gpus, double *usd)
{
	double whole = NAN;
	enum amount each = price_take(reading, "usd_per_gpu_hour", csv_field(csv, at[OWN_EACH]), 1.0,
		false, usd);
	enum amount all = each == AMOUNT_BAD || *csv_field(csv, at[OWN_WHOLE]) == '\0' ? AMOUNT_NONE
		: price_take(reading, "usd_per_hour", csv_field(csv, at[OWN_WHOLE]), gpus, false, &whole);

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

static void own_row(struct price_reading *reading, const struct csv *csv, const int *at)
{
	struct price_row row = price_row_new(reading);
	double usd = NAN;
	enum amount price;

	row.provider = csv_field(csv, at[OWN_PROVIDER]);
	row.label = csv_field(csv, at[OWN_GPU]);
	row.region = csv_field(csv, at[OWN_REGION]);
	row.instance = csv_field(csv, at[OWN_INSTANCE]);
	if (!take_purchase(reading, csv_field(csv, at[OWN_PURCHASE]), &row) ||
	    !take_date(reading, csv_field(csv, at[OWN_AS_OF]), &row) ||
	    !take_source(reading, csv_field(csv, at[OWN_SOURCE]), &row) ||
	    !currency_check(reading, "currency", csv_field(csv, at[OWN_CURRENCY])) ||
	    count_take(reading, "gpus", csv_field(csv, at[OWN_GPUS]), &row.gpus) == AMOUNT_BAD)
		return;
	price = own_price(reading, csv, at, row.gpus, &usd);
	if (price == AMOUNT_NONE)
		price_problem(reading, PRICE_PROBLEM_NO_PRICE, "usd_per_gpu_hour", NULL,
			_("there is no price"));
	else if (price == AMOUNT_GOOD)
		add_price(reading, row, row.purchase, usd);
}

enum status read_plain(struct price_reading *reading, struct csv *csv, struct error *error)
{
	int at[OWN_COLUMNS];
	enum status status = find_columns(csv, own_columns, OWN_COLUMNS, at, error);

	if (status == STATUS_OK && at[OWN_EACH] < 0 && at[OWN_WHOLE] < 0)
		status = error_set(error, STATUS_DATA,
			_("%s:1: usd_per_gpu_hour or usd_per_hour is wanted as a column"), csv->file);
	if (status == STATUS_OK)
		for_rows(reading, csv, at, own_row);
	return status;
}
