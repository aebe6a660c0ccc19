/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contest of GPUs for the cheapest run: what study.h calls widen() and contend(). */
#pragma once

#include "study/contest.h"
#include "study/train.h"

bool train_widen(struct scenario *s, enum parameter parameter, double widest);

/* It keeps the terms of every position. */
void train_contend(struct contest *c, const struct gpu *gpu);
