/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters as people call them. */
#pragma once

#include <stddef.h>

#include "study/study.h"

/* How many bytes at the start of the text name a parameter, the longest name that there is: its word in the study
 * (NULL: in none), its option name or its label, in English or in the user's language.  Case, blanks and punctuation do
 * not matter ("max gpus", "TTFT GOAL").  Behind it the text ends, or has no letter, digit or '-'.  0: it names none. */
size_t parameter_read_name(const struct study *study, const char *text, enum parameter *parameter);

/* What the user typed may have meant: the word, name or label that is nearest to it.  NULL: none is near. */
const char *parameter_near(const struct study *study, const char *typed, int *distance);
