/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deadline: a duration, or a time of the clock, kept as seconds from now. */
#include "study/scenario_kind.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"

/* Of a file: the time may be past by now. */
static enum status read_deadline(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	const char *name = parameter_row(place->parameter)->name;
	struct error detail = { 0 };
	double at;

	if (!clock_is_time(text)) {
		if (number_read(s, place, text, error) != STATUS_OK)
			return STATUS_USAGE;
		s->timed[place->parameter] = false;
		return STATUS_OK;
	}
	if (clock_parse(text, s->now, &at, &detail) != STATUS_OK)
		return error_set(error, STATUS_USAGE, "--%s: %s", name, detail.text);
	s->number[place->parameter] = at - s->now;
	s->timed[place->parameter] = true;
	return STATUS_OK;
}

static enum status set_deadline(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	const struct parameter_row *row = parameter_row(place->parameter);
	struct scenario read = *s;
	enum status status = read_deadline(&read, place, text, error);
	double left = read.number[place->parameter];
	TEXT(now);

	if (status != STATUS_OK)
		return status;
	clock_format(&now, s->now);
	if (left <= 0.0)
		return error_set(error, STATUS_USAGE, _("--%s: %s is past, it is %s"), row->name, text, now.data);
	if (number_set(&read, place, left, error) != STATUS_OK)
		return STATUS_USAGE;
	*s = read;
	return STATUS_OK;
}

static void write_time(const struct scenario *s, const struct place *place, struct text *out, bool exact)
{
	double left = s->number[place->parameter];

	if (isinf(left))
		text_add(out, parameter_row(place->parameter)->endless);
	else if (!s->timed[place->parameter])
		quantity_format(out, left, parameter_row(place->parameter)->quantity, 6);
	else if (exact)
		clock_format(out, s->now + left);
	else
		clock_format_short(out, s->now + left, s->now);
}

static void write_deadline(const struct scenario *s, const struct place *place, struct text *out)
{
	write_time(s, place, out, false);
}

static void write_exact(const struct scenario *s, const struct place *place, struct text *out)
{
	write_time(s, place, out, true);
}

static void clear_deadline(struct scenario *s, const struct place *place)
{
	s->number[place->parameter] = parameter_row(place->parameter)->initial;
	s->timed[place->parameter] = false;
}

/* Of times of the clock the time, of durations the hours. */
static bool same_deadline(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	double one = a->number[place->parameter], other = b->number[place->parameter];

	if (a->timed[place->parameter] != b->timed[place->parameter])
		return false;
	return a->timed[place->parameter] ? a->now + one == b->now + other : one == other;
}

const struct place_kind deadline_kind = { .json = JSON_FORM_TIME,
	.set = set_deadline,
	.write = write_deadline,
	.clear = clear_deadline,
	.withdraw = clear_deadline,
	.same = same_deadline,
	.read = read_deadline,
	.exact = write_exact };
