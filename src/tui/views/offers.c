/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of offers beside the reasons, and the cheapest prices of all GPUs by kind of purchase. */
#include "tui/views/offers.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "study/serve_offer.h"
#include "study/fleet_bill.h"
#include "report/labels.h"
#include "study/own_answer.h"
#include "tui/widgets/table.h"

enum { OFFERS_SHOWN = 64, OF_ROW_MAX = 2 };

/* What one drawing needs of the offers. */
struct offers {
	const struct row *answer;
	const struct offer *shown[OFFERS_SHOWN];
	int count;
	long today;
	double stale_days;
};

enum {
	COLUMN_MARK,
	COLUMN_GPU_HOUR,
	COLUMN_HOUR,
	COLUMN_PROVIDER,
	COLUMN_PURCHASE,
	COLUMN_INSTANCE,
	COLUMN_REGION,
	COLUMN_DATE,
	COLUMNS
};

/* The less a column says about the choice, the higher its priority: it goes first. */
static const struct table_column columns[COLUMNS] = {
	[COLUMN_MARK] = { "", 1, 0, ALIGN_LEFT, 0 },
	[COLUMN_GPU_HOUR] = { N_("$/GPUh"), 6, 0, ALIGN_RIGHT, 0 },
	[COLUMN_HOUR] = { N_("$/h"), 6, 0, ALIGN_RIGHT, 3 },
	[COLUMN_PROVIDER] = { N_("provider"), 14, 28, ALIGN_LEFT, 0 },
	[COLUMN_PURCHASE] = { N_("purchase"), 16, 0, ALIGN_LEFT, 1 },
	[COLUMN_INSTANCE] = { N_("sold by"), 7, 0, ALIGN_RIGHT, 4 },
	[COLUMN_REGION] = { N_("region"), 8, 28, ALIGN_LEFT, 5 },
	[COLUMN_DATE] = { N_("price of"), 10, 0, ALIGN_LEFT, 2 },
};

static void write_cell(const struct offers *offers, const struct offer *offer, int column, struct text *out)
{
	double gpus = layout_gpus(&offers->answer->deployment.layout);

	switch (column) {
	case COLUMN_GPU_HOUR: label_cell(out, offer->usd_per_gpu_hour, UNIT_USD); break;
	case COLUMN_HOUR:
		label_cell(out, offer->usd_per_gpu_hour * cost_rented_gpus(gpus, offer->gpus), UNIT_USD);
		break;
	case COLUMN_PROVIDER: text_add(out, offer->provider->name); break;
	case COLUMN_PURCHASE: text_add(out, label_purchase(offer->purchase)); break;
	case COLUMN_INSTANCE: label_cell(out, offer->gpus, UNIT_NONE); break;
	case COLUMN_REGION: text_add(out, offer->region ? offer->region : "-"); break;
	case COLUMN_DATE: label_date(out, offer->as_of); break;
	}
}

/* Whether the answer is priced with it: a fleet of two kinds has two. */
static bool is_of_row(const struct offers *offers, const struct offer *offer)
{
	return offer == own_offer(offers->answer) || offer == bill_of(offers->answer)->peak;
}

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, enum style style, void *context)
{
	const struct offers *offers = context;
	const struct offer *offer = offers->shown[row];
	TEXT(text);

	if (column == COLUMN_MARK) {
		if (is_of_row(offers, offer))
			canvas_glyph(canvas, cell, cell.row, cell.column, STYLE_GOOD, GLYPH_SELECTED);
		return;
	}
	/* The date's sign says it without colour: colours only repeat it. */
	if (column == COLUMN_DATE && (double)(offers->today - offer->as_of) > offers->stale_days)
		style = STYLE_WARN;
	write_cell(offers, offer, column, &text);
	table_text(canvas, cell, columns[column].align, style, text.data);
}

/* Offers come by rising price: the first of a provider and kind is its cheapest. */
static bool dearer_again(const struct offers *offers, const struct offer *offer)
{
	for (int i = 0; i < offers->count; i++)
		if (offers->shown[i]->provider == offer->provider && offers->shown[i]->purchase == offer->purchase)
			return true;
	return false;
}

