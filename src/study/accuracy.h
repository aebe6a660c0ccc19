/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of predictions on published measurements that were left out of the fit. */
#pragma once

#include <stddef.h>

#include "base/csv.h"
#include "base/name_list.h"

enum accuracy_axis {
#define ACCURACY_AXIS(id, ...) ACCURACY_##id,
#include "study/accuracy-table.h"
#undef ACCURACY_AXIS
	ACCURACY_AXIS_COUNT
};

/* GROUP_OUT: by a fit that has not seen the measurement's group (source, GPU and model); SOURCE_OUT: nor anything of
 * its source, like a server of one's own.  The two rules of thumb are bandwidth x 0.55 / active bytes, and 60 % of
 * the roofline. */
enum accuracy_way {
#define ACCURACY_WAY(id, ...) ACCURACY_##id,
#include "study/accuracy-table.h"
#undef ACCURACY_WAY
	ACCURACY_WAY_COUNT
};

/* One measurement that was predicted. */
struct accuracy_row {
	int label[ACCURACY_AXIS_COUNT];   /* index into the labels of the axis */
	double error[ACCURACY_WAY_COUNT]; /* |predicted/measured - 1|; NaN: no prediction */
	int held;                         /* inside the 80 % band of SOURCE_OUT: 1, 0; -1 no band */
};

struct accuracy {
	struct accuracy_row *rows;
	size_t count, measured; /* rows predicted, measurements in the file */
	struct name_list labels[ACCURACY_AXIS_COUNT];
};

/* Errors of the measurements with one label and metric, as shares (0.1 is 10 %); NaN without rows. */
struct accuracy_figure {
	int rows;
	double median[ACCURACY_WAY_COUNT], p90[ACCURACY_WAY_COUNT], held;
};

const char *accuracy_axis_name(enum accuracy_axis axis);
const char *accuracy_axis_title(enum accuracy_axis axis); /* untranslated */
const char *accuracy_way_name(enum accuracy_way way);
const char *accuracy_way_title(enum accuracy_way way); /* untranslated */

/* Joins measurements and predictions, two open tables in the same order, by id.  STATUS_DATA with file, line and
 * column.  Release it in every case. */
enum status accuracy_read(struct accuracy *accuracy, struct csv *measured, struct csv *predicted, struct error *error);
void accuracy_release(struct accuracy *accuracy);

/* Figures of the rows with `label` on `axis` and of metric `metric` (a label of that axis). */
struct accuracy_figure accuracy_figure(const struct accuracy *accuracy, enum accuracy_axis axis, int label, int metric);
