/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results as CSV. */
#include "config.h"

#include "report/machine.h"

#include <math.h>

#include "base/date.h"

void report_number(struct text *out, double value, const char *unknown)
{
	/* Half of all figures are whole, and "%g" takes ten times as long. */
	if (value == floor(value) && fabs(value) < 1e12)
		text_add_whole(out, (long long)value);
	else if (isfinite(value))
		text_addf(out, "%.12g", value);
	else
		text_add(out, unknown);
}

static void add_number(struct text *out, double value)
{
	report_number(out, value, "");
}

static void add_cell(struct text *out, enum metric metric, const struct row *a)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value value = metric_value(metric, a);
	double scale = metric_unit_scale(row->unit);
	char date[11];

	switch (row->form) {
	case METRIC_WORD:
		text_add_csv(out, value.word ? value.word : "");
		break;
	case METRIC_FLAG:
		text_add(out, value.flag ? "true" : "false");
		break;
	case METRIC_BAND:
		add_number(out, value.band.low / scale);
		text_add_char(out, ',');
		add_number(out, value.band.mid / scale);
		text_add_char(out, ',');
		add_number(out, value.band.high / scale);
		break;
	case METRIC_DATE:
		if (!isnan(value.band.mid)) {
			date_format((long)value.band.mid, date);
			text_add(out, date);
		}
		break;
	case METRIC_COUNT_FORM:
		add_number(out, value.band.mid / scale);
		break;
	}
}

void report_csv(struct text *out, const struct result *r, int top)
{
	for (int i = 0; i < METRIC_COUNT; i++) {
		const struct metric_row *row = metric_row((enum metric)i);

		if (!study_gives(r->study, (enum metric)i))
			continue;
		text_add(out, i ? "," : "");
		if (row->form == METRIC_BAND)
			text_addf(out, "%s_low,%s,%s_high", row->key, row->key, row->key);
		else
			text_add(out, row->key);
	}
	text_add_char(out, '\n');
	for (int k = 0; k < r->count && k < top; k++) {
		for (int i = 0; i < METRIC_COUNT; i++) {
			if (!study_gives(r->study, (enum metric)i))
				continue;
			text_add(out, i ? "," : "");
			add_cell(out, (enum metric)i, &r->rows[k]);
		}
		text_add_char(out, '\n');
	}
}
