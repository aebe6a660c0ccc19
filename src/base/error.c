/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: formatting, cleaning, cutting, collecting. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* A message keeps whole characters only, so the cut looks back for the start of the last one. */
static size_t whole_characters(const char *bytes, size_t n)
{
	while (n > 0 && ((unsigned char)bytes[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static __attribute__((format(printf, 2, 0))) void set_text(struct error *error, const char *format, va_list arguments)
{
	char raw[4 * sizeof(error->text)];
	TEXT(clean);
	size_t n;
	int wanted = vsnprintf(raw, sizeof(raw), format, arguments);

	if (wanted < 0)
		raw[0] = '\0';
	n = strlen(raw);
	if (wanted >= (int)sizeof(raw) && ((unsigned char)raw[n - 1] & 0x80) != 0)
		n = whole_characters(raw, n - 1);
	text_add_clean(&clean, raw, n);
	n = clean.length;
	if (n >= sizeof(error->text))
		n = whole_characters(clean.data, sizeof(error->text) - 1);
	memcpy(error->text, clean.data, n);
	error->text[n] = '\0';
}

enum status error_set(struct error *error, enum status status, const char *format, ...)
{
	va_list arguments;

	if (!error)
		return status;
	error->status = status;
	va_start(arguments, format);
	set_text(error, format, arguments);
	va_end(arguments);
	return status;
}

enum status error_list_add(struct error_list *list, enum status status, const char *format, ...)
{
	va_list arguments;
	struct error *error;

	if (list->count >= ERROR_LIST_MAX) {
		list->dropped++;
		return status;
	}
	list->items = xgrow(list->items, list->count, sizeof(*list->items));
	error = &list->items[list->count++];
	error->status = status;
	va_start(arguments, format);
	set_text(error, format, arguments);
	va_end(arguments);
	return status;
}

enum status error_list_status(const struct error_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].status != STATUS_OK)
			return list->items[i].status;
	return STATUS_OK;
}

void error_list_release(struct error_list *list)
{
	free(list->items);
	*list = (struct error_list){ 0 };
}
