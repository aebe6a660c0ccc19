/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the metric table and their getters. */
#include "config.h"

#include "study/metric.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "study/own.h"

static struct metric_value from_word(const char *word)
{
	return (struct metric_value) { .band = band_unknown(), .word = word };
}

static struct metric_value from_count(double value)
{
	return (struct metric_value) { .band = band_exact(value) };
}

static struct metric_value from_flag(bool flag)
{
	return (struct metric_value) { .band = band_unknown(), .flag = flag };
}

static struct metric_value from_band(struct band band)
{
	return (struct metric_value) { .band = band };
}

#define FORM_WORD METRIC_WORD
#define FORM_COUNT METRIC_COUNT_FORM
#define FORM_FLAG METRIC_FLAG
#define FORM_BAND METRIC_BAND
#define FORM_DATE METRIC_DATE
#define GET_WORD from_word
#define GET_COUNT from_count
#define GET_FLAG from_flag
#define GET_BAND from_band
#define GET_DATE from_count

#define METRIC(id, group, key, form, unit, better, title, help, expression) \
	static struct metric_value value_##id(const struct answer *a) \
	{ \
		return GET_##form(expression); \
	}
#include "study/metric-table.h"
#undef METRIC

static const struct metric_row rows[METRIC_COUNT] = {
#define METRIC(id, group_, key_, form_, unit_, better_, title_, help_, expression) \
	[METRIC_##id] = { .group = group_, .key = key_, .title = title_, .help = help_, \
			  .form = FORM_##form_, .unit = UNIT_##unit_, .better = BETTER_##better_ },
#include "study/metric-table.h"
#undef METRIC
};

static struct metric_value (*const getters[METRIC_COUNT])(const struct answer *) = {
#define METRIC(id, ...) [METRIC_##id] = value_##id,
#include "study/metric-table.h"
#undef METRIC
};

const struct metric_row *metric_row(enum metric metric)
{
	return &rows[metric];
}

struct metric_value metric_value(enum metric metric, const struct answer *answer)
{
	return getters[metric](answer);
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
