/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a JSON text that is too large to be held as a tree, which takes up to forty times as much. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a text, borrowed from it. */
struct json_span {
	const char *text;
	size_t n;
};

/* All functions want what json_check() called good, or a value in it. */

/* The value of a member of an object, the first of its name as it stands there (without escapes);
 * false where there is none or it is no object. */
bool json_span_member(struct json_span object, const char *key, struct json_span *value);

/* What is between the brackets of an array; false: it is none. */
bool json_span_open(struct json_span array, struct json_span *rest);

/* Takes the next item off the rest of an array; false at the end. */
bool json_span_next(struct json_span *rest, struct json_span *item);
