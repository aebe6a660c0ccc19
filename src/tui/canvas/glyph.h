/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named glyphs with a Unicode and an ASCII form, and the ASCII stand-in of any other character. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum glyph {
#define GLYPH(name, code, ascii) GLYPH_##name,
#include "tui/canvas/glyph-table.h"
#undef GLYPH
	GLYPH_COUNT
};

/* Code point of a glyph (its ASCII form when `ascii`); '?' for a value outside the enum. */
uint32_t glyph_code(enum glyph glyph, bool ascii);

/* ASCII stand-in of any code point: itself below 128, else from the glyph table, else the base
 * letter of a Latin-1 letter, else '?'. Never a control character. */
char glyph_to_ascii(uint32_t code);
