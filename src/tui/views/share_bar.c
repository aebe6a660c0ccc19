/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing shares with their names. */
#include "tui/views/share_bar.h"

#include <math.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "tui/widgets/bar.h"

/* Every cell of a bar that changes is sent. */
enum { MOST_CELLS = 38, LEAST_CELLS = 10, GOOD_CELLS = 24, DOLLAR_CELLS = 12, LEAST_NAMES = 2, GAP = 2, FIGURE = 3 };

static const double GIB = 1073741824.0;

/* What is decided stands out, what is free or fixed steps back. */
static const struct {
	enum glyph glyph;
	enum style style;
} looks[SHARES_MAX] = {
	{ GLYPH_SHARE_FULL, STYLE_TEXT },
	{ GLYPH_SHARE_OPEN, STYLE_ACCENT },
	{ GLYPH_SHARE_REST, STYLE_RULE },
	{ GLYPH_SHARE_SMALL, STYLE_DIM },
	{ GLYPH_LINE_ACROSS, STYLE_DIM },
	{ GLYPH_KNOB_OPEN, STYLE_DIM },
};

/* From here on cents decide nothing. */
static const double WHOLE_DOLLARS = 100.0;

static void add_whole_dollars(struct text *out, double amount)
{
	text_add_char(out, '$');
	text_add_grouped(out, amount, 0);
}

/* Seconds: steps of a decoder take milliseconds, a clip half an hour. */
static const double LONG = 100.0;

static bool in_milliseconds(const struct shares *shares)
{
	return shares->whole < 1.0;
}

static void write_name(struct text *out, const struct shares *shares, int i)
{
	double amount = shares->items[i].amount;

	/* As wide with any figure, so that what follows stays where it is. */
	text_addf(out, "%s ", _(shares->items[i].name));
	if (shares->unit == UNIT_GIB)
		text_addf(out, "%*.0f", FIGURE, amount / GIB);
	else if (shares->unit == UNIT_SECONDS)
		text_addf(out, "%*.*f", FIGURE + 1, shares->whole < LONG ? 1 : 0,
			in_milliseconds(shares) ? amount * 1e3 : amount);
	else if (shares->unit == UNIT_USD && amount >= WHOLE_DOLLARS)
		add_whole_dollars(out, amount);
	else
		label_value(out, amount, shares->unit);
}

/* Stands behind the last name. */
static const char *unit_word(const struct shares *shares)
{
	if (shares->unit == UNIT_SECONDS)
		return in_milliseconds(shares) ? _(" ms") : _(" s");
	return shares->unit == UNIT_GIB ? _(" GiB") : "";
}

/* From left to right, over as many lines of the box as they need; without a canvas they are only measured;
 * at most so many.  Returns
 * the columns of the last line, and its row. */
static int draw_names(struct canvas *canvas, struct box box, const struct shares *shares, int most, int *row)
{
	int column = 0;
	TEXT(text);

	*row = 0;
	for (int i = 0; i < shares->count && i < most; i++) {
		struct box line;
		int width, behind;

		if (isnan(shares->items[i].amount))
			continue;
		text_clear(&text);
		write_name(&text, shares, i);
		width = 2 + canvas_columns(text.data);
		/* The last has the unit behind it. */
		behind = i + 1 == shares->count ? canvas_columns(unit_word(shares)) : 0;
		if (column > 0 && column + GAP + width + behind > box.columns) {
			++*row;
			column = 0;
		}
		column += column > 0 ? GAP : 0;
		line = box_row(box, *row);
		if (canvas) {
			canvas_glyph(canvas, line, line.row, line.column + column, looks[i].style, looks[i].glyph);
			canvas_text(canvas, line, line.row, line.column + column + 2, STYLE_TEXT, text.data);
		}
		column += width;
	}
	if (canvas)
		canvas_text(canvas, box, box.row + *row, box.column + column, STYLE_TEXT, unit_word(shares));
	return column + canvas_columns(unit_word(shares));
}

static int draw_bar(struct canvas *canvas, struct box line, int cells, const struct shares *shares)
{
	struct bar_part parts[SHARES_MAX];
	double sum = 0.0;

	cells = cells > MOST_CELLS ? MOST_CELLS : cells;
	for (int i = 0; i < shares->count; i++) {
		parts[i] = (struct bar_part){ shares->items[i].amount, looks[i].glyph, looks[i].style };
		sum += shares->items[i].amount;
	}
	bar_draw(canvas, line, line.row, line.column, cells, parts, shares->count, shares->whole, STYLE_TEXT);
	/* More than there is room for. */
	if (sum > shares->whole * 1.001)
		canvas_glyph(canvas, line, line.row, line.column + cells - 1, STYLE_BAD, GLYPH_BEYOND);
	return cells + GAP;
}

/* The bar, and behind it what the whole is. */
static void draw_whole(struct canvas *canvas, struct box line, const struct shares *shares, const char *words)
{
	int cells, used;
	TEXT(whole);

	if (shares->unit == UNIT_GIB)
		text_add(&whole, _("of "));
	label_value(&whole, shares->whole, shares->unit);
	if (words[0])
		text_addf(&whole, ", %s", words);
	cells = line.columns - GAP - canvas_columns(whole.data);
	used = draw_bar(canvas, line, cells < LEAST_CELLS ? LEAST_CELLS : cells, shares);
	canvas_text_fit(canvas, line, line.row, line.column + used, line.columns - used, STYLE_TEXT, whole.data);
}

int share_bar_draw(struct canvas *canvas, struct box box, const struct shares *shares, const char *words)
{
	const struct box endless = { 0, 0, 1, CANVAS_MAX_COLUMNS };
	struct box line = box_row(box, 0);
	int last, cells, most = shares->count;

	if (box.rows < 1)
		return 0;
	if (!(shares->whole > 0.0)) {
		canvas_text_fit(canvas, line, line.row, line.column, line.columns, STYLE_DIM, _(shares->unknown));
		return 1;
	}
	/* The last names go before the bar says nothing. */
	do
		cells = line.columns - GAP - draw_names(NULL, endless, shares, most, &last);
	while (cells < (shares->unit == UNIT_USD ? DOLLAR_CELLS : GOOD_CELLS) && most > LEAST_NAMES &&
		most-- > LEAST_NAMES);
	if (box.rows < 2 && cells >= LEAST_CELLS) {
		draw_names(canvas,
			(struct box){ line.row, line.column + draw_bar(canvas, line, cells, shares), 1, line.columns },
			shares, most, &last);
		return 1;
	}
	draw_whole(canvas, line, shares, words);
	if (box.rows < 2)
		return 1;
	draw_names(canvas, box_below(box, 1), shares, shares->count, &last);
	return last + 2 < box.rows ? last + 2 : box.rows;
}
