/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explanations for people and for machines. */
#pragma once

#include "report/grid.h"
#include "study/explain.h"

/* Every figure as formula, the same with its values, the result, and where the values come from. */
void report_explanation(struct text *out, const struct explanation *e, struct report_style style);

/* A JSON array: section, id, meaning, formula, value, unit, band, terms. */
void report_explanation_json(struct text *out, const struct explanation *e);

/* One figure alone: formula, the values put in, and every term with source and date. */
void report_figure(struct text *out, const struct explain_line *line);
