/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a scenario by parameter: reading, setting, writing, comparing. */
#pragma once

#include "study/scenario.h"

/* Sets the default workload (gpuplan(1), WORKLOAD).  STATUS_USAGE when the catalog lacks its model or engine. */
enum status scenario_init(struct scenario *s, const struct catalog *catalog, struct error *error);

/* Sets one parameter from the text of an option, a typed value or a plan.  SET parameters are added to;
 * scenario_clear() empties them.  On error nothing changes and the message names the parameter and its range or
 * choices (STATUS_USAGE). */
enum status scenario_set(struct scenario *s, enum parameter parameter, const char *text, struct error *error);
enum status scenario_set_number(struct scenario *s, enum parameter parameter, double value, struct error *error);
void scenario_clear(struct scenario *s, enum parameter parameter);

/* The default of a fresh scenario, also of the model and the engine, which scenario_clear() leaves
 * alone.  Fails when the catalog lacks it. */
enum status scenario_set_default(struct scenario *s, enum parameter parameter, struct error *error);

/* Whether setting the one takes the other back, since both state the same thing. */
bool scenario_withdraws(enum parameter given, enum parameter other);

/* The value as text that scenario_set() reads back ("8k", "auto", "50%"); SETs joined by ','. */
void scenario_text(const struct scenario *s, enum parameter parameter, struct text *out);

/* The same for files and commands that are kept: it means the same on another day. */
void scenario_exact(const struct scenario *s, enum parameter parameter, struct text *out);

/* The value of a NUMBER parameter: as given, or else derived from others (the context).  NaN: neither. */
double scenario_number(const struct scenario *s, enum parameter parameter);

/* The highest value that a NUMBER parameter can have in this scenario. */
double scenario_highest(const struct scenario *s, enum parameter parameter);

/* Sets *choice to the choice with index `i`, from 0.  False: past the last, or the parameter has no list. */
bool scenario_choice(const struct scenario *s, enum parameter parameter, int i, struct choice *choice);

/* Adapts other parameters after a change of one, so that they agree again: the context follows prompt, output
 * and model, the weight format follows the engine, purchases follow spot. */
void scenario_reconcile(struct scenario *s, enum parameter changed);

/* Sets one value in the place of what the parameter has, "auto" for a SET that shall be empty, and reconciles and checks
 * the rest.  STATUS_USAGE with one message: the value does not go with the rest, and *s is as it was. */
enum status scenario_try(struct scenario *s, enum parameter parameter, const char *text, struct error *error);

/* Whether one parameter, or every parameter, has the same value in both.  Derived values are not compared. */
bool scenario_same(const struct scenario *a, const struct scenario *b, enum parameter parameter);
bool scenario_equal(const struct scenario *a, const struct scenario *b);
