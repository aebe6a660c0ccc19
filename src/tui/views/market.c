/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cheapest prices of all GPUs by kind of purchase. */
#include "config.h"

#include "tui/views/market.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "report/words.h"
#include "study/serve.h"
#include "tui/widgets/table.h"

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
	COLUMN_MARK, COLUMN_GPU, COLUMN_ON_DEMAND, COLUMN_AT, COLUMN_SPOT, COLUMN_SPOT_AT, COLUMN_1Y, COLUMN_3Y,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[COLUMN_MARK] = { "", 1, 0, ALIGN_LEFT, 0 },
	[COLUMN_GPU] = { N_("GPU"), 12, 0, ALIGN_LEFT, 0 },
	[COLUMN_ON_DEMAND] = { N_("on demand"), 9, 0, ALIGN_RIGHT, 0 },
	[COLUMN_AT] = { N_("at"), 8, 18, ALIGN_LEFT, 3 },
	[COLUMN_SPOT] = { N_("spot"), 6, 0, ALIGN_RIGHT, 0 },
	[COLUMN_SPOT_AT] = { N_("at"), 8, 18, ALIGN_LEFT, 4 },
	[COLUMN_1Y] = { N_("1 year"), 6, 0, ALIGN_RIGHT, 1 },
	[COLUMN_3Y] = { N_("3 years"), 7, 0, ALIGN_RIGHT, 2 },
};

static const enum purchase kinds[COLUMNS] = {
	[COLUMN_ON_DEMAND] = PURCHASE_ON_DEMAND, [COLUMN_AT] = PURCHASE_ON_DEMAND,
	[COLUMN_SPOT] = PURCHASE_SPOT, [COLUMN_SPOT_AT] = PURCHASE_SPOT,
	[COLUMN_1Y] = PURCHASE_RESERVED_1Y, [COLUMN_3Y] = PURCHASE_RESERVED_3Y,
};

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, enum style style,
		      void *context)
{
	const struct market *market = context;
	const struct market_row *it = &market->rows[row];
	const struct offer *offer = column == COLUMN_MARK || column == COLUMN_GPU ? NULL : it->cheapest[kinds[column]];
	struct text text;

	if (column == COLUMN_MARK) {
		if (market->answer && market->answer->deployment.gpu == it->gpu)
			canvas_glyph(canvas, cell, cell.row, cell.column, STYLE_GOOD, GLYPH_SELECTED);
		return;
	}
	text_init(&text);
	if (column == COLUMN_GPU)
		text_add(&text, it->gpu->short_name);
	else if (column == COLUMN_AT || column == COLUMN_SPOT_AT)
		text_add(&text, offer ? offer->provider->name : "");
	else
		words_cell(&text, offer ? offer->usd_per_gpu_hour : NAN, UNIT_USD);
	table_text(canvas, cell, columns[column].align, style, text.data);
	text_release(&text);
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

static void collect(const struct session *session, struct market *market)
{
	const struct catalog *c = session->scenario.catalog;
	struct admission admission;

	/* Every kind of purchase: what another one would cost is the next question. */
	admission_init(&admission, &session->scenario, UINT_MAX);
	market->rows = xcalloc((size_t)c->gpu_count + 1, sizeof market->rows[0]);
	for (int i = 0; i < c->gpu_count; i++) {
		struct market_row *row = &market->rows[market->count];

		*row = (struct market_row) { .gpu = &c->gpus[i] };
		market->count += find_cheapest(row, c, &admission);
	}
	qsort(market->rows, (size_t)market->count, sizeof market->rows[0], by_price);
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
	struct table table = { .columns = columns, .column_count = COLUMNS, .sort_column = -1,
			       .cell = draw_cell, .context = &market };

	canvas_frame(canvas, box, STYLE_FRAME, _("What a GPU rents for, $ an hour"));
	collect(session, &market);
	if (market.count == 0) {
		canvas_text_fit(canvas, box_inside(box), box.row + 1, box.column + 2, box.columns - 4,
				STYLE_DIM, _("No offer that the workload allows."));
	} else {
		keep_marked(&market, box.rows - 3);
		list_set_count(&table.list, market.count);
		table_draw(canvas, box_inside(box), &table, false);
		list_draw_marks(canvas, (struct box) { box.row + 2, box.column, box.rows - 3, box.columns },
				box.column + box.columns - 1, STYLE_FRAME, &table.list);
	}
	free(market.rows);
}
