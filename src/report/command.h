/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario as the command line that asks the same. */
#pragma once

#include "study/study.h"

/* Adds a word as a shell reads it back: plain ones as they are, others between single quotes. */
void report_shell_word(struct text *out, const char *word);

/* Adds "gpuplan rank --prompt 4k ...": what differs from the defaults, quoted for a shell, by the names that parameters
 * have in the study of the command. */
void report_command(struct text *out, const struct study *study, const char *command, const struct scenario *s);

/* The scenario with what the study reads alone: its command refuses the rest. */
struct scenario report_read(const struct study *study, const struct scenario *s);

/* The scenario that asks for this answer alone: its GPU, their number, of a fleet its provider. */
struct scenario report_only(const struct study *study, const struct scenario *s, const struct row *a);
