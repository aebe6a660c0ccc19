/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contest of GPUs for the cheapest way to be done in time: what study.h calls widen() and contend(). */
#pragma once

#include "study/batch_pile.h"
#include "study/contest.h"

bool batch_widen(struct scenario *s, enum parameter parameter, double widest);

/* It keeps the terms of every position. */
void batch_contend(struct contest *c, const struct gpu *gpu);
