/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An estimate and its 80 % band: the range that holds the measured value in 80 of 100 cases. */
#pragma once

#include <stdbool.h>

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

bool band_known(const struct band *band);

/* Whether the bands overlap by more than half of the narrower one: gpuplan-batch(1), Words,
 * equal_to_best.  False where one is not known. */
bool band_equal(const struct band *a, const struct band *b);

/* The smaller low end and the larger high end of both factors. */
struct band_factor band_factor_at_least(struct band_factor a, struct band_factor b);

/* Both ends raised to a power.  An exponent above 1 widens the band. */
struct band_factor band_factor_power(struct band_factor f, double exponent);
