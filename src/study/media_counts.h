/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parameters say anything of the present task of the study of media. */
#pragma once

#include "study/scenario.h"

/* Whether a parameter says anything of the present task: steps of sound that becomes text do not. */
bool media_counts(const struct scenario *s, enum parameter parameter);

/* Parameters that were given and say nothing of the present task, from `i` on: the index of the next, or -1; it sets
 * `parameter`. */
int media_next_idle(const struct scenario *s, int i, enum parameter *parameter);
