/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing strings, keys and distances of names. */
#include "config.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text_use.h"

/* What an empty text points to; never written. */
static char nothing[1];

void text_init(struct text *text)
{
	*text = (struct text){.data = nothing};
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

void text_add(struct text *text, const char *more)
{
	text_add_n(text, more, strlen(more));
}

void text_add_n(struct text *text, const char *more, size_t n)
{
	if (text->use == TEXT_KEPT || text_is_plain(more, n))
		text_append(text, more, n);
	else
		text_add_harmless(text, more, n);
}

void text_append(struct text *text, const char *more, size_t n)
{
	if (n == 0)
		return;
	text_reserve(text, n);
	memcpy(text->data + text->length, more, n);
	text->length += n;
	text->data[text->length] = '\0';
}

void text_add_char(struct text *text, char c)
{
	text_add_n(text, &c, 1);
}

void text_add_whole(struct text *text, long long number)
{
	char digits[24], *at = digits + sizeof(digits);
	unsigned long long rest = number < 0 ? 0ULL - (unsigned long long)number :
					       (unsigned long long)number;

	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		*--at = '-';
	text_add_n(text, at, (size_t)(digits + sizeof(digits) - at));
}

/* Takes in the n bytes that were formatted behind the end. */
static void text_settle(struct text *text, size_t n)
{
	char *end = text->data + text->length, *foreign;

	if (text->use == TEXT_KEPT || text_is_plain(end, n)) {
		text->length += n;
		end[n] = '\0';
		return;
	}
	foreign = xstrndup(end, n);
	*end = '\0';
	text_add_harmless(text, foreign, n);
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

char *text_take(struct text *text)
{
	char *data = text->capacity > 0 ? text->data : xstrdup("");

	text_init_for(text, text->use);
	return data;
}

static unsigned char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : (unsigned char)c;
}

char *text_ascii_lower(char *text)
{
	for (char *c = text; *c != '\0'; c++)
		*c = (char)ascii_lower(*c);
	return text;
}

int text_compare_nocase(const char *a, const char *b)
{
	while (*a != '\0' && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return ascii_lower(*a) - ascii_lower(*b);
}

size_t text_key(const char *name, char *out, size_t size)
{
	size_t n = 0;

	if (size == 0)
		return 0;
	for (; *name != '\0' && n + 1 < size; name++) {
		unsigned char c = ascii_lower(*name);

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = (char)c;
	}
	out[n] = '\0';
	return n;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: the last three rows of the table are enough. */
int text_distance(const char *a, const char *b)
{
	int rows[3][TEXT_DISTANCE_BYTES + 1];
	int n = (int)strnlen(a, TEXT_DISTANCE_BYTES);
	int m = (int)strnlen(b, TEXT_DISTANCE_BYTES);

	for (int j = 0; j <= m; j++)
		rows[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *now = rows[i % 3];
		const int *above = rows[(i + 2) % 3];
		const int *before = rows[(i + 1) % 3];

		now[0] = i;
		for (int j = 1; j <= m; j++) {
			now[j] = least(least(above[j], now[j - 1]) + 1,
				       above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}
