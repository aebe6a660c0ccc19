/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help on one parameter or metric, and the glossary: written from their tables. */
#pragma once

#include "report/grid.h"
#include "study/study.h"

/* Help, value, default, range, option and formula of a parameter of the scenario, as the study calls it. */
void topic_parameter(struct text *out, const struct study *study, const struct scenario *s,
	const struct scenario *defaults, enum parameter parameter);

/* What another value of the parameter changes: the figures of the study that differ between `before` and `after`, the
 * answers for the same GPU (NULL: it has none).  Writes nothing without `before`. */
void topic_influence(struct text *out, const struct study *study, const struct scenario *s,
	const struct scenario *changed, enum parameter parameter, const struct row *before, const struct row *after);

/* Help, unit, better direction, keys and formula of a metric, with the value of an answer of the study (may
 * be NULL) and how it came about. */
void topic_metric(struct text *out, const struct study *study, const struct scenario *s, enum metric metric,
	const struct row *answer, struct report_style style);

/* What a metric is, with what the glossary adds to it. */
void topic_define(struct text *out, enum metric metric);

/* All terms with their definitions. */
void topic_glossary(struct text *out);

/* What is said beside the id of a choice: its name, "the default" of "auto", nothing for plain words. */
const char *topic_choice(enum parameter parameter, const struct choice *choice);
