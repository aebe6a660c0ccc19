/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of metrics. */
#ifndef GPUPLAN_STUDY_METRIC_VALUE_H
#define GPUPLAN_STUDY_METRIC_VALUE_H

#include "study/row.h"
#include "study/metric.h"

/* Values are in SI units; UNIT_GIB is bytes, shown and written as GiB. */
struct metric_value {
	struct band band;   /* COUNT and DATE: all three equal; NaN unknown */
	const char *word;   /* WORD; NULL unknown */
	bool flag;
};

struct metric_value metric_value(enum metric metric, const struct row *answer);

#endif
