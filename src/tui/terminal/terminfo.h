/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminfo strings. Apart from the rest because <term.h> defines macros such as `columns`. */
#pragma once

#include <stdbool.h>

/* What TERM can do, before curses starts; writes nothing to the terminal. When it is able its strings
 * can be asked until terminfo_close(). */
enum terminfo_answer { TERMINFO_ABLE, TERMINFO_UNKNOWN, TERMINFO_NO_CURSOR };
enum terminfo_answer terminfo_open(int fd);
void terminfo_close(void);

/* Colours that TERM has, 0 when there are none or it is not known. */
int terminfo_colors(int fd);

/* A yes-or-no capability of the running terminal ("xenl"). */
bool terminfo_flag(const char *name);

/* A string capability of the running terminal ("rmcup"); NULL when it has none. Owned by curses. */
const char *terminfo_string(const char *name);