static void collect(const struct session *session, struct offers *offers)
{
	struct admission admission;
	int count;
	const struct offer *all = catalog_offers(session->scenario.catalog, offers->answer->deployment.gpu, &count);

	/* Every kind of purchase: what another one would cost is the next question. */
	admission_init(&admission, &session->scenario, UINT_MAX);
	for (int i = 0; i < count && offers->count < OFFERS_SHOWN; i++) {
		bool chosen = is_of_row(offers, &all[i]);

		/* Room is kept for those. */
		if (admission_admits(&admission, &all[i]) && offers->count < OFFERS_SHOWN - (chosen ? 0 : OF_ROW_MAX) &&
			(chosen || !dearer_again(offers, &all[i])))
			offers->shown[offers->count++] = &all[i];
	}
}

void offers_draw(struct session *session, struct canvas *canvas, struct box box)
{
	struct offers offers = { .answer = session_answer(session),
		.today = session->today,
		.stale_days = session->scenario.catalog->constants.stale_price_days };
	struct table table = {
		.columns = columns, .column_count = COLUMNS, .sort_column = -1, .cell = draw_cell, .context = &offers
	};
	TEXT(title);

	if (!offers.answer) {
		canvas_frame(canvas, box, STYLE_FRAME, NULL);
		return;
	}
	collect(session, &offers);
	text_addf(&title, _("Who rents out the %s"), offers.answer->deployment.gpu->short_name);
	canvas_frame(canvas, box, STYLE_FRAME, title.data);
	if (offers.count == 0) {
		canvas_text_fit(canvas, box_inside(box), box.row + 1, box.column + 2, box.columns - 4, STYLE_DIM,
			_("No offer that the workload allows."));
		return;
	}
	list_set_count(&table.list, offers.count);
	table.list.selected = -1;
	table_draw(canvas, box_inside(box), &table, false);
}

enum { KINDS = PURCHASE_MIXED };

struct market_row {
	const struct gpu *gpu;
	const struct offer *cheapest[KINDS]; /* NULL: nobody sells it so */
};

struct market {
	const struct row *answer; /* NULL: none */
	struct market_row *rows;
	int count;
};

enum {
	MARKET_MARK,
	MARKET_GPU,
	MARKET_ON_DEMAND,
	MARKET_AT,
	MARKET_SPOT,
	MARKET_SPOT_AT,
	MARKET_1Y,
	MARKET_3Y,
	MARKET_COLUMNS
};

static const struct table_column market_columns[MARKET_COLUMNS] = {
	[MARKET_MARK] = { "", 1, 0, ALIGN_LEFT, 0 },
	[MARKET_GPU] = { N_("GPU"), 12, 0, ALIGN_LEFT, 0 },
	[MARKET_ON_DEMAND] = { N_("on demand"), 9, 0, ALIGN_RIGHT, 0 },
	[MARKET_AT] = { N_("at"), 8, 18, ALIGN_LEFT, 3 },
	[MARKET_SPOT] = { N_("spot"), 6, 0, ALIGN_RIGHT, 0 },
	[MARKET_SPOT_AT] = { N_("at"), 8, 18, ALIGN_LEFT, 4 },
	[MARKET_1Y] = { N_("1 year"), 6, 0, ALIGN_RIGHT, 1 },
	[MARKET_3Y] = { N_("3 years"), 7, 0, ALIGN_RIGHT, 2 },
};

static const enum purchase kinds[MARKET_COLUMNS] = {
	[MARKET_ON_DEMAND] = PURCHASE_ON_DEMAND,
	[MARKET_AT] = PURCHASE_ON_DEMAND,
	[MARKET_SPOT] = PURCHASE_SPOT,
	[MARKET_SPOT_AT] = PURCHASE_SPOT,
	[MARKET_1Y] = PURCHASE_RESERVED_1Y,
	[MARKET_3Y] = PURCHASE_RESERVED_3Y,
};

