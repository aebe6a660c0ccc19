/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys as the words that key_parse() reads. */
#pragma once

#include <stdio.h>

#include "base/text.h"
#include "tui/terminal/key.h"

/* Name of a key: "a", "Space", "C-l", "M-1", "M-Left", "ä" (UTF-8). Returns `out`. */
static inline const char *key_format(struct key key, char out[KEY_NAME_SIZE])
{
	const char *alt = key.alt ? "M-" : "";
	const struct key_row *row;
	struct text text;

	for (size_t i = 0; (row = key_row(i)); i++) {
		if (row->code == key.code) {
			snprintf(out, KEY_NAME_SIZE, "%s%s", alt, row->name);
			return out;
		}
	}
	if (key.code >= 0 && key.code < 0x20) {
		char letter = (char)(key.code + '@');

		/* Letters in lower case as in "C-l"; C-@ C-\ C-] C-^ C-_ as they are. */
		if (letter >= 'A' && letter <= 'Z')
			letter = (char)(letter - 'A' + 'a');
		snprintf(out, KEY_NAME_SIZE, "%sC-%c", alt, letter);
		return out;
	}
	text_init(&text);
	text_add_code(&text, (uint32_t)key.code);
	snprintf(out, KEY_NAME_SIZE, "%s%s", alt, text.data);
	text_release(&text);
	return out;
}
