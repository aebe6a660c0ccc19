/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day's traffic as text: 24 rates, from midnight on. */
#include "study/scenario_kind.h"

#include <string.h>

#include "base/i18n.h"

static const double HIGHEST_RATE = 1e6;

/* One rate between commas; `number` counts from 1. */
static enum status read_rate(const char *text, size_t n, int number, double *rate, struct error *error)
{
	struct error detail = { 0 };
	char word[QUANTITY_MAX_CHARACTERS + 2];

	if (n >= sizeof(word))
		n = sizeof(word) - 1;
	memcpy(word, text, n);
	word[n] = '\0';
	if (quantity_parse(word, QUANTITY_RATE, rate, &detail) != STATUS_OK)
		return error_set(error, STATUS_USAGE, _("--traffic: value %d: %s"), number, detail.text);
	if (*rate > HIGHEST_RATE)
		return error_set(error, STATUS_USAGE,
			_("--traffic: value %d: out of range, allowed is 0 to 1M requests a second"), number);
	return STATUS_OK;
}

static enum status set_traffic(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	double rates[FLEET_HOURS] = { 0 };
	double highest = 0.0;
	int count = 0;

	(void)place;
	for (const char *p = text; p; count++) {
		const char *comma = strchr(p, ',');
		size_t n = comma ? (size_t)(comma - p) : strlen(p);

		if (count < FLEET_HOURS && read_rate(p, n, count + 1, &rates[count], error) != STATUS_OK)
			return STATUS_USAGE;
		if (count < FLEET_HOURS && rates[count] > highest)
			highest = rates[count];
		p = comma ? comma + 1 : NULL;
	}
	if (count != FLEET_HOURS)
		return error_set(error, STATUS_USAGE,
			_("--traffic: 24 rates are wanted, one for every hour of the day; these are %d"), count);
	if (!(highest > 0.0))
		return error_set(error, STATUS_USAGE, _("--traffic: at least one hour needs a rate above 0"));
	memcpy(s->traffic, rates, sizeof(rates));
	s->traffic_given = true;
	return STATUS_OK;
}

static void write_traffic(const struct scenario *s, const struct place *place, struct text *out)
{
	(void)place;
	for (int hour = 0; s->traffic_given && hour < FLEET_HOURS; hour++) {
		text_add(out, hour ? "," : "");
		quantity_add_exact(out, s->traffic[hour]);
	}
}

static void clear_traffic(struct scenario *s, const struct place *place)
{
	(void)place;
	s->traffic_given = false;
}

static bool same_traffic(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	(void)place;
	return a->traffic_given == b->traffic_given &&
		(!a->traffic_given || memcmp(a->traffic, b->traffic, sizeof(a->traffic)) == 0);
}

const struct place_kind traffic_kind = { .json = JSON_FORM_STRING,
	.set = set_traffic,
	.write = write_traffic,
	.clear = clear_traffic,
	.withdraw = clear_traffic,
	.same = same_traffic };
