/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Translation of the words that people read; machine output is never translated. */
#pragma once

#include <stdbool.h>

/* ENABLE_NLS comes from config.h; without it every text stays English. */
#if defined(ENABLE_NLS) && ENABLE_NLS
#include <libintl.h>
#else
#define gettext(text) (text)
#define ngettext(one, many, count) ((count) == 1 ? (one) : (many))
#endif

/* _ translates now, N_ marks a string of a table that is translated when it is shown. */
#define _(text) gettext(text)
#define N_(text) text

/* Sets the user's locale, puts LC_NUMERIC back to "C" for good and binds the translations.
 * Call once, before anything is formatted. */
void i18n_start(void);

/* Between these two all messages are English: where machine output is made of them. */
void i18n_pause(void);
void i18n_resume(void);

bool i18n_is_utf8(void); /* what the terminal takes, as far as the locale knows */
