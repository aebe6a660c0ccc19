/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminfo strings through curses. */
#include "tui/terminal/terminfo.h"

#include <curses.h>
#include <stdint.h>
#include <stdio.h>
#include <term.h>

const char *terminfo_string(const char *name)
{
	/* Old headers want a string that may be changed, though curses does not change it. */
	char buffer[16];
	const char *value;

	snprintf(buffer, sizeof(buffer), "%s", name);
	value = tigetstr(buffer);
	/* -1 says that the name is no string capability. */
	if (!value || (intptr_t)value == -1 || value[0] == '\0')
		return NULL;
	return value;
}

bool terminfo_flag(const char *name)
{
	char buffer[16];

	snprintf(buffer, sizeof(buffer), "%s", name);
	/* -1 says that the name is no flag. */
	return tigetflag(buffer) == 1;
}

enum terminfo_answer terminfo_open(int fd)
{
	int found = 0;

	if (setupterm(NULL, fd, &found) != OK || found != 1)
		return TERMINFO_UNKNOWN;
	if (terminfo_string("cup"))
		return TERMINFO_ABLE;
	terminfo_close();
	return TERMINFO_NO_CURSOR;
}

void terminfo_close(void)
{
	del_curterm(cur_term);
}

int terminfo_colors(int fd)
{
	char name[] = "colors";
	int colors, found = 0;

	if (setupterm(NULL, fd, &found) != OK || found != 1)
		return 0;
	colors = tigetnum(name);
	del_curterm(cur_term);
	return colors > 0 ? colors : 0;
}
