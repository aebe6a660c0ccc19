/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of JSON objects. */
#include "report/member.h"

#include <math.h>

#include "base/clock.h"
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

void member_number(struct text *out, const char *key, double value)
{
	text_add(out, key);
	report_number(out, value, "null");
}

void member_word(struct text *out, const char *key, const char *word)
{
	text_add(out, key);
	if (word)
		text_add_json_string(out, word);
	else
		text_add(out, "null");
}

void member_flag(struct text *out, const char *key, bool flag)
{
	text_add(out, key);
	text_add(out, flag ? "true" : "false");
}

void member_date(struct text *out, const char *key, double days)
{
	char date[11];

	if (!isnan(days))
		date_format((long)days, date);
	member_word(out, key, isnan(days) ? NULL : date);
}

void member_time(struct text *out, const char *key, double at)
{
	TEXT(time);

	if (!isnan(at))
		clock_format(&time, at);
	member_word(out, key, isnan(at) ? NULL : time.data);
}

void member_numbers(struct text *out, const char *key, const double *values, int count)
{
	text_add(out, key);
	text_add_char(out, '[');
	for (int i = 0; i < count; i++)
		member_number(out, i ? "," : "", values[i]);
	text_add_char(out, ']');
}
