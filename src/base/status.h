/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of functions and of the whole program; the rows are in status-table.h. */
#pragma once

enum status {
#define STATUS(name, code, meaning) STATUS_##name,
#include "base/status-table.h"
#undef STATUS
	STATUS_COUNT
};

/* The exit code of the process that ends with this status (0-70). */
static inline int status_exit_code(enum status status)
{
	static const int codes[] = {
#define STATUS(name, code, meaning) code,
#include "base/status-table.h"
#undef STATUS
	};

	return codes[(unsigned)status < STATUS_COUNT ? status : STATUS_INTERNAL];
}
