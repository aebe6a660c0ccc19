/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmocka with the headers it wants, and what every unit test needs. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Fails with both numbers unless they agree within `tolerance` (relative, absolute near 0). */
#define CHECK_NEAR(got, wanted, tolerance) check_near(got, wanted, tolerance, __FILE__, __LINE__)

/* Fails with the text unless it holds `part`. */
#define CHECK_HOLDS(text, part) check_holds(text, part, __FILE__, __LINE__)

/* Ends the test without a verdict; run-unit.sh puts the reason into the log. */
#define CHECK_SKIP(why) \
	do { \
		printf("because: %s\n", why); \
		fflush(stdout); \
		skip(); \
	} while (0)

/* Whether every case is wanted, as in "make check-long", or a choice that is a fraction of the time. */
static inline bool all_cases(void)
{
	return getenv("GPUPLAN_TEST_ALL");
}

static inline void check_near(double got, double wanted, double tolerance, const char *file, int line)
{
	double scale = wanted < 0 ? -wanted : wanted;
	double off = got > wanted ? got - wanted : wanted - got;

	/* The comparison is written so that NaN fails. */
	if (off <= tolerance * (scale > 1e-12 ? scale : 1))
		return;
	print_error("%.17g is not %.17g\n", got, wanted);
	_fail(file, line);
}

static inline void check_holds(const char *text, const char *part, const char *file, int line)
{
	if (strstr(text, part))
		return;
	print_error("\"%s\" does not hold \"%s\"\n", text, part);
	_fail(file, line);
}
