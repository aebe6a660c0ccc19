/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way to standard output and standard error. */
#pragma once

#include <stdio.h>

#include "base/text.h"

enum text_use print_use(void); /* of people's texts in this locale */

/* Writes the text and flushes; a text that is not shown is cleaned first.  False: errno says why. */
bool print_text(FILE *stream, const struct text *text);

/* Writes "gpuplan: MESSAGE" on a line of standard error. */
void print_complaint(const char *message);

/* Writes one line of standard error, a terminal, over the one before it: blank up to `columns`, the
 * cursor at its begin again. */
void print_over(const char *line, int columns);
