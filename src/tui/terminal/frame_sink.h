/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collects what curses writes, so that a frame reaches the tty in one write: curses 6.4 makes a
 * write of its own at each cursor motion, which over a network is a packet each. */
#pragma once

#include <stdio.h>

struct frame_sink;

/* A sink before the tty `fd`. Without memory files, or where RLIMIT_FSIZE is too small for them, curses
 * gets the tty itself. Never NULL. */
struct frame_sink *frame_sink_new(int fd);
void frame_sink_free(struct frame_sink *sink);

/* The stream for newterm(). */
FILE *frame_sink_stream(struct frame_sink *sink);
/* Adds bytes after those of curses. */
void frame_sink_add(struct frame_sink *sink, const char *bytes);
/* Writes all that was collected to the tty. Errors are ignored: a lost tty shows in poll(). */
void frame_sink_flush(struct frame_sink *sink);
