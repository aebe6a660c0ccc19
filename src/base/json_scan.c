/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON grammar checker without recursion. */
#include "base/json_scan.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json.h"

#define ONES 0x0101010101010101u
#define HIGH_BITS 0x8080808080808080u

struct scan {
	const char *start, *at, *end;
	const char *file;
	bool allow_infinity;
	struct text *out;
	const char *copied; /* everything before is in `out` */
	struct error *error;
	char open[JSON_MAX_DEPTH]; /* '{' or '[' of every level */
	int depth;
};

static enum status refuse(const struct scan *s, const char *what)
{
	size_t line = 1, column = 1;

	for (const char *c = s->start; c < s->at; c++) {
		if (*c == '\n' || (*c == '\r' && (c + 1 == s->end || c[1] != '\n'))) {
			line++;
			column = 1;
		} else if (((unsigned char)*c & 0xc0) != 0x80 && *c != '\r') {
			column++;
		}
	}
	return error_set(s->error, STATUS_DATA, "%s:%zu:%zu: %s", s->file, line, column, what);
}

static void skip_blanks(struct scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' || *s->at == '\t' || *s->at == '\r'))
		s->at++;
}

/* The character at the place, NUL at the end (the text has no NUL). */
static char peek(const struct scan *s)
{
	return s->at < s->end ? *s->at : '\0';
}

static bool take_word(struct scan *s, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(s->end - s->at) < n || memcmp(s->at, word, n) != 0)
		return false;
	s->at += n;
	return true;
}

/* Infinity, -Infinity or NaN, which some programs write although JSON has no such words. */
static enum status scan_infinity(struct scan *s)
{
	const char *word = s->at;

	if (!take_word(s, "Infinity") && !take_word(s, "-Infinity") && !take_word(s, "NaN"))
		return refuse(s, _("not a JSON value"));
	if (!s->allow_infinity) {
		s->at = word;
		return refuse(s, _("numbers must be finite"));
	}
	text_add_n(s->out, s->copied, (size_t)(word - s->copied));
	text_add(s->out, "null");
	s->copied = s->at;
	return STATUS_OK;
}

static bool take_digits(struct scan *s)
{
	const char *first = s->at;

	while (ascii_is_digit(peek(s)))
		s->at++;
	return s->at > first;
}

static enum status scan_number(struct scan *s)
{
	if (peek(s) == '-' && s->end - s->at > 1 && s->at[1] == 'I')
		return scan_infinity(s);
	s->at += peek(s) == '-';
	if (peek(s) == '0' && s->end - s->at > 1 && ascii_is_digit(s->at[1]))
		return refuse(s, _("a number must not start with 0"));
	if (!take_digits(s))
		return refuse(s, _("a digit is missing"));
	if (peek(s) == '.') {
		s->at++;
		if (!take_digits(s))
			return refuse(s, _("a digit must follow the decimal point"));
	}
	if (peek(s) == 'e' || peek(s) == 'E') {
		s->at++;
		s->at += peek(s) == '+' || peek(s) == '-';
		if (!take_digits(s))
			return refuse(s, _("the exponent has no digits"));
	}
	return STATUS_OK;
}

/* Four hexadecimal digits at `at`, or -1. */
static int32_t hex4(const struct scan *s, const char *at)
{
	int32_t value = 0;

	if (s->end - at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = at[i];
		int part = ascii_is_digit(c)   ? c - '0'
			: c >= 'a' && c <= 'f' ? c - 'a' + 10
			: c >= 'A' && c <= 'F' ? c - 'A' + 10
					       : -1;

		if (part < 0)
			return -1;
		value = value << 4 | part;
	}
	return value;
}

static enum status scan_escape(struct scan *s)
{
	char kind = s->end - s->at > 1 ? s->at[1] : '\0';
	int32_t code, low;

	if (kind != '\0' && strchr("\"\\/bfnrt", kind)) {
		s->at += 2;
		return STATUS_OK;
	}
	code = kind == 'u' ? hex4(s, s->at + 2) : -1;
	if (code < 0)
		return refuse(s, _("bad escape in a string"));
	if (code == 0)
		return refuse(s, _("\\u0000 is not allowed"));
	if (code >= 0xdc00 && code <= 0xdfff)
		return refuse(s, _("half of a surrogate pair"));
	if (code >= 0xd800 && code <= 0xdbff) {
		bool pair = s->end - s->at >= 12 && s->at[6] == '\\' && s->at[7] == 'u';

		low = pair ? hex4(s, s->at + 8) : -1;
		if (low < 0xdc00 || low > 0xdfff)
			return refuse(s, _("half of a surrogate pair"));
		s->at += 6;
	}
	s->at += 6;
	return STATUS_OK;
}

/* A high bit in the place of every byte of eight that is below `least` or equal to `c` (no byte
 * of the eight may have its own high bit set). */
static uint64_t below(uint64_t eight, uint64_t least)
{
	return (eight - least * ONES) & ~eight & HIGH_BITS;
}

static uint64_t equal(uint64_t eight, uint64_t c)
{
	return below(eight ^ c * ONES, 1);
}

/* Skips eights without quotes, backslashes, control characters and whatever is not ASCII. */
static const char *plain_eights(const char *at, const char *end)
{
	for (uint64_t eight; end - at >= 8; at += 8) {
		memcpy(&eight, at, 8);
		if (((eight & HIGH_BITS) | below(eight, 0x20) | equal(eight, '"') | equal(eight, '\\')) != 0)
			break;
	}
	return at;
}

