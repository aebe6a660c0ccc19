/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the lines of a text to rules, labels and paragraphs. */
#include "tui/views/page_layout.h"

#include <string.h>

#include "base/text.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"

/* Blanks before what belongs to a heading. */
enum { INDENT = 2 };

/* Columns of a rule beside its title. */
enum { RULE_SIGNS = 6 };

/* A part of the text up to its end, without the newline. */
struct span {
	const char *start;
	size_t bytes;
};

static struct span line_at(const char *at)
{
	return (struct span){ at, strcspn(at, "\n") };
}

static const char *next_line(const char *at)
{
	at += strcspn(at, "\n");
	return at + (*at == '\n');
}

static size_t blanks(struct span line)
{
	size_t n = 0;

	while (n < line.bytes && line.start[n] == ' ')
		n++;
	return n;
}

static int span_columns(struct span span)
{
	TEXT(copy);

	text_add_n(&copy, span.start, span.bytes);
	return canvas_columns(copy.data);
}

/* The bytes before the first gap of two blanks or more behind `from`; all of them: there is none. */
static size_t to_gap(struct span line, size_t from)
{
	for (size_t i = from; i + 1 < line.bytes; i++)
		if (line.start[i] == ' ' && line.start[i + 1] == ' ')
			return i;
	return line.bytes;
}

static bool marked(const char *at)
{
	return *at == PAGE_HEADING || *at == PAGE_ENTRY || *at == PAGE_NAME;
}

/* Whether anything is drawn in the row of the next line, and where. */
static bool shown(const struct page_layout *l, int *row)
{
	*row = l->box.row + l->line - l->top;
	return l->canvas && l->line >= l->top && l->line < l->top + l->box.rows;
}

static void put(const struct page_layout *l, struct box clip, int column, enum style style, struct span span)
{
	int row;

	if (shown(l, &row))
		canvas_text_n(l->canvas, clip, row, column, style, span.start, span.bytes);
}

/* A paragraph from this column on, further lines below the last column of it. */
static void add_paragraph(struct page_layout *l, int column, enum style style, struct span line)
{
	int end = l->box.column + l->box.columns - 1, width = end - column, used = 0;
	struct box clip = { l->box.row, column, l->box.rows, width };
	const char *rest = line.start;
	struct span part;
	int indent;

	width = width > PARAGRAPH_WIDEST ? PARAGRAPH_WIDEST : width;
	indent = paragraph_indent(line.start, line.bytes, width);
	do {
		/* The text goes on behind the line, where the last part of it ends. */
		if (rest >= line.start + line.bytes || !paragraph_next(&rest, width - used, &part.start, &part.bytes))
			part.bytes = 0;
		if (part.bytes > 0)
			put(l, clip, column + used, style, part);
		l->line++;
		used = indent;
	} while (part.bytes > 0 && rest < line.start + line.bytes);
}

/* Names have their column, keys and signs theirs. */
enum kind { NAME, KEY };

static void note_label(struct page_layout *l, enum kind kind, struct span label)
{
	int columns = span_columns(label);

	if (columns > l->widest[kind])
		l->widest[kind] = columns;
}

/* The column of texts beside such labels: the gutter's where they all fit, and never beyond a third of the screen. */
static int text_column(const struct page_layout *l, enum kind kind)
{
	int widest = l->widest[kind], most = l->box.columns / 3;
	int column = widest < l->gutter ? l->gutter : widest + 2;

	return GUTTER_LABEL + (column > most && most > l->gutter ? most : column);
}

/* A label and its text; a label that is too long for its column stands on a line of its own. */
static void add_entry(struct page_layout *l, enum kind kind, enum style style, struct span label, struct span words)
{
	struct box clip = { l->box.row, l->box.column, l->box.rows, l->box.columns - 1 };
	int column;

	note_label(l, kind, label);
	column = text_column(l, kind);
	put(l, clip, l->box.column + GUTTER_LABEL, style, label);
	if (GUTTER_LABEL + span_columns(label) >= column)
		l->line++;
	add_paragraph(l, l->box.column + column, STYLE_TEXT, words);
}

/* A rule carries it, or lines of its own where it is longer.  No blank line follows. */
static const char *add_heading(struct page_layout *l, const char *at)
{
	struct span title = line_at(at + (*at == PAGE_HEADING));
	TEXT(copy);
	int row;

	at = next_line(at);
	while (*at == '\n')
		at++;
	while (title.bytes && title.start[title.bytes - 1] == ':')
		title.bytes--;
	if (span_columns(title) > l->box.columns - RULE_SIGNS) {
		add_paragraph(l, l->box.column + GUTTER_LABEL, STYLE_STRONG, title);
		return at;
	}
	text_add_n(&copy, title.start, title.bytes);
	if (shown(l, &row))
		rule_draw(l->canvas, (struct box){ row, l->box.column, 1, l->box.columns },
			&(struct rule){ .title = copy.data });
	l->line++;
	return at;
}

/* The parts of a marked entry. */
static enum style cut_entry(const char *at, struct span *label, struct span *words)
{
	struct span line = line_at(at + 1);
	const char *tab = memchr(line.start, PAGE_ENTRY, line.bytes);

