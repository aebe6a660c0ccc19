/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other counts, formats, replicas and purchases of a GPU: what they cost, and by how much they miss. */
#include "report/alternatives.h"

#include "base/i18n.h"
#include "report/labels.h"
#include "report/phrases.h"

static const enum metric columns[] = { METRIC_GPUS, METRIC_WEIGHTS, METRIC_P_MEETS, METRIC_GOAL_TTFT, METRIC_GOAL_TPOT,
	METRIC_HOUR, METRIC_MTOK_SURE, METRIC_PURCHASE, METRIC_VERDICT };

enum { METRICS = sizeof(columns) / sizeof(columns[0]), COLUMNS = METRICS + 1 };

/* `shown` is the row whose alternatives they are: of the same machines somewhere else it matters where. */
static void add_row(struct grid *grid, const struct row *a, const struct row *shown)
{
	bool elsewhere = a->offer && shown->offer && a->offer->provider != shown->offer->provider &&
		row_same_configuration(a, shown);

	for (int i = 0; i < METRICS; i++) {
		label_metric_cell(&grid->cell, columns[i], a, grid->ascii);
		if (columns[i] == METRIC_PURCHASE && elsewhere)
			text_addf(&grid->cell, ", %s", a->offer->provider->name);
		grid_add_cell(grid);
	}
	if (a->verdict != VERDICT_MEETS && a->reasons.count)
		label_reason(&grid->cell, &a->reasons.items[0]);
	grid_add_cell(grid);
}

void report_alternatives(struct text *out, const struct scenario *s, const struct result *result, const struct row *row,
	struct report_style style)
{
	/* Numbers to the right: n, sure, TTFT, TPOT, $/h, $/M. */
	enum { NUMBERS = 1 << 0 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 };
	struct replica_row others[ALTERNATIVES_MAX];
	const char *titles[COLUMNS];
	GRID(grid, COLUMNS, NUMBERS);
	int count =
		result->study->alternatives ? result->study->alternatives(s, result, row, others, ALTERNATIVES_MAX) : 0;

	grid.limit = style.columns;
	grid.ascii = style.ascii;
	for (int i = 0; i < METRICS; i++)
		titles[i] = label_title(columns[i]);
	titles[METRICS] = "";
	grid_titles(&grid, titles);
	add_row(&grid, row, row);
	for (int i = 0; i < count; i++)
		add_row(&grid, &others[i].row, row);
	grid_write(&grid, out, NULL, NULL);
	text_addf(out,
		ngettext("The first is in the ranking; %d other was judged.\n",
			"The first is in the ranking; %d others were judged.\n", (unsigned long)count),
		count);
}
