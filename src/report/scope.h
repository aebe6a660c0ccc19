/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked, in a few words: "Llama-3.3-70B · 32 users · 1k in, 256 out". */
#pragma once

#include "study/study.h"

/* The parameters that say it, in order, ended by PARAMETER_COUNT. */
const enum parameter *scope_of(const struct study *study);

/* Adds what the scenario says of one of them ("32 users"); nothing: it is not given. */
void scope_part(struct text *out, const struct study *study, const struct scenario *s, enum parameter parameter);

/* What stands between two parts: most are things of their own, prompt and output belong together. */
const char *scope_between(enum parameter before, enum parameter after);
