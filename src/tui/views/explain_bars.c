/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars of memory and step time. */
#include "tui/views/explain_bars.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "study/own_answer.h"
#include "tui/widgets/bar.h"

/* Where the figures of a list under a bar end. */
enum { TITLE_COLUMNS = 20, FIGURE_END = 28 };

struct part {
	const char *name; /* translated */
	double amount;
	enum glyph glyph;
	enum style style;
};

struct memory_shares explain_memory_shares(const struct row *a)
{
	const struct memory_budget *m = &replica_of(a)->memory;
	/* Physical bytes of one GPU: copies of the cache count as often as they are held. */
	double share = m->copies / layout_gpus(&a->deployment.layout);
	struct memory_shares s = { m->weights, m->kv_in_use * share, m->kv_headroom * share, m->activations, m->runtime,
		0.0, m->capacity };

	s.reserved = fmax(0.0, m->capacity - s.weights - s.kv_used - s.kv_free - s.activations - s.runtime);
	return s;
}

/* The amounts of a bar and its unit. */
struct legend {
	const struct part *parts;
	int count;
	double whole;
	enum metric_unit unit;
};

/* The name of the bar, what the whole is, and the bar beside them. */
static void draw_bar(struct canvas *canvas, struct box box, const char *title, const struct legend *legend)
{
	struct bar_part cells[BAR_MAX_PARTS];
	struct box line = box_row(box, 0);
	double sum = 0.0;
	TEXT(text);

	text_addf(&text, "%s ", title);
	label_value(&text, legend->whole, legend->unit);
	canvas_text_fit(canvas, line, line.row, line.column, TITLE_COLUMNS - 1, STYLE_TITLE, text.data);
	for (int i = 0; i < legend->count; i++) {
		const struct part *part = &legend->parts[i];

		cells[i] = (struct bar_part){ part->amount, part->glyph, part->style };
		sum += part->amount;
	}
	if (line.columns > TITLE_COLUMNS)
		bar_draw(canvas, line, line.row, line.column + TITLE_COLUMNS, line.columns - TITLE_COLUMNS, cells,
			legend->count, legend->whole, STYLE_NORMAL);
	/* More than there is room for. */
	if (sum > legend->whole * 1.001)
		canvas_glyph(canvas, line, line.row, line.column + line.columns - 1, STYLE_BAD, GLYPH_ARROW_RIGHT);
}

static void write_figure(struct text *out, const struct legend *legend, const struct part *part)
{
	/* GiB are the unit of the whole bar. */
	if (legend->unit == UNIT_GIB)
		label_cell(out, part->amount, legend->unit);
	else
		label_value(out, part->amount, legend->unit);
}

/* A line for each part with the figures below each other: only digits change from one to the next. */
static int draw_list(struct canvas *canvas, struct box box, const struct legend *legend)
{
	TEXT(text);

	for (int i = 0; i < legend->count; i++) {
		const struct part *part = &legend->parts[i];
		struct box line = box_cut(box_row(box, 1 + i), box);

		canvas_glyph(canvas, line, line.row, line.column, part->style, part->glyph);
		canvas_text(canvas, line, line.row, line.column + 2, STYLE_NORMAL, part->name);
		text_clear(&text);
		write_figure(&text, legend, part);
		/* Whole GiB stand over whole ones. */
		if (legend->unit == UNIT_GIB && !strchr(text.data, '.'))
			text_add(&text, "  ");
		canvas_text_right(canvas, line, line.row, line.column + TITLE_COLUMNS - 2,
			FIGURE_END - TITLE_COLUMNS + 2, STYLE_NORMAL, text.data);
	}
	return 1 + legend->count;
}

/* Entries from left to right, over as many lines as they need. */
static int draw_flow(struct canvas *canvas, struct box box, const struct legend *legend)
{
	int row = 1, column = 0;
	TEXT(text);

	for (int i = 0; i < legend->count; i++) {
		const struct part *part = &legend->parts[i];
		struct box line;
		int width;

		text_clear(&text);
		text_addf(&text, "%s ", part->name);
		write_figure(&text, legend, part);
		if (legend->unit == UNIT_SECONDS)
			text_addf(&text, " %.0f %%", 100.0 * part->amount / legend->whole);
		width = 2 + text_columns(text.data);
		if (column > 0 && column + width > box.columns) {
			row++;
			column = 0;
		}
		line = box_cut(box_row(box, row), box);
		canvas_glyph(canvas, line, line.row, line.column + column, part->style, part->glyph);
		canvas_text(canvas, line, line.row, line.column + column + 2, STYLE_NORMAL, text.data);
		column += width + 2;
	}
	return row + 1;
}