static enum status scan_string(struct scan *s)
{
	const char *first = s->at++;

	while (s->at < s->end) {
		const char *at = plain_eights(s->at, s->end), *end = s->end;

		/* Nearly every byte of a file is one of these. */
		while (at < end && (unsigned char)*at >= 0x20 && *at != '"' && *at != '\\')
			at++;
		s->at = at;
		if (at == end)
			break;
		if (*s->at == '"') {
			s->at++;
			return STATUS_OK;
		}
		if ((unsigned char)*s->at < 0x20)
			return refuse(s, _("a control character in a string must be escaped"));
		if (scan_escape(s) != STATUS_OK)
			return STATUS_DATA;
	}
	s->at = first;
	return refuse(s, _("a string does not end"));
}

static enum status scan_key(struct scan *s)
{
	enum status status;

	skip_blanks(s);
	if (s->at == s->end)
		return refuse(s, _("the text ends too early"));
	if (peek(s) != '"')
		return refuse(s, _("a key in double quotes is missing"));
	status = scan_string(s);
	if (status != STATUS_OK)
		return status;
	skip_blanks(s);
	if (peek(s) != ':')
		return refuse(s, _("\":\" is missing"));
	s->at++;
	return STATUS_OK;
}

static enum status scan_scalar(struct scan *s)
{
	char c = peek(s);

	if (c == '"')
		return scan_string(s);
	if (c == '-' || ascii_is_digit(c))
		return scan_number(s);
	if (take_word(s, "null") || take_word(s, "true") || take_word(s, "false"))
		return STATUS_OK;
	if (s->at == s->end)
		return refuse(s, _("the text ends too early"));
	return scan_infinity(s);
}

/* Opens a level; *empty tells that it was closed at once. */
static enum status scan_open(struct scan *s, bool *empty)
{
	char bracket = *s->at;

	if (s->depth == JSON_MAX_DEPTH)
		return refuse(s, _("nested deeper than 64 levels"));
	s->open[s->depth] = bracket;
	s->at++;
	skip_blanks(s);
	*empty = peek(s) == (bracket == '{' ? '}' : ']');
	if (*empty) {
		s->at++;
		return STATUS_OK;
	}
	s->depth++;
	return bracket == '{' ? scan_key(s) : STATUS_OK;
}

/* After a value: closes levels; *more tells that a next value follows. */
static enum status scan_behind(struct scan *s, bool *more)
{
	while (s->depth > 0) {
		bool object = s->open[s->depth - 1] == '{';

		skip_blanks(s);
		if (peek(s) == ',') {
			s->at++;
			*more = true;
			return object ? scan_key(s) : STATUS_OK;
		}
		if (peek(s) != (object ? '}' : ']'))
			return refuse(s,
				s->at == s->end  ? _("the text ends too early")
					: object ? _("\",\" or \"}\" is missing")
						 : _("\",\" or \"]\" is missing"));
		s->at++;
		s->depth--;
	}
	*more = false;
	return STATUS_OK;
}

static enum status scan_value(struct scan *s)
{
	enum status status;
	bool more = true;

	while (more) {
		bool empty = true;

		skip_blanks(s);
		if (peek(s) == '{' || peek(s) == '[')
			status = scan_open(s, &empty);
		else
			status = scan_scalar(s);
		if (status == STATUS_OK && empty)
			status = scan_behind(s, &more);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static enum status scan_encoding(struct scan *s)
{
	const char *place = s->at;

	while (s->at < s->end) {
		uint32_t code;
		size_t used;
		uint64_t eight;

		/* Eight bytes of plain ASCII at once: no high bit, no zero byte. */
		while (s->end - s->at >= 8) {
			memcpy(&eight, s->at, 8);
			if (((eight | (eight - ONES)) & HIGH_BITS) != 0)
				break;
			s->at += 8;
		}
		if (s->at == s->end)
			break;
		if (*s->at > 0) {
			s->at++;
			continue;
		}
		if (*s->at == '\0')
			return refuse(s, _("a NUL byte; JSON must be UTF-8"));
		used = utf8_decode(s->at, (size_t)(s->end - s->at), &code);
		if (used == 1 && code == 0xfffd)
			return refuse(s, _("not UTF-8"));
		s->at += used;
	}
	s->at = place;
	return STATUS_OK;
}

enum status json_scan(
	const char *text, size_t n, const char *file_name, bool allow_infinity, struct text *out, struct error *error)
{
	struct scan s = {
		.start = text, .at = text, .end = text + n, .copied = text, .file = file_name, .error = error
	};
	enum status status;

	s.allow_infinity = allow_infinity;
	s.out = out;
	text_clear(out);
	status = scan_encoding(&s);
	if (status != STATUS_OK)
		return status;
	skip_blanks(&s);
	if (s.at == s.end)
		return error_set(error, STATUS_DATA, _("%s: empty file"), file_name);
	status = scan_value(&s);
	if (status != STATUS_OK)
		return status;
	skip_blanks(&s);
	if (s.at < s.end)
		return refuse(&s, _("something follows the end of the value"));
	if (s.copied != text)
		text_add_n(out, s.copied, (size_t)(s.end - s.copied));
	return STATUS_OK;
}
