/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys as the bytes that readline binds.
 *
 * The line editor gets keys and not what the terminal sent: bytes may be those of terminfo, of
 * a torn sequence without its ESC, or of a keypad mode, and readline, which looks at no terminfo
 * because it never draws, knows only the ANSI forms (also of ~/.inputrc). */
#pragma once

#include <stddef.h>

#include "tui/terminal/key.h"

enum { KEY_BYTES_SIZE = 32 };

/* The bytes of a key: ANSI sequences, ESC before a key with Alt, characters in the charset of
 * the locale ('?' when it lacks them). Not terminated; returns their count, 0 for no key. */
size_t key_bytes(struct key key, char out[KEY_BYTES_SIZE]);
