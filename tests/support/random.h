/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers for tests that are the same on every machine: splitmix64. */
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

static uint64_t random_state;

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t random_next(void)
{
	uint64_t z = random_state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* 0 <= share < 1 */
static inline double random_share(void)
{
	return (double)(random_next() >> 11) / 9007199254740992.0;
}

static inline int random_below(int n)
{
	return (int)(random_next() % (uint64_t)n);
}

static inline bool one_in(int n)
{
	return random_below(n) == 0;
}

/* Whole numbers from low to high, as many small ones as large ones. */
static inline double random_size(double low, double high)
{
	return fmin(high, fmax(low, floor(low * pow(high / low, random_share()))));
}
