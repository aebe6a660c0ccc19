/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exit codes of the rows of status-table.h. */
#include "base/status.h"

static const int exit_codes[] = {
#define STATUS(name, code, meaning) code,
#include "base/status-table.h"
#undef STATUS
};

int status_exit_code(enum status status)
{
	return exit_codes[(unsigned)status < STATUS_COUNT ? status : STATUS_INTERNAL];
}
