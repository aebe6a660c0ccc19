/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of loads. */
#include "tui/views/loads.h"

#include <math.h>

#include "base/i18n.h"
#include "report/figure.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/rule.h"
#include "tui/widgets/table.h"

enum { COLUMN_USERS, COLUMN_SURE, COLUMN_SHARE, COLUMN_TTFT, COLUMN_TPOT, COLUMN_COST, COLUMNS };

struct loads {
	struct replica_row rows[LOADS_MAX];
	int count;
};

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, bool selected, void *context)
{
	const struct loads *loads = context;
	const struct row *a = &loads->rows[row].row;
	const struct replica *r = &loads->rows[row].replica;
	double sure = isnan(a->p_meets) ? 0.0 : a->p_meets;
	const struct bar_part parts[] = { { sure, GLYPH_SHARE_FULL, STYLE_DIM },
		{ 1.0 - sure, GLYPH_SHARE_REST, STYLE_RULE } };
	enum style style = selected ? STYLE_STRONG : STYLE_TEXT;
	TEXT(text);

	switch (column) {
	case COLUMN_USERS: label_figure(&text, r->concurrency, FIGURE_WHOLE); break;
	case COLUMN_SURE: label_figure(&text, a->p_meets, FIGURE_SURE); break;
	case COLUMN_SHARE:
		bar_draw(canvas, cell, cell.row, cell.column, cell.columns, parts, 2, 1.0, STYLE_TEXT);
		return;
	case COLUMN_TTFT: label_figure(&text, r->goal_ttft_s.mid, FIGURE_SECONDS); break;
	case COLUMN_TPOT: label_figure(&text, r->goal_tpot_s.mid, FIGURE_MILLISECONDS); break;
	default: label_figure(&text, a->cost.output.mid, FIGURE_CENTS); break;
	}
	table_text(canvas, cell, ALIGN_RIGHT, style, text.data);
}

int loads_draw(const struct session *session, struct canvas *canvas, struct box box)
{
	const struct row *answer = session_answer(session);
	const struct table_column columns[COLUMNS] = {
		[COLUMN_USERS] = { _("users"), 6, 0, ALIGN_RIGHT, 0 },
		[COLUMN_SURE] = { _("sure"), 4, 0, ALIGN_RIGHT, 0 },
		[COLUMN_SHARE] = { "", 10, 0, ALIGN_LEFT, 0 },
		[COLUMN_TTFT] = { _("TTFT"), 6, 0, ALIGN_RIGHT, 0 },
		[COLUMN_TPOT] = { _("TPOT"), 6, 0, ALIGN_RIGHT, 0 },
		[COLUMN_COST] = { _("$/M"), 7, 0, ALIGN_RIGHT, 0 },
	};
	struct loads loads;
	struct table table = {
		.columns = columns, .column_count = COLUMNS, .sort_column = -1, .cell = draw_cell, .context = &loads
	};

	if (!answer || !session->study->loads)
		return 0;
	loads.count = session->study->loads(&session->scenario, answer, loads.rows, LOADS_MAX);
	if (loads.count == 0)
		return 0;
	rule_draw(canvas, box_row(box, 0), &(struct rule){ .title = _("The same GPU at other loads") });
	list_set_count(&table.list, loads.count);
	for (int i = 0; i < loads.count; i++)
		if (loads.rows[i].replica.concurrency == session->scenario.number[PARAMETER_CONCURRENCY])
			table.list.selected = i;
	table_draw(canvas, box_below(box, 1), &table, false);
	return 2 + loads.count;
}
