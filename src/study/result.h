/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of a result, and its best answer. */
#pragma once

#include "study/row.h"
#include "study/metric_value.h"

/* Sorts the answers by a metric in its better direction, unknown values last; -1: by rank.
 * Reversed the worst comes first. */
void result_sort(struct result *r, int metric, bool reverse);

/* The best answer that meets the goals, NULL when none does. */
const struct row *result_best(const struct result *r);
