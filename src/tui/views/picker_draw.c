/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing a list of choices. */
#include "tui/views/picker_draw.h"

#include <stdio.h>

#include "base/i18n.h"
#include "tui/views/foot.h"
#include "tui/views/frame.h"
#include "tui/views/picker.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"
#include "tui/zone_kind.h"

/* Beside the list from so many columns on; below it on narrower screens that are high enough. */
enum { BESIDE = 72, LIST_MOST = 56, BELOW_ROWS = 5, LIST_LEAST = 6 };

/* What is asked for models that are not listed. */
static const struct {
	const char *prompt, *help;
} questions[] = {
	[ASKS_NOTHING] = { "/", "" },
	[ASKS_PATH] = { N_("path:"),
		N_("The config.json or the GGUF file of a model, or the folder that holds one: "
		   "./my-model/config.json") },
	[ASKS_DENSE_SIZE] = { N_("parameters:"),
		N_("How many parameters a dense model has: 70B. Its layers "
		   "and heads are those of published models of the size.") },
	[ASKS_EXPERTS_SIZE] = { N_("parameters:"),
		N_("How many parameters a mixture of experts has, and how "
		   "many of them one token passes: 235B/22B") },
};

struct parts {
	struct box list, rule, preview, words;
};

static struct parts lay_out(struct box box, bool asks)
{
	struct parts p = { .list = box, .words = box };

	p.list.rows--;
	p.words.row += p.list.rows;
	p.words.rows = 1;
	if (asks)
		return p;
	if (box.columns >= BESIDE) {
		p.list.columns = box.columns / 2 < LIST_MOST ? box.columns / 2 : LIST_MOST;
		p.rule = p.list;
		p.rule.column += p.list.columns;
		p.preview = p.rule;
		p.preview.column++;
		p.preview.columns = box.columns - p.list.columns - 1;
		if (p.preview.columns > PARAGRAPH_WIDEST)
			p.preview.columns = PARAGRAPH_WIDEST;
	} else if (p.list.rows >= LIST_LEAST + 1 + BELOW_ROWS) {
		p.list.rows -= 1 + BELOW_ROWS;
		p.rule = (struct box){ p.list.row + p.list.rows, box.column, 1, box.columns };
		p.preview = (struct box){ p.rule.row + 1, box.column, BELOW_ROWS, box.columns };
	}
	return p;
}

static void draw_item(struct canvas *canvas, struct box line, int index, bool selected, void *context)
{
	const struct picker *p = context;
	const struct picker_item *item = &p->all.at[p->shown[index]];
	enum style style = selected ? STYLE_STRONG : STYLE_TEXT;
	int width = line.columns - 2, detail = canvas_columns(item->detail);

	if (picker_is_path(p)) {
		char text[FIELD_SIZE + 64];

		snprintf(text, sizeof(text), _("read %s"), p->words.text);
		canvas_text_fit(canvas, line, line.row, line.column + 1, width, style, text);
		return;
	}
	/* What does not fit is told by the preview. */
	if (detail > 0 && canvas_columns(item->label) + 2 + detail <= width) {
		canvas_text_right(
			canvas, line, line.row, line.column + 1 + width - detail, detail, STYLE_DIM, item->detail);
		width -= detail + 1;
	}
	canvas_text_fit(canvas, line, line.row, line.column + 1, width, style, item->label);
}

static void draw_list(struct canvas *canvas, struct box box, struct picker *p)
{
	if (p->nothing) {
		struct box words = { box.row, box.column + 1, box.rows / 2, box.columns - 2 };

		box = box_below(box,
			paragraph_draw(canvas, words, STYLE_DIM,
				p->list.count ? _("nothing matches; a model that is not listed:")
					      : _("nothing matches; delete letters to see more"),
				0));
	}
	list_draw(canvas, box, &p->list, false, draw_item, p);
	list_zone(canvas, box, &p->list, ZONE_LINE);
}

/* The words, or the answer to a question; behind them how much matches. */
static void draw_words(struct canvas *canvas, struct box line, struct picker *p)
{
	const char *prompt = _(questions[p->asks].prompt);
	int used = 1 + canvas_columns(prompt) + (p->asks ? 1 : 0), room = line.columns - used - 1, right;
	TEXT(matches);

	if (!p->asks && p->words.length)
		text_addf(&matches, _("%d of %d"), p->list.count, p->all.count);
	else if (!p->asks)
		text_add(&matches, _("type to filter"));
	right = canvas_columns(matches.data);
	if (right > 0 && right + 2 < room / 2) {
		room -= right + 2;
		canvas_text(canvas, line, line.row, line.column + line.columns - 1 - right, STYLE_DIM, matches.data);
	}
	canvas_text(canvas, line, line.row, line.column + 1, STYLE_ACCENT, prompt);
	field_draw(canvas, line, line.row, line.column + used, room, STYLE_STRONG, &p->words, true);
}

/* What the selected item is; questions and paths have nothing to look at yet. */
static void draw_preview(const struct session *session, struct canvas *canvas, const struct parts *parts,
	struct box title, struct picker *p)
{
	const struct picker_item *item = picker_selected(p);
	bool beside = parts->rule.rows > 1, empty = !item || item->asks || picker_is_path(p);
	struct rule rule = { .title = empty ? NULL : item->label };

	if (parts->preview.rows == 0)
		return;
	if (beside) {
		rule_draw_down(canvas, parts->rule);
		title.columns -= parts->preview.column - title.column;
		title.column = parts->preview.column;
		rule_draw(canvas, title, &rule);
		canvas_glyph(canvas, canvas_box(canvas), title.row, title.column - 1, STYLE_RULE, GLYPH_TEE_TOP);
	} else {
		rule_draw(canvas, parts->rule, &rule);
	}
	if (empty)
		return;
	picker_preview_look(&p->preview, p->study, p->base, p->parameter, item->value, item->detail, session->today);
	picker_preview_draw(&p->preview, canvas, parts->preview, session->gutter);
}

void picker_draw(const struct session *session, void *picker, struct canvas *canvas, struct box box)
{
	struct picker *p = picker;
	const char *label = _(parameter_row(p->parameter)->label);
	struct frame frame = { .title = label };
	struct box title = box_row(box, 1), rest;
	struct parts parts;
	TEXT(crumb);
	TEXT(place);

	text_addf(&crumb, "%s › %s", session->views->wizard ? _("Wizard") : _(p->study->title), label);
	frame.crumb = crumb.data;
	rest = frame_draw(canvas, box, &frame);
	parts = lay_out(rest, p->asks);
	if (p->asks)
		paragraph_draw(canvas, (struct box){ rest.row + 1, rest.column + 1, rest.rows - 2, rest.columns - 2 },
			STYLE_TEXT, _(questions[p->asks].help), 0);
	else
		draw_list(canvas, parts.list, p);
	if (!p->asks) {
		struct rule rule = { label, NULL, STYLE_DIM, true };

		list_place(&p->list, &place);
		rule.right = place.data;
		title.columns = parts.list.columns;
		rule_draw(canvas, title, &rule);
		draw_preview(session, canvas, &parts, box_row(box, 1), p);
	}
	/* What is wrong with the words stands above them. */
	foot_draw_message(session, canvas, (struct box){ parts.words.row - 1, box.column, 1, box.columns });
	draw_words(canvas, parts.words, p);
}
