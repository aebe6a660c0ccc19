/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of training: what a run takes and costs on every GPU.  A run is a pile of tokens that one group of GPUs
 * goes through: study/batch_way.h buys it. */
#pragma once

#include "core/goodput.h"
#include "study/batch_way.h"
#include "study/train_run.h"
#include "study/training.h"

/* Fills the result with one answer for each GPU and kind of purchase that somebody sells it by, ranked by what the run
 * costs at most with the certainty asked for.  A GPU that nobody sells, that does not hold the model, or of which no
 * training is known, has one answer behind them. */
void train_solve(const struct scenario *s, long today, struct result *r);

/* Adds what more GPUs would cost, and on which GPUs and by which method a row that does not fit would. */
void train_detail(const struct scenario *s, long today, struct result *r, int index);

/* A scenario in the units of the formulas. */
struct train_terms {
	struct batch_terms base; /* of a single run, without a number of requests */
	double save_every_h;     /* NaN: the interval that loses least */
};

void train_terms_read(struct train_terms *t, const struct scenario *s);

/* What saves and failures do to a run that is bought in this way. */
struct goodput train_goodput(const struct train_terms *t, const struct train_run *run, enum purchase purchase);

/* All layouts of a GPU that can be bought: they are the same whoever sells them. */
struct train_layouts {
	struct train_layout items[TRAIN_COUNTS_MAX];
	int count;
};

void train_layouts_read(struct train_layouts *layouts, const struct scenario *s, const struct training_shape *shape,
	const struct gpu *gpu);

/* The same as ways to be done, bought in this way. */
void train_speeds_read(struct batch_speeds *speeds, const struct train_terms *t, const struct scenario *s,
	const struct train_layouts *layouts, const struct model *model, enum purchase purchase);
