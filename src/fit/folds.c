/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways in which rows are left out. */
#include "fit/folds.h"

#include <string.h>

enum { GROUP_FOLDS = 20 };

static const struct {
	const char *name;
	enum label label;
	int count; /* 0: one a name */
} WAYS[FOLDS_COUNT] = {
	[FOLDS_NONE] = { "none", LABEL_COUNT, 0 },
	[FOLDS_GROUP] = { "group", LABEL_GROUP, GROUP_FOLDS },
	[FOLDS_MODEL] = { "model", LABEL_MODEL, 0 },
	[FOLDS_GPU] = { "gpu", LABEL_GPU, 0 },
	[FOLDS_SOURCE] = { "source", LABEL_SOURCE, 0 },
};

const char *folds_name(enum folds folds)
{
	return WAYS[folds].name;
}

enum folds folds_from_name(const char *name)
{
	int i = 0;

	while (i < FOLDS_COUNT && strcmp(WAYS[i].name, name) != 0)
		i++;
	return (enum folds)i;
}

void folds_predict(struct calibration *c, enum folds folds, double *residuals)
{
	if (folds == FOLDS_NONE) {
		calibration_fit(c, LABEL_SOURCE, -1, 1);
		calibration_residuals(c, residuals);
	} else {
		calibration_cross(c, WAYS[folds].label, WAYS[folds].count, residuals);
	}
}

void folds_add_summary(struct text *out, const struct dataset *data, const char *name, const double *residuals)
{
	for (int m = 0; m < FIGURE_COUNT; m++)
		for (int k = 0; k < KIND_COUNT; k++)
			for (int balanced = 0; balanced < 2; balanced++) {
				struct row_filter filter = { (enum figure)m, (enum kind)k, -1 };
				struct error_figure f = error_figure(data, residuals, &filter, balanced != 0);

				if (f.rows > 0)
					text_addf(out, "%s,%s,%s,%d,%d,%.1f,%.1f\n", name, figure_names[m],
						kind_names[k], balanced, f.rows, f.median, f.p90);
			}
}
