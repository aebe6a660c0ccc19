/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and labels are compared letter by letter, over what stands between letters. */
#include "study/parameter_name.h"

#include <string.h>
#include <wctype.h>

#include "base/i18n.h"
#include "base/text.h"
#include "study/study_word.h"

enum { KEY_SIZE = 64 };

/* Blanks, ASCII punctuation, and signs such as U+2264. */
static bool is_between(uint32_t code)
{
	if (code < 0x80)
		return !ascii_is_alphanumeric((char)code);
	return code < 0xc0 || code == 0xd7 || code == 0xf7 || (code >= 0x2000 && code < 0x2c00);
}

/* The next letter or digit, in lower case; 0 at the end.  *at moves behind it. */
static uint32_t next_letter(const char **at)
{
	uint32_t code;

	while (**at) {
		*at += utf8_decode(*at, strlen(*at), &code);
		if (!is_between(code))
			return (uint32_t)towlower((wint_t)code);
	}
	return 0;
}

static bool ends_word(const char *text)
{
	uint32_t code;

	return !*text || (utf8_decode(text, strlen(text), &code) && is_between(code) && code != '-' && code != '_');
}

/* How many bytes of the text are this name; 0: none, or it has no letters. */
static size_t match(const char *text, const char *name)
{
	const char *at = text, *end = text;
	uint32_t letter;

	while ((letter = next_letter(&name))) {
		/* A value is no part of a name. */
		if (memchr(end, '=', strspn(end, " \t=")) || next_letter(&at) != letter)
			return 0;
		end = at;
	}
	return ends_word(end) ? (size_t)(end - text) : 0;
}

/* What a parameter is called. */
enum { CALLED = 4 };

/* False: it has no name in the study. */
static bool names_of(const struct study *study, enum parameter parameter, const char *names[CALLED])
{
	const struct parameter_row *row = parameter_row(parameter);

	names[0] = study_parameter_name(study, parameter);
	names[1] = row->name;
	names[2] = row->label;
	names[3] = _(row->label);
	return names[0];
}

/* Looks for a longer name among those that the study reads, or among the others. */
static void read_names(
	const struct study *study, bool read, int n, const char *text, size_t *longest, enum parameter *parameter)
{
	for (int i = 0; i < parameter_count(); i++) {
		enum parameter p = parameter_at(i);
		const char *names[CALLED];
		size_t length;

		if ((!study || study_reads(study, p)) != read || !names_of(study, p, names))
			continue;
		length = match(text, names[n]);
		if (length <= *longest)
			continue;
		*longest = length;
		*parameter = p;
	}
}

size_t parameter_read_name(const struct study *study, const char *text, enum parameter *parameter)
{
	size_t longest = 0;

	/* Names go before labels of the same length, and what the study reads before a label of another one. */
	for (int n = 0; n < CALLED; n++) {
		read_names(study, true, n, text, &longest, parameter);
		read_names(study, false, n, text, &longest, parameter);
	}
	return longest;
}

/* Whether a name was typed in part. */
static bool begins(const char *key, const char *wanted)
{
	enum { LEAST = 3 };
	size_t length = strlen(wanted);

	return length >= LEAST && strncmp(key, wanted, length) == 0;
}

const char *parameter_near(const struct study *study, const char *typed, int *distance)
{
	const char *near = NULL;
	char wanted[KEY_SIZE], key[KEY_SIZE];

	text_key(typed, wanted, sizeof(wanted));
	for (int n = 0; wanted[0] && n < CALLED; n++)
		for (int i = 0; i < parameter_count(); i++) {
			const char *names[CALLED];
			int d;

			if (!names_of(study, parameter_at(i), names))
				continue;
			text_key(names[n], key, sizeof(key));
			d = begins(key, wanted) ? 1 : text_distance(key, wanted);
			if (d >= *distance)
				continue;
			*distance = d;
			near = names[n];
		}
	return near;
}
