/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line from the user, for programs that ask line by line. */
#pragma once

/* Shows the prompt and reads a line without its line feed; the caller frees it, NULL is the end of the
 * input.  On a terminal the line can be edited by GNU readline; from anything else it is read as it is, and
 * written behind the prompt, so that the output reads like a dialogue. */
char *prompt_read(const char *prompt);