static void draw_price(struct canvas *canvas, struct box cell, int row, int column, enum style style, void *context)
{
	const struct market *market = context;
	const struct market_row *it = &market->rows[row];
	const struct offer *offer = column == MARKET_MARK || column == MARKET_GPU ? NULL : it->cheapest[kinds[column]];
	TEXT(text);

	if (column == MARKET_MARK) {
		if (market->answer && market->answer->deployment.gpu == it->gpu)
			canvas_glyph(canvas, cell, cell.row, cell.column, STYLE_GOOD, GLYPH_SELECTED);
		return;
	}
	if (column == MARKET_GPU)
		text_add(&text, it->gpu->short_name);
	else if (column == MARKET_AT || column == MARKET_SPOT_AT)
		text_add(&text, offer ? offer->provider->name : "");
	else
		label_cell(&text, offer ? offer->usd_per_gpu_hour : NAN, UNIT_USD);
	table_text(canvas, cell, market_columns[column].align, style, text.data);
}

/* Offers come by rising price: the first of a kind is its cheapest. */
static bool find_cheapest(struct market_row *row, const struct catalog *c, struct admission *admission)
{
	int count, found = 0;
	const struct offer *offers = catalog_offers(c, row->gpu, &count);

	for (int i = 0; i < count && found < KINDS; i++) {
		const struct offer *offer = &offers[i];

		if (offer->purchase >= PURCHASE_MIXED || row->cheapest[offer->purchase] ||
			!admission_admits(admission, offer))
			continue;
		row->cheapest[offer->purchase] = offer;
		found++;
	}
	return found > 0;
}

/* What a GPU is known by: its price on demand, or the first that there is. */
static double price_of(const struct market_row *row)
{
	int kind = 0;

	while (!row->cheapest[kind])
		kind++;
	return row->cheapest[kind]->usd_per_gpu_hour;
}

/* The dearest first: those are the ones that large models need. */
static int by_price(const void *a, const void *b)
{
	const struct market_row *left = a, *right = b;
	double x = price_of(left), y = price_of(right);

	return x != y ? (x < y) - (x > y) : strcmp(left->gpu->id, right->gpu->id);
}

static void collect_market(const struct session *session, struct market *market)
{
	const struct catalog *c = session->scenario.catalog;
	struct admission admission;

	/* Every kind of purchase: what another one would cost is the next question. */
	admission_init(&admission, &session->scenario, UINT_MAX);
	market->rows = xcalloc((size_t)c->gpu_count + 1, sizeof(market->rows[0]));
	for (int i = 0; i < c->gpu_count; i++) {
		struct market_row *row = &market->rows[market->count];

		*row = (struct market_row){ .gpu = &c->gpus[i] };
		market->count += find_cheapest(row, c, &admission);
	}
	qsort(market->rows, (size_t)market->count, sizeof(market->rows[0]), by_price);
}

/* A list that scrolled would be sent anew: the marked row stands in for the last one instead. */
static void keep_marked(struct market *market, int shown)
{
	for (int i = shown; i < market->count && shown > 0; i++)
		if (market->answer && market->rows[i].gpu == market->answer->deployment.gpu)
			market->rows[shown - 1] = market->rows[i];
}

void market_draw(struct session *session, struct canvas *canvas, struct box box)
{
	struct market market = { .answer = session_answer(session) };
	struct table table = { .columns = market_columns,
		.column_count = MARKET_COLUMNS,
		.sort_column = -1,
		.cell = draw_price,
		.context = &market };

	canvas_frame(canvas, box, STYLE_FRAME, _("What a GPU rents for, $ an hour"));
	collect_market(session, &market);
	if (market.count == 0) {
		canvas_text_fit(canvas, box_inside(box), box.row + 1, box.column + 2, box.columns - 4, STYLE_DIM,
			_("No offer that the workload allows."));
	} else {
		keep_marked(&market, box.rows - 3);
		list_set_count(&table.list, market.count);
		table_draw(canvas, box_inside(box), &table, false);
		list_draw_marks(canvas, box, box.row + 2, box.rows - 3, STYLE_FRAME, &table.list);
	}
	free(market.rows);
}
