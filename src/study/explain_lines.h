/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building explanations; for the files explain*.c only. */
#ifndef GPUPLAN_STUDY_EXPLAIN_LINES_H
#define GPUPLAN_STUDY_EXPLAIN_LINES_H

#include "core/step.h"
#include "study/explain.h"

/* What an explanation is about, and where its lines go. */
struct explaining {
	const struct scenario *s;
	const struct answer *a;
	const struct deployment *d;
	struct explanation *e;
	struct explain_line *line; /* the one that terms are added to */
	const char *section;
};

/* Starts a line; the formula may be empty and be added to by explain_add_formula(). */
void explain_line(struct explaining *x, const char *id, const char *meaning, const char *formula,
		  double value, enum metric_unit unit);
void explain_add_formula(struct explaining *x, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Adds a value that comes from data or from the workload; source NULL: an earlier line's. */
void explain_term(struct explaining *x, const char *symbol, double value, enum metric_unit unit,
		  const char *meaning, const char *source);

/* A plain number without a source: of the workload or the layout. */
void explain_number(struct explaining *x, const char *symbol, double value, const char *meaning);

/* The same for a constant of parameters.json, by its id: source and evidence are looked up. */
void explain_constant(struct explaining *x, const char *symbol, double value, const char *id);

/* The same for a constant of the engine's profile: "t_req" is looked up as "t_req/vllm". */
void explain_profile(struct explaining *x, const char *name, double value);

/* Adds as a term what the line `id` before came to. */
void explain_earlier(struct explaining *x, const char *id);

void explain_memory(struct explaining *x);

/* The window of a model whose layers have one, NaN when none has (explain_window.c). */
double explain_window(const struct model *model);

/* Of a model with a window and requests of `tokens`: what the engine keeps of one in such a
 * layer; what one in prefill needs on top; what the other engines would reserve. */
void explain_held(struct explaining *x, double tokens);
void explain_prefill(struct explaining *x, double tokens);
void explain_other_engines(struct explaining *x, double tokens);
void explain_serving(struct explaining *x);

/* A decode step of `running` requests of mean length `context`, which took t. */
void explain_step(struct explaining *x, const struct step_model *m, const struct step_time *t,
		  double running, double context);
void explain_exchange(struct explaining *x, const struct step_model *m, const struct step_time *t, double batch);
void explain_fixed(struct explaining *x, const struct step_model *m, const struct step_time *t, double batch);
void explain_cost(struct explaining *x);

#endif
