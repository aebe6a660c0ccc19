/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What decided a job of a media model, in reasons and in formulas. */
#pragma once

#include "study/explain.h"
#include "study/media_judge.h"
#include "study/row.h"

/* Fills the reasons of the rows that were estimated, and the warnings. */
void media_explain(const struct scenario *s, long today, struct result *r);

/* Fills those of a row that was not. */
void media_explain_gap(const struct scenario *s, const struct media_way *way, struct row *a);

/* Adds that it fits with weights of 8 bits, or that are fetched from the host; how many steps would be in time. */
void media_explain_precision(struct row *a, const struct media_way *way);
void media_explain_offload(struct row *a, const struct media_way *way);
void media_explain_steps(struct row *a, double steps);

/* Adds the formula of every figure of a row. */
void media_explain_figures(const struct scenario *s, const struct row *row, struct explanation *e);
