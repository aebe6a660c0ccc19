/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign text made safe for terminals, JSON and spreadsheets. */
#include "config.h"

#include "base/text.h"

#include <string.h>
#include <wchar.h>

#include "base/text_use.h"

struct range {
	uint32_t first, last;
};

static bool in_ranges(uint32_t code, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

/* Fillers, line separators and non-characters are among them. */
bool text_deceives(uint32_t code)
{
	static const struct range ranges[] = {
		{0x00ad, 0x00ad}, {0x034f, 0x034f}, {0x061c, 0x061c}, {0x115f, 0x1160},
		{0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x200b, 0x200f}, {0x2028, 0x202e},
		{0x2060, 0x206f}, {0x3164, 0x3164}, {0xfdd0, 0xfdef}, {0xfeff, 0xfeff},
		{0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
		{0xe0000, 0xe0fff},
	};

	if (code < 0xad)
		return false;
	return (code & 0xfffe) == 0xfffe ||
	       in_ranges(code, ranges, sizeof(ranges) / sizeof(*ranges));
}

/* The C locale knows no widths, so the common blocks of marks are named here as well. */
static bool combines(uint32_t code)
{
	static const struct range ranges[] = {
		{0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x064b, 0x065f},
		{0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0x302a, 0x302f},
		{0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
	};

	if (code < 0x300)
		return false;
	return wcwidth((wchar_t)code) == 0 ||
	       in_ranges(code, ranges, sizeof(ranges) / sizeof(*ranges));
}

/* Not assigned to any character; only a Unicode locale can tell. */
static bool unassigned(uint32_t code)
{
	return code > 0xff && wcwidth((wchar_t)0x4e00) == 2 && wcwidth((wchar_t)code) < 0;
}

static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

/* A character that does nothing, or what stands for it where there is no UTF-8. */
static void add_seen(struct text *text, uint32_t code)
{
	char bytes[4];

	if (code < 0x80 || text->use != TEXT_SHOWN_ASCII)
		text_append(text, bytes, utf8_encode(code, bytes));
	else
		text_append(text, "??", (size_t)text_code_columns(code));
}

static void add_control(struct text *text, uint32_t code)
{
	if (code == '\n' || code == '\t')
		text_add_char(text, ' ');
	else if (code < 0x20 || code == 0x7f)
		text_addf(text, "^%c", (int)(code ^ 0x40));
	else
		text_addf(text, "\\x%02x", (unsigned)code);
}

/* As text_add_clean; the bytes of `stays` are left as they are. */
static void add_clean(struct text *text, const char *untrusted, size_t n, const char *stays)
{
	int marks = 0;
	size_t used;

	text_reserve(text, n);
	for (size_t i = 0; i < n; i += used) {
		uint32_t code;
		bool mark;

		used = utf8_decode(untrusted + i, n - i, &code);
		mark = combines(code);
		if (code != 0 && code < 0x80 && strchr(stays, (int)code) != NULL)
			text_append(text, untrusted + i, 1);
		else if (is_control(code))
			add_control(text, code);
		else if (text_deceives(code) || unassigned(code))
			text_addf(text, "<U+%04X>", (unsigned)code);
		else if (!mark || marks < 2)
			add_seen(text, code);
		marks = mark ? marks + 1 : 0;
	}
}

void text_add_clean(struct text *text, const char *untrusted, size_t n)
{
	add_clean(text, untrusted, n, "");
}

/* As in JSON, where a character beyond U+FFFF takes two. */
static void add_escaped(struct text *text, uint32_t code)
{
	if (code > 0xffff)
		text_addf(text, "\\u%04x\\u%04x", (unsigned)(0xd7c0 + (code >> 10)),
			  (unsigned)(0xdc00 | (code & 0x3ff)));
	else
		text_addf(text, "\\u%04x", (unsigned)code);
}

bool text_is_plain(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if ((c < 0x20 && c != '\n' && c != '\t') || c >= 0x7f)
			return false;
	}
	return true;
}

void text_add_harmless(struct text *text, const char *untrusted, size_t n)
{
	size_t used;

	text_reserve(text, n);
	if (text->use != TEXT_DATA) {
		add_clean(text, untrusted, n, "\n\t");
		return;
	}
	for (size_t i = 0; i < n; i += used) {
		uint32_t code;

		used = utf8_decode(untrusted + i, n - i, &code);
		if ((is_control(code) && code != '\n' && code != '\t') || text_deceives(code))
			add_escaped(text, code);
		else
			add_seen(text, code);
	}
}

void text_add_part(struct text *text, const struct text *from, size_t at, size_t n)
{
	if (from->use == TEXT_KEPT)
		text_add_n(text, from->data + at, n);
	else
		text_append(text, from->data + at, n);
}

void text_add_sgr(struct text *text, const char *parameters)
{
	size_t n = strspn(parameters, "0123456789;");

	text_append(text, "\033[", 2);
	text_append(text, parameters, n);
	text_append(text, "m", 1);
}

bool text_has_sgr(const char *line)
{
	return strchr(line, '\033') != NULL;
}

void text_add_json_string(struct text *text, const char *utf8)
{
	size_t n = strlen(utf8), used;

	text_reserve(text, n + 2);
	text_add_char(text, '"');
	for (size_t i = 0; i < n; i += used) {
		uint32_t code;

		used = utf8_decode(utf8 + i, n - i, &code);
		if (code == '"' || code == '\\') {
			text_add_char(text, '\\');
			text_add_char(text, (char)code);
		} else if (is_control(code) || text_deceives(code)) {
			add_escaped(text, code);
		} else {
			add_seen(text, code);
		}
	}
	text_add_char(text, '"');
}

static size_t skip_digits(const char **cell)
{
	size_t n = strspn(*cell, "0123456789");

	*cell += n;
	return n;
}

/* [+-]digits[.digits][e[+-]digits], the only cells that may start with a sign. */
static bool plain_number(const char *cell)
{
	cell += *cell == '+' || *cell == '-';
	if (skip_digits(&cell) == 0)
		return false;
	if (*cell == '.' && (cell++, skip_digits(&cell) == 0))
		return false;
	if (*cell == 'e' || *cell == 'E') {
		cell++;
		cell += *cell == '+' || *cell == '-';
		if (skip_digits(&cell) == 0)
			return false;
	}
	return *cell == '\0';
}

static void add_cell_bytes(struct text *text, const char *utf8, size_t n)
{
	size_t used;

	for (size_t i = 0; i < n; i += used) {
		uint32_t code;

		used = utf8_decode(utf8 + i, n - i, &code);
		if (code == '\r' && utf8[i + 1] == '\n')
			continue;
		if (code == '"')
			text_append(text, "\"\"", 2);
		else if ((is_control(code) && code != '\t' && code != '\n') || text_deceives(code))
			add_escaped(text, code);
		else
			add_seen(text, code);
	}
}

void text_add_csv(struct text *text, const char *utf8)
{
	size_t n = strlen(utf8);
	bool quoted = strpbrk(utf8, ",\"\n\t") != NULL || utf8[0] == ' ' ||
		      (n > 0 && utf8[n - 1] == ' ');
	bool runs = n > 0 && strchr("=+-@\t\r\n", utf8[0]) != NULL && !plain_number(utf8);

	if (quoted)
		text_add_char(text, '"');
	if (runs)
		text_add_char(text, '\'');
	if (!quoted && text_is_plain(utf8, n))
		text_append(text, utf8, n);
	else
		add_cell_bytes(text, utf8, n);
	if (quoted)
		text_add_char(text, '"');
}
