/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching in the names of regions. */
#include "study/region_name.h"

#include <string.h>
#include <strings.h>

/* Upper and lower case of an ASCII letter as one; other bytes as they are. */
static char folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Asked for many names: most places fail with their first bytes. */
bool region_name_holds(const char *name, const char *wanted)
{
	char first = folded(wanted[0]);
	size_t n = strlen(wanted);

	for (const char *p = name; *p; p++)
		if (folded(*p) == first && strncasecmp(p, wanted, n) == 0)
			return true;
	return false;
}
