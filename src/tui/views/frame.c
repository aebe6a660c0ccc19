/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the crumb row and the rule of a view. */
#include "tui/views/frame.h"

#include "tui/widgets/rule.h"

struct box frame_draw(struct canvas *canvas, struct box box, const struct frame *frame)
{
	struct box line = box_row(box, 0);
	int right = frame->right ? canvas_columns(frame->right) : 0, room = line.columns - 2;
	int sign = frame->sign == GLYPH_BLANK ? 0 : 2, end = line.column + line.columns - 1;
	struct rule rule = { frame->title, frame->title_right, STYLE_DIM, !frame->light };

	if (right > 0 && sign + right + 2 <= room / 2) {
		if (sign)
			canvas_glyph(canvas, line, line.row, end - right - sign, frame->sign_style, frame->sign);
		canvas_text(canvas, line, line.row, end - right, frame->right_style, frame->right);
		room -= sign + right + 2;
	}
	canvas_text_fit(canvas, line, line.row, line.column + 1, room, STYLE_STRONG, frame->crumb);
	rule_draw(canvas, box_row(box, 1), &rule);
	return box_below(box, 2);
}
