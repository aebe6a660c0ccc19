/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of training: what a run takes and costs on every GPU.  A run is a pile of tokens that one group of GPUs
 * goes through: study/batch_way.h buys it. */
#pragma once

#include "core/goodput.h"
#include "study/batch_way.h"
#include "study/training.h"

/* Fills the result with one answer for each GPU and kind of purchase that somebody sells it by, ranked by what the run
 * costs at most with the certainty asked for.  A GPU that nobody sells, that does not hold the model, or of which no
 * training is known, has one answer behind them. */
void train_solve(const struct scenario *s, long today, struct result *r);

/* Adds what more GPUs would cost, and on which GPUs and by which method a row that does not fit would. */
void train_detail(const struct scenario *s, long today, struct result *r, int index);

/* The terms of a run: a single one, without a number of requests. */
struct batch_terms train_terms(const struct scenario *s);

/* What saves and failures do to a run on so many GPUs that are bought in this way. */
struct goodput train_goodput(
	const struct scenario *s, const struct train_run *run, const struct batch_terms *t, enum purchase purchase);

/* The ways of a GPU to train, bought in this way; none where it fits nowhere. */
void train_speeds_read(struct batch_speeds *speeds, const struct scenario *s, const struct training_shape *shape,
	const struct model *model, const struct gpu *gpu, enum purchase purchase);
