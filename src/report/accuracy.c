/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing errors as tables and JSON. */
#include "report/accuracy.h"

#include <math.h>

#include "base/i18n.h"
#include "report/accuracy_table.h"
#include "report/member.h"

enum { COLUMNS = 4 + ACCURACY_WAY_COUNT };

/* One line of a table: a label of an axis and a metric that it has rows of. */
struct line {
	enum accuracy_axis axis;
	const char *label, *metric;
	struct accuracy_figure figure;
};

/* Calls `write` for every line of the wanted axes, an axis after the other. */
static void each_line(const struct accuracy *a, enum accuracy_axis axis,
	void (*write)(const struct line *line, void *context), void *context)
{
	const struct name_list *metrics = &a->labels[ACCURACY_METRIC];

	for (int i = 0; i < a->labels[axis].count; i++)
		for (int j = 0; j < metrics->count; j++) {
			struct line line = { axis, a->labels[axis].names[i], metrics->names[j],
				accuracy_figure(a, axis, i, j) };

			if (line.figure.rows > 0)
				write(&line, context);
		}
}

static void add_share(struct text *out, double share)
{
	if (isnan(share))
		text_add(out, "-");
	else
		text_addf(out, share < 0.0995 ? "%.1f" : "%.0f", 100 * share);
}

static void add_errors(struct text *out, const struct line *line, int way)
{
	add_share(out, line->figure.median[way]);
	if (isnan(line->figure.median[way]))
		return;
	text_add(out, " / ");
	add_share(out, line->figure.p90[way]);
}

static void put_line(const struct line *line, void *context)
{
	struct accuracy_table *table = context;

	accuracy_table_word(table, line->label);
	accuracy_table_word(table, line->metric);
	text_addf(table->cell, "%d", line->figure.rows);
	accuracy_table_end_cell(table);
	for (int i = 0; i < ACCURACY_WAY_COUNT; i++) {
		add_errors(table->cell, line, i);
		accuracy_table_end_cell(table);
	}
	add_share(table->cell, line->figure.held);
	accuracy_table_end_cell(table);
}

static void put_table(struct accuracy_table *table, const struct accuracy *a, enum accuracy_axis axis)
{
	accuracy_table_word(table, accuracy_axis_name(axis));
	accuracy_table_title(table, N_("figure"));
	accuracy_table_title(table, N_("rows"));
	for (int i = 0; i < ACCURACY_WAY_COUNT; i++)
		accuracy_table_title(table, accuracy_way_title((enum accuracy_way)i));
	accuracy_table_title(table, N_("in band"));
	if (!table->grid)
		text_add(table->out,
			table->without_first ? "|---|--:|--:|--:|--:|--:|--:|\n"
					     : "|---|---|--:|--:|--:|--:|--:|--:|\n");
	each_line(a, axis, put_line, table);
}

static const char INTRODUCTION[] =
	N_("Errors in per cent of what was published, median / 90th percentile. Every figure was predicted by\n"
	   "a fit that had not seen its group (source, GPU and model) or, stricter, nothing of its source: what\n"
	   "a server of your own is to us. The last two are rules of thumb on the same measurements. \"In band\"\n"
	   "is how many per cent lie in the 80 % band around the fit without their source.\n");

static void introduce(struct text *out, const struct accuracy *a, bool translate)
{
	text_addf(out, "%s\n", translate ? _(INTRODUCTION) : INTRODUCTION);
	text_addf(out,
		translate ? _("%zu of %zu published measurements are answered.\n")
			  : "%zu of %zu published measurements are answered.\n",
		a->count, a->measured);
}

void report_accuracy(struct text *out, const struct accuracy *a, unsigned wanted, bool markdown, bool color)
{
	introduce(out, a, !markdown);
	for (int i = 0; i < ACCURACY_AXIS_COUNT; i++) {
		enum accuracy_axis axis = (enum accuracy_axis)i;
		bool metric_only = axis == ACCURACY_METRIC;
		/* All columns but the first two hold numbers. */
		GRID(grid, COLUMNS - metric_only, ~3u >> metric_only);
		TEXT(cell);
		struct accuracy_table table = { .grid = markdown ? NULL : &grid,
			.out = out,
			.cell = &cell,
			.columns = COLUMNS,
			.without_first = metric_only };

		if (!(wanted & 1u << axis))
			continue;
		if (markdown)
			text_addf(out, "\n### %s\n\n", accuracy_axis_title(axis));
		else
			report_heading(out, _(accuracy_axis_title(axis)), color);
		put_table(&table, a, axis);
		grid_end(&grid, out);
	}
}

struct json_list {
	struct text *out;
	bool first;
};

static void put_json(const struct line *line, void *context)
{
	struct json_list *list = context;
	struct text *out = list->out;

	text_add(out, list->first ? "\n" : ",\n");
	list->first = false;
	member_word(out, "{\"by\":", accuracy_axis_name(line->axis));
	member_word(out, ",\"name\":", line->label);
	member_word(out, ",\"metric\":", line->metric);
	member_number(out, ",\"rows\":", line->figure.rows);
	member_number(out, ",\"band_holds\":", line->figure.held);
	for (int i = 0; i < ACCURACY_WAY_COUNT; i++) {
		text_addf(out, ",\"%s\":", accuracy_way_name((enum accuracy_way)i));
		member_number(out, "{\"median\":", line->figure.median[i]);
		member_number(out, ",\"p90\":", line->figure.p90[i]);
		text_add_char(out, '}');
	}
	text_add_char(out, '}');
}

void report_accuracy_json(
	struct text *out, const struct accuracy *a, unsigned wanted, const struct accuracy_percentiles *percentiles)
{
	struct json_list list = { out, true };

	text_addf(out,
		"{\"schema\":\"gpuplan/1\",\"command\":\"accuracy\",\"scenario\":null,"
		"\"measurements\":%zu,\"answered\":%zu,\n\"results\":[",
		a->measured, a->count);
	for (int axis = 0; axis < ACCURACY_AXIS_COUNT; axis++)
		if (wanted & 1u << axis)
			each_line(a, (enum accuracy_axis)axis, put_json, &list);
	text_add(out, "],\n");
	if (percentiles)
		report_accuracy_percentiles_json(out, percentiles);
	text_add(out, "\"warnings\":[]}\n");
}
