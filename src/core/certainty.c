/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities and quantiles of estimates with a band. */
#include "core/certainty.h"

#include "core/crossing.h"

#include <math.h>

/* The normal quantile of 90 %, the end of a band, and what Student's t with 4 degrees has there. */
static const double NORMAL_90 = 1.2815515655446004, STUDENT_90 = 1.5332062740589438;

/* Spearman correlation of the errors of TTFT and TPOT (gpuplan-model(7), 7.1), and its weight below. */
static const double ERROR_CORRELATION = 0.3;

/* Distribution function of Student's t with 4 degrees of freedom, exact. */
static double student_below(double t)
{
	double y = t / sqrt(1.0 + t * t / 4.0);

	return 0.5 + 0.375 * y * (1.0 - y * y / 12.0);
}

/* Its inverse for 0 < p < 1, exact (W. T. Shaw, Journal of Computational Finance 9, 2006). */
static double student_quantile(double p)
{
	double root = sqrt(4.0 * p * (1.0 - p));
	double t = 2.0 * sqrt(fmax(0.0, cos(acos(fmin(1.0, root)) / 3.0) / root - 1.0));

	return p < 0.5 ? -t : t;
}

/* Standard deviation of the logarithm on one side, from the end of the band there. */
static double deviation(double ratio)
{
	return log(ratio) / NORMAL_90;
}

/* The probability that ln(value / middle) is at most `distance`, where one end of the band is at `error`. */
static double below(double distance, double error)
{
	if (!(error > 0.0))
		return distance >= 0.0 ? 1.0 : 0.0;
	return student_below(STUDENT_90 / NORMAL_90 * distance / error);
}

/* ln(value / middle) that is not exceeded with that probability. */
static double distance_at(double certainty, double error)
{
	return certainty == 0.5 ? 0.0 : NORMAL_90 / STUDENT_90 * student_quantile(certainty) * error;
}

struct log_error log_error_of(struct band_factor factor, double more)
{
	return (struct log_error){ hypot(deviation(1.0 / factor.low), more), hypot(deviation(factor.high), more) };
}

double certainty_at_most(const struct band *band, double limit)
{
	double distance = log(limit / band->mid);

	if (isnan(band->mid))
		return NAN;
	if (isinf(limit))
		return 1.0;
	return below(distance, distance < 0.0 ? deviation(band->mid / band->low) : deviation(band->high / band->mid));
}

double certainty_value(const struct band *band, double certainty)
{
	double end = certainty < 0.5 ? band->mid / band->low : band->high / band->mid;

	return certainty == 0.5 || !(end > 1.0) ? band->mid : band->mid * exp(distance_at(certainty, deviation(end)));
}

double certainty_both(struct trace *t, double sure_ttft, double sure_tpot)
{
	TRACE_ARGUMENT(t, sure_ttft, NULL);
	TRACE_ARGUMENT(t, sure_tpot, NULL);
	TRACE_INPUT(t, dependence, 2.0 / 3.14159265358979323846 * asin(ERROR_CORRELATION), NULL);
	TRACE_FORMULA(t, p_meets,
		      sure_ttft * sure_tpot + dependence * (min(sure_ttft, sure_tpot) - sure_ttft * sure_tpot));
	return p_meets;
}

struct band certainty_scaled(const struct band *band, double ratio, double error)
{
	double low = deviation(band->mid / band->low), high = deviation(band->high / band->mid);
	double mid = band->mid * ratio;

	if (!(error > 0.0))
		return band_scaled(band, ratio);
	return (struct band){ mid * exp(-NORMAL_90 * hypot(low, error)), mid,
		mid * exp(NORMAL_90 * hypot(high, error)) };
}

/* That a figure is within its goal, by ln(goal / estimate); INFINITY: no goal. */
static double kept(double distance, const struct log_error *error)
{
	if (isinf(distance))
		return 1.0;
	return below(distance, distance < 0.0 ? error->low : error->high);
}

static double both_kept(const struct goals *g, double ttft, double tpot)
{
	return certainty_both(NULL, kept(ttft, &g->ttft_error), kept(tpot, &g->tpot_error));
}

double goals_certainty(const struct goals *g, double ttft_s, double tpot_s)
{
	if (isnan(ttft_s) || isnan(tpot_s))
		return NAN;
	return both_kept(g, log(g->ttft_s / ttft_s), log(g->tpot_s / tpot_s));
}

bool goals_hold(const struct goals *g, double ttft_s, double tpot_s)
{
	if (!(g->certainty > 0.5))
		return ttft_s <= g->ttft_s && tpot_s <= g->tpot_s;
	return goals_certainty(g, ttft_s, tpot_s) >= g->certainty;
}

double goals_excess(const struct goals *g, double ttft_s, double tpot_s)
{
	const double precision = 1e-9, rounding = 1e-13;
	double ttft = log(g->ttft_s / ttft_s), tpot = log(g->tpot_s / tpot_s);
	struct crossing c = { 0 };

	if (!(g->certainty > 0.5))
		return fmax(ttft_s / g->ttft_s, tpot_s / g->tpot_s);
	/* At least what the harder goal alone takes. */
	c.low = fmax(distance_at(g->certainty, g->ttft_error.high) - ttft,
		distance_at(g->certainty, g->tpot_error.high) - tpot);
	c.below = both_kept(g, ttft + c.low, tpot + c.low) - g->certainty;
	if (isinf(c.low) || !(c.below < 0.0))
		return exp(c.low);
	for (c.high = c.low + 0.02; (c.over = both_kept(g, ttft + c.high, tpot + c.high) - g->certainty) < 0.0;
		c.high += 2.0 * (c.high - c.low))
		;
	while (crossing_open(&c, precision) && c.over > rounding) {
		double at = crossing_next(&c);

		crossing_tell(&c, at, both_kept(g, ttft + at, tpot + at) - g->certainty);
	}
	return exp(c.high);
}
