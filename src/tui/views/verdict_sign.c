/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of signs. */
#include "tui/views/verdict_sign.h"

#include "report/aim.h"
#include "report/labels.h"
#include "tui/canvas/glyph.h"

/* What stands before a row. */
static const struct {
	enum glyph glyph;
	enum style style;
} marks[] = {
	[VERDICT_MEETS] = { GLYPH_MEETS, STYLE_GOOD },
	[VERDICT_UNCERTAIN] = { GLYPH_UNCERTAIN, STYLE_WARN },
	[VERDICT_MISSES] = { GLYPH_MISSES, STYLE_BAD },
	[VERDICT_NOT_ESTIMATED] = { GLYPH_DASH, STYLE_DIM },
	[VERDICT_DOES_NOT_FIT] = { GLYPH_DOES_NOT_FIT, STYLE_DIM },
	[VERDICT_NOT_SUPPORTED] = { GLYPH_DASH, STYLE_DIM },
};

enum glyph verdict_glyph(enum verdict verdict)
{
	return marks[verdict].glyph;
}

enum style verdict_style(enum verdict verdict)
{
	return marks[verdict].style;
}

void verdict_legend(enum part_kind part, int columns, bool ascii, struct text *out)
{
	static const enum verdict signs[] = { VERDICT_UNCERTAIN, VERDICT_MISSES, VERDICT_DOES_NOT_FIT,
		VERDICT_NOT_ESTIMATED };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		const char *words = label_part_verdict(part, signs[i]);

		if (text_columns(out->data) + 4 + text_columns(words) > columns)
			break;
		text_add(out, out->length ? "  " : "");
		text_add_code(out, glyph_code(marks[signs[i]].glyph, ascii));
		text_addf(out, " %s", words);
	}
}
