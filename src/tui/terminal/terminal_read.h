/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a terminal. */
#pragma once

#include "tui/terminal/terminal.h"

/* Waits for the next event, at most timeout_ms (-1: for ever; 0: not at all). No wake-ups while nothing
 * happens. Ctrl-Z is handled inside (EVENT_CONTINUE); Ctrl-C and Ctrl-\ are keys like others. */
enum terminal_event terminal_read(struct terminal *terminal, struct terminal_input *input, int timeout_ms);
/* More events are waiting: read them before drawing. False after 250 ms without a frame, so
 * that an endless stream of keys still shows progress. */
bool terminal_pending(struct terminal *terminal);
