/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of named glyphs and the ASCII stand-ins of other characters. */
#include "tui/canvas/glyph.h"

#include <stddef.h>

struct glyph_row {
	uint32_t code;
	char ascii;
};

static const struct glyph_row rows[GLYPH_COUNT] = {
#define GLYPH(name, code, ascii) { code, ascii },
#include "tui/canvas/glyph-table.h"
#undef GLYPH
};

uint32_t glyph_code(enum glyph glyph, bool ascii)
{
	unsigned index = (unsigned)glyph;

	if (index >= GLYPH_COUNT)
		return '?';
	return ascii ? (uint32_t)(unsigned char)rows[index].ascii : rows[index].code;
}

/* Punctuation that translations and names use but no widget draws. */
static char punctuation_to_ascii(uint32_t code)
{
	switch (code) {
	case 0x00a0:
	case 0x202f:
	case 0x2009: return ' ';
	case 0x2018:
	case 0x2019:
	case 0x201a:
	case 0x00b4:
	case 0x2032: return '\'';
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0x00ab:
	case 0x00bb:
	case 0x2033: return '"';
	case 0x2010:
	case 0x2011:
	case 0x2212: return '-';
	case 0x00b5:
	case 0x03bc: return 'u';
	case 0x00b0: return 'o';
	default: return '?';
	}
}

char glyph_to_ascii(uint32_t code)
{
	/* U+00C0 to U+00FF without their accents. */
	static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

	if (code < 0x80)
		return code < 0x20 || code == 0x7f ? '?' : (char)code;
	for (size_t i = 0; i < GLYPH_COUNT; i++)
		if (rows[i].code == code)
			return rows[i].ascii;
	if (code >= 0xc0 && code <= 0xff)
		return latin[code - 0xc0];
	/* Braille dots, of which curves are drawn. */
	if (code >= 0x2800 && code <= 0x28ff)
		return code == 0x2800 ? ' ' : '.';
	return punctuation_to_ascii(code);
}
