/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the metric table. */
#include "config.h"

#include "study/metric.h"

#include <string.h>

#include "base/i18n.h"

#define FORM_WORD METRIC_WORD
#define FORM_COUNT METRIC_COUNT_FORM
#define FORM_FLAG METRIC_FLAG
#define FORM_BAND METRIC_BAND
#define FORM_DATE METRIC_DATE
static const struct metric_row rows[METRIC_COUNT] = {
#define METRIC(id, group_, key_, form_, unit_, better_, title_, help_, expression) \
	[METRIC_##id] = { .group = group_, .key = key_, .title = title_, .help = help_, \
			  .form = FORM_##form_, .unit = UNIT_##unit_, .better = BETTER_##better_ },
#include "study/metric-table.h"
#undef METRIC
};

const struct metric_row *metric_row(enum metric metric)
{
	return &rows[metric];
}

double metric_unit_scale(enum metric_unit unit)
{
	return unit == UNIT_GIB ? 1073741824.0 : 1.0;
}

bool metric_from_key(const char *key, enum metric *metric)
{
	for (int i = 0; i < METRIC_COUNT; i++) {
		size_t n = strlen(rows[i].group);
		bool full = n > 0 && strncmp(key, rows[i].group, n) == 0 && key[n] == '.' &&
			    strcmp(key + n + 1, rows[i].key) == 0;
		bool bare = strcmp(key, rows[i].key) == 0;

		if (full || bare) {
			*metric = (enum metric)i;
			return true;
		}
	}
	return false;
}
