/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The providers of a GPU, with their cheapest price of each kind that the filters admit. */
#include "tui/views/offers.h"

#include <limits.h>
#include <math.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "study/fleet_bill.h"
#include "study/own_answer.h"
#include "study/serve_offer.h"
#include "tui/widgets/rule.h"
#include "tui/widgets/table.h"

enum { SELLERS_SHOWN = 48 };

/* One provider. */
struct seller {
	const struct provider *provider;
	const struct offer *cheapest[PURCHASE_MIXED]; /* NULL: not sold so */
	bool chosen;                                  /* the answer is priced with an offer of it */
	double least;                                 /* on demand, or else the first kind that there is */
};

struct sellers {
	struct seller all[SELLERS_SHOWN];
	int count;
	long today;
	double stale_days;
};

enum { COLUMN_PROVIDER, COLUMN_DEMAND, COLUMN_SPOT, COLUMN_1Y, COLUMN_3Y, COLUMN_AGE, COLUMNS };

static const enum purchase kinds[COLUMNS] = {
	[COLUMN_DEMAND] = PURCHASE_ON_DEMAND,
	[COLUMN_SPOT] = PURCHASE_SPOT,
	[COLUMN_1Y] = PURCHASE_RESERVED_1Y,
	[COLUMN_3Y] = PURCHASE_RESERVED_3Y,
};

/* The oldest of its prices: that one has to be asked for again. */
static long age_of(const struct sellers *s, const struct seller *seller)
{
	long age = 0;

	for (int i = 0; i < PURCHASE_MIXED; i++)
		if (seller->cheapest[i] && s->today - seller->cheapest[i]->as_of > age)
			age = s->today - seller->cheapest[i]->as_of;
	return age;
}

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, bool selected, void *context)
{
	const struct sellers *s = context;
	const struct seller *seller = &s->all[row];
	enum style style = selected ? STYLE_STRONG : STYLE_TEXT;
	TEXT(text);

	if (column == COLUMN_PROVIDER) {
		text_add(&text, seller->provider->name);
	} else if (column == COLUMN_AGE) {
		text_addf(&text, _("%ldd"), age_of(s, seller));
		style = (double)age_of(s, seller) > s->stale_days ? STYLE_WARN : STYLE_DIM;
	} else {
		const struct offer *offer = seller->cheapest[kinds[column]];

		label_cell(&text, offer ? offer->usd_per_gpu_hour : NAN, UNIT_USD);
	}
	table_text(canvas, cell, column == COLUMN_PROVIDER ? ALIGN_LEFT : ALIGN_RIGHT, style, text.data);
}

static struct seller *seller_of(struct sellers *s, const struct offer *offer)
{
	for (int i = 0; i < s->count; i++)
		if (s->all[i].provider == offer->provider)
			return &s->all[i];
	if (s->count == SELLERS_SHOWN)
		return NULL;
	s->all[s->count] = (struct seller){ .provider = offer->provider, .least = offer->usd_per_gpu_hour };
	return &s->all[s->count++];
}

/* Offers come by rising price: the first of a provider and kind is its cheapest. */
static void collect(const struct session *session, const struct row *answer, struct sellers *s)
{
	struct admission admission;
	int count;
	const struct offer *all = catalog_offers(session->scenario.catalog, answer->deployment.gpu, &count);

	/* Every kind of purchase: what another one would cost is the next question. */
	admission_init(&admission, &session->scenario, UINT_MAX);
	for (int i = 0; i < count; i++) {
		struct seller *seller;

		if (all[i].purchase >= PURCHASE_MIXED || !admission_admits(&admission, &all[i]))
			continue;
		seller = seller_of(s, &all[i]);
		if (!seller)
			continue;
		if (!seller->cheapest[all[i].purchase])
			seller->cheapest[all[i].purchase] = &all[i];
		if (&all[i] == own_offer(answer) || &all[i] == bill_of(answer)->peak)
			seller->chosen = true;
		if (seller->cheapest[PURCHASE_ON_DEMAND])
			seller->least = seller->cheapest[PURCHASE_ON_DEMAND]->usd_per_gpu_hour;
	}
}

/* The cheapest on demand first, in a list that is nearly sorted. */
static void sort(struct sellers *s)
{
	for (int i = 1; i < s->count; i++)
		for (int j = i; j > 0 && s->all[j].least < s->all[j - 1].least; j--) {
			struct seller kept = s->all[j];

			s->all[j] = s->all[j - 1];
			s->all[j - 1] = kept;
		}
}

void offers_draw(const struct session *session, struct canvas *canvas, struct box box)
{
	const struct row *answer = session_answer(session);
	const struct table_column columns[COLUMNS] = {
		[COLUMN_PROVIDER] = { _("provider"), 12, 18, ALIGN_LEFT, 0 },
		[COLUMN_DEMAND] = { _("demand"), 6, 8, ALIGN_RIGHT, 0 },
		[COLUMN_SPOT] = { _("spot"), 5, 7, ALIGN_RIGHT, 1 },
		[COLUMN_1Y] = { _("1 year"), 6, 7, ALIGN_RIGHT, 2 },
		[COLUMN_3Y] = { _("3 years"), 7, 8, ALIGN_RIGHT, 3 },
		[COLUMN_AGE] = { _("age"), 4, 5, ALIGN_RIGHT, 1 },
	};
	struct sellers sellers = { .today = session->today,
		.stale_days = session->scenario.catalog->constants.stale_price_days };
	struct table table = {
		.columns = columns, .column_count = COLUMNS, .sort_column = -1, .cell = draw_cell, .context = &sellers
	};
	TEXT(title);

	if (!answer || box.rows < 3)
		return;
	collect(session, answer, &sellers);
	sort(&sellers);
	text_addf(&title, _("%s, $ an hour"), answer->deployment.gpu->short_name);
	rule_draw(canvas, box_row(box, 0), &(struct rule){ .title = title.data });
	if (sellers.count == 0) {
		canvas_text_fit(canvas, box, box.row + 1, box.column + 1, box.columns - 2, STYLE_DIM,
			_("No offer that the workload allows."));
		return;
	}
	list_set_count(&table.list, sellers.count);
	table.list.selected = -1;
	for (int i = 0; i < sellers.count; i++)
		if (sellers.all[i].chosen)
			table.list.selected = i;
	table_draw(canvas, box_below(box, 1), &table, false);
}
