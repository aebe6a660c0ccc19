/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking over values of a good JSON text. */
#include "base/json_split.h"

#include <string.h>

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void skip_blanks(struct json_span *s)
{
	while (s->n > 0 && blank(*s->text)) {
		s->text++;
		s->n--;
	}
}

static void skip(struct json_span *s, size_t n)
{
	s->text += n;
	s->n -= n;
}

/* Bytes of the string that begins here, with its quotes. */
static size_t string_length(const struct json_span *s)
{
	size_t i = 1;

	while (i < s->n && s->text[i] != '"')
		i += s->text[i] == '\\' ? 2 : 1;
	return i < s->n ? i + 1 : s->n;
}

static size_t value_length(const struct json_span *s)
{
	size_t i = 0, depth = 0;

	while (i < s->n) {
		char c = s->text[i];

		if (c == '"') {
			struct json_span string = { s->text + i, s->n - i };

			i += string_length(&string);
		} else if (c == '{' || c == '[') {
			depth++;
			i++;
		} else if (depth > 0 && (c == '}' || c == ']')) {
			depth--;
			i++;
		} else if (depth == 0 && (c == ',' || c == '}' || c == ']' || blank(c))) {
			break;
		} else {
			i++;
			continue;
		}
		if (depth == 0)
			break;
	}
	return i;
}

static struct json_span take_value(struct json_span *s)
{
	struct json_span value = { s->text, value_length(s) };

	skip(s, value.n);
	skip_blanks(s);
	if (s->n > 0 && *s->text == ',')
		skip(s, 1);
	return value;
}

bool json_span_member(struct json_span object, const char *key, struct json_span *value)
{
	size_t length = strlen(key);

	skip_blanks(&object);
	if (object.n == 0 || *object.text != '{')
		return false;
	skip(&object, 1);
	for (skip_blanks(&object); object.n > 0 && *object.text == '"'; skip_blanks(&object)) {
		size_t n = string_length(&object);
		bool found = n == length + 2 && memcmp(object.text + 1, key, length) == 0;

		skip(&object, n);
		skip_blanks(&object);
		skip(&object, object.n > 0); /* the colon */
		skip_blanks(&object);
		*value = take_value(&object);
		if (found)
			return true;
	}
	return false;
}

bool json_span_open(struct json_span array, struct json_span *rest)
{
	skip_blanks(&array);
	if (array.n < 2 || *array.text != '[')
		return false;
	skip(&array, 1);
	*rest = array;
	return true;
}

bool json_span_next(struct json_span *rest, struct json_span *item)
{
	skip_blanks(rest);
	if (rest->n == 0 || *rest->text == ']')
		return false;
	*item = take_value(rest);
	return true;
}
