/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of offers beside the reasons. */
#include "config.h"

#include "tui/views/offers.h"

#include <limits.h>
#include <math.h>

#include "base/i18n.h"
#include "study/fleet_bill.h"
#include "report/words.h"
#include "study/own_answer.h"
#include "study/serve.h"
#include "tui/widgets/table.h"

enum { OFFERS_SHOWN = 64, CHOSEN_MAX = 2 };

/* What one drawing needs of the offers. */
struct offers {
	const struct row *answer;
	const struct offer *shown[OFFERS_SHOWN];
	int count;
	long today;
	double stale_days;
};

enum {
	COLUMN_MARK, COLUMN_GPU_HOUR, COLUMN_HOUR, COLUMN_PROVIDER, COLUMN_PURCHASE, COLUMN_INSTANCE,
	COLUMN_REGION, COLUMN_DATE, COLUMNS
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

static bool stale(const struct offers *offers, const struct offer *offer)
{
	return (double)(offers->today - offer->as_of) > offers->stale_days;
}

static void write_cell(const struct offers *offers, const struct offer *offer, int column, struct text *out)
{
	double gpus = layout_gpus(&offers->answer->deployment.layout);

	switch (column) {
	case COLUMN_GPU_HOUR:
		words_cell(out, offer->usd_per_gpu_hour, UNIT_USD);
		break;
	case COLUMN_HOUR:
		words_cell(out, offer->usd_per_gpu_hour * cost_rented_gpus(gpus, offer->gpus), UNIT_USD);
		break;
	case COLUMN_PROVIDER:
		text_add(out, offer->provider->name);
		break;
	case COLUMN_PURCHASE:
		text_add(out, words_purchase(offer->purchase));
		break;
	case COLUMN_INSTANCE:
		words_cell(out, offer->gpus, UNIT_NONE);
		break;
	case COLUMN_REGION:
		text_add(out, offer->region ? offer->region : "-");
		break;
	case COLUMN_DATE:
		words_date(out, offer->as_of);
		break;
	}
}

/* Whether the answer is priced with it: a fleet of two kinds has two. */
static bool is_chosen(const struct offers *offers, const struct offer *offer)
{
	return offer == own_offer(offers->answer) || offer == bill_of(offers->answer)->peak;
}

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, enum style style,
		      void *context)
{
	const struct offers *offers = context;
	const struct offer *offer = offers->shown[row];
	struct text text;

	if (column == COLUMN_MARK) {
		if (is_chosen(offers, offer))
			canvas_glyph(canvas, cell, cell.row, cell.column, STYLE_GOOD, GLYPH_SELECTED);
		return;
	}
	/* The date's sign says it without colour: colours only repeat it. */
	if (column == COLUMN_DATE && stale(offers, offer))
		style = STYLE_WARN;
	text_init(&text);
	write_cell(offers, offer, column, &text);
	table_text(canvas, cell, columns[column].align, style, text.data);
	text_release(&text);
}

/* Offers come by rising price: the first of a provider and kind is its cheapest. */
static bool dearer_again(const struct offers *offers, const struct offer *offer)
{
	for (int i = 0; i < offers->count; i++)
		if (offers->shown[i]->provider == offer->provider &&
		    offers->shown[i]->purchase == offer->purchase)
			return true;
	return false;
}

static void collect(const struct session *session, struct offers *offers)
{
	struct admission admission;
	int count;
	const struct offer *all =
		catalog_offers(session->scenario.catalog, offers->answer->deployment.gpu, &count);

	/* Every kind of purchase: what another one would cost is the next question. */
	admission_init(&admission, &session->scenario, UINT_MAX);
	for (int i = 0; i < count && offers->count < OFFERS_SHOWN; i++) {
		bool chosen = is_chosen(offers, &all[i]);

		/* Room is kept for those. */
		if (admission_admits(&admission, &all[i]) &&
		    offers->count < OFFERS_SHOWN - (chosen ? 0 : CHOSEN_MAX) &&
		    (chosen || !dearer_again(offers, &all[i])))
			offers->shown[offers->count++] = &all[i];
	}
}

static void draw_frame(struct canvas *canvas, struct box box, const struct offers *offers)
{
	struct text title;

	text_init(&title);
	text_addf(&title, _("Who rents out the %s"),
		  offers->answer->deployment.gpu->short_name);
	canvas_frame(canvas, box, STYLE_FRAME, title.data);
	text_release(&title);
}

void offers_draw(struct session *session, struct canvas *canvas, struct box box)
{
	struct offers offers = { .answer = session_answer(session), .today = session->today,
				 .stale_days = session->scenario.catalog->constants.stale_price_days };
	struct table table = { .columns = columns, .column_count = COLUMNS, .sort_column = -1,
			       .cell = draw_cell, .context = &offers };

	if (!offers.answer) {
		canvas_frame(canvas, box, STYLE_FRAME, NULL);
		return;
	}
	collect(session, &offers);
	draw_frame(canvas, box, &offers);
	if (offers.count == 0) {
		canvas_text_fit(canvas, box_inside(box), box.row + 1, box.column + 2, box.columns - 4,
				STYLE_DIM, _("No offer that the workload allows."));
		return;
	}
	list_set_count(&table.list, offers.count);
	table.list.selected = -1;
	table_draw(canvas, box_inside(box), &table, false);
}
