/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locale start-up. */
#include "base/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

void i18n_start(void)
{
	/* Characters and words.  Dates, sorting and above all numbers are the same everywhere: files,
	 * JSON and our own parser need a decimal point in every locale. */
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
#if defined(ENABLE_NLS) && ENABLE_NLS
	bindtextdomain(PACKAGE, LOCALEDIR);
	/* Every text is UTF-8 inside, whatever the terminal takes. */
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
#endif
}

void i18n_pause(void)
{
	setlocale(LC_MESSAGES, "C");
}

void i18n_resume(void)
{
	setlocale(LC_MESSAGES, "");
}

bool i18n_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
