/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing strings, and the rules that make foreign text safe to show or to write. */
#pragma once

#include "base/name.h"
#include "base/utf8.h"

/* Where a text goes.  Whatever is added to one that is shown is made harmless on its way in, whoever adds
 * it: nothing that a file, a name or the command line holds can reach a terminal as it was. */
enum text_use {
	TEXT_KEPT,        /* bytes as they are: files, keys, parts that are added to others */
	TEXT_SHOWN,       /* people read it: as text_add_clean, but line feeds and tabs stay */
	TEXT_SHOWN_ASCII, /* the same without UTF-8: `<` stands for the sign of "at most", `?` for every other */
	TEXT_DATA,        /* JSON and CSV: what text_add_clean would replace is written \uXXXX */
};

/* A growing string; after text_init `data` is always NUL-terminated and never NULL. */
struct text {
	char *data;
	size_t length, capacity; /* capacity 0: data is not allocated */
	enum text_use use;       /* set by text_init and text_init_for only */
};

/* What an empty text points to; nobody writes to it. */
extern char text_nothing[1];

/* Declares a local text that is empty, TEXT_KEPT, and released where its block ends. */
#define TEXT(name) struct text name __attribute__((cleanup(text_release))) = { .data = text_nothing }

void text_init(struct text *text); /* empty and TEXT_KEPT, allocates nothing */
void text_init_for(struct text *text, enum text_use use);
void text_release(struct text *text);              /* frees; as after text_init */
void text_clear(struct text *text);                /* empty, keeps the memory */
void text_reserve(struct text *text, size_t more); /* room for `more` bytes beyond the length */
void text_add(struct text *text, const char *more);
void text_add_n(struct text *text, const char *more, size_t n);
void text_add_char(struct text *text, char c);                         /* bytes of longer characters go together only */
void text_add_whole(struct text *text, long long number);              /* in decimal */
void text_add_grouped(struct text *text, double number, int decimals); /* "16,390": groups of three digits */
void text_add_code(struct text *text, uint32_t code);                  /* one code point as UTF-8 */
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds the n bytes of `from` at `at`: as they are, colours and all, where it is shown itself. */
void text_add_part(struct text *text, const struct text *from, size_t at, size_t n);

/* Adds an SGR sequence by its parameters: "1" is bold, "0" the end.  There is no other way for an
 * escape sequence into a text that is shown. */
void text_add_sgr(struct text *text, const char *parameters);

bool text_has_sgr(const char *line); /* whether text_add_sgr() added to it */

/* Hands the string to the caller, who frees it; `text` is empty afterwards. */
char *text_take(struct text *text);

/* Adds UTF-8 in lines of at most `width` columns, cut at blanks (a word wider than a line is
 * kept whole), and ends the last one. The first line begins at column `column`, where `text` is
 * already; the others begin with `indent` blanks. */
void text_add_wrapped(struct text *text, const char *utf8, int column, int indent, int width);

/* Adds foreign bytes so that they are safe on a terminal: bad UTF-8 as U+FFFD, controls as ^X
 * or \xNN, line feed and tab as one blank, invisible and direction-changing characters as
 * <U+XXXX>, at most two combining marks on a base. Cleaning twice changes nothing. */
void text_add_clean(struct text *text, const char *untrusted, size_t n);

/* Whether nobody sees the character but it changes what is seen: zero width, direction, tags. */
bool text_deceives(uint32_t code);

/* Adds a quoted JSON string; controls, U+007F-U+009F and what deceives as \uXXXX (two of them
 * beyond U+FFFF), bad UTF-8 as U+FFFD. */
void text_add_json_string(struct text *text, const char *utf8);
void text_add_json_member(struct text *text, const char *key, const char *utf8); /* behind others; NULL adds nothing */

/* Adds one RFC 4180 cell, quoted when it must be. A cell that a spreadsheet would run (= + - @ TAB CR LF
 * first) gets a leading ' unless it is a plain number ("-5", "+1.5e3"); CR before LF is left out, controls
 * other than TAB and LF and what deceives are written \uXXXX, bad UTF-8 as U+FFFD. */
void text_add_csv(struct text *text, const char *utf8);
