/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shown ROWS COLUMNS PROGRAM [ARGUMENT...]: what the program shows on a terminal once it is silent. */
#include <stdio.h>
#include <stdlib.h>

#include "support/pty.h"

enum { SILENCE_MS = 500 };

int main(int argc, char **argv)
{
	struct text screen;
	struct pty *pty;

	if (argc < 4)
		return 2;
	pty = pty_start((const char *const *)argv + 3, atoi(argv[1]), atoi(argv[2]), NULL);
	text_init(&screen);
	pty_settle(pty, SILENCE_MS);
	pty_screen(pty, &screen);
	fputs(screen.data, stdout);
	text_release(&screen);
	pty_free(pty);
	return 0;
}
