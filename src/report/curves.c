/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about curves, and their points as tables. */
#include "report/curves.h"

#include <math.h>

#include "base/i18n.h"
#include "report/phrases.h"
#include "report/labels.h"

char curve_letter(int index)
{
	return (char)('A' + index);
}

void label_curve(struct text *out, const struct row *a)
{
	label_configuration(out, a);
	label_variant(out, " ", a);
}

static const struct {
	const char *title, *x, *y;
} plots[CURVE_PLOTS] = {
	[CURVE_SPEED] = { N_("speed"), N_("output tok/s of one user (1 / TPOT)"),
		N_("output tok/s of one GPU, 1 user (right) to as many as fit") },
	[CURVE_BUSY] = { N_("$/M by busy"), N_("share of the paid time that does useful work"),
		N_("$ per million output tokens") },
	[CURVE_LOAD] = { N_("$/M by load"), N_("users of one replica"), N_("$ per million output tokens") },
	[CURVE_CONTEXT] = { N_("KV by context"), N_("length of every request in tokens, if all are alike"),
		N_("GiB of KV cache left in the replica") },
};

const char *label_curve_plot(enum curve_plot plot)
{
	return _(plots[plot].title);
}

const char *label_curve_x(enum curve_plot plot, bool open_loop)
{
	return plot == CURVE_LOAD && open_loop ? _("requests/s at one replica") : _(plots[plot].x);
}

const char *label_curve_y(enum curve_plot plot)
{
	return _(plots[plot].y);
}

/* "A H200 SXM": the legend has the rest. */
static void add_curve(struct text *out, const struct curves *c, int i, const char *after)
{
	text_addf(out, "%c %s%s", curve_letter(i), c->curves[i].answer->deployment.gpu->short_name, after);
}

static void add_load(struct text *out, const struct curves *c, double load)
{
	/* With so many users it holds, with one more it does not. */
	if (c->open_loop && c->plot == CURVE_LOAD) {
		label_cell(out, load, UNIT_PER_SECOND);
		text_add(out, _(" requests/s"));
	} else {
		text_addf(out, ngettext("%.0f user", "%.0f users", label_count(load)), load);
	}
}

static void write_gap(struct text *out, const struct curves *c, int i)
{
	const struct row *a = c->curves[i].answer;
	const struct reason no_price = { .id = REASON_NO_PRICE };

	add_curve(out, c, i, ": ");
	if (c->curves[i].gap == CURVE_NO_PRICE)
		label_reason(out, &no_price);
	else if (c->curves[i].gap == CURVE_NO_RATE)
		text_add(out, _("Misses the goals at any rate."));
	else if (a->reasons.count)
		label_reason(out, &a->reasons.items[0]);
	else
		text_add(out, label_verdict(a->verdict));
	text_add_char(out, ' ');
}

/* "The goals hold up to 54 users with A H200 SXM (980 tok/s a GPU), at no load with B L40S." */
static void write_limits(struct text *out, const struct curves *c)
{
	bool first = true;

	for (int i = 0; i < c->count; i++) {
		const struct curve_point *limit = &c->curves[i].limit;

		if (c->curves[i].gap != CURVE_DRAWN)
			continue;
		text_add(out, first ? _("The goals hold ") : ", ");
		if (isnan(limit->y)) {
			text_add(out, _("at no load with "));
			add_curve(out, c, i, "");
		} else {
			text_add(out, _("up to "));
			add_load(out, c, limit->load);
			text_add(out, _(" with "));
			add_curve(out, c, i, " (");
			label_cell(out, limit->y, UNIT_PER_SECOND);
			text_add(out, first ? _(" tok/s a GPU)") : ")");
		}
		first = false;
	}
	if (!first)
		text_add(out, ". ");
}

