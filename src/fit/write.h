/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fitted values back into parameters.json, one object a line. */
#pragma once

#include "base/error.h"
#include "base/text.h"

/* One row of the file after a fit. */
struct fitted_value {
	const char *id;
	double value;
	double error; /* of ln; NaN: stays as it is */
	int rows;     /* whose figure depends on it; < 0: stays as it is */
	bool fitted;  /* false: too few rows, or it follows another */
};

/* From so many rows on a value counts as fitted. */
enum { FITTED_ROWS_MIN = 10 };

/* Sets value, status, rows and error in the file and leaves everything else as it stands.  STATUS_DATA when the file has
 * no line of one of them. */
enum status write_parameters(const struct fitted_value *values, int count, const char *path, struct error *error);

/* Sets one member of a JSON object on one line (`text` is the object, `value` the member's JSON);
 * a new member goes behind `after`. False when neither is there. */
bool write_member(struct text *object, const char *key, const char *value, const char *after);
