/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting values into sentences. */
#include "report/placeholder.h"

#include <string.h>

bool placeholders_fill(struct text *out, const char *words, size_t n, placeholder_value *value, const void *context)
{
	const char *end = words + n;

	while (words < end) {
		const char *open = memchr(words, '{', (size_t)(end - words));
		const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
		TEXT(name);

		if (!close) {
			text_add_n(out, words, (size_t)(end - words));
			break;
		}
		text_add_n(out, words, (size_t)(open - words));
		text_add_n(&name, open + 1, (size_t)(close - open - 1));
		if (!value(out, name.data, context))
			return false;
		words = close + 1;
	}
	return true;
}
