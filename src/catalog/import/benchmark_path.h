/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure of a result file by its path and its unit: benchmark-field-table.h says what they are. */
#pragma once

#include "base/json.h"

enum benchmark_unit {
	BENCHMARK_UNIT_WORD,
	BENCHMARK_UNIT_COUNT,
	BENCHMARK_UNIT_TOKENS,
	BENCHMARK_UNIT_PER_SECOND,
	BENCHMARK_UNIT_SECONDS,
	BENCHMARK_UNIT_MILLISECONDS,
	BENCHMARK_UNIT_BESIDE,
	BENCHMARK_UNIT_LIMIT
};

/* NULL: there is none. */
const cJSON *benchmark_path_find(const cJSON *root, const cJSON *record, const char *path);

/* The figure in seconds, tokens, per second or without a unit, NaN where it is not there or null, INFINITY for a LIMIT
 * that is none; or the text.  False with a message without a place: it is of another kind, below 0, or the unit beside
 * it is not known. */
bool benchmark_path_read(const cJSON *root, const cJSON *record, const char *path, enum benchmark_unit unit,
	double *number, const char **word, struct error *error);
