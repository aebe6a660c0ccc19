/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The work of one evaluation of a backbone (gpuplan-model(7), 11.1 Work). */
#pragma once

#include "core/media.h"

struct media_work {
	double tokens;      /* image or video tokens */
	double linear_flop; /* matrix products and convolutions */
	double attention_flop;
	double elements; /* activations of one pass over all blocks */
	double scores;   /* of all heads and blocks */
};

/* Of one output: one row of a batch. */
struct media_work media_work_of(struct trace *t, const struct media_run *run);
