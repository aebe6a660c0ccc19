/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals of the full-screen program: a self-pipe for those the loop handles, and the restoring
 * of the tty in those that kill. One user at a time (the process has one tty). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/* Signals that the loop must handle.  signals_take() returns and clears them. */
struct signals_seen {
	int leave;   /* first of HUP INT QUIT TERM, or 0 */
	bool size;   /* SIGWINCH */
	bool stop;   /* SIGTSTP */
	bool resume; /* SIGCONT */
};

/* Remembers how to restore the tty: its former modes and a string to write (copied, at most 511 bytes). */
void signals_set_restore(int fd, const struct termios *modes, const char *bytes, size_t count);
/* At the start of the program: a fault (SEGV, BUS, ABRT, ...) and exhausted memory restore the tty if it
 * is armed and run the last act, before the program ends as it does without. */
void signals_guard(void);
/* Ends signals_guard().  Call before a normal end: while guarded, an exit() counts as that of a library that ran
 * out of memory. */
void signals_unguard(void);
/* Sets a function that is called before the program ends by a fault or for want of memory.  It may use
 * async-signal-safe calls only.  NULL: none. */
void signals_set_last_act(void (*act)(void));

/* Installs the other handlers. HUP INT QUIT TERM that were ignored stay ignored. False when no pipe
 * can be made. Call before newterm(), which installs handlers of its own where there are none. */
bool signals_start(void);
/* Former dispositions back; closes the pipe. */
void signals_stop(void);

/* Readable when something was seen; -1 when not started. */
int signals_fd(void);
struct signals_seen signals_take(void);

/* Stops the process (the whole job when `job`) with the default SIGTSTP and returns after SIGCONT. False
 * when stopping is not allowed (SIGTSTP ignored at the start). The tty must be restored before. */
bool signals_suspend(bool job);

/* Restores the tty once: async-signal-safe. */
void signals_restore_tty(void);
/* After this the restore does nothing (the tty was restored in the usual way), or works again. */
void signals_arm(bool armed);
