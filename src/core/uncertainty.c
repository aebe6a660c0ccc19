/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing error bands by kind of model, engine, load and hardware. */
#include "core/uncertainty.h"

#include <stddef.h>

static bool on_pcie(const struct deployment *d)
{
	const struct gpu_link *link = gpu_link_for(d->gpu, 2.0);

	return link && link->kind == LINK_PCIE && !d->engine->splits_layers;
}

static bool agrees(int wanted, bool is)
{
	return wanted < 0 || (wanted > 0) == is;
}

bool band_rule_applies(const struct band_rule *rule, const struct deployment *d, bool open_loop)
{
	const struct gpu_family *family = d->gpu->family;

	return agrees(rule->moe, d->model->counts.moe_layers > 0.0) && agrees(rule->open_loop, open_loop) &&
		agrees(rule->calibrated, family && family->calibrated) && agrees(rule->pcie, on_pcie(d)) &&
		(rule->families == 0 || (family && (rule->families & family->bit))) &&
		(!rule->profile || rule->profile == d->profile);
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
		if (!band_rule_applies(&rules[i], d, open_loop) || (rules[i].base && started))
			continue;
		started = started || rules[i].base;
		u = widen(u, &rules[i].factor);
	}
	u.tpot = band_factor_power(u.tpot, unseen_exponent);
	u.tok_s = band_factor_power(u.tok_s, unseen_exponent);
	u.ttft = band_factor_power(u.ttft, unseen_exponent);
	return u;
}
