/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic of estimates with error bands; choosing bands by kind of model, engine, load and hardware. */
#include "core/band.h"

#include <math.h>

struct band band_unknown(void)
{
	return (struct band){ NAN, NAN, NAN };
}

struct band band_exact(double value)
{
	return (struct band){ value, value, value };
}

struct band band_around(double value, struct band_factor factor)
{
	return (struct band){ value * factor.low, value, value * factor.high };
}

struct band band_scaled(const struct band *band, double factor)
{
	return (struct band){ band->low * factor, band->mid * factor, band->high * factor };
}

struct band_factor band_factor_of(const struct band *band)
{
	return (struct band_factor){ band->low / band->mid, band->high / band->mid };
}

bool band_known(const struct band *band)
{
	return !isnan(band->mid);
}

bool band_equal(const struct band *a, const struct band *b)
{
	double overlap = fmin(a->high, b->high) - fmax(a->low, b->low);
	double narrower = fmin(a->high - a->low, b->high - b->low);

	if (!band_known(a) || !band_known(b))
		return false;
	if (narrower <= 0.0)
		return overlap >= 0.0;
	return overlap > 0.5 * narrower;
}

struct band_factor band_factor_at_least(struct band_factor a, struct band_factor b)
{
	return (struct band_factor){ fmin(a.low, b.low), fmax(a.high, b.high) };
}

struct band_factor band_factor_power(struct band_factor f, double exponent)
{
	return exponent == 1.0 ? f : (struct band_factor){ pow(f.low, exponent), pow(f.high, exponent) };
}

static bool on_pcie(const struct deployment *d)
{
	const struct gpu_link *link = gpu_link_for(d->gpu, 2.0);

	return link && link->kind == LINK_PCIE && !d->engine->splits_layers;
}

static bool agrees(int wanted, bool is)
{
	return wanted < 0 || (wanted > 0) == is;
}

static bool family_calibrated(const struct deployment *d)
{
	return d->gpu->family && d->gpu->family->calibrated;
}

static bool rule_applies(const struct band_rule *rule, const struct deployment *d, bool open_loop, bool of_any_family)
{
	const struct gpu_family *family = d->gpu->family;

	return agrees(rule->moe, d->model->counts.moe_layers > 0.0) && agrees(rule->open_loop, open_loop) &&
		agrees(rule->calibrated, family_calibrated(d)) && agrees(rule->pcie, on_pcie(d)) &&
		(of_any_family || rule->families == 0 || (family && (rule->families & family->bit))) &&
		(!rule->profile || rule->profile == d->profile);
}

bool band_rule_applies(const struct band_rule *rule, const struct deployment *d, bool open_loop)
{
	return rule_applies(rule, d, open_loop, false);
}

static struct uncertainty widen(struct uncertainty a, const struct uncertainty *b)
{
	a.tpot = band_factor_at_least(a.tpot, b->tpot);
	a.tok_s = band_factor_at_least(a.tok_s, b->tok_s);
	a.ttft = band_factor_at_least(a.ttft, b->ttft);
	return a;
}

struct uncertainty uncertainty_for(
	const struct band_rule *rules, int count, const struct deployment *d, bool open_loop, double unseen_exponent)
{
	struct uncertainty u = { { 1.0, 1.0 }, { 1.0, 1.0 }, { 1.0, 1.0 } };
	bool started = false;

	for (int i = 0; i < count; i++) {
		/* What nobody measured is not known better than the worst of what was. */
		if (rules[i].base && !family_calibrated(d))
			started = false;
		if (!rule_applies(&rules[i], d, open_loop, rules[i].base && !family_calibrated(d)) ||
			(rules[i].base && started))
			continue;
		started = started || rules[i].base;
		u = widen(u, &rules[i].factor);
	}
	u.tpot = band_factor_power(u.tpot, unseen_exponent);
	u.tok_s = band_factor_power(u.tok_s, unseen_exponent);
	u.ttft = band_factor_power(u.ttft, unseen_exponent);
	return u;
}
