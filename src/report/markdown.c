/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as Markdown: CommonMark with the tables of GitHub. */
#include <string.h>

#include "base/i18n.h"
#include "report/sheet.h"

/* Text as it reads: what Markdown or HTML would take for a sign of its own gets a backslash. */
static void add_text(struct text *out, const char *text)
{
	TEXT(clean);

	text_add_clean(&clean, text, strlen(text));
	for (const char *p = clean.data; *p;) {
		size_t n = strcspn(p, "\\`*_[]<>|&#~");

		text_add_n(out, p, n);
		p += n;
		if (*p)
			text_addf(out, "\\%c", *p++);
	}
}

static void add_line(struct text *out, const char *before, const char *text, const char *after)
{
	text_add(out, before);
	add_text(out, text);
	text_add(out, after);
}

static void begin(struct sheet *sheet, const char *title)
{
	add_line(sheet->out, "# ", title, "\n");
}

static void heading(struct sheet *sheet, const char *title)
{
	add_line(sheet->out, "\n## ", title, "\n");
}

static void lead(struct sheet *sheet, const char *text, bool good)
{
	(void)good;
	add_line(sheet->out, "\n**", text, "**\n");
}

static void paragraph(struct sheet *sheet, const char *text)
{
	add_line(sheet->out, "\n", text, "\n");
}

/* Indented code takes every character as it is. */
static void lines(struct sheet *sheet, const char *text)
{
	text_add_char(sheet->out, '\n');
	while (*text) {
		size_t n = strcspn(text, "\n");

		text_add(sheet->out, n ? "    " : "");
		text_add_clean(sheet->out, text, n);
		text_add_char(sheet->out, '\n');
		text += n + (text[n] == '\n');
	}
}

static void list(struct sheet *sheet, bool opens)
{
	if (opens)
		text_add_char(sheet->out, '\n');
}

static void figure(struct sheet *sheet, const struct metric_row *row, const char *value)
{
	add_line(sheet->out, "- **", value, "** ");
	add_line(sheet->out, "", _(row->help), "\n");
}

static void item(struct sheet *sheet, const char *text)
{
	add_line(sheet->out, "- ", text, "\n");
}

static void table(struct sheet *sheet, const char *const *titles)
{
	text_add(sheet->out, "\n|");
	for (int i = 0; i < sheet->columns; i++)
		add_line(sheet->out, " ", titles[i], " |");
	text_add(sheet->out, "\n|");
	for (int i = 0; i < sheet->columns; i++)
		text_add(sheet->out, sheet->numbers & 1u << i ? "--:|" : "---|");
	text_add_char(sheet->out, '\n');
}

/* The address stands in <>, which excludes what would end it. */
static bool linkable(const char *url)
{
	return url && (strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0) &&
		!strpbrk(url, " <>|\\\n\r\t");
}

static void row(struct sheet *sheet, const struct row *a)
{
	(void)a;
	text_add_char(sheet->out, '|');
	for (int i = 0; i < sheet->columns; i++) {
		const struct sheet_cell *cell = &sheet->cells[i];
		bool link = linkable(cell->url);

		add_line(sheet->out, link ? " [" : " ", cell->text.data, "");
		if (link)
			text_addf(sheet->out, "](<%s>)", cell->url);
		text_add(sheet->out, " |");
	}
	text_add_char(sheet->out, '\n');
}

static void legend(struct sheet *sheet)
{
	paragraph(sheet, _("Memory of one GPU in GiB: weights + KV cache in use + KV cache free / all."));
}

const struct sheet_form markdown_form = {
	.ascii_bands = true,
	.begin = begin,
	.heading = heading,
	.lead = lead,
	.paragraph = paragraph,
	.lines = lines,
	.figures = list,
	.figure = figure,
	.list = list,
	.item = item,
	.table = table,
	.row = row,
	.legend = legend,
};
