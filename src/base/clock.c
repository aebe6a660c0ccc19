/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and showing local times. */
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/i18n.h"

static const double DAY_S = 86400.0;

bool clock_is_time(const char *text)
{
	return strchr(text, ':') || (strspn(text, "0123456789") == 4 && text[4] == '-');
}

/* Two digits, at the hour one may do; -1: they are none, or above `most`. */
static int read_part(const char **text, int most, bool short_too)
{
	int value = 0, count = 0;

	for (; count < 2 && **text >= '0' && **text <= '9'; count++)
		value = 10 * value + *(*text)++ - '0';
	return count == 2 || (count == 1 && short_too) ? value <= most ? value : -1 : -1;
}

/* "8:00", "08:00" or "08:00:00", the whole text. */
static bool read_time(const char *text, struct tm *tm)
{
	tm->tm_hour = read_part(&text, 23, true);
	if (tm->tm_hour < 0 || *text++ != ':')
		return false;
	tm->tm_min = read_part(&text, 59, false);
	tm->tm_sec = 0;
	if (tm->tm_min >= 0 && *text == ':') {
		text++;
		tm->tm_sec = read_part(&text, 59, false);
	}
	return tm->tm_min >= 0 && tm->tm_sec >= 0 && *text == '\0';
}

/* "2026-12-01T", where the text has a date; its length. */
static size_t read_date(const char *text, struct tm *tm)
{
	struct error ignored = { 0 };
	char date[11];
	long days;

	if (strlen(text) < sizeof(date) || (text[10] != 'T' && text[10] != ' '))
		return 0;
	memcpy(date, text, 10);
	date[10] = '\0';
	if (date_parse(date, &days, &ignored) != STATUS_OK)
		return 0;
	tm->tm_year = (int)strtol(date, NULL, 10) - 1900;
	tm->tm_mon = (int)strtol(date + 5, NULL, 10) - 1;
	tm->tm_mday = (int)strtol(date + 8, NULL, 10);
	return 11;
}

static struct tm local(double at)
{
	time_t seconds = (time_t)at;
	struct tm tm = { .tm_year = -1 };

	tzset();
	localtime_r(&seconds, &tm);
	return tm;
}

/* mktime() is told nothing of summer time: what the clock shows decides. */
static double seconds_of(struct tm tm)
{
	tzset();
	tm.tm_isdst = -1;
	return (double)mktime(&tm);
}

enum status clock_parse(const char *text, double now, double *at, struct error *error)
{
	struct tm tm = local(now);
	size_t date = read_date(text, &tm);
	double read;

	if (!read_time(text + date, &tm))
		return error_set(error, STATUS_USAGE,
			_("\"%.40s\" is not a time; write 08:00 or 2026-12-01T08:00, in local time"), text);
	read = seconds_of(tm);
	if (!date && read <= now) {
		tm.tm_mday++;
		read = seconds_of(tm);
	}
	*at = read;
	return STATUS_OK;
}

void clock_format(struct text *out, double at)
{
	struct tm tm = local(at);

	if (!(tm.tm_year >= 0 && tm.tm_year <= 8099)) {
		text_add(out, _("n/a"));
		return;
	}
	text_addf(out, "%04d-%02d-%02dT%02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min);
	if (tm.tm_sec)
		text_addf(out, ":%02d", tm.tm_sec);
}

void clock_format_short(struct text *out, double at, double now)
{
	struct error ignored = { 0 };
	struct tm tm = local(at);
	TEXT(short_form);
	double again;

	text_addf(&short_form, tm.tm_sec ? "%02d:%02d:%02d" : "%02d:%02d", tm.tm_hour, tm.tm_min, tm.tm_sec);
	if (clock_parse(short_form.data, now, &again, &ignored) == STATUS_OK && again == at)
		text_add(out, short_form.data);
	else
		clock_format(out, at);
}

void clock_format_cell(struct text *out, double at, double now)
{
	struct tm tm = local(at);

	if (at >= now && at < now + DAY_S)
		text_addf(out, "%02d:%02d", tm.tm_hour, tm.tm_min);
	else
		text_addf(out, "%02d-%02d", tm.tm_mon + 1, tm.tm_mday);
}
