/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed numbers: reading and showing them. */
#include "base/quantity.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

static const double largest = 9007199254740992.0; /* 2^53: every smaller integer is exact */

/* value = digits * 10^exponent * factor; decimal steps stay exact as long as possible. */
struct unit {
	const char *name;
	int exponent;
	double factor;
};

static const struct unit count_units[] = { { "", 0, 1 }, { "k", 3, 1 }, { "K", 3, 1 }, { "M", 6, 1 }, { "m", 6, 1 },
	{ NULL, 0, 0 } };
static const struct unit token_units[] = { { "", 0, 1 }, { "k", 0, 1024 }, { "K", 0, 1024 }, { "M", 0, 1048576 },
	{ "m", 0, 1048576 }, { NULL, 0, 0 } };
static const struct unit parameter_units[] = { { "", 0, 1 }, { "k", 3, 1 }, { "K", 3, 1 }, { "M", 6, 1 }, { "m", 6, 1 },
	{ "B", 9, 1 }, { "b", 9, 1 }, { "T", 12, 1 }, { "t", 12, 1 }, { NULL, 0, 0 } };
static const struct unit second_units[] = { { "", -3, 1 }, { "ms", -3, 1 }, { "s", 0, 1 }, { "min", 0, 60 },
	{ NULL, 0, 0 } };
static const struct unit duration_units[] = { { "", 0, 1 }, { "s", 0, 1 }, { "min", 0, 60 }, { "h", 0, 3600 },
	{ NULL, 0, 0 } };
static const struct unit fraction_units[] = { { "", 0, 1 }, { "%", -2, 1 }, { NULL, 0, 0 } };
static const struct unit number_units[] = { { "", 0, 1 }, { NULL, 0, 0 } };
static const struct unit rate_units[] = { { "", 0, 1 }, { "/s", 0, 1 }, { "k", 3, 1 }, { "k/s", 3, 1 }, { "M", 6, 1 },
	{ "M/s", 6, 1 }, { "/min", 0, 1.0 / 60 }, { "/h", 0, 1.0 / 3600 }, { NULL, 0, 0 } };
/* A month is a twelfth of a year, 730 hours. */
static const struct unit volume_units[] = { { "", 0, 1.0 / 86400 }, { "k", 3, 1.0 / 86400 }, { "M", 6, 1.0 / 86400 },
	{ "B", 9, 1.0 / 86400 }, { "/day", 0, 1.0 / 86400 }, { "/d", 0, 1.0 / 86400 }, { "k/d", 3, 1.0 / 86400 },
	{ "M/d", 6, 1.0 / 86400 }, { "B/d", 9, 1.0 / 86400 }, { "k/day", 3, 1.0 / 86400 }, { "M/day", 6, 1.0 / 86400 },
	{ "B/day", 9, 1.0 / 86400 }, { "/month", 0, 1.0 / 2628000 }, { "k/month", 3, 1.0 / 2628000 },
	{ "M/month", 6, 1.0 / 2628000 }, { "B/month", 9, 1.0 / 2628000 }, { "/s", 0, 1 }, { "k/s", 3, 1 },
	{ "/min", 0, 1.0 / 60 }, { "/h", 0, 1.0 / 3600 }, { "k/h", 3, 1.0 / 3600 }, { NULL, 0, 0 } };
static const struct unit usd_units[] = { { "", 0, 1 }, { "USD", 0, 1 }, { "usd", 0, 1 }, { "$", 0, 1 }, { "k", 3, 1 },
	{ "K", 3, 1 }, { "M", 6, 1 }, { NULL, 0, 0 } };

static const struct {
	const struct unit *units;
	const char *form;
} kinds[] = {
	[QUANTITY_COUNT] = { count_units, N_("a number such as 32, 1.5k or 2M") },
	[QUANTITY_TOKENS] = { token_units, N_("a number such as 4096, 8k (8192) or 1M (1048576)") },
	[QUANTITY_PARAMETERS] = { parameter_units, N_("a number such as 500M, 70.6B or 1T") },
	[QUANTITY_SECONDS] = { second_units, N_("a time such as 500ms, 0.5s or 2min; a bare number is milliseconds") },
	[QUANTITY_DURATION] = { duration_units, N_("a time such as 540, 9min or 2h; a bare number is seconds") },
	[QUANTITY_FRACTION] = { fraction_units, N_("a share such as 50% or 0.5") },
	[QUANTITY_RATE] = { rate_units, N_("a rate such as 12, 0.5/s, 90/min or 5000/h") },
	[QUANTITY_VOLUME] = { volume_units,
		N_("an amount such as 200/day, 1M/month or 5/s; a bare number is by the day") },
	[QUANTITY_NUMBER] = { number_units, N_("a number such as 1.54") },
	[QUANTITY_USD] = { usd_units, N_("an amount such as 2.50, $2.50 or 2.50 USD") },
};

