/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a function comes to: a status, one message made where the knowledge is, and lists of messages. */
#pragma once

#include <stddef.h>

#include "base/status.h"

/* One line for people, without a full stop or newline, in UTF-8 without control characters.
 * STATUS_OK with a text is a warning. */
struct error {
	enum status status;
	char text[1024];
};

/* Everything that is wrong with one input; zero-initialised is empty. */
struct error_list {
	struct error *items;
	size_t count;
	size_t dropped; /* messages beyond ERROR_LIST_MAX, counted but not kept */
};

enum { ERROR_LIST_MAX = 1000 };

/* Fills `error` (may be NULL) and returns `status`. The text is cleaned as by text_add_clean,
 * so that names from files can be put into it as they are; it is cut at 1023 bytes. */
enum status error_set(struct error *error, enum status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Appends one message; the list owns it. STATUS_OK marks a warning. */
enum status error_list_add(struct error_list *list, enum status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The status of the first message that is no warning, STATUS_OK when there is none. */
enum status error_list_status(const struct error_list *list);

/* Frees the messages; the list is empty afterwards. */
void error_list_release(struct error_list *list);
