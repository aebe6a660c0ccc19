/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs of the command catalog for the user's measured runs. */
#pragma once

#include "cli/invocation.h"

/* add-measurement: own figures into measurements.csv of the user's folder. */
enum status command_add_measurement(struct invocation *call, struct text *out, struct error *error);

/* remove-measurement ID */
enum status command_remove_measurement(struct invocation *call, struct text *out, struct error *error);

/* list measurements */
enum status command_list_measurements(struct invocation *call, struct text *out, struct error *error);
