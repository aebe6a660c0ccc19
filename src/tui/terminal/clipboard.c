/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OSC 52. */
#include "tui/terminal/clipboard.h"

#include "base/text.h"

static void add_base64(struct text *out, const char *bytes, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		unsigned long three = 0;

		for (size_t k = 0; k < 3; k++)
			three = three << 8 | (i + k < n ? (unsigned char)bytes[i + k] : 0u);
		text_add_char(out, digits[three >> 18]);
		text_add_char(out, digits[three >> 12 & 63]);
		text_add_char(out, i + 1 < n ? digits[three >> 6 & 63] : '=');
		text_add_char(out, i + 2 < n ? digits[three & 63] : '=');
	}
}

bool clipboard_sequence(struct text *out, const char *bytes, size_t n)
{
	if (n > CLIPBOARD_BYTES)
		return false;
	text_add(out, "\033]52;c;");
	add_base64(out, bytes, n);
	/* BEL ends it: some terminals do not know the two bytes of ST here. */
	text_add_char(out, '\a');
	return true;
}
