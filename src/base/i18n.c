/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locale start-up and translation with a context. */
#include "config.h"

#include "base/i18n.h"

#include <locale.h>

void i18n_start(void)
{
	/* Characters and words.  Dates, sorting and above all numbers are the same everywhere: files,
	 * JSON and our own parser need a decimal point in every locale. */
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
#if defined(ENABLE_NLS) && ENABLE_NLS
	bindtextdomain(PACKAGE, LOCALEDIR);
	textdomain(PACKAGE);
#endif
}

const char *i18n_in_context(const char *key, const char *text)
{
#if defined(ENABLE_NLS) && ENABLE_NLS
	const char *translation = gettext(key);

	return translation == key ? text : translation;
#else
	(void)key;
	return text;
#endif
}
