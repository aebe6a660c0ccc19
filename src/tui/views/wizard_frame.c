/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing what stands above the wizard. */
#include "tui/views/wizard_frame.h"

#include "base/i18n.h"
#include "tui/views/frame.h"

enum { GAP = 3 };

/* Short ones take a minute: eight seconds a question. */
static void write_length(struct text *out, const struct interview *iv)
{
	enum { SHORT = 8 };
	int count = interview_count(iv);

	if (iv->current == QUESTION_COUNT)
		text_addf(out, ngettext("%d question answered", "all %d questions answered", (unsigned long)count),
			count);
	else if (count <= SHORT)
		text_addf(out, ngettext("%d question, one minute", "%d questions, one minute", (unsigned long)count),
			count);
	else
		text_addf(out,
			ngettext("%d question, a few minutes", "%d questions, a few minutes", (unsigned long)count),
			count);
}

struct box wizard_frame_draw(
	struct canvas *canvas, struct box box, const struct interview *iv, const char *title, const char *right)
{
	struct box line = box_row(box, 0);
	const struct frame frame = { .crumb = _("Wizard"), .title = title, .title_right = right };
	struct box rest = frame_draw(canvas, box, &frame);
	const char *leave = _("Esc leaves, nothing changes");
	int at = line.column + 1 + canvas_columns(_("Wizard")) + GAP, count = interview_count(iv), end;
	TEXT(length);

	for (int i = 0; i < count; i++, at++)
		canvas_glyph(canvas, line, line.row, at, i < interview_number(iv) ? STYLE_ACCENT : STYLE_DIM,
			i < interview_number(iv) ? GLYPH_KNOB : GLYPH_KNOB_OPEN);
	write_length(&length, iv);
	end = line.column + line.columns - 1;
	if (at + 2 + canvas_columns(leave) > end)
		leave = _("Esc leaves");
	if (at + 2 + canvas_columns(leave) <= end) {
		end -= canvas_columns(leave);
		canvas_text(canvas, line, line.row, end, STYLE_DIM, leave);
	}
	if (at + GAP + canvas_columns(length.data) + 2 <= end)
		canvas_text(canvas, line, line.row, at + GAP, STYLE_TEXT, length.data);
	return rest;
}
