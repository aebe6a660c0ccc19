/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of metrics. */
#pragma once

#include "study/row.h"
#include "study/metric.h"

/* Values are in SI units; UNIT_GIB is bytes, shown and written as GiB. */
struct metric_value {
	struct band band; /* COUNT and DATE: all three equal; NaN unknown */
	const char *word; /* WORD; NULL unknown */
	bool flag;
};

struct metric_value metric_value(enum metric metric, const struct row *answer);

typedef struct metric_value metric_getter(const struct row *row);

/* Adds a metric of a study's own, before the first scenario is made; as metric_row_add(). */
enum metric metric_add(const struct metric_row *row, metric_getter *get);
