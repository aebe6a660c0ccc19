/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and changing lines of "key = value". */
#include "base/conf.h"

#include <string.h>

#include "base/i18n.h"

static const char blanks[] = " \t\r\v\f";

/* Cuts blanks off both ends. */
static void trim(const char **start, const char **end)
{
	while (*start < *end && strchr(blanks, **start))
		++*start;
	while (*end > *start && strchr(blanks, (*end)[-1]))
		--*end;
}

static bool take_value(struct conf_line *line, const char *start, const char *end)
{
	trim(&start, &end);
	if ((size_t)(end - start) >= sizeof(line->value))
		return false;
	memcpy(line->value, start, (size_t)(end - start));
	line->value[end - start] = '\0';
	return true;
}

static bool take_key(struct conf_line *line, const char *start, const char *end)
{
	size_t n = 0;

	trim(&start, &end);
	while (start < end && n + 1 < sizeof(line->key)) {
		bool blank = strchr(blanks, *start);

		if (!blank || line->key[n - 1] != ' ')
			line->key[n++] = blank ? ' ' : *start;
		start++;
	}
	line->key[n] = '\0';
	return start == end && n > 0;
}

static void take_line(struct conf_line *line, const char *start, const char *end)
{
	const char *equals = memchr(start, '=', (size_t)(end - start));

	line->fault = NULL;
	line->key[0] = '\0';
	line->value[0] = '\0';
	if (!equals)
		line->fault = N_("a line is KEY = VALUE, or begins with #");
	else if (!take_key(line, start, equals))
		line->fault = N_("before the = stands a name of at most 63 characters");
	else if (!take_value(line, equals + 1, end))
		line->fault = N_("the value is longer than 255 characters");
}

bool conf_next(const char **text, struct conf_line *line)
{
	while (**text != '\0') {
		const char *start = *text, *end = start + strcspn(start, "\n");

		line->number++;
		line->start = start;
		*text = end + (*end == '\n');
		line->bytes = (size_t)(*text - start);
		trim(&start, &end);
		if (start == end || *start == '#')
			continue;
		take_line(line, start, end);
		return true;
	}
	return false;
}

static const char *last_of(const char *text, const char *key)
{
	struct conf_line line = { 0 };
	const char *last = NULL;

	while (conf_next(&text, &line))
		if (!line.fault && text_compare_nocase(line.key, key) == 0)
			last = line.start;
	return last;
}

void conf_change(const char *text, const char *key, const char *value, struct text *out)
{
	const char *last = last_of(text, key), *copied = text;
	struct conf_line line = { 0 };

	while (conf_next(&text, &line)) {
		if (line.fault || text_compare_nocase(line.key, key) != 0)
			continue;
		text_add_n(out, copied, (size_t)(line.start - copied));
		copied = line.start + line.bytes;
		if (value && line.start == last)
			text_addf(out, "%s = %s\n", key, value);
	}
	text_add(out, copied);
	if (value && !last)
		text_addf(out, "%s%s = %s\n", out->length > 0 && out->data[out->length - 1] != '\n' ? "\n" : "", key,
			value);
}
