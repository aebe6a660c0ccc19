/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the foot of a view. */
#include "tui/views/foot.h"

#include "base/text.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/paragraph.h"

#include <string.h>

enum style foot_message_style(const struct error *message)
{
	switch (message->status) {
	case STATUS_OK: return STYLE_STRONG;
	case STATUS_UNMET:
	case STATUS_USAGE: return STYLE_WARN;
	default: return STYLE_BAD;
	}
}

/* The advice behind the last semicolon is what a message can spare. */
static size_t without_advice(const char *text)
{
	const char *cut = NULL;

	for (const char *at = text; (at = strstr(at, "; ")); at++)
		cut = at;
	return cut ? (size_t)(cut - text) : strlen(text);
}

/* Names of files stand first and reasons last: what does not fit is left out of the middle. */
static void draw_cut(struct canvas *canvas, struct box line, enum style style, const char *text)
{
	int head = line.columns / 3;
	const char *end = text + text_fit(text, head - 1);

	canvas_text_fit(canvas, line, line.row, line.column, head, style, text);
	while (*end && text_columns(end) > line.columns - head)
		end += text_fit(end, 1) ? text_fit(end, 1) : 1;
	canvas_text(canvas, line, line.row, line.column + head, style, end);
}

bool foot_draw_message(const struct session *session, struct canvas *canvas, struct box box)
{
	const char *text = session->message.text;
	enum style style = foot_message_style(&session->message);
	TEXT(shown);

	if (!text[0])
		return false;
	canvas_fill(canvas, box, STYLE_TEXT, GLYPH_BLANK);
	canvas_glyph(canvas, box, box.row, box.column, style == STYLE_STRONG ? STYLE_ACCENT : style, GLYPH_SELECTED);
	box = (struct box){ box.row, box.column + GUTTER_LABEL, box.rows, box.columns - GUTTER_LABEL - 1 };
	text_add_n(
		&shown, text, box.rows < 2 && text_columns(text) > box.columns ? without_advice(text) : strlen(text));
	if (text_columns(shown.data) > box.columns && box.rows < 2)
		draw_cut(canvas, box, style, shown.data);
	else
		paragraph_draw(canvas, box, style, shown.data, 0);
	return true;
}

void foot_draw(
	const struct session *session, struct canvas *canvas, struct box box, const char *label, const char *text)
{
	if (foot_draw_message(session, canvas, box))
		return;
	gutter_line(canvas, box_row(box, 0), session->gutter, label[0] != '\0', label, "");
	paragraph_draw(canvas, gutter_text_box(box, session->gutter), STYLE_TEXT, text, 0);
}
