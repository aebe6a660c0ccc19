/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verb add-measurement of the command catalog. */
#pragma once

#include "cli/invocation.h"

/* Own figures into measurements.csv of the user's folder. */
enum status command_add_measurement(struct invocation *call, struct text *out, struct error *error);
