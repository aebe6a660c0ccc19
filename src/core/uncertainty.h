/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error band of an estimate. */
#pragma once

#include "core/band.h"
#include "core/deployment.h"

/* Factors measured/predicted that hold 80 % of published measurements. */
struct uncertainty {
	struct band_factor tpot, tok_s, ttft;
};

/* A condition that a row does not state is -1 (or NULL, 0). */
struct band_rule {
	const char *id;
	int moe;        /* 1 mixture of experts, 0 dense */
	int open_loop;  /* 1 an arrival rate is given */
	int calibrated; /* 1 the GPU's family has published measurements */
	int pcie;       /* 1 several PCIe cards, or one that has no other link */
	unsigned families;
	const struct engine_profile *profile;
	bool base; /* starts the band; other rows widen it */
	struct uncertainty factor;
};

/* Whether all conditions of a row hold. */
bool band_rule_applies(const struct band_rule *rule, const struct deployment *d, bool open_loop);

/*
 * The factors of the first base row that applies, widened by every other row that applies
 * (gpuplan-model(7), 7 BANDS).  They are then raised to the power of `unseen_exponent`, because
 * the fit has not seen the user's server.
 */
struct uncertainty uncertainty_for(
	const struct band_rule *rules, int count, const struct deployment *d, bool open_loop, double unseen_exponent);
