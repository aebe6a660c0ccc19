/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program on a pseudo-terminal, with a terminal emulator that keeps its screen. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/text.h"

/* Deadlines are milliseconds; GPUPLAN_TEST_SLOW=n in the environment multiplies them (valgrind). */
struct pty;

/* What pty_wait_exit says of a program that still runs. Killed by signal n is -n. */
enum { PTY_RUNNING = 1000 };

/* One place of the screen. Colours: palette index, PTY_DEFAULT or PTY_RGB. */
enum { PTY_DEFAULT = -1, PTY_RGB = -2 };
struct pty_cell {
	uint32_t code; /* first code point, 0 for an empty place */
	int width;
	bool bold, reverse, underline;
	int foreground, background;
};

/* Starts argv (NULL-ended; argv[0] is a path) on a terminal of rows x columns. `environment`
 * (may be NULL) is a NULL-ended list of "NAME=value" to set and "NAME" to unset; TERM is
 * xterm-256color unless it says otherwise. Aborts the test program when that is impossible. */
struct pty *pty_start(const char *const *argv, int rows, int columns, const char *const *environment);

/* Kills the program if it still runs and frees everything; NULL is allowed. */
void pty_free(struct pty *pty);

/* Types bytes. False when the terminal does not take them within two seconds. */
bool pty_send(struct pty *pty, const char *keys);
bool pty_send_n(struct pty *pty, const char *bytes, size_t n);

/* Feeds output to the emulator until the text is on the screen (within one row), or is gone;
 * false at the deadline, with the screen as a TAP comment. */
bool pty_wait_text(struct pty *pty, const char *text, int deadline_ms);
bool pty_wait_gone(struct pty *pty, const char *text, int deadline_ms);

/* Whether the text is on the screen now. */
bool pty_has_text(struct pty *pty, const char *text);

/* Feeds output until there was none for so long. */
void pty_settle(struct pty *pty, int silence_ms);

/* Feeds output for so long (idle measurements). */
void pty_run(struct pty *pty, int ms);

/* The screen as UTF-8, one line a row, trailing blanks cut. Replaces `out`. */
void pty_screen(struct pty *pty, struct text *out);
void pty_row(struct pty *pty, int row, struct text *out);

struct pty_cell pty_cell(struct pty *pty, int row, int column);

/* Cursor place from 0; returns whether it is visible. */
bool pty_cursor(struct pty *pty, int *row, int *column);

/* Whether the alternate screen is on, and the mouse mode (0 = off). */
bool pty_alternate(struct pty *pty);
int pty_mouse(struct pty *pty);

/* Changes the window size and tells the program (SIGWINCH by the kernel). */
void pty_resize(struct pty *pty, int rows, int columns);

/* Bytes the program wrote since pty_mark (or the start), and these bytes themselves. */
void pty_mark(struct pty *pty);
size_t pty_bytes(struct pty *pty);
const struct text *pty_raw(struct pty *pty);

/* When the last of them arrived, by CLOCK_MONOTONIC: before they were fed to the emulator. */
double pty_last_byte_s(const struct pty *pty);

pid_t pty_pid(const struct pty *pty);
void pty_signal(struct pty *pty, int signal_number);

/* Closes the terminal as a lost connection does. Only pty_wait_exit and pty_free make sense
 * afterwards. */
void pty_hang_up(struct pty *pty);

/* Exit status of the program (0-255), -signal, or PTY_RUNNING at the deadline. */
int pty_wait_exit(struct pty *pty, int deadline_ms);

/* Whether the program stops (SIGTSTP) before the deadline. */
bool pty_wait_stopped(struct pty *pty, int deadline_ms);

/* Whether the terminal has the settings it had before the program started. */
bool pty_restored(struct pty *pty);

/* Processor time the program has used so far, in ms; -1 when it is gone. */
long pty_cpu_ms(struct pty *pty);
