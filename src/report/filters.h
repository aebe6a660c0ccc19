/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters on offers in words. */
#pragma once

#include "study/scenario.h"
#include "base/text.h"

/* A word of a filter for people: "specialists", "SOC 2", "by the minute"; NULL: it has none of its own. */
const char *filter_word(enum parameter parameter, int index);

/* The value of a filter that is set: "EU", "specialists, marketplaces"; nothing if it is not set. */
void filter_value(struct text *out, const struct scenario *s, enum parameter parameter);

/* Parts them. */
#define FILTERS_BETWEEN ", "

/* The filter at `index`, from 0, of those that are set and the set of GPUs, in the order of filters_text(), and its
 * parameter; false behind the last. */
bool filters_item(struct text *out, const struct scenario *s, int index, enum parameter *parameter);

/* All filters that are set and the set of GPUs: "EU, specialists, formal SLA"; nothing without any. */
void filters_text(struct text *out, const struct scenario *s);
