/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real planner on a pseudo-terminal beside a headless one: both must show the same. */
#pragma once

#include <poll.h>
#include <sys/stat.h>
#include <time.h>

#include "support/files.h"
#include "support/planner_rig.h"
#include "support/pty.h"

/* A word of the first frame at every size that is large enough. */
#define PLANNER_READY "GPUs by "

enum { PLANNER_DEADLINE_MS = 5000 };

static inline const char *planner_path(void)
{
	const char *path = getenv("GPUPLAN");

	return path ? path : "src/gpuplan";
}

/*
 * Starts the program with at most two arguments (NULL for none); no waiting.  The headless
 * planner has no files, so this one leans on no measurements either.
 */
static inline struct pty *planner_launch(
	int rows, int columns, const char *const *environment, const char *first, const char *second)
{
	const char *const argv[] = { planner_path(), "--no-measured", first, second, NULL };

	return pty_start(argv, rows, columns, environment);
}

/* The same, and waits for the first frame. */
static inline struct pty *planner_start(int rows, int columns, const char *const *environment, const char *first)
{
	struct pty *pty = planner_launch(rows, columns, environment, first, NULL);

	if (!pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS))
		fail_msg("no first frame at %dx%d", columns, rows);
	return pty;
}

/* A shell command on the terminal; it finds the program in $GPUPLAN. */
static inline struct pty *planner_shell(const char *script, int rows, int columns)
{
	const char *const argv[] = { "/bin/sh", "-c", script, NULL };

	return pty_start(argv, rows, columns, NULL);
}

/* Makes a folder for $XDG_STATE_HOME one in which somebody has planned before: no hint for newcomers. */
static inline void planner_planned_in(const char *folder)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/gpuplan", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/gpuplan/planned", folder);
	file_put(path, "");
}

static inline long planner_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until the terminal shows exactly what the headless planner draws at this size, with
 * the cursor in the same place. */
static inline void planner_wait_same(struct pty *pty, struct rig *rig, int rows, int columns)
{
	const char *slow = getenv("GPUPLAN_TEST_SLOW");
	long end = planner_now_ms() + PLANNER_DEADLINE_MS * (slow ? strtol(slow, NULL, 10) : 1);
	struct text screen;
	int row = -1, column = -1;
	bool same;

	text_init(&screen);
	rig_settle(rig, rows, columns);
	do {
		pty_run(pty, 5);
		pty_screen(pty, &screen);
		same = strcmp(screen.data, rig->dump.data) == 0;
		if (pty_cursor(pty, &row, &column))
			same = same && row == rig->canvas.cursor_row && column == rig->canvas.cursor_column;
		else
			same = same && rig->canvas.cursor_row < 0;
	} while (!same && planner_now_ms() < end);
	if (!same) {
		printf("# cursor at %d,%d; the terminal shows\n", row, column);
		for (const char *line = screen.data; *line != '\0';) {
			size_t n = strcspn(line, "\n");

			printf("# |%.*s\n", (int)n, line);
			line += n + (line[n] == '\n');
		}
		printf("# but it should, with the cursor at %d,%d\n", rig->canvas.cursor_row,
			rig->canvas.cursor_column);
		rig_print(rig);
	}
	text_release(&screen);
	assert_true(same);
}

/* Bytes for the program, the names of the same keys for the headless planner; then both are alike. */
static inline void planner_both(
	struct pty *pty, struct rig *rig, const char *bytes, const char *names, int rows, int columns)
{
	pty_send(pty, bytes);
	rig_keys(rig, names);
	planner_wait_same(pty, rig, rows, columns);
}

/* Ends with q and checks that nothing is left behind. */
static inline void planner_quit(struct pty *pty)
{
	int row, column;

	pty_send(pty, "q");
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	assert_true(pty_restored(pty));
	assert_false(pty_alternate(pty));
	assert_true(pty_cursor(pty, &row, &column));
	assert_int_equal(pty_mouse(pty), 0);
	pty_free(pty);
}
