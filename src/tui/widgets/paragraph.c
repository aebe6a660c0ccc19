/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word wrap by display columns. */
#include "tui/widgets/paragraph.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

bool paragraph_next(const char **text, int columns, const char **line, size_t *bytes)
{
	const char *start = *text;
	size_t length = strcspn(start, "\n"), fits = 0, blank = 0;
	int used = 0;

	if (*start == '\0')
		return false;
	if (columns < 1)
		columns = 1;
	while (fits < length) {
		uint32_t code;
		size_t step = utf8_decode(start + fits, length - fits, &code);

		used += text_code_columns(code);
		/* A blank may stand just behind the edge. */
		if (code == ' ' && fits > 0)
			blank = fits;
		if (used > columns && fits > 0)
			break;
		fits += step;
	}
	if (fits < length && blank > 0)
		fits = blank;
	*line = start;
	*bytes = fits;
	/* Blanks at a wrap belong to neither line. */
	*text = start + fits;
	if (fits == length) {
		*text += **text == '\n';
	} else {
		*text += strspn(*text, " ");
		/* Only blanks were left of the line: it has ended. */
		if (**text == '\n')
			++*text;
	}
	while (*bytes > 0 && start[*bytes - 1] == ' ')
		--*bytes;
	return true;
}

int paragraph_indent(const char *line, size_t bytes, int columns)
{
	size_t first = strspn(line, " "), indent = first;

	for (size_t i = first; i + 2 < bytes; i++)
		if (line[i] == ' ' && line[i + 1] == ' ' && line[i + 2] != ' ')
			indent = i + 2;
	/* An item of a list goes on behind its dash. */
	if (indent == first && bytes > first + 2 && line[first] == '-' && line[first + 1] == ' ')
		return (int)first + 2;
	if (first == 0 && indent == 0)
		return 0;
	/* Where that leaves too little room, a small step is enough. */
	return (int)indent > columns / 2 ? (int)first + 2 : (int)indent;
}

int paragraph_lines(const char *text, int columns)
{
	const char *line;
	size_t bytes;
	int count = 0;

	while (paragraph_next(&text, columns, &line, &bytes))
		count++;
	return count;
}

int paragraph_draw(struct canvas *canvas, struct box box, enum style style, const char *text, int skip)
{
	const char *line;
	size_t bytes;
	int row = 0;

	if (box.columns < 1)
		return 0;
	while (row < box.rows && paragraph_next(&text, box.columns, &line, &bytes)) {
		if (skip-- > 0)
			continue;
		canvas_text_n(canvas, box, box.row + row, box.column, style, line, bytes);
		row++;
	}
	if (row > 0 && row == box.rows && *text != '\0')
		canvas_glyph(canvas, box, box.row + row - 1, box.column + box.columns - 1, style, GLYPH_ELLIPSIS);
	return row;
}
