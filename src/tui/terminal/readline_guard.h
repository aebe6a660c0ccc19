/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guards around the calls of readline, which the line editor makes. */
#pragma once

#include <stdbool.h>

/* The byte, as a string, that stands at the end of a line between readline_guard_pad() and _unpad(). */
#define READLINE_GUARD_PAD "\001"

/* Readline rings the bell and complains about an inputrc on standard error, which is the screen: nothing is
 * seen of it until readline_guard_speak(), which is async-signal-safe. */
void readline_guard_silence(void);
void readline_guard_speak(void);

/* Other functions for keys whose own ones crash; after rl_initialize(). */
void readline_guard_bind(void);

/* Empties the history of readline. */
void readline_guard_forget(void);

/* Around every byte that readline reads. */
void readline_guard_pad(void);
void readline_guard_unpad(void);

/* Whether the search would take the byte for the beginning of a sequence of keys. */
bool readline_guard_sequence(char byte);
