/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fitted values back into parameters.json, one object a line. */
#pragma once

#include "fit/calibration.h"

/* Sets value, status, rows and error (of ln, see calibration_errors) of every fitted parameter in the file
 * and leaves everything else as it stands. STATUS_DATA when the file has no such line. */
enum status write_parameters(const struct calibration *c, const double *errors, const char *path, struct error *error);

/* Sets one member of a JSON object on one line (`text` is the object, `value` the member's JSON);
 * a new member goes behind `after`. False when neither is there. */
bool write_member(struct text *object, const char *key, const char *value, const char *after);
