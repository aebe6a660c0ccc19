/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of keys, and the bytes that they are for readline. */
#include "tui/terminal/key.h"

#include <stdint.h>
#include <string.h>
#include <wchar.h>

#include "base/text.h"

static const struct key_row rows[] = {
#define KEYCODE(name, value, text, capability, bytes, alt) { value, text, capability, bytes, alt },
#include "tui/terminal/key-table.h"
#undef KEYCODE
};

enum { ROW_COUNT = sizeof(rows) / sizeof(rows[0]) };

const struct key_row *key_row(size_t index)
{
	return index < ROW_COUNT ? &rows[index] : NULL;
}

bool key_equal(struct key a, struct key b)
{
	return a.code == b.code && a.alt == b.alt;
}

bool key_is_text(struct key key)
{
	return !key.alt && key.code >= 0x20 && key.code != 0x7f && key.code < 0x110000 &&
		(key.code < 0x80 || key.code >= 0xa0) && (key.code < 0xd800 || key.code > 0xdfff);
}

static bool parse_control(const char *name, int *code)
{
	char letter;

	if ((name[0] != 'C' && name[0] != 'c') || name[1] != '-' || strlen(name) != 3)
		return false;
	letter = name[2];
	if (letter >= 'a' && letter <= 'z')
		letter = (char)(letter - 'a' + 'A');
	if (letter < '@' || letter > '_')
		return false;
	*code = KEYCODE_CTRL(letter);
	if (*code == 8)
		*code = KEYCODE_BACKSPACE;
	else if (*code == 10)
		*code = KEYCODE_ENTER;
	return true;
}

bool key_parse(const char *name, struct key *key)
{
	struct key result = { 0, false };
	uint32_t code;
	size_t used;

	if ((name[0] == 'M' || name[0] == 'm') && name[1] == '-' && name[2] != '\0') {
		result.alt = true;
		name += 2;
	}
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (text_compare_nocase(rows[i].name, name) == 0) {
			result.code = rows[i].code;
			*key = result;
			return true;
		}
	}
	if (parse_control(name, &result.code)) {
		*key = result;
		return true;
	}
	used = utf8_decode(name, strlen(name), &code);
	if (used == 0 || name[used] != '\0' || code == 0xfffd || code < 0x20 || (code >= 0x7f && code < 0xa0))
		return false;
	result.code = (int)code;
	*key = result;
	return true;
}

static size_t copy(char *out, bool escape, const char *bytes)
{
	size_t n = strlen(bytes);

	out[0] = '\033';
	memcpy(out + escape, bytes, n);
	return n + escape;
}

/* A character of the locale. */
static size_t encode(char *out, int code)
{
	mbstate_t state = { 0 };
	size_t n = code >= 0 && code < 0x110000 ? wcrtomb(out, (wchar_t)code, &state) : 0;

	if (n != (size_t)-1)
		return n;
	out[0] = '?';
	return 1;
}

size_t key_bytes(struct key key, char out[KEY_BYTES_SIZE])
{
	size_t n;

	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (rows[i].code != key.code || !rows[i].bytes)
			continue;
		if (key.alt && rows[i].alt)
			return copy(out, false, rows[i].alt);
		return copy(out, key.alt, rows[i].bytes);
	}
	out[0] = '\033';
	n = encode(out + key.alt, key.code);
	return n ? n + key.alt : 0;
}
