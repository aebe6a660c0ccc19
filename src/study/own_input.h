/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cost of owning is calculated with: what is given, else the catalog's defaults (gpuplan-model(7), 6 OWNING). */
#pragma once

#include "study/own_answer.h"

/* Fills the inputs of owning one GPU, by field.  Server and network that have no price are a share of the catalog's
 * price of the GPU, or of the given one where the catalog has none. */
void own_inputs(const struct scenario *s, const struct gpu *gpu, struct own_input *inputs);

/* Share of the purchase that a sale after so many years brings: between the years of the catalog on a straight line,
 * which goes on behind the last.  A given one does not depend on the years. */
struct own_input own_residual(const struct scenario *s, double years);

/* The catalog's default of a parameter for this GPU, used when the parameter is not given.  `gpu` NULL: for any.
 * NaN: none. */
double own_default(const struct scenario *s, enum parameter parameter, const struct gpu *gpu);

/* The parameter that gives a term; PARAMETER_COUNT: none. */
enum parameter own_parameter(enum ownership_field field);

/* Whether the cost has a term of its own for the field; others make one of those. */
bool own_counts(enum ownership_field field);

/* Whether its evidence is weak: the figure is derived, of an article, or an estimate. */
bool own_is_estimate(const struct own_input *input);