const char *quantity_form(enum quantity_kind kind)
{
	return _(kinds[kind].form);
}

/* A number being read: `at` walks through `text`. */
struct reading {
	const char *text, *at;
	enum quantity_kind kind;
	struct error *error;
	char digits[QUANTITY_MAX_CHARACTERS + 16];
	size_t digit_count;
	int decimals;
};

static enum status refuse(const struct reading *r, const char *what)
{
	size_t column = (size_t)(r->at - r->text) + 1;

	return error_set(r->error, STATUS_USAGE, _("\"%s\", column %zu: %s; write %s"), r->text, column, what,
		quantity_form(r->kind));
}

static void skip_blanks(struct reading *r)
{
	r->at += strspn(r->at, " \t");
}

static void take_digits(struct reading *r)
{
	for (; ascii_is_digit(*r->at); r->at++)
		if (*r->at != '0' || r->digit_count > 0)
			r->digits[r->digit_count++] = *r->at;
}

/* What is wrong with something that is no digit where a number must start or go on. */
static const char *no_digit(const char *at)
{
	if (*at == '\0')
		return _("a number is missing");
	if (*at == '-')
		return _("must not be negative");
	if (*at == '+')
		return _("a sign is not allowed");
	if (*at == '.' || *at == ',')
		return _("a digit must stand before the decimal mark");
	if (((unsigned char)*at & 0x80) != 0)
		return _("only the ASCII digits 0-9 are understood");
	return _("not a number");
}

static enum status read_fraction(struct reading *r, const char *whole, size_t whole_digits)
{
	const char *mark = r->at++;
	const char *start = r->at;

	if (!ascii_is_digit(*r->at))
		return refuse(r,
			((unsigned char)*r->at & 0x80) != 0 ? _("only the ASCII digits 0-9 are understood")
							    : _("a digit must follow the decimal mark"));
	take_digits(r);
	r->decimals = (int)(r->at - start);
	if (*r->at == '.' || *r->at == ',')
		return refuse(r, _("a second decimal mark; leave thousands unmarked"));
	if (*mark == ',' && r->decimals == 3 && whole_digits <= 3 && *whole != '0') {
		r->at = mark;
		return refuse(r, _("ambiguous comma (thousands or decimal mark?)"));
	}
	return STATUS_OK;
}

static enum status read_number(struct reading *r)
{
	const char *whole;
	size_t whole_digits;

	skip_blanks(r);
	if (r->kind == QUANTITY_USD && *r->at == '$') {
		r->at++;
		skip_blanks(r);
	}
	whole = r->at;
	if (!ascii_is_digit(*r->at))
		return refuse(r, no_digit(r->at));
	take_digits(r);
	whole_digits = (size_t)(r->at - whole);
	if (*r->at == '.' || *r->at == ',')
		return read_fraction(r, whole, whole_digits);
	return STATUS_OK;
}

/* Why the tail is no unit of this kind. */
static const char *bad_unit(const struct reading *r)
{
	char next = r->at[0], after = r->at[0] == '\0' ? '\0' : r->at[1];

	if (((unsigned char)next & 0x80) != 0)
		return _("only ASCII digits and units are understood");
	if (next == 'x' || next == 'X')
		return _("hexadecimal is not allowed");
	if ((next == 'e' || next == 'E') && (ascii_is_digit(after) || after == '+' || after == '-' || after == '\0'))
		return _("an exponent is not allowed");
	if (r->kind == QUANTITY_PARAMETERS && after == 'B')
		return _("a size in bytes is not a parameter count");
	if (ascii_is_digit(next))
		return _("a blank inside the number");
	return _("unknown unit");
}

static const struct unit *read_unit(struct reading *r)
{
	size_t n;

	skip_blanks(r);
	n = strlen(r->at);
	while (n > 0 && (r->at[n - 1] == ' ' || r->at[n - 1] == '\t'))
		n--;
	for (const struct unit *unit = kinds[r->kind].units; unit->name; unit++)
		if (strlen(unit->name) == n && memcmp(unit->name, r->at, n) == 0)
			return unit;
	return NULL;
}

/* strtod on "digits e exponent" needs no decimal point, so no locale can change it, and it rounds once. */
static double to_double(struct reading *r, int exponent)
{
	TEXT(number);

	if (r->digit_count == 0)
		return 0;
	text_addf(&number, "%.*se%d", (int)r->digit_count, r->digits, exponent);
	return strtod(number.data, NULL);
}

