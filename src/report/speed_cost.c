/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A million tokens of a known speed. */
#include "report/speed_cost.h"

#include <math.h>

#include "base/i18n.h"
#include "base/quantity.h"
#include "core/cost.h"
#include "report/member.h"

static double bill(const struct speed_cost *cost)
{
	return cost_usd_per_hour(NULL, cost->usd_per_gpu_hour, cost->gpus, 1.0, 1.0, NULL);
}

/* The whole bill is charged to the tokens that the speed counts: of prompts nothing is known. */
static double per_million(const struct speed_cost *cost)
{
	struct band speed = band_exact(cost->tok_s);

	return token_cost(NULL, bill(cost), &speed, NAN, 1.0, NAN, cost->busy).output.mid;
}

/* Four digits, and cents at least. */
static void add_dollars(struct text *out, double usd)
{
	int decimals = 3 - (int)floor(log10(usd));

	text_add_char(out, '$');
	text_add_grouped(out, usd, decimals > 2 ? decimals : 2);
}

/* As it was given, and cents at least. */
static void add_price(struct text *out, double usd)
{
	int decimals = 2;

	while (decimals < 8 && fabs(usd - round(usd * pow(10.0, decimals)) / pow(10.0, decimals)) > 1e-9)
		decimals++;
	text_add_char(out, '$');
	text_add_grouped(out, usd, decimals);
}

void speed_cost_text(struct text *out, const struct speed_cost *cost)
{
	TEXT(price);
	TEXT(speed);
	TEXT(busy);

	if (cost->gpus > 1.0)
		text_addf(&price, "%.0f x ", cost->gpus);
	add_price(&price, cost->usd_per_gpu_hour);
	quantity_add_exact(&speed, cost->tok_s);
	quantity_format(&busy, cost->busy, QUANTITY_FRACTION, 4);
	add_dollars(out, per_million(cost));
	text_add(out, _(" per 1M tokens\n"));
	text_addf(out, _("%s an hour / (%s tok/s x 3600 s x %s) x 1,000,000\n"), price.data, speed.data, busy.data);
}

void speed_cost_json(struct text *out, const struct speed_cost *cost)
{
	text_add(out, "{\"schema\":\"gpuplan/1\",\"command\":\"cost\",\"results\":[");
	member_number(out, "{\"tok_s\":", cost->tok_s);
	member_number(out, ",\"gpus\":", cost->gpus);
	member_number(out, ",\"cost\":{\"usd_per_gpu_hour\":", cost->usd_per_gpu_hour);
	member_number(out, ",\"usd_per_hour\":", bill(cost));
	member_number(out, ",\"usd_per_m_tokens\":", per_million(cost));
	member_number(out, ",\"busy\":", cost->busy);
	text_add(out, "}}],\"warnings\":[]}\n");
}

void speed_cost_csv(struct text *out, const struct speed_cost *cost)
{
	const double cells[] = { cost->tok_s, cost->gpus, cost->usd_per_gpu_hour, bill(cost), per_million(cost),
		cost->busy };

	text_add(out, "tok_s,gpus,usd_per_gpu_hour,usd_per_hour,usd_per_m_tokens,busy\n");
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		text_add(out, i > 0 ? "," : "");
		report_number(out, cells[i], "");
	}
	text_add_char(out, '\n');
}
