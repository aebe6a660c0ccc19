/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sequence that puts text on the clipboard of the user's terminal, also over SSH. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct text;

/* xterm and others drop longer ones: bytes of base64, and of the text before it. */
enum { CLIPBOARD_BASE64 = 74994, CLIPBOARD_BYTES = CLIPBOARD_BASE64 / 4 * 3 };

/* Adds OSC 52 (xterm, "Manipulate Selection Data") for the n bytes, in base64 (RFC 4648).
 * False, and nothing added, when there are more than CLIPBOARD_BYTES. */
bool clipboard_sequence(struct text *out, const char *bytes, size_t n);
