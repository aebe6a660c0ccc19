/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons of buying or renting. */
#pragma once

#include "study/own_answer.h"

/* Fills the reasons of an answer: those of this study first, then those of serving. */
void own_explain(const struct scenario *s, long today, struct row *a);