static bool too_large(const struct reading *r, double value)
{
	static const char exact[] = "9007199254740992";

	/* 2^53 + 1 rounds down to 2^53: only the very number passes. */
	return value > largest ||
		(value >= largest &&
			(r->digit_count < 16 || memcmp(r->digits, exact, 16) != 0 ||
				strspn(r->digits + 16, "0") != r->digit_count - 16));
}

enum status quantity_parse(const char *text, enum quantity_kind kind, double *value, struct error *error)
{
	struct reading r = { .text = text, .at = text, .kind = kind, .error = error };
	const struct unit *unit;
	enum status status;
	double result;

	if (strnlen(text, QUANTITY_MAX_CHARACTERS + 1) > QUANTITY_MAX_CHARACTERS)
		return error_set(error, STATUS_USAGE, _("\"%.20s...\": longer than %d characters; write %s"), text,
			QUANTITY_MAX_CHARACTERS, quantity_form(kind));
	status = read_number(&r);
	if (status != STATUS_OK)
		return status;
	unit = read_unit(&r);
	if (!unit)
		return refuse(&r, bad_unit(&r));
	result = to_double(&r, unit->exponent - r.decimals) * unit->factor;
	r.at = text;
	if (kind == QUANTITY_FRACTION && result > 1)
		return refuse(&r, *unit->name == '\0' ? _("above 1; did you mean percent?") : _("above 100%"));
	if (too_large(&r, result))
		return refuse(&r, _("too large, at most 2^53 (9007199254740992)"));
	*value = result;
	return STATUS_OK;
}

void quantity_add_exact(struct text *text, double value)
{
	enum { MOST_DIGITS = 17 };
	char digits[32];

	for (int precision = 6; precision <= MOST_DIGITS; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, value);
		if (strtod(digits, NULL) == value)
			break;
	}
	text_add(text, digits);
}

/* The power of ten behind an 'e', or -1000 when there is none or it is no number. */
static int read_power(const char *text)
{
	int sign = *text == '-' ? -1 : 1, power = 0;

	text += *text == '-' || *text == '+';
	if (!*text)
		return -1000;
	for (; *text; text++) {
		if (*text < '0' || *text > '9' || power > 400)
			return -1000;
		power = 10 * power + (*text - '0');
	}
	return sign * power;
}

/* Up to 15 digits and 22 powers of ten are doubles themselves: one division rounds once. */
static bool read_short(const char *digits, int count, int power, double *value)
{
	double number = 0.0, ten = 1.0;

	if (count > 15 || power > 22 || power < -22)
		return false;
	for (int i = 0; i < count; i++)
		number = 10.0 * number + (digits[i] - '0');
	for (int i = power < 0 ? -power : power; i > 0; i--)
		ten *= 10.0;
	*value = power < 0 ? number / ten : number * ten;
	return true;
}

bool quantity_read_exact(const char *text, double *value)
{
	/* As above: digits and a power of ten, so that no locale's decimal mark counts. */
	enum { DIGITS = 40 };
	char number[DIGITS + 16];
	int n = 0, power = 0, digits = 0;
	bool point = false;
	double read;

	if (*text == '-')
		number[n++] = *text++;
	for (; *text && *text != 'e' && *text != 'E' && digits < DIGITS; text++) {
		if (*text == '.' && !point) {
			point = true;
			continue;
		}
		if (*text < '0' || *text > '9')
			return false;
		number[n++] = *text;
		digits++;
		power -= point;
	}
	if (digits == 0 || digits == DIGITS)
		return false;
	if (*text) {
		int more = read_power(text + 1);

		if (more == -1000)
			return false;
		power += more;
	}
	if (read_short(number + n - digits, digits, power, &read)) {
		*value = number[0] == '-' ? -read : read;
		return true;
	}
	snprintf(number + n, sizeof(number) - (size_t)n, "e%d", power);
	read = strtod(number, NULL);
	if (read - read != 0.0)
		return false;
	*value = read;
	return true;
}

struct scale {
	double factor;
	const char *suffix;
};

/* In falling order; the last row takes everything below. */
static const struct scale count_scales[] = { { 1e6, "M" }, { 1e3, "k" }, { 0, "" } };
static const struct scale parameter_scales[] = { { 1e12, "T" }, { 1e9, "B" }, { 1e6, "M" }, { 1e3, "k" }, { 0, "" } };
static const struct scale second_scales[] = { { 1, " s" }, { 0, " ms" } };
static const struct scale plain_scales[] = { { 0, "" } };

/* `value` rounded to so many significant digits, so that 999.96 can move to the next scale. */
static double rounded(double value, int significant)
{
	double power, unit;

	if (value == 0)
		return 0;
	/* Only whole powers of ten are exact, so the negative ones divide. */
	power = significant - 1 - floor(log10(fabs(value)));
	unit = pow(10, fabs(power));
	if (!isfinite(unit))
		return value;
	return power >= 0 ? round(value * unit) / unit : round(value / unit) * unit;
}

