/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command in the words of a shell. */
#include "report/launch_shell.h"

#include "report/command.h"

/* A word behind the others; every flag begins a line. */
static void add_word(struct launch_writer *writer, const char *word, bool first_of_flag)
{
	struct text *out = writer->data;

	if (out->length > 0 && out->data[out->length - 1] != '\n')
		text_add(out, first_of_flag && *word == '-' ? " \\\n  " : " ");
	report_shell_word(out, word);
}

void launch_shell(
	struct text *out, const struct launch *launch, const char *command, const struct engine_flag *flags, int count)
{
	struct launch_writer writer = { .word = add_word, .data = out };

	launch_write(launch, command, flags, count, &writer);
	text_add_char(out, '\n');
}
