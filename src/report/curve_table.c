/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves as tables of numbers for people. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "report/curves.h"
#include "report/grid.h"
#include "report/words.h"

static const enum metric columns[] = { METRIC_CONCURRENCY, METRIC_TTFT, METRIC_TPOT, METRIC_OUTPUT_TOK_S,
				       METRIC_KV_HEADROOM, METRIC_MTOK_OUTPUT, METRIC_VERDICT };

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static void add_cell(struct grid *grid, enum metric metric, const struct row *a, bool ascii)
{
	struct text cell;

	text_init(&cell);
	if (metric == METRIC_VERDICT)
		text_add(&cell, words_verdict(a->verdict));
	else if (metric == METRIC_MTOK_OUTPUT)
		words_band_cell(&cell, &a->cost.output, UNIT_USD, ascii);
	else
		words_cell(&cell, metric_value(metric, a).band.mid, metric_row(metric)->unit);
	grid_add(grid, cell.data);
	text_release(&cell);
}

/* What keeps a point from the goals. */
static void add_remark(struct grid *grid, const struct row *a)
{
	struct text remark;

	text_init(&remark);
	if (a->verdict != VERDICT_MEETS && a->reasons.count)
		words_reason(&remark, &a->reasons.items[0]);
	grid_add(grid, remark.data);
	text_release(&remark);
}

/* The points of one configuration, the first of `count`; returns how many they are. */
static int write_configuration(struct text *out, const struct row *points, int count,
			       struct report_style style)
{
	enum grid_align align[COLUMNS + 1];
	struct grid grid;
	int rows = 0;

	for (int k = 0; k < COLUMNS; k++)
		align[k] = columns[k] == METRIC_VERDICT ? GRID_LEFT : GRID_RIGHT;
	align[COLUMNS] = GRID_LEFT;
	words_curve(out, &points[0]);
	text_add_char(out, '\n');
	grid_init(&grid, COLUMNS + 1, align);
	grid.limit = style.columns;
	grid.ascii = style.ascii;
	for (int k = 0; k < COLUMNS; k++)
		grid_add(&grid, _(metric_row(columns[k])->title));
	grid_add(&grid, "");
	for (; rows < count && points[rows].deployment.gpu == points[0].deployment.gpu; rows++) {
		for (int k = 0; k < COLUMNS; k++)
			add_cell(&grid, columns[k], &points[rows], style.ascii);
		add_remark(&grid, &points[rows]);
	}
	grid_write(&grid, out, NULL, NULL);
	grid_release(&grid);
	text_add_char(out, '\n');
	return rows;
}

void report_curves(struct text *out, const struct scenario *s, const struct result *r,
		   const struct result *points, struct report_style style)
{
	struct curves curves;

	report_workload(out, s, r->model);
	text_add_char(out, '\n');
	for (int i = 0; i < points->count;)
		i += write_configuration(out, &points->rows[i], points->count - i, style);
	for (int plot = 0; plot < CURVE_PLOTS; plot++) {
		struct text words;

		text_init(&words);
		curves_calculate(&curves, (enum curve_plot)plot, s, r, &r->rows[0]);
		words_curves(&words, &curves);
		text_addf(out, "%s: %s\n", words_curve_plot((enum curve_plot)plot), words.data);
		text_release(&words);
	}
}
