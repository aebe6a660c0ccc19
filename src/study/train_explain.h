/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What decided a training run, in reasons and in formulas. */
#pragma once

#include "study/batch_way.h"
#include "study/explain.h"
#include "study/train_run.h"

/* Fills the reasons of all rows and the warnings of the result. */
void train_explain(const struct scenario *s, long today, struct result *r);

/* Adds from how many GPUs on it fits; which method fits; what more GPUs take and cost. */
void train_explain_fits(struct row *a, const struct train_layout *layout);
void train_explain_method(struct row *a, const struct train_layout *layout);
void train_explain_sooner(struct row *a, const struct batch_way *way);

/* Adds the formula of every figure of a row. */
void train_explain_figures(const struct scenario *s, const struct row *row, struct explanation *e);
