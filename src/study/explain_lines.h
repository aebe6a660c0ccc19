/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions that build explanations.  Only explain*.c may include this header. */
#ifndef GPUPLAN_STUDY_EXPLAIN_LINES_H
#define GPUPLAN_STUDY_EXPLAIN_LINES_H

#include "core/step.h"
#include "core/trace.h"
#include "study/explain.h"

/*
 * The step of the engine that is being explained.  A '@' in an id, a symbol or a formula is replaced
 * by the prefix, so that the lines of several steps have different ids.
 */
struct explained_step {
	const char *prefix; /* "" the plain decode step */
	const struct step_model *model;
	double batch;       /* requests that are decoded */
	double prompt;      /* prompt tokens beside them */
	double tokens, rows; /* of the step, and of them for the LM head */
	struct step_time time;
};

/* The state of an explanation while it is built. */
struct explaining {
	const struct scenario *s;
	const struct answer *a;
	const struct deployment *d;
	struct explanation *e;
	struct explain_line *line; /* the one that terms are added to */
	const char *section;
	struct explained_step step; /* no prefix and no model outside of steps */
	struct trace trace; /* what core left; entries before `told` have been made lines of */
	int told;
};

/* Starts a line; the formula may be empty and be added to by explain_add_formula(). */
void explain_line(struct explaining *x, const char *id, const char *meaning, const char *formula,
		  double value, enum metric_unit unit);
void explain_add_formula(struct explaining *x, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Makes lines of what has come to the trace since the last time. */
void explain_trace(struct explaining *x);

/* Gives the last line the band of a figure of the answer. */
void explain_band(struct explaining *x, const struct band *band);

/* Adds a value that comes from data or from the workload; source NULL: an earlier line's. */
void explain_term(struct explaining *x, const char *symbol, double value, enum metric_unit unit,
		  const char *meaning, const char *source);

/* A plain number without a source: of the workload or the layout. */
void explain_number(struct explaining *x, const char *symbol, double value, const char *meaning);

/* The same for a constant of parameters.json, by its id: source and evidence are looked up. */
void explain_constant(struct explaining *x, const char *symbol, double value, const char *id);

/* The same for a constant of the engine's profile: "t_req" is looked up as "t_req/vllm". */
void explain_profile(struct explaining *x, const char *name, double value);

/* The same for a constant of the GPU's family: "e_att" is looked up as "e_att/hopper". */
void explain_family(struct explaining *x, const char *name, double value);

/* Adds the value of the earlier line `id` as a term, and returns it.  NaN: there is no such line. */
double explain_earlier(struct explaining *x, const char *id);

void explain_memory(struct explaining *x);

void explain_serving(struct explaining *x);

/* What a step decodes and processes. */
struct explained_load {
	double running, context; /* requests, their mean length */
	double prompt, seen;     /* prompt tokens, and earlier ones that each attends to: line "seen" */
};

/* The plain decode step: every part of the weights, cache, exchange, fixed times, "step_s". */
void explain_decode_step(struct explaining *x, const struct step_model *m,
			 const struct explained_load *load);

/*
 * Explains a later step with prompt tokens.  The caller calls explain_begin_step(), adds the line
 * "@batch" with the tokens of the step, and calls explain_prompt_step() for the rest.  The last line
 * is "@s".  Lines that equal those of the decode step are not repeated.
 */
void explain_begin_step(struct explaining *x, const struct step_model *m,
			const struct explained_load *load, const char *prefix);
void explain_prompt_step(struct explaining *x, const struct explained_load *load,
			 const char *meaning);

/* Lines "context" and "read", "latent_flop", and "flop" or without flash attention "scores". */
void explain_read(struct explaining *x, double context);
void explain_latent_flop(struct explaining *x, double context);
void explain_prompt_work(struct explaining *x, bool flash, double seen);

/* Parts of them, for the step in x->step. */
void explain_coverage(struct explaining *x);

/* Adds the losses of narrow matrices on the rates of a part.  explain_loss_id() is the id of the line for
 * streaming or for multiplying. */
void explain_losses(struct explaining *x, enum step_part_id id, const struct step_part *part);
const char *explain_loss_id(const struct explaining *x, bool streams);
void explain_exchange(struct explaining *x);
void explain_fixed(struct explaining *x);
void explain_bandwidth(struct explaining *x);
void explain_cost(struct explaining *x);

/* The meaning of the term "bytes" of a part, untranslated: bytes of one format, or the mean of two. */
const char *explain_bytes_meaning(const struct model *model, const struct weight_format *format,
				  enum weight_part part);

#endif
