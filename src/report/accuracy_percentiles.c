/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing errors of percentiles as a table and JSON. */
#include "report/accuracy_percentiles.h"

#include <math.h>

#include "base/i18n.h"
#include "report/accuracy_table.h"
#include "report/member.h"

enum { COLUMNS = 4 + 3 * PERCENTILE_WAY_COUNT };

/* One line: a slice, figure and percentile that was published. */
struct line {
	const char *slice, *metric, *at;
	struct percentile_figure figure;
};

static void each_line(
	const struct accuracy_percentiles *a, void (*write)(const struct line *line, void *context), void *context)
{
	for (int first_token = 1; first_token >= 0; first_token--)
		for (int slice = 0; slice < a->measured.slices.count; slice++)
			for (enum goal_at at = GOAL_AT_P50; at < GOAL_AT_COUNT; at++) {
				struct line line = { a->measured.slices.names[slice],
					percentile_metric_name(first_token != 0), percentile_word(at),
					accuracy_percentiles_figure(a, slice, first_token != 0, at) };

				if (line.figure.rows > 0)
					write(&line, context);
			}
}

static void add_share(struct text *out, double share)
{
	text_addf(out, share < 0.0995 ? "%.1f" : "%.0f", 100 * share);
}

static void put_line(const struct line *line, void *context)
{
	struct accuracy_table *table = context;
	const struct percentile_figure *figure = &line->figure;

	accuracy_table_word(table, line->slice);
	accuracy_table_word(table, line->metric);
	accuracy_table_word(table, line->at);
	text_addf(table->cell, "%d", figure->rows);
	accuracy_table_end_cell(table);
	for (int way = 0; way < PERCENTILE_WAY_COUNT; way++) {
		add_share(table->cell, figure->median[way]);
		text_add(table->cell, " / ");
		add_share(table->cell, figure->p90[way]);
		accuracy_table_end_cell(table);
		text_addf(table->cell, "%.2f", figure->bias[way]);
		accuracy_table_end_cell(table);
		add_share(table->cell, figure->held[way]);
		accuracy_table_end_cell(table);
	}
}

static void put_table(struct accuracy_table *table, const struct accuracy_percentiles *a)
{
	accuracy_table_title(table, N_("test"));
	accuracy_table_title(table, N_("figure"));
	accuracy_table_title(table, N_("at"));
	accuracy_table_title(table, N_("rows"));
	for (int way = 0; way < PERCENTILE_WAY_COUNT; way++) {
		accuracy_table_title(table, percentile_way_title((enum percentile_way)way));
		accuracy_table_title(table, N_("bias"));
		accuracy_table_title(table, N_("in band"));
	}
	if (!table->grid)
		text_add(table->out, "|---|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
	each_line(a, put_line, table);
}

static const char INTRODUCTION[] =
	N_("Percentiles of latency over their mean: errors as above, by the constants as they are and by a fit\n"
	   "without the source. Bias is the median of measured / estimated, \"in band\" how many per cent lie in\n"
	   "the 80 % band of the stated error. Requests of closed tests start together: what that does to the\n"
	   "time to first token is no traffic that a goal is about, and is not in the model.\n");

void report_accuracy_percentiles(struct text *out, const struct accuracy_percentiles *a, bool markdown, bool color)
{
	/* All columns but the first three hold numbers. */
	GRID(grid, COLUMNS, ~7u);
	TEXT(cell);
	struct accuracy_table table = {
		.grid = markdown ? NULL : &grid, .out = out, .cell = &cell, .columns = COLUMNS
	};

	if (markdown)
		text_addf(out, "\n### %s\n\n%s\n", "By percentile", INTRODUCTION);
	else {
		report_heading(out, _("By percentile"), color);
		text_add(out, _(INTRODUCTION));
	}
	put_table(&table, a);
	grid_end(&grid, out);
}

struct json_list {
	struct text *out;
	bool first;
};

static void put_json(const struct line *line, void *context)
{
	struct json_list *list = context;
	const struct percentile_figure *figure = &line->figure;
	struct text *out = list->out;

	text_add(out, list->first ? "\n" : ",\n");
	list->first = false;
	member_word(out, "{\"slice\":", line->slice);
	member_word(out, ",\"metric\":", line->metric);
	member_word(out, ",\"at\":", line->at);
	member_number(out, ",\"rows\":", figure->rows);
	for (int way = 0; way < PERCENTILE_WAY_COUNT; way++) {
		text_addf(out, ",\"%s\":", percentile_way_name((enum percentile_way)way));
		member_number(out, "{\"median\":", figure->median[way]);
		member_number(out, ",\"p90\":", figure->p90[way]);
		member_number(out, ",\"bias\":", figure->bias[way]);
		member_number(out, ",\"band_holds\":", figure->held[way]);
		text_add_char(out, '}');
	}
	text_add_char(out, '}');
}

void report_accuracy_percentiles_json(struct text *out, const struct accuracy_percentiles *a)
{
	struct json_list list = { out, true };

	text_add(out, "\"percentiles\":[");
	each_line(a, put_json, &list);
	text_add(out, "],\n");
}
