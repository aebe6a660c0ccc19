/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing strings, and foreign text made safe for terminals, JSON and spreadsheets. */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/memory.h"

char text_nothing[1] = "";

void text_init(struct text *text)
{
	*text = (struct text){ .data = text_nothing };
}

void text_init_for(struct text *text, enum text_use use)
{
	text_init(text);
	text->use = use;
}

void text_release(struct text *text)
{
	if (text->capacity > 0)
		free(text->data);
	text_init(text);
}

void text_clear(struct text *text)
{
	text->length = 0;
	if (text->capacity > 0)
		text->data[0] = '\0';
}

void text_reserve(struct text *text, size_t more)
{
	size_t needed = text->length + more + 1;
	size_t capacity = text->capacity == 0 ? 32 : text->capacity;

	if (needed <= text->capacity)
		return;
	while (capacity < needed)
		capacity = capacity > needed / 2 ? needed + capacity / 2 : capacity * 2;
	text->data = xreallocarray(text->capacity == 0 ? NULL : text->data, capacity, 1);
	text->data[text->length] = '\0';
	text->capacity = capacity;
}

char *text_take(struct text *text)
{
	char *data = text->capacity > 0 ? text->data : xstrdup("");

	text_init_for(text, text->use);
	return data;
}

/* Adds bytes as they are, whatever the text is for. */
static void append(struct text *text, const char *more, size_t n)
{
	if (n == 0)
		return;
	text_reserve(text, n);
	memcpy(text->data + text->length, more, n);
	text->length += n;
	text->data[text->length] = '\0';
}

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
	static const struct range ranges[] = { { 0x00ad, 0x00ad }, { 0x034f, 0x034f }, { 0x061c, 0x061c },
		{ 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180b, 0x180f }, { 0x200b, 0x200f }, { 0x2028, 0x202e },
		{ 0x2060, 0x206f }, { 0x3164, 0x3164 }, { 0xfdd0, 0xfdef }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 },
		{ 0xfff0, 0xfffb }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff } };

	if (code < 0xad)
		return false;
	return (code & 0xfffe) == 0xfffe || in_ranges(code, ranges, sizeof(ranges) / sizeof(*ranges));
}

/* The C locale knows no widths, so the common blocks of marks are named here as well. */
static bool combines(uint32_t code)
{
	static const struct range ranges[] = { { 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05bd },
		{ 0x064b, 0x065f }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x20d0, 0x20ff }, { 0x302a, 0x302f },
		{ 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f } };

	if (code < 0x300)
		return false;
	return wcwidth((wchar_t)code) == 0 || in_ranges(code, ranges, sizeof(ranges) / sizeof(*ranges));
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

static bool among(uint32_t code, const char *set)
{
	return code != 0 && code < 0x80 && strchr(set, (int)code);
}

enum { AT_MOST = 0x2264 };

/* A character that does nothing, or what stands for it where there is no UTF-8.  Titles have a sign, as on the screen. */
static void add_seen(struct text *text, uint32_t code)
{
	char bytes[4];

	if (code < 0x80 || text->use != TEXT_SHOWN_ASCII)
		append(text, bytes, utf8_encode(code, bytes));
	else if (code == AT_MOST)
		append(text, "<", 1);
	else
		append(text, "??", (size_t)text_code_columns(code));
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
		if (among(code, stays))
			append(text, untrusted + i, 1);
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
		text_addf(
			text, "\\u%04x\\u%04x", (unsigned)(0xd7c0 + (code >> 10)), (unsigned)(0xdc00 | (code & 0x3ff)));
	else
		text_addf(text, "\\u%04x", (unsigned)code);
}

/* Adds text of JSON or CSV: controls that are not in `stays` and what deceives are escaped, `mark` stands before those
 * in `quoted`. */
static void add_data(struct text *text, const char *utf8, size_t n, const char *stays, const char *quoted, char mark)
{
	size_t used;

	for (size_t i = 0; i < n; i += used) {
		uint32_t code;

		used = utf8_decode(utf8 + i, n - i, &code);
		/* A cell does without the CR of a line end. */
		if (mark == '"' && code == '\r' && utf8[i + 1] == '\n')
			continue;
		if (among(code, quoted))
			append(text, &mark, 1);
		if ((is_control(code) && !among(code, stays)) || text_deceives(code))
			add_escaped(text, code);
		else
			add_seen(text, code);
	}
}

static bool is_plain(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if ((c < 0x20 && c != '\n' && c != '\t') || c >= 0x7f)
			return false;
	}
	return true;
}

static void add_harmless(struct text *text, const char *untrusted, size_t n)
{
	text_reserve(text, n);
	if (text->use == TEXT_DATA)
		add_data(text, untrusted, n, "\n\t", "", 0);
	else
		add_clean(text, untrusted, n, "\n\t");
}

/* Apart, so that texts that are kept, which are most, are added to fast. */
static __attribute__((noinline)) void add_foreign(struct text *text, const char *more, size_t n)
{
	if (is_plain(more, n))
		append(text, more, n);
	else
		add_harmless(text, more, n);
}

