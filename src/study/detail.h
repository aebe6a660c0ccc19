/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row gets when it is looked at. */
#pragma once

#include "study/study.h"

/* Completes the row at `index`, if it is not complete: study->detail, then advice. */
void study_detail(const struct scenario *s, long today, struct result *result, int index);

/* The same of all rows. */
void study_detail_all(const struct scenario *s, long today, struct result *result);
