/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a test has drawn, compared. */
#pragma once

#include "base/text.h"
#include "support/check.h"
#include "tui/canvas/canvas.h"

/* The glyphs, then the styles unless NULL; the canvas is released. */
static inline void check_canvas(struct canvas *canvas, const char *wanted, const char *styles)
{
	TEXT(dump);

	canvas_dump(canvas, &dump);
	assert_string_equal(dump.data, wanted);
	text_clear(&dump);
	canvas_dump_styles(canvas, &dump);
	if (styles)
		assert_string_equal(dump.data, styles);
	canvas_release(canvas);
}
