/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the interview: how one answer becomes values of parameters. */
#pragma once

#include "study/interview.h"

/* Copies the next blank-separated word, cut to size; false at the end. */
bool interview_next_word(const char **words, char *out, size_t size);

/* Puts the answer to a question, a choice or typed (NULL), into the scenario; parameters that are settled stay.
 * *shortened is set to the tokens of a prompt that had to be cut.  On error (STATUS_USAGE) the scenario may be half
 * changed. */
enum status interview_apply(const struct interview *iv, enum question question, const struct choice_row *choice,
	struct scenario *s, double *shortened, struct error *error);

const struct question_row *question_row(enum question question);

/* The whole table, in its order. */
const struct choice_row *choice_rows(int *count);

/* The first of the parameters that a question sets; PARAMETER_COUNT: it sets none. */
enum parameter interview_parameter(enum question question);

/* What may be typed for a number: "1 ms to 60 min or off"; nothing for other questions. */
void interview_range(enum question question, struct text *out);