static void write_speed(struct text *out, const struct curves *c)
{
	const struct curve *a = &c->curves[0];

	if (a->gap == CURVE_DRAWN && !isnan(a->now.y)) {
		add_curve(out, c, 0, _(" now gives each user "));
		label_cell(out, a->now.x, UNIT_PER_SECOND);
		text_add(out, _(" tok/s, "));
		label_cell(out, a->now.y, UNIT_PER_SECOND);
		text_addf(out, "%s. ", _(" tok/s a GPU"));
	}
	write_limits(out, c);
}

static void add_percent(struct text *out, double share)
{
	text_addf(out, "%.*f %%", share < 0.0995 ? 1 : 0, 100.0 * share);
}

static void write_busy(struct text *out, const struct curves *c)
{
	const struct curve *a = &c->curves[0];

	if (a->gap != CURVE_DRAWN)
		return;
	add_curve(out, c, 0, "");
	if (isnan(a->now.y)) {
		text_add(out, _(" does not carry the rate inside the goals"));
	} else {
		text_add(out, _(" costs "));
		label_value(out, a->now.y, UNIT_USD);
		text_add(out, _(" now, "));
		add_percent(out, a->now.x);
		text_add(out, _(" busy"));
	}
	text_add(out, ". ");
	for (int i = 0; i < c->change_count; i++) {
		const struct curve_change *change = &c->changes[i];

		text_addf(out, "%d: ", i + 1);
		add_curve(out, c, change->to, "");
		if (change->x <= 1.0) {
			text_add(out, _(" costs as much at "));
			add_percent(out, change->x);
		} else {
			text_add(out, _(" costs more even when always busy, "));
			label_value(out, change->x * change->y, UNIT_USD);
		}
		text_add(out, ". ");
	}
}

static void write_change(struct text *out, const struct curves *c, int i)
{
	const struct curve_change *change = &c->changes[i];

	text_addf(out, "%d: ", i + 1);
	text_add(out, change->ends ? _("above ") : _("from "));
	add_load(out, c, change->ends || c->open_loop ? change->x : ceil(change->x));
	text_add_char(out, ' ');
	if (change->to < 0) {
		text_add(out, _("none of them meets the goals"));
	} else if (change->ends) {
		add_curve(out, c, change->from, _(" misses the goals: "));
		add_curve(out, c, change->to, _(" is the cheapest"));
	} else {
		add_curve(out, c, change->to, _(" is cheaper than "));
		add_curve(out, c, change->from, ", ");
		label_value(out, change->y, UNIT_USD);
	}
	text_add(out, ". ");
}

static bool any_drawn(const struct curves *c)
{
	for (int i = 0; i < c->count; i++)
		if (c->curves[i].gap == CURVE_DRAWN)
			return true;
	return false;
}

/* The cheapest at the lowest load; -1 when none is within the goals anywhere. */
static int first_cheapest(const struct curves *c)
{
	int best = -1;

	if (c->change_count)
		return c->changes[0].from;
	for (int i = 0; i < c->count; i++)
		if (!isnan(c->curves[i].limit.y) && (best < 0 || c->curves[i].limit.y < c->curves[best].limit.y))
			best = i;
	return best;
}

static void write_load(struct text *out, const struct curves *c)
{
	const struct curve *a = &c->curves[0];
	int first = first_cheapest(c);

	if (first < 0) {
		if (any_drawn(c))
			text_add(out, _("None of them meets the goals at any load. "));
		return;
	}
	if (!isnan(a->now.y)) {
		add_curve(out, c, 0, _(" costs "));
		label_value(out, a->now.y, UNIT_USD);
		text_add(out, _(" with "));
		add_load(out, c, a->now.load);
		text_add(out, ". ");
	}
	add_curve(out, c, first, "");
	text_addf(out, "%s. ",
		c->change_count ? _(" is the cheapest of them at first") : _(" is the cheapest of them at every load"));
	for (int i = 0; i < c->change_count; i++)
		write_change(out, c, i);
}

