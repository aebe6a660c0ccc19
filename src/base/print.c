/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts on their way out: what is not clean by then is cleaned here. */
#include "base/print.h"

#include "base/i18n.h"

enum text_use print_use(void)
{
	return i18n_is_utf8() ? TEXT_SHOWN : TEXT_SHOWN_ASCII;
}

bool print_text(FILE *stream, const struct text *text)
{
	struct text shown;
	bool all;

	if (text->use != TEXT_KEPT)
		return fwrite(text->data, 1, text->length, stream) == text->length && fflush(stream) == 0;
	text_init_for(&shown, print_use());
	text_add_n(&shown, text->data, text->length);
	all = print_text(stream, &shown);
	text_release(&shown);
	return all;
}

void print_complaint(const char *message)
{
	TEXT(line);

	text_addf(&line, "gpuplan: %s\n", message);
	print_text(stderr, &line);
}

void print_over(const char *line, int columns)
{
	struct text shown;

	text_init_for(&shown, print_use());
	text_add_n(&shown, line, text_fit(line, columns));
	for (int used = text_columns(shown.data); used < columns; used++)
		text_add_char(&shown, ' ');
	fprintf(stderr, "\r%s\r", shown.data);
	fflush(stderr);
	text_release(&shown);
}
