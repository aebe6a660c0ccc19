/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sensitivity of serving: what study.h calls widen() and contend(). */
#pragma once

#include "study/contest.h"

bool serve_widen(struct scenario *s, enum parameter parameter, double widest);

/* Whether the scenario says how many GPUs a replica has. */
bool serve_layout_given(const struct scenario *s);

void serve_contend(struct contest *c, const struct gpu *gpu);