/* Fixed notation with `significant` digits, never fewer than the whole part has. */
static void add_digits(struct text *text, double value, int significant, int keep_zeros)
{
	int before = value == 0 ? 1 : (int)floor(log10(fabs(value))) + 1;
	int decimals = significant - before;
	size_t start = text->length;

	if (decimals < 0)
		decimals = 0;
	if (decimals > 12)
		decimals = 12;
	text_addf(text, "%.*f", decimals, value);
	if (keep_zeros || !strchr(text->data + start, '.'))
		return;
	while (text->data[text->length - 1] == '0')
		text->data[--text->length] = '\0';
	if (text->data[text->length - 1] == '.')
		text->data[--text->length] = '\0';
}

static void add_rounded(struct text *text, double value, int significant, const char *suffix)
{
	add_digits(text, rounded(value, significant), significant, 0);
	text_add(text, suffix);
}

static void add_scaled(struct text *text, double value, const struct scale *scales, int significant)
{
	value = rounded(value, significant);
	while (scales->factor > 0 && fabs(value) < scales->factor)
		scales++;
	add_digits(text, scales->factor > 0 ? value / scales->factor : value, significant, 0);
	text_add(text, scales->suffix);
}

static void add_tokens(struct text *text, double value, int significant)
{
	if (value >= 1048576 && fmod(value, 1048576) == 0)
		text_addf(text, "%.0fM", value / 1048576);
	else if (value >= 1024 && fmod(value, 1024) == 0)
		text_addf(text, "%.0fk", value / 1024);
	else if (value >= 1024 && value < 8192 && fmod(value, 256) == 0)
		/* Halves and quarters are exact: the steps of the sliders. */
		text_addf(text, fmod(value, 512) == 0 ? "%.1fk" : "%.2fk", value / 1024);
	else if (floor(value) == value)
		text_addf(text, "%.0f", value);
	else
		add_scaled(text, value, plain_scales, significant);
}

/* Milliseconds below one second, so that the number that is typed back has its unit. */
static void add_seconds(struct text *text, double value, int significant)
{
	const struct scale *scale = fabs(rounded(value, significant)) < 1 ? &second_scales[1] : &second_scales[0];

	add_rounded(text, scale->factor > 0 ? value : value * 1000, significant, scale->suffix);
}

/* In the largest unit that keeps it whole. */
static void add_duration(struct text *text, double value, int significant)
{
	if (value >= 3600 && fmod(value, 3600) == 0)
		text_addf(text, "%.0f h", value / 3600);
	else if (value >= 60 && fmod(value, 60) == 0)
		text_addf(text, "%.0f min", value / 60);
	else
		add_rounded(text, value, significant, " s");
}

/* Cents from a dollar on, and none in a whole amount of ten or more. */
static void add_usd(struct text *text, double value, int significant)
{
	if (fabs(value) >= 10 && floor(value) == value)
		text_addf(text, "%.0f", value);
	else if (fabs(value) >= 1 && significant > 3)
		text_addf(text, "%.2f", value);
	else
		add_digits(text, value, significant, 1);
}

static void add_volume(struct text *text, double day, int significant)
{
	add_scaled(text, rounded(day, significant), count_scales, significant);
	text_add(text, "/d");
}

void quantity_format(struct text *text, double value, enum quantity_kind kind, int significant)
{
	if (significant < 1)
		significant = 1;
	if (!isfinite(value)) {
		text_add(text, _("n/a"));
		return;
	}
	switch (kind) {
	case QUANTITY_TOKENS: add_tokens(text, value, significant); break;
	case QUANTITY_PARAMETERS: add_scaled(text, value, parameter_scales, significant); break;
	case QUANTITY_SECONDS: add_seconds(text, value, significant); break;
	case QUANTITY_DURATION: add_duration(text, value, significant); break;
	case QUANTITY_FRACTION: add_rounded(text, value * 100, significant, "%"); break;
	case QUANTITY_USD: add_usd(text, rounded(value, significant), significant); break;
	case QUANTITY_RATE: add_rounded(text, value, significant, "/s"); break;
	case QUANTITY_VOLUME: add_volume(text, value * 86400, significant); break;
	case QUANTITY_NUMBER: add_scaled(text, value, plain_scales, significant); break;
	case QUANTITY_COUNT:
		if (fabs(value) < 10000 && floor(value) == value)
			text_addf(text, "%.0f", value);
		else
			add_scaled(text, value, count_scales, significant);
		break;
	}
}
