/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of images, video, speech and texts: which GPUs, how many for a volume, what one output costs. */
#pragma once

#include "study/media_judge.h"

/* Fills the result with one answer a GPU, at its cheapest price: the number of GPUs that make one output together, and
 * how many such groups the volume needs.  Ranked by what one output costs at most with the certainty asked for. */
void media_solve(const struct scenario *s, long today, struct result *r);

/* Adds what would make a row fit, or fast enough. */
void media_detail(const struct scenario *s, long today, struct result *r, int index);
