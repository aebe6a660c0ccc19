/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons of buying or renting. */
#ifndef GPUPLAN_STUDY_OWN_EXPLAIN_H
#define GPUPLAN_STUDY_OWN_EXPLAIN_H

#include "study/own_answer.h"

/* Fills the reasons of an answer: those of this study first, then those of serving. */
void own_explain(const struct scenario *s, long today, struct row *a);

#endif