	*label = (struct span){ line.start, 0 };
	*words = line;
	if (!tab || tab == line.start)
		return STYLE_TEXT;
	*label = (struct span){ line.start + 1, (size_t)(tab - line.start - 1) };
	*words = (struct span){ tab + 1, line.bytes - (size_t)(tab + 1 - line.start) };
	return (enum style)(*line.start - 'A');
}

static const char *add_entries(struct page_layout *l, const char *at)
{
	struct span label, words;

	for (; *at == PAGE_ENTRY || *at == PAGE_NAME; at = next_line(at)) {
		enum style style = cut_entry(at, &label, &words);

		add_entry(l, *at == PAGE_NAME ? NAME : KEY, style, label, words);
	}
	return at;
}

/* What a block of plain lines is. */
struct block {
	const char *end;
	bool indented; /* all lines begin with two blanks, and not with more */
	int gap;       /* where all second columns begin; 0: there are none; -1: not in one column */
};

static struct block block_at(const char *at)
{
	struct block b = { .indented = true };

	for (; *at && *at != '\n' && !marked(at); at = next_line(at)) {
		struct span line = line_at(at);
		size_t n = to_gap(line, INDENT);
		struct span head = { line.start, n };
		int second;

		b.indented = b.indented && blanks(line) == INDENT;
		if (n == line.bytes)
			continue;
		while (head.bytes < line.bytes && line.start[head.bytes] == ' ')
			head.bytes++;
		second = span_columns(head);
		b.gap = b.gap == 0 || b.gap == second ? second : -1;
	}
	b.end = at;
	return b;
}

/* A line without a second column is a sentence among them. */
static void add_plain_entry(struct page_layout *l, struct span line)
{
	size_t n = to_gap(line, INDENT);
	struct span label = { line.start + INDENT, n - INDENT }, words = { line.start + n, line.bytes - n };

	if (!words.bytes) {
		add_paragraph(l, l->box.column + GUTTER_LABEL, STYLE_TEXT, label);
		return;
	}
	while (words.bytes && *words.start == ' ') {
		words.start++;
		words.bytes--;
	}
	add_entry(l, NAME, STYLE_DIM, label, words);
}

/* From column `left` on, cut at the edge. */
static void add_row(struct page_layout *l, struct span line)
{
	struct box clip = { l->box.row, l->box.column + GUTTER_LABEL, l->box.rows, l->box.columns - GUTTER_LABEL - 1 };

	put(l, clip, clip.column - l->left, STYLE_TEXT, line);
	if (span_columns(line) > l->widest_row)
		l->widest_row = span_columns(line);
	l->line++;
}

static const char *add_block(struct page_layout *l, const char *at)
{
	struct block b = block_at(at);
	bool entries = b.indented && b.gap > 0 && !l->cut, sentences = b.indented && b.gap == 0;
	int column = GUTTER_LABEL + (sentences ? l->gutter : 0);

	for (; at < b.end; at = next_line(at)) {
		struct span line = line_at(at);

		if (entries)
			add_plain_entry(l, line);
		else if (l->cut && to_gap(line, blanks(line)) < line.bytes)
			add_row(l, line);
		else if (sentences)
			add_paragraph(l, l->box.column + column, STYLE_TEXT,
				(struct span){ line.start + INDENT, line.bytes - INDENT });
		else
			add_paragraph(l, l->box.column + column, STYLE_TEXT, line);
	}
	return at;
}

/* A line whose next one is indented. */
static bool is_heading(const struct page_layout *l, const char *at)
{
	struct span line = line_at(at);
	const char *next = next_line(at);

	if (!line.bytes || blanks(line) || marked(at) || span_columns(line) > 2 * l->box.columns)
		return false;
	while (*next == '\n')
		next++;
	return *next == PAGE_ENTRY || *next == PAGE_NAME || blanks(line_at(next)) >= INDENT;
}

/* Blank lines before a heading go: its rule parts as well. */
static const char *add_blanks(struct page_layout *l, const char *at)
{
	int count = 0;

	for (; *at == '\n'; at++)
		count++;
	if (l->line > 0 && *at && *at != PAGE_HEADING && !is_heading(l, at))
		l->line += count;
	return at;
}

static void lay_out(struct page_layout *layout)
{
	const char *at = layout->text;
	bool parted = true;

	layout->line = 0;
	while (*at) {
		bool heading = *at == PAGE_HEADING || (parted && is_heading(layout, at));

		parted = *at == '\n';
		if (parted)
			at = add_blanks(layout, at);
		else if (heading)
			at = add_heading(layout, at);
		else if (marked(at))
			at = add_entries(layout, at);
		else
			at = add_block(layout, at);
	}
}

int page_lay_out(struct page_layout *layout)
{
	struct page_layout labels = *layout;

	/* Once to know the labels. */
	labels.canvas = NULL;
	lay_out(&labels);
	memcpy(layout->widest, labels.widest, sizeof(layout->widest));
	lay_out(layout);
	return layout->line;
}
