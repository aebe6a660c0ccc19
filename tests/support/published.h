/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures that articles print, each with its inputs: tables of tests/golden. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

/* id, place, quantity, inputs, printed, recomputed, state */
enum { PUBLISHED_COLUMNS = 7, PUBLISHED_BYTES = 1024 };

/* The number behind "key=" in "rate=2.5;tps=3066". */
static inline double input(const char *inputs, const char *key, double otherwise)
{
	size_t n = strlen(key);

	for (const char *p = inputs; p; p = strchr(p, ';')) {
		p += *p == ';';
		if (strncmp(p, key, n) == 0 && p[n] == '=')
			return strtod(p + n + 1, NULL);
	}
	return otherwise;
}

/* Calls `wrong_row` with the cells of every row of a table; returns how many there are, and adds
 * up what it returns. */
static inline int published_rows(const char *name, int (*wrong_row)(char **cell), int *wrong)
{
	const char *top = getenv("abs_top_srcdir");
	char line[PUBLISHED_BYTES], *cell[PUBLISHED_COLUMNS];
	int rows = 0;
	FILE *file;

	*wrong = 0;
	snprintf(line, sizeof(line), "%s/tests/golden/%s", top ? top : ".", name);
	file = fopen(line, "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		int count = 0;

		if (line[0] == '#')
			continue;
		line[strcspn(line, "\n")] = '\0';
		for (char *p = line; p && count < PUBLISHED_COLUMNS; count++) {
			cell[count] = p;
			p = strchr(p, '\t');
			if (p)
				*p++ = '\0';
		}
		assert_int_equal(count, PUBLISHED_COLUMNS);
		*wrong += wrong_row(cell);
		rows++;
	}
	fclose(file);
	return rows;
}
