/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked, in a few words: "Llama-3.3-70B · 32 users · 1k in, 256 out". */
#pragma once

#include "study/study.h"

/* The parameters that say it, in order, ended by PARAMETER_COUNT. */
const enum parameter *scope_of(const struct study *study);

/* Adds what the scenario says of one of them ("32 users"); nothing: it is not given. */
void scope_part(struct text *out, const struct study *study, const struct scenario *s, enum parameter parameter);

/* The model in few columns: its short name; of a generic one its parameters, "70B", of a mixture of experts also those
 * that are active, "235B/22B". */
void scope_model(struct text *out, const struct scenario *s);

/* What stands between two parts: most are things of their own, prompt and output belong together. */
const char *scope_between(enum parameter before, enum parameter after);
