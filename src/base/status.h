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
int status_exit_code(enum status status);
