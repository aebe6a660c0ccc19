/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines by readline, or by stdio where there is no terminal. */
#include "tui/terminal/prompt.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/readline.h>

#include "base/print.h"

/* Nothing but lines: a screen reader reads what is written, sequences and all. */
static void start_readline(void)
{
	static bool started;

	if (started)
		return;
	started = true;
	rl_readline_name = "gpuplan";
	rl_initialize();
	rl_variable_bind("enable-bracketed-paste", "off");
	/* Tab would offer the files of the folder. */
	rl_bind_key('\t', rl_insert);
}

static char *read_plain(const struct text *prompt)
{
	char *line = NULL;
	size_t size = 0;
	TEXT(echo);
	ssize_t n;

	print_text(stdout, prompt);
	n = getline(&line, &size, stdin);
	if (n < 0) {
		free(line);
		line = NULL;
	} else {
		line[strcspn(line, "\r\n")] = '\0';
		text_add_clean(&echo, line, strlen(line));
	}
	text_add_char(&echo, '\n');
	print_text(stdout, &echo);
	return line;
}

char *prompt_read(const char *prompt)
{
	TEXT(shown);

	text_init_for(&shown, print_use());
	text_add(&shown, prompt);
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return read_plain(&shown);
	start_readline();
	return readline(shown.data);
}
