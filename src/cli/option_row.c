/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options that are no parameters of a workload, and whom they belong to. */
#include "cli/option_row.h"

#include <string.h>

#include "base/i18n.h"

const struct option_row *option_row(enum option_id id)
{
	static const struct option_row rows[OPTION_COUNT] = {
#define OPTION(id_, name_, short_, value_, owner_, help_) \
	[OPTION_##id_] = { .name = name_, .short_form = short_, .value = value_, .owner = owner_, .help = help_ },
#include "cli/option-table.h"
#undef OPTION
	};

	return &rows[id];
}

bool option_is_of(enum option_id id, const char *command)
{
	const char *owner = option_row(id)->owner;
	size_t n = owner ? strcspn(owner, " ") : 0;

	return owner && strlen(command) == n && strncmp(command, owner, n) == 0;
}
