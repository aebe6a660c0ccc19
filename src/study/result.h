/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of a result, and its best answer. */
#pragma once

#include "study/metric_value.h"

/* Sorts the answers by a metric in its better direction, unknown values last; -1: by rank.
 * Reversed the worst comes first. */
void result_sort(struct result *r, int metric, bool reverse);

/* Moves the best answer that may lead while another meets the goals to the first rank: one with a price that
 * does not stand behind.  The others keep their order behind it. */
void result_lead(struct result *r);

/* The best answer that meets the goals, NULL when none does. */
const struct row *result_best(const struct result *r);

/* Sets equal_to_best of all rows: of the best answer, and of those that meet the goals whose figure is equal to its own
 * within the error (band_equal()).  `band` gives the figure; NULL: the cost of output tokens. */
void result_mark_equal(struct result *r, struct band (*band)(const struct row *row));

/* Who leads once the best is dearer: the next in rank that meets the goals, has a price, and stands behind only where
 * the best does.  NULL: there is none. */
const struct row *result_next(const struct result *r);

/* Whether the model fits anything, in time or not. */
bool result_fits(const struct result *r);

/* How many kinds of GPU meet the goals; one may have several rows. */
int result_kinds_that_meet(const struct result *r);

/* Sets oldest_price and newest_price, and warns if the former is stale.  `offer` is that behind a row; NULL: none counts. */
void result_warn_of_age(struct result *r, const struct catalog *catalog, long today,
	const struct offer *(*offer)(const struct row *row));

/* The offer of a row that was estimated. */
const struct offer *result_offer(const struct row *row);
