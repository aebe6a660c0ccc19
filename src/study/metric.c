/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the metric table. */
#include "study/metric.h"

#include <string.h>

#include "base/i18n.h"

#define FORM_WORD METRIC_WORD
#define FORM_COUNT METRIC_COUNT_FORM
#define FORM_FLAG METRIC_FLAG
#define FORM_BAND METRIC_BAND
#define FORM_DATE METRIC_DATE
#define FORM_TIME METRIC_TIME
static const struct metric_row rows[METRIC_COUNT] = {
#define METRIC(id, group_, key_, form_, unit_, better_, title_, help_, expression) \
	[METRIC_##id] = { .group = group_, \
		.key = key_, \
		.title = title_, \
		.help = help_, \
		.form = FORM_##form_, \
		.unit = UNIT_##unit_, \
		.better = BETTER_##better_ },
#include "study/metric-table.h"
#undef METRIC
};

static struct metric_row added[METRIC_ADDED_MAX];
static int added_count;

const struct metric_row *metric_row(enum metric metric)
{
	return metric < METRIC_COUNT ? &rows[metric] : &added[metric - METRIC_COUNT - 1];
}

int metric_count(void)
{
	return METRIC_COUNT + added_count;
}

enum metric metric_at(int place)
{
	return (enum metric)(place < METRIC_COUNT ? place : place + 1);
}

enum metric metric_row_add(const struct metric_row *row)
{
	enum metric taken;

	if (added_count == METRIC_ADDED_MAX || metric_from_key(row->key, &taken))
		return METRIC_COUNT;
	added[added_count++] = *row;
	return metric_at(METRIC_COUNT + added_count - 1);
}

void metric_remove_added(void)
{
	added_count = 0;
}

double metric_unit_scale(enum metric_unit unit)
{
	return unit == UNIT_GIB ? 1073741824.0 : 1.0;
}

bool metric_from_key(const char *key, enum metric *metric)
{
	for (int i = 0; i < metric_count(); i++) {
		const struct metric_row *row = metric_row(metric_at(i));
		size_t n = strlen(row->group);
		bool full = n > 0 && strncmp(key, row->group, n) == 0 && key[n] == '.' &&
			strcmp(key + n + 1, row->key) == 0;

		if (full || strcmp(key, row->key) == 0) {
			*metric = metric_at(i);
			return true;
		}
	}
	return false;
}
