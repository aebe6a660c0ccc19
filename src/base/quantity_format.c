/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in people's form. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/quantity.h"

struct scale {
	double factor;
	const char *suffix;
};

/* In falling order; the last row takes everything below. */
static const struct scale count_scales[] = {{1e6, "M"}, {1e3, "k"}, {0, ""}};
static const struct scale parameter_scales[] = {
	{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}, {0, ""},
};
static const struct scale second_scales[] = {{1, " s"}, {0, " ms"}};
static const struct scale plain_scales[] = {{0, ""}};

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
	if (keep_zeros || strchr(text->data + start, '.') == NULL)
		return;
	while (text->data[text->length - 1] == '0')
		text->data[--text->length] = '\0';
	if (text->data[text->length - 1] == '.')
		text->data[--text->length] = '\0';
}

static void add_scaled(struct text *text, double value, const struct scale *scales,
	int significant)
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
	const struct scale *scale = fabs(rounded(value, significant)) < 1 ? &second_scales[1]
									  : &second_scales[0];

	add_digits(text, rounded(scale->factor > 0 ? value : value * 1000, significant),
		significant, 0);
	text_add(text, scale->suffix);
}

/* In the largest unit that keeps it whole. */
static void add_duration(struct text *text, double value, int significant)
{
	if (value >= 3600 && fmod(value, 3600) == 0)
		text_addf(text, "%.0f h", value / 3600);
	else if (value >= 60 && fmod(value, 60) == 0)
		text_addf(text, "%.0f min", value / 60);
	else {
		add_digits(text, rounded(value, significant), significant, 0);
		text_add(text, " s");
	}
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

void quantity_format(struct text *text, double value, enum quantity_kind kind, int significant)
{
	if (significant < 1)
		significant = 1;
	if (!isfinite(value)) {
		text_add(text, _("n/a"));
		return;
	}
	switch (kind) {
	case QUANTITY_TOKENS:
		add_tokens(text, value, significant);
		break;
	case QUANTITY_PARAMETERS:
		add_scaled(text, value, parameter_scales, significant);
		break;
	case QUANTITY_SECONDS:
		add_seconds(text, value, significant);
		break;
	case QUANTITY_DURATION:
		add_duration(text, value, significant);
		break;
	case QUANTITY_FRACTION:
		add_digits(text, rounded(value * 100, significant), significant, 0);
		text_add_char(text, '%');
		break;
	case QUANTITY_USD:
		add_usd(text, rounded(value, significant), significant);
		break;
	case QUANTITY_RATE:
		add_digits(text, rounded(value, significant), significant, 0);
		text_add(text, "/s");
		break;
	case QUANTITY_NUMBER:
		add_scaled(text, value, plain_scales, significant);
		break;
	case QUANTITY_COUNT:
		if (fabs(value) < 10000 && floor(value) == value)
			text_addf(text, "%.0f", value);
		else
			add_scaled(text, value, count_scales, significant);
		break;
	}
}