static void write_context(struct text *out, const struct curves *c)
{
	if (any_drawn(c))
		text_add(out, _("All as long as the context: "));
	for (int i = 0; i < c->count; i++) {
		const struct curve *curve = &c->curves[i];
		TEXT(most);

		if (curve->gap != CURVE_DRAWN)
			continue;
		add_curve(out, c, i, "");
		if (!isnan(curve->now.y)) {
			text_add(out, _(" has "));
			label_value(out, curve->now.y, UNIT_GIB);
			text_add(out, _(" left"));
		} else {
			text_add(out, _(" does not fit"));
		}
		text_add(out, _(" and holds "));
		add_load(out, c, c->users);
		if (isnan(curve->limit.y)) {
			text_add(out, _(" at no length shown"));
		} else {
			quantity_format(&most, curve->limit.x, QUANTITY_TOKENS, 3);
			text_addf(out, _(" up to %s tokens"), most.data);
		}
		text_add(out, ". ");
	}
}

void label_curves(struct text *out, const struct curves *c)
{
	static void (*const writers[CURVE_PLOTS])(struct text * out, const struct curves *c) = {
		[CURVE_SPEED] = write_speed,
		[CURVE_BUSY] = write_busy,
		[CURVE_LOAD] = write_load,
		[CURVE_CONTEXT] = write_context,
	};

	for (int i = 0; i < c->count; i++)
		if (c->curves[i].gap != CURVE_DRAWN)
			write_gap(out, c, i);
	writers[c->plot](out, c);
	/* The blank behind the last sentence. */
	if (out->length && out->data[out->length - 1] == ' ')
		out->data[--out->length] = '\0';
}

static const enum metric columns[] = { METRIC_CONCURRENCY, METRIC_TTFT, METRIC_TPOT, METRIC_OUTPUT_TOK_S,
	METRIC_KV_HEADROOM, METRIC_MTOK_OUTPUT, METRIC_VERDICT };

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

static void add_cell(struct grid *grid, enum metric metric, const struct row *a, bool ascii)
{
	if (metric == METRIC_VERDICT)
		text_add(&grid->cell, label_verdict(a->verdict));
	else if (metric == METRIC_MTOK_OUTPUT)
		label_band_cell(&grid->cell, &a->cost.output, UNIT_USD, ascii);
	else
		label_cell(&grid->cell, metric_value(metric, a).band.mid, metric_row(metric)->unit);
	grid_add_cell(grid);
}

/* The points of one configuration, the first of `count`; returns how many they are. */
static int write_configuration(struct text *out, const struct row *points, int count, struct report_style style)
{
	GRID(grid, COLUMNS + 1, (1u << (COLUMNS - 1)) - 1);
	int rows = 0;

	label_curve(out, &points[0]);
	text_add_char(out, '\n');
	/* The verdict stands last, and behind it what keeps a point from the goals. */
	grid.limit = style.columns;
	grid.ascii = style.ascii;
	for (int k = 0; k < COLUMNS; k++)
		grid_add(&grid, label_title(columns[k]));
	grid_add(&grid, "");
	for (; rows < count && points[rows].deployment.gpu == points[0].deployment.gpu; rows++) {
		const struct row *a = &points[rows];

		for (int k = 0; k < COLUMNS; k++)
			add_cell(&grid, columns[k], a, style.ascii);
		if (a->verdict != VERDICT_MEETS && a->reasons.count)
			label_reason(&grid.cell, &a->reasons.items[0]);
		grid_add_cell(&grid);
	}
	grid_end(&grid, out);
	text_add_char(out, '\n');
	return rows;
}

void report_curves(struct text *out, const struct scenario *s, const struct result *r, const struct result *points,
	struct report_style style)
{
	struct curves curves;

	report_workload(out, r->study, s, r->model);
	text_add_char(out, '\n');
	for (int i = 0; i < points->count;)
		i += write_configuration(out, &points->rows[i], points->count - i, style);
	for (int plot = 0; plot < CURVE_PLOTS; plot++) {
		TEXT(words);

		curves_calculate(&curves, (enum curve_plot)plot, s, r, &r->rows[0]);
		label_curves(&words, &curves);
		text_addf(out, "%s: %s\n", label_curve_plot((enum curve_plot)plot), words.data);
	}
}
