/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing and drawing the consequence of an answer. */
#include "tui/views/wizard_lines.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/interview.h"
#include "report/labels.h"
#include "report/turns.h"
#include "study/interview_answer.h"
#include "tui/views/views.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/paragraph.h"

enum { LINES_MAX = 9 + INTERVIEW_NOTES_MAX };

struct line {
	const char *label;
	int most;            /* rows that it takes at most */
	bool apart;          /* a blank row before it, where there is room */
	const char *between; /* what parts its items, which are never cut: " ", ", " */
	int rows;
	struct text text;
};

static const char between_turns[] = "   ";

struct lines {
	struct line items[LINES_MAX];
	int count;
};

/* The text of a new line; one that stays empty is not drawn. */
static struct text *add(struct lines *lines, const char *label, int most, bool apart, const char *between)
{
	struct line *line = &lines->items[lines->count++];

	*line = (struct line){ .label = label, .most = most, .apart = apart, .between = between };
	text_init(&line->text);
	return &line->text;
}

static void write_meaning(const struct wizard *w, struct text *out)
{
	const struct choice_row *choice = w->list.selected < w->choice_count ? w->choices[w->list.selected] : NULL;

	if (choice && choice->meaning[0])
		text_add(out, _(choice->meaning));
}

static void add_turn(struct text *out, const struct wizard *w, struct turn turn, char sign)
{
	if (!turn.to)
		return;
	text_addf(out, "%s%c ", out->length ? between_turns : "", sign);
	label_setting(out, interview_parameter(w->iv.current), turn.value);
	text_add(out, " ");
	label_leader(out, &turn);
	text_add(out, turn.to->gpu ? _(" leads") : "");
}

static void write_turns(const struct session *session, struct text *out)
{
	const struct wizard *w = session->views->wizard;

	add_turn(out, w, wizard_turn(session, false), '<');
	add_turn(out, w, wizard_turn(session, true), '>');
}

static void write_lines(struct lines *lines, const struct session *session)
{
	const struct wizard *w = session->views->wizard;
	const struct interview *iv = &w->iv;

	if (w->trouble.text[0]) {
		text_add(add(lines, _("Not yet"), 3, false, " "), w->trouble.text);
		return;
	}
	label_rent(add(lines, iv->outlook.meets ? _("Rent") : _("Nearest"), 3, false, " "), iv);
	label_sure(add(lines, _("Sure"), 1, false, " "), iv);
	if (!wizard_nothing_else(w))
		label_change(add(lines, _("Change"), 2, false, " "), &iv->present, &iv->outlook);
	write_turns(session, add(lines, _("Turns"), 1, false, between_turns));
	for (int i = 0; i < iv->notes.count; i++)
		label_note(add(lines, _("Note"), 3, false, " "), &iv->notes.items[i]);
	label_assumed(add(lines, _("Assumed"), 2, false, " \u00b7 "), iv);
	label_next(add(lines, _("Next"), 2, true, ", "), iv);
	write_meaning(w, add(lines, _("Answer"), 3, true, " "));
	/* What stands under the cursor already has changed what the last answer did. */
	if (wizard_nothing_else(w) && w->previous.known)
		label_change(add(lines, _("Last"), 2, false, " "), &w->previous, &iv->present);
	label_speed(add(lines, _("Speed"), 1, false, " "), iv);
}

enum { FIRST = 2 }; /* lines that are never short of rows for the sake of others */

/* Which rows each line gets: what the first ones need, one for all others that have anything to say, then what is left
 * in their order.  Returns the rows that are left over. */
static int share(struct lines *lines, int rows, int columns)
{
	int left = rows;

	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < lines->count && left > 0; i++) {
			struct line *line = &lines->items[i];
			int want = paragraph_lines(line->text.data, columns), more;

			want = want < line->most ? want : line->most;
			if (pass == 0 && i >= FIRST)
				want = want > 0;
			more = want - line->rows < left ? want - line->rows : left;
			if (more <= 0 || (pass == 1 && line->rows == 0))
				continue;
			line->rows += more;
			left -= more;
		}
	}
	return left;
}

/* The items that fit so many rows, whole ones; words that are left out are told by an ellipsis. */
static void fit(struct text *out, const struct line *line, int columns)
{
	const char *text = line->text.data, *between = line->between;
	bool words = strcmp(between, " ") == 0;
	int used = 0, rows = 1;

	while (*text) {
		const char *end = strstr(text, between);
		size_t n = end ? (size_t)(end - text) : strlen(text);
		TEXT(item);

		text_addf(&item, "%.*s%s", (int)n, text, end && !words ? between : "");
		text += n + (end ? strlen(between) : 0);
		/* Behind the last word there must be room for the ellipsis, as long as there are others. */
		if (used > 0 &&
			used + words + text_columns(item.data) + (words && *text && rows == line->rows ? 2 : 0) >
				columns) {
			if (rows++ == line->rows) {
				/* In the place of what would part it from the next one. */
				out->length -= words ? 0 : strlen(between);
				out->data[out->length] = '\0';
				text_add(out, " \u2026");
				return;
			}
			text_add_char(out, '\n');
			used = 0;
		}
		text_addf(out, "%s%s", words && used > 0 ? " " : "", item.data);
		used += (words && used > 0) + text_columns(item.data);
	}
}

void wizard_lines_draw(const struct session *session, struct canvas *canvas, struct box box)
{
	int gutter = session->gutter;
	struct lines lines = { .count = 0 };
	int row = 0, left;

	write_lines(&lines, session);
	left = share(&lines, box.rows, gutter_text_box(box, gutter).columns);
	for (int i = 0; i < lines.count; i++) {
		struct line *line = &lines.items[i];
		struct box at;
		TEXT(words);

		if (line->rows && line->apart && left > 0 && row > 0) {
			row++;
			left--;
		}
		at = (struct box){ box.row + row, box.column, line->rows, box.columns };
		if (line->rows) {
			gutter_line(canvas, at, gutter, false, line->label, NULL);
			fit(&words, line, gutter_text_box(at, gutter).columns);
			paragraph_draw(canvas, gutter_text_box(at, gutter), STYLE_TEXT, words.data, 0);
		}
		row += line->rows;
		text_release(&line->text);
	}
}
