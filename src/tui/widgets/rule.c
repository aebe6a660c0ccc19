/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing of rules. */
#include "tui/widgets/rule.h"

/* "── " before a title and " ─" at the end. */
enum { LEAD = 3, TAIL = 2 };

void rule_draw(struct canvas *canvas, struct box box, const struct rule *rule)
{
	struct box line = box_row(box, 0);
	enum glyph glyph = rule->heavy ? GLYPH_LINE_HEAVY : GLYPH_LINE_ACROSS;
	enum style style = rule->heavy ? STYLE_ACCENT : STYLE_RULE;
	int end = line.column + line.columns, title = 0, right;

	canvas_fill(canvas, line, style, glyph);
	if (rule->title && rule->title[0] && line.columns > LEAD + TAIL) {
		title = canvas_columns(rule->title);
		if (title > line.columns - LEAD - TAIL)
			title = line.columns - LEAD - TAIL;
		canvas_glyph(canvas, line, line.row, line.column + LEAD - 1, style, GLYPH_BLANK);
		canvas_text_fit(canvas, line, line.row, line.column + LEAD, title, STYLE_STRONG, rule->title);
		canvas_glyph(canvas, line, line.row, line.column + LEAD + title, style, GLYPH_BLANK);
		title += LEAD + 1;
	}
	if (!rule->right || !rule->right[0])
		return;
	right = canvas_columns(rule->right);
	if (title + right + TAIL > line.columns)
		return;
	canvas_glyph(canvas, line, line.row, end - TAIL - right - 1, style, GLYPH_BLANK);
	canvas_text(canvas, line, line.row, end - TAIL - right, rule->right_style, rule->right);
	canvas_glyph(canvas, line, line.row, end - TAIL, style, GLYPH_BLANK);
}

void rule_draw_down(struct canvas *canvas, struct box box)
{
	for (int row = box.row; row < box.row + box.rows; row++)
		canvas_glyph(canvas, box, row, box.column, STYLE_RULE, GLYPH_LINE_DOWN);
}
