/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reasons of serving. */
#pragma once

#include "study/serve.h"

/* Fills the reasons of the answer.  `best` is the best answer of the result, maybe the same one or NULL.  What serve_count_room()
 * counted is told. */
void serve_explain(const struct scenario *s, long today, const struct row *best, struct row *answer);

/* Adds the last reasons of every answer: evidence behind the estimate, and how the GPU runs the formats. */
void serve_explain_evidence(const struct scenario *s, struct row *answer);
/* The first of these reasons alone: why a row does not keep the goals, or cannot. */
void serve_explain_failure(const struct scenario *s, struct row *answer);

/* Adds that another row costs less and may keep the goals, as REASON_NEAR_MISS or REASON_NEAR_RIVAL. */
void serve_explain_near(struct row *answer, const struct row *near, enum reason_id id);

/* Adds the reason that names what limits a decode step. */
void serve_explain_bound(struct row *answer);
