/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil dates and day numbers. */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"

enum { SECONDS_PER_DAY = 86400, DAYS_PER_ERA = 146097, YEARS_PER_ERA = 400 };

/* Years start in March here, so that the leap day is the last; 719468 is 1970-01-01 counted from 0000-03-01. */
static long days_of(long year, long month, long day)
{
	long era, of_era, of_year;

	year -= month <= 2;
	era = (year >= 0 ? year : year - YEARS_PER_ERA + 1) / YEARS_PER_ERA;
	of_era = year - era * YEARS_PER_ERA;
	of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static long month_length(long year, long month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return lengths[month - 1] + (month == 2 && leap);
}

/* The number made of exactly `n` digits, -1 when one is missing. */
static long digits(const char *text, int n)
{
	long value = 0;

	for (int i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

enum status date_parse(const char *text, long *days, struct error *error)
{
	size_t length = strnlen(text, 11);
	long year = -1, month = -1, day = 1;

	if ((length == 7 || length == 10) && text[4] == '-') {
		year = digits(text, 4);
		month = digits(text + 5, 2);
		if (length == 10)
			day = text[7] == '-' ? digits(text + 8, 2) : -1;
	}
	if (year < 0 || month < 0 || day < 0)
		return error_set(error, STATUS_DATA, _("\"%.20s\" is not a date; write YYYY-MM-DD or YYYY-MM"), text);
	if (year < 1900 || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
		return error_set(error, STATUS_DATA, _("\"%.20s\" is not a day of the calendar"), text);
	*days = days_of(year, month, day);
	return STATUS_OK;
}

void date_format(long days, char out[11])
{
	long of_era, era, year, of_year, month, day;

	if (days < -719528 || days > 2932896) { /* 0000-01-01, 9999-12-31 */
		memcpy(out, "n/a", sizeof("n/a"));
		return;
	}
	days += 719468;
	era = (days >= 0 ? days : days - DAYS_PER_ERA + 1) / DAYS_PER_ERA;
	of_era = days - era * DAYS_PER_ERA;
	year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	of_year = of_era - (365 * year + year / 4 - year / 100);
	month = (5 * of_year + 2) / 153;
	day = of_year - (153 * month + 2) / 5 + 1;
	month += month < 10 ? 3 : -9;
	year += era * YEARS_PER_ERA + (month <= 2);
	snprintf(out, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100, (unsigned)day % 100);
}

double date_now(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	/* 15 digits fit and reach far beyond the year 9999. */
	if (epoch && *epoch != '\0' && strlen(epoch) <= 15 && strspn(epoch, "0123456789") == strlen(epoch))
		return (double)strtoll(epoch, NULL, 10);
	return (double)time(NULL);
}

long date_today(void)
{
	return (long)(date_now() / SECONDS_PER_DAY);
}
