/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line that tells how far a long run is. */
#include "support/check.h"

#include "cli/progress.h"

static void check_line(size_t rows, double share, double elapsed_s, const char *wanted)
{
	struct text line;

	text_init(&line);
	progress_line(&line, rows, share, elapsed_s);
	assert_string_equal(line.data, wanted);
	text_release(&line);
}

static void test_line(void **state)
{
	(void)state;
	/* A quarter took 2 s: three quarters take 6. */
	check_line(25000, 0.25, 2.0, "25000 rows, 12500 a second, 0:06 left");
	check_line(1, 0.01, 1.0, "1 row, 1 a second, 1:39 left");
	check_line(1000, 0.001, 10.0, "1000 rows, 100 a second, 166:30 left");
	check_line(100, 1.0, 1.0, "100 rows, 100 a second, 0:00 left");
	check_line(100, 0.0, 1.0, "100 rows, 100 a second, 0:00 left");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_line) };

	return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
