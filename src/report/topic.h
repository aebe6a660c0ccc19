/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help on one parameter or metric, and the glossary: written from their tables. */
#ifndef GPUPLAN_REPORT_TOPIC_H
#define GPUPLAN_REPORT_TOPIC_H

#include "report/people.h"
#include "study/study.h"

/* Help, value, default, range, option and formula of a parameter of the scenario. */
void topic_parameter(struct text *out, const struct scenario *s, const struct scenario *defaults,
		     enum parameter parameter);

/*
 * What another value of the parameter changes: the figures of `before` that differ in `after`,
 * the answers for the same GPU (NULL: it has none).  Writes nothing without `before`.
 */
void topic_influence(struct text *out, const struct scenario *s, const struct scenario *changed,
		     enum parameter parameter, const struct row *before, const struct row *after);

/* Help, unit, better direction, keys and formula of a metric, with the value of an answer (may
 * be NULL) and how it came about. */
void topic_metric(struct text *out, const struct scenario *s, enum metric metric,
		  const struct row *answer, struct report_style style);

/* All terms with their definitions. */
void topic_glossary(struct text *out);

/* Section of gpuplan-model(7) with the formulas, "" where there is none; and the figure of an
 * explanation that is the metric, "" where there is none. */
const char *topic_parameter_section(enum parameter parameter);

/* What is said beside the id of a choice: its name, "the default" of "auto", nothing for plain words. */
const char *topic_choice(enum parameter parameter, const struct choice *choice);
const char *topic_metric_section(enum metric metric);
const char *topic_metric_figure(enum metric metric);

#endif