/* The bar with its legend; `unknown` where there is nothing to draw.  Returns the rows. */
static int draw_all(
	struct canvas *canvas, struct box box, const char *title, const char *unknown, const struct legend *legend)
{
	if (!(legend->whole > 0.0)) {
		canvas_text(canvas, box, box.row, box.column, STYLE_DIM, unknown);
		return 1;
	}
	draw_bar(canvas, box, title, legend);
	return box.columns <= EXPLAIN_BLOCK_COLUMNS ? draw_list(canvas, box, legend) : draw_flow(canvas, box, legend);
}

int explain_memory_bar(struct canvas *canvas, struct box box, const struct row *a)
{
	struct memory_shares s = explain_memory_shares(a);
	const struct part parts[] = {
		{ _("weights"), s.weights, GLYPH_BAR_FULL, STYLE_BAR_WEIGHTS },
		{ _("KV in use"), s.kv_used, GLYPH_BAR_MEDIUM, STYLE_BAR_KV },
		{ _("KV free"), s.kv_free, GLYPH_BAR_LIGHT, STYLE_BAR_FREE },
		{ _("activations"), s.activations, GLYPH_BAR_LOWER, STYLE_BAR_WORK },
		{ _("runtime"), s.runtime, GLYPH_BAR_UPPER, STYLE_BAR_LINKS },
		{ _("reserved"), s.reserved, GLYPH_BAR_RESERVED, STYLE_BAR_RESERVED },
	};
	const struct legend legend = { parts, sizeof(parts) / sizeof(parts[0]), s.capacity, UNIT_GIB };

	return draw_all(canvas, box, _("Memory"), _("memory: n/a"), &legend);
}

int explain_step_bar(struct canvas *canvas, struct box box, const struct row *a)
{
	const struct step_time *t = &replica_of(a)->step;
	const struct part parts[] = {
		{ _("weights"), t->weights_s, GLYPH_BAR_FULL, STYLE_BAR_WEIGHTS },
		{ _("KV"), t->kv_s, GLYPH_BAR_MEDIUM, STYLE_BAR_KV },
		{ _("compute"), t->compute_s, GLYPH_BAR_LOWER, STYLE_BAR_WORK },
		{ _("communication"), t->communication_s, GLYPH_BAR_UPPER, STYLE_BAR_LINKS },
		{ _("overhead"), t->overhead_s, GLYPH_BAR_RESERVED, STYLE_BAR_RESERVED },
	};
	const struct legend legend = { parts, sizeof(parts) / sizeof(parts[0]), t->total_s, UNIT_SECONDS };

	return draw_all(canvas, box, _("Step"), _("decode step: n/a"), &legend);
}

int explain_share_bar(struct canvas *canvas, struct box box, const struct shares *shares)
{
	static const struct {
		enum glyph glyph;
		enum style style;
	} looks[SHARES_MAX] = {
		{ GLYPH_BAR_FULL, STYLE_BAR_WEIGHTS },
		{ GLYPH_BAR_MEDIUM, STYLE_BAR_KV },
		{ GLYPH_BAR_LOWER, STYLE_BAR_WORK },
		{ GLYPH_BAR_RESERVED, STYLE_BAR_RESERVED },
		{ GLYPH_BAR_UPPER, STYLE_BAR_LINKS },
	};
	struct part parts[SHARES_MAX];
	const struct legend legend = { parts, shares->count, shares->whole, shares->unit };

	for (int i = 0; i < shares->count; i++)
		parts[i] = (struct part){ _(shares->items[i].name), shares->items[i].amount, looks[i].glyph,
			looks[i].style };
	return draw_all(canvas, box, _(shares->title), _(shares->unknown), &legend);
}
