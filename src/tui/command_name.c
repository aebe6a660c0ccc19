/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words of a line are a name. */
#include "tui/command_name.h"

#include <stdio.h>
#include <string.h>

#include "study/parameter_name.h"
#include "study/study_word.h"
#include "tui/action.h"

const struct command_row *command_row(const struct command_row *table, const char *name)
{
	for (const struct command_row *row = table; row->name; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

static bool is_known(const struct study *study, const struct tables *tables, const char *name)
{
	enum parameter parameter;

	if (study_parameter_from_name(study, name, &parameter))
		return true;
	if (!tables)
		return false;
	for (const struct action *a = tables->actions; a->name; a++)
		if (strcmp(a->name, name) == 0)
			return true;
	return command_row(tables->commands, name);
}

/* "Users: 40", "TTFT <= 1s" and "TTFT \u2264 1s" are as the screen has them; behind other names `=` alone is no
 * part of what follows. */
static const char *skip_sign(const char *line, bool parameter)
{
	static const char *const signs[] = { "=", "<=", "≤", ":" };

	line += strspn(line, " \t");
	for (size_t i = 0; i < (parameter ? sizeof(signs) / sizeof(signs[0]) : 1); i++)
		if (strncmp(line, signs[i], strlen(signs[i])) == 0) {
			line += strlen(signs[i]);
			break;
		}
	return line + strspn(line, " \t");
}

const char *command_name_cut(
	const struct study *study, const struct tables *tables, const char *line, char name[COMMAND_NAME_SIZE])
{
	size_t word = strcspn(line, " \t="), named;
	enum parameter parameter;

	snprintf(name, COMMAND_NAME_SIZE, "%.*s", (int)word, line);
	named = parameter_read_name(study, line, &parameter);
	if (named == 0 || (named <= word && is_known(study, tables, name)))
		return skip_sign(line + word, named > 0);
	snprintf(name, COMMAND_NAME_SIZE, "%s", study_parameter_name(study, parameter));
	return skip_sign(line + named, true);
}
