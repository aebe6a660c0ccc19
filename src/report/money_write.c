/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of money as tables of numbers, for people and for programs. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "report/curves.h"
#include "report/grid.h"
#include "report/machine.h"
#include "report/money_curves.h"
#include "report/words.h"

/* The planner shows it in a frame of 80 columns. */
enum { WIDTH = 78, ROWS = 24 };

static const struct {
	const char *id, *x_key, *y_key, *x, *y;
} rows[MONEY_PLOTS] = {
	[MONEY_BY_RATE] = { "usd_by_rate", "requests_per_second", "usd_per_month",
			    N_("requests a second at the peak"), N_("$ a month") },
	[MONEY_DAY] = { "day", "hour", "requests_per_second", N_("hour of the day"),
			N_("requests a second") },
	[MONEY_SPENT] = { "spent", "month", "usd_spent", N_("months"),
			  N_("spent in all, in today's money") },
};

const char *words_money_x(enum money_plot plot)
{
	return _(rows[plot].x);
}

const char *words_money_y(enum money_plot plot)
{
	return _(rows[plot].y);
}

const char *money_x_key(enum money_plot plot)
{
	return rows[plot].x_key;
}

const char *money_y_key(enum money_plot plot)
{
	return rows[plot].y_key;
}

const char *money_plot_id(enum money_plot plot)
{
	return rows[plot].id;
}

void words_money_title(struct text *out, const struct result *r, const struct row *a)
{
	text_addf(out, "%s: ", _(r->study->title));
	words_configuration(out, a);
}

void words_money_x_cell(struct text *out, const struct money_curves *c, int point)
{
	if (c->plot == MONEY_BY_RATE)
		words_cell(out, c->x[point], UNIT_PER_SECOND);
	else
		text_addf(out, "%g", c->x[point]);
}

void words_money_y_cell(struct text *out, const struct money_curves *c, double y)
{
	if (c->plot == MONEY_DAY)
		words_cell(out, y, UNIT_PER_SECOND);
	else
		words_value(out, y, UNIT_USD);
}

void words_money_line(struct text *out, const struct money_curves *c, int line)
{
	text_addf(out, "%c: %s", curve_letter(line), c->lines[line].name.data);
	if (!c->lines[line].considered)
		text_add(out, _(" (not allowed by the workload)"));
}

int money_stride(const struct money_curves *c)
{
	return c->count > ROWS ? (c->count - 1) / 12 : 1;
}

/* Letters over the columns: the names stand above the table. */
static void write_grid(struct text *out, const struct money_curves *c)
{
	enum grid_align align[1 + MONEY_LINES_MAX];
	struct grid grid;
	struct text cell;

	for (int i = 0; i <= c->line_count; i++)
		align[i] = GRID_RIGHT;
	grid_init(&grid, 1 + c->line_count, align);
	text_init(&cell);
	grid_add(&grid, words_money_x(c->plot));
	for (int k = 0; k < c->line_count; k++)
		grid_add(&grid, (const char[]) { curve_letter(k), '\0' });
	for (int i = 0; i < c->count; i += money_stride(c)) {
		text_clear(&cell);
		words_money_x_cell(&cell, c, i);
		grid_add(&grid, cell.data);
		for (int k = 0; k < c->line_count; k++) {
			text_clear(&cell);
			words_money_y_cell(&cell, c, c->lines[k].y[i]);
			grid_add(&grid, cell.data);
		}
	}
	grid_write(&grid, out, NULL, NULL);
	text_release(&cell);
	grid_release(&grid);
}

void report_money_curves(struct text *out, const struct scenario *s, const struct result *r,
			 const struct money_curves *c)
{
	struct text line;

	if (r->study->part == PART_BILL)
		report_fleet_load(out, s, r);
	else
		report_workload(out, s, r->model);
	text_add_char(out, '\n');
	text_init(&line);
	words_money_title(&line, r, c->answer);
	text_addf(out, "%s\n%s:\n", line.data, words_money_y(c->plot));
	for (int k = 0; k < c->line_count; k++) {
		text_clear(&line);
		words_money_line(&line, c, k);
		text_addf(out, "%s\n", line.data);
	}
	text_add_char(out, '\n');
	if (c->line_count) {
		write_grid(out, c);
		text_add_char(out, '\n');
	}
	text_add_wrapped(out, c->words.data, 0, 0, WIDTH);
	text_release(&line);
}

void report_money_csv(struct text *out, const struct money_curves *c)
{
	struct text name;

	text_init(&name);
	text_add(out, money_x_key(c->plot));
	for (int k = 0; k < c->line_count; k++) {
		text_clear(&name);
		text_addf(&name, "%s: %s", money_y_key(c->plot), c->lines[k].id.data);
		text_add_char(out, ',');
		text_add_csv(out, name.data);
	}
	text_add_char(out, '\n');
	for (int i = 0; i < c->count; i++) {
		report_number(out, c->x[i], "");
		for (int k = 0; k < c->line_count; k++) {
			text_add_char(out, ',');
			report_number(out, c->lines[k].y[i], "");
		}
		text_add_char(out, '\n');
	}
	text_release(&name);
}

static void add_numbers(struct text *out, const double *values, int count)
{
	text_add_char(out, '[');
	for (int i = 0; i < count; i++) {
		text_add(out, i ? "," : "");
		report_number(out, values[i], "null");
	}
	text_add_char(out, ']');
}

static void add_json_line(struct text *out, const struct money_curves *c, const struct money_line *line)
{
	const struct deployment *d = &line->answer->deployment;
	const struct offer *offer = line->answer->offer;

	text_add(out, "\n{\"name\":");
	text_add_json_string(out, line->id.data);
	text_add(out, ",\"gpu\":");
	text_add_json_string(out, d->gpu->id);
	text_add(out, ",\"gpus\":");
	report_number(out, layout_gpus(&d->layout), "null");
	if (c->plot == MONEY_BY_RATE) {
		text_add(out, ",\"provider\":");
		text_add_json_string(out, offer->provider->id);
		text_add(out, ",\"now\":");
		report_number(out, line->now, "null");
	}
	text_addf(out, ",\"considered\":%s,\"y\":", line->considered ? "true" : "false");
	add_numbers(out, line->y, c->count);
	text_add_char(out, '}');
}

void money_json_member(struct text *out, const struct money_curves *c)
{
	text_addf(out, ",\n\"curve\":{\"plot\":\"%s\",\"x_key\":\"%s\",\"y_key\":\"%s\",\"now\":",
		  money_plot_id(c->plot), money_x_key(c->plot), money_y_key(c->plot));
	report_number(out, c->now, "null");
	text_add(out, ",\"level\":");
	report_number(out, c->level, "null");
	text_add(out, ",\"x\":");
	add_numbers(out, c->x, c->count);
	text_add(out, ",\"lines\":[");
	for (int k = 0; k < c->line_count; k++) {
		text_add(out, k ? "," : "");
		add_json_line(out, c, &c->lines[k]);
	}
	text_add(out, "]}");
}