void text_add_n(struct text *text, const char *more, size_t n)
{
	if (text->use == TEXT_KEPT)
		append(text, more, n);
	else
		add_foreign(text, more, n);
}

void text_add(struct text *text, const char *more)
{
	text_add_n(text, more, strlen(more));
}

void text_add_char(struct text *text, char c)
{
	text_add_n(text, &c, 1);
}

void text_add_whole(struct text *text, long long number)
{
	char digits[24], *at = digits + sizeof(digits);
	unsigned long long rest = number < 0 ? 0ULL - (unsigned long long)number : (unsigned long long)number;

	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		*--at = '-';
	text_add_n(text, at, (size_t)(digits + sizeof(digits) - at));
}

void text_add_grouped(struct text *text, double number, int decimals)
{
	char digits[400];
	int length = snprintf(digits, sizeof(digits), "%.*f", decimals, number);
	int whole = (int)strcspn(digits, ".");

	for (int i = 0; i < length; i++) {
		/* Groups are counted from the point; a sign stands before them. */
		if (i > 0 && i < whole && (whole - i) % 3 == 0 && digits[i - 1] != '-')
			text_add_char(text, ',');
		text_add_char(text, digits[i]);
	}
}

void text_add_code(struct text *text, uint32_t code)
{
	char bytes[4];

	text_add_n(text, bytes, utf8_encode(code, bytes));
}

/* Takes in the n bytes that were formatted behind the end. */
static void text_settle(struct text *text, size_t n)
{
	char *end = text->data + text->length, *foreign;

	if (text->use == TEXT_KEPT || is_plain(end, n)) {
		text->length += n;
		end[n] = '\0';
		return;
	}
	foreign = xstrndup(end, n);
	*end = '\0';
	add_harmless(text, foreign, n);
	free(foreign);
}

void text_addf(struct text *text, const char *format, ...)
{
	enum { SHORT_ADDITION = 64 };
	va_list arguments, again;
	int n;

	va_start(arguments, format);
	va_copy(again, arguments);
	/* Most additions are short: format into the room that is there, again only if it is not. */
	text_reserve(text, SHORT_ADDITION);
	n = vsnprintf(text->data + text->length, SHORT_ADDITION + 1, format, arguments);
	va_end(arguments);
	if (n > SHORT_ADDITION) {
		text_reserve(text, (size_t)n);
		vsnprintf(text->data + text->length, (size_t)n + 1, format, again);
	}
	va_end(again);
	text_settle(text, n > 0 ? (size_t)n : 0);
}

void text_add_part(struct text *text, const struct text *from, size_t at, size_t n)
{
	if (from->use == TEXT_KEPT)
		text_add_n(text, from->data + at, n);
	else
		append(text, from->data + at, n);
}

void text_add_sgr(struct text *text, const char *parameters)
{
	size_t n = strspn(parameters, "0123456789;");

	append(text, "\033[", 2);
	append(text, parameters, n);
	append(text, "m", 1);
}

bool text_has_sgr(const char *line)
{
	return strchr(line, '\033');
}

void text_add_json_string(struct text *text, const char *utf8)
{
	size_t n = strlen(utf8);

	text_reserve(text, n + 2);
	text_add_char(text, '"');
	add_data(text, utf8, n, "", "\"\\", '\\');
	text_add_char(text, '"');
}

void text_add_json_member(struct text *text, const char *key, const char *utf8)
{
	if (!utf8)
		return;
	text_addf(text, ", \"%s\": ", key);
	text_add_json_string(text, utf8);
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

void text_add_csv(struct text *text, const char *utf8)
{
	size_t n = strlen(utf8);
	bool quoted = strpbrk(utf8, ",\"\n\t") || utf8[0] == ' ' || (n > 0 && utf8[n - 1] == ' ');
	bool runs = n > 0 && strchr("=+-@\t\r\n", utf8[0]) && !plain_number(utf8);

	if (quoted)
		text_add_char(text, '"');
	if (runs)
		text_add_char(text, '\'');
	if (!quoted && is_plain(utf8, n))
		append(text, utf8, n);
	else
		add_data(text, utf8, n, "\t\n", "\"", '"');
	if (quoted)
		text_add_char(text, '"');
}

/* Bytes of the first line of so many columns: cut at the last blank that lets it fit. */
static size_t line_bytes(const char *utf8, int columns)
{
	size_t fit = text_fit(utf8, columns), cut = fit;

	if (utf8[fit] == '\0' || utf8[fit] == ' ')
		return fit;
	while (cut > 0 && utf8[cut] != ' ')
		cut--;
	return cut > 0 ? cut : fit + strcspn(utf8 + fit, " ");
}

void text_add_wrapped(struct text *text, const char *utf8, int column, int indent, int width)
{
	while (*utf8 != '\0') {
		size_t n = line_bytes(utf8, width - column);

		text_add_n(text, utf8, n);
		utf8 += n + strspn(utf8 + n, " ");
		column = indent;
		if (*utf8 != '\0')
			text_addf(text, "\n%*s", indent, "");
	}
	text_add_char(text, '\n');
}
