/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An estimate and its 80 % band: the range that holds the measured value in 80 of 100 cases. */
#pragma once

#include "core/deployment.h"

/* low <= mid <= high, or all NaN when not known. */
struct band {
	double low, mid, high;
};

/* Ratios of measured to predicted values at the 10th and 90th percentile; low <= 1 <= high. */
struct band_factor {
	double low, high;
};

struct band band_unknown(void);
struct band band_exact(double value);
struct band band_around(double value, struct band_factor factor);

struct band band_scaled(const struct band *band, double factor);

/* Both ends over the middle. */
struct band_factor band_factor_of(const struct band *band);

bool band_known(const struct band *band);

/* Whether the bands overlap by more than half of the narrower one: gpuplan-batch(1), Words,
 * equal_to_best.  False where one is not known. */
bool band_equal(const struct band *a, const struct band *b);

/* The smaller low end and the larger high end of both factors. */
struct band_factor band_factor_at_least(struct band_factor a, struct band_factor b);

/* Both ends raised to a power.  An exponent above 1 widens the band. */
struct band_factor band_factor_power(struct band_factor f, double exponent);

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

/* The factors of the first base row that applies, widened by every other row that applies (gpuplan-model(7), 7
 * BANDS).  For a family without measurements all base rows widen, whatever their family.  The factors are then
 * raised to the power of `unseen_exponent`, because the fit has not seen the user's server. */
struct uncertainty uncertainty_for(
	const struct band_rule *rules, int count, const struct deployment *d, bool open_loop, double unseen_exponent);
