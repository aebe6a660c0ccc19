/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The getters of the metric table. */
#include "study/metric_value.h"

#include <math.h>

#include "base/i18n.h"
#include "study/batch_pile.h"
#include "study/fleet_bill.h"
#include "study/media_answer.h"
#include "study/own_answer.h"
#include "study/training.h"

static struct metric_value from_word(const char *word)
{
	return (struct metric_value){ .band = band_unknown(), .word = word };
}

static struct metric_value from_count(double value)
{
	return (struct metric_value){ .band = band_exact(value) };
}

static struct metric_value from_flag(bool flag)
{
	return (struct metric_value){ .band = band_unknown(), .flag = flag };
}

static struct metric_value from_band(struct band band)
{
	return (struct metric_value){ .band = band };
}

#define GET_WORD from_word
#define GET_COUNT from_count
#define GET_FLAG from_flag
#define GET_BAND from_band
#define GET_DATE from_count
#define GET_TIME from_count

#define METRIC(id, group, key, form, unit, better, title, help, expression) \
	static struct metric_value value_##id(const struct row *a) \
	{ \
		return GET_##form(expression); \
	}
#include "study/metric-table.h"
#undef METRIC

static metric_getter *getters[METRIC_MAX] = {
#define METRIC(id, ...) [METRIC_##id] = value_##id,
#include "study/metric-table.h"
#undef METRIC
};

struct metric_value metric_value(enum metric metric, const struct row *answer)
{
	return getters[metric](answer);
}

enum metric metric_add(const struct metric_row *row, metric_getter *get)
{
	enum metric metric = metric_row_add(row);

	if (metric != METRIC_COUNT)
		getters[metric] = get;
	return metric;
}
