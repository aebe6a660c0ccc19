/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How bytes get into a text in the end; for text*.c and utf8.c only. */
#ifndef GPUPLAN_BASE_TEXT_USE_H
#define GPUPLAN_BASE_TEXT_USE_H

#include "base/text.h"

/* Adds bytes as they are, whatever the text is for. */
void text_append(struct text *text, const char *more, size_t n);

/* Whether it is nothing but printable ASCII, line feeds and tabs, which may stand in any text. */
bool text_is_plain(const char *bytes, size_t n);

/* Adds foreign bytes to a text that is shown, as its use wants them. */
void text_add_harmless(struct text *text, const char *untrusted, size_t n);

/* Writes a code point as UTF-8, returns how many of the 4 bytes. */
size_t utf8_encode(uint32_t code, char bytes[4]);

#endif
