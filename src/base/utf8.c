/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 characters and the columns they take. */
#include "base/utf8.h"

#include <wchar.h>

static bool continues(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t utf8_decode(const char *bytes, size_t n, uint32_t *code)
{
	static const uint32_t lowest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first;
	uint32_t value;
	size_t length;

	*code = 0xfffd;
	if (n == 0)
		return 0;
	first = (unsigned char)bytes[0];
	if (first < 0x80) {
		*code = first;
		return 1;
	}
	length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	if (first < 0xc2 || first > 0xf4 || length > n)
		return 1;
	value = first & (0xffu >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if (!continues(bytes[i]))
			return 1;
		value = value << 6 | ((unsigned char)bytes[i] & 0x3f);
	}
	if (value < lowest[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
		return 1;
	*code = value;
	return length;
}

bool utf8_valid(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t code;
		size_t used = utf8_decode(bytes + i, n - i, &code);

		if (code == 0xfffd && used == 1)
			return false;
		i += used;
	}
	return true;
}

size_t utf8_encode(uint32_t code, char bytes[4])
{
	size_t n;

	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		code = 0xfffd;
	bytes[0] = (char)code;
	if (code < 0x80)
		return 1;
	n = code >= 0x10000 ? 4 : code >= 0x800 ? 3 : 2;
	for (size_t i = n - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (code & 0x3f));
		code >>= 6;
	}
	bytes[0] = (char)((0xf00u >> n & 0xffu) | code);
	return n;
}

int text_code_columns(uint32_t code)
{
	int columns = code < 0x7f && code >= 0x20 ? 1 : wcwidth((wchar_t)code);

	return columns < 0 ? 1 : columns;
}

int text_columns(const char *utf8)
{
	int columns = 0;

	while (*utf8 != '\0') {
		uint32_t code;

		/* A NUL is no continuation byte, so the decoder stops there. */
		utf8 += utf8_decode(utf8, 4, &code);
		columns += text_code_columns(code);
	}
	return columns;
}

size_t text_fit(const char *utf8, int columns)
{
	size_t fits = 0;

	while (utf8[fits] != '\0') {
		uint32_t code;
		size_t used = utf8_decode(utf8 + fits, 4, &code);

		columns -= text_code_columns(code);
		if (columns < 0)
			break;
		fits += used;
	}
	return fits;
}
