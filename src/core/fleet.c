/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizing and money of a fleet of equal replicas. */
#include "core/fleet.h"

#include <math.h>

/* What rounding may leave over a whole number. */
static const double ROUNDING = 1e-9;

static double whole(double x)
{
	return ceil(x - ROUNDING * fmax(1.0, fabs(x)));
}

double fleet_replicas(double rate, const struct fleet_replica *replica, double spares)
{
	return fmax(1.0, whole(rate / (replica->rate_limit * replica->target_load)) + spares);
}

struct fleet_day fleet_day(
	const double rates[FLEET_HOURS], const struct fleet_replica *replica, double spares, bool scaled)
{
	struct fleet_day day = { .count = 0 };

	for (int hour = 0; hour < FLEET_HOURS; hour++) {
		double n = fleet_replicas(rates[hour], replica, spares);
		int i = 0;

		if (!scaled && day.count) {
			day.levels[0].hours += 1.0;
			day.levels[0].replicas = fmax(n, day.levels[0].replicas);
			continue;
		}
		while (i < day.count && day.levels[i].replicas > n)
			i++;
		if (i < day.count && day.levels[i].replicas == n) {
			day.levels[i].hours += 1.0;
			continue;
		}
		for (int k = day.count++; k > i; k--)
			day.levels[k] = day.levels[k - 1];
		day.levels[i] = (struct fleet_level){ 1.0, n };
	}
	return day;
}

double fleet_peak(const struct fleet_day *day)
{
	return day->levels[0].replicas;
}

double fleet_low(const struct fleet_day *day)
{
	return day->levels[day->count - 1].replicas;
}

/* Replicas of an instance, at least one: a larger replica takes several instances. */
static double held(double gpus, double instance)
{
	return instance > gpus ? floor(instance / gpus) : 1.0;
}

double fleet_rented_gpus(double replicas, double gpus, double instance)
{
	if (!(instance > 1.0))
		return replicas * gpus;
	if (instance <= gpus)
		return replicas * ceil(gpus / instance) * instance;
	return ceil(replicas / held(gpus, instance)) * instance;
}

double fleet_scaled_hours(const struct fleet_day *day, double gpus, double instance, double base, double hours)
{
	double sum = 0.0;

	for (int i = 0; i < day->count; i++)
		sum += day->levels[i].hours *
			fleet_rented_gpus(fmax(0.0, day->levels[i].replicas - base), gpus, instance);
	return sum / FLEET_HOURS * hours;
}

/* Least number of replicas that fills whole instances of both. */
static double common(double a, double b)
{
	double x = a, y = b;

	while (y > 0.0) {
		double rest = fmod(x, y);

		x = y;
		y = rest;
	}
	return a / x * b;
}

double fleet_kept(double replicas, double share)
{
	return whole(replicas * share);
}

struct fleet_split fleet_base_hours(
	const struct fleet_day *day, double gpus, double base, double fixed, double flexible, double hours)
{
	return (struct fleet_split){ hours * fleet_rented_gpus(base, gpus, fixed),
		fleet_scaled_hours(day, gpus, flexible, base, hours) };
}

struct fleet_split fleet_floor_hours(
	const struct fleet_day *day, double gpus, double share, double fixed, double flexible, double hours)
{
	struct fleet_split sum = { 0.0, 0.0 };

	for (int i = 0; i < day->count; i++) {
		const struct fleet_level *level = &day->levels[i];
		double kept = fleet_kept(level->replicas, share), part = level->hours / FLEET_HOURS * hours;

		sum.fixed += part * fleet_rented_gpus(kept, gpus, fixed);
		sum.flexible += part * fleet_rented_gpus(level->replicas - kept, gpus, flexible);
	}
	return sum;
}

/* Dollars of a day with so many replicas reserved. */
static double day_usd(const struct fleet_day *day, double gpus, double base, const struct fleet_price *reserved,
	const struct fleet_price *hourly)
{
	struct fleet_split sum = fleet_base_hours(day, gpus, base, reserved->instance, hourly->instance, FLEET_HOURS);

	return reserved->usd_per_gpu_hour * sum.fixed + hourly->usd_per_gpu_hour * sum.flexible;
}

double fleet_base(
	const struct fleet_day *day, double gpus, const struct fleet_price *reserved, const struct fleet_price *hourly)
{
	double unit = common(held(gpus, reserved->instance), held(gpus, hourly->instance));
	double peak = fleet_peak(day), best = peak;
	double least = day_usd(day, gpus, peak, reserved, hourly);

	/* In units the bill is convex with its corners at the levels: nothing between them is cheaper. */
	for (int i = -1; i < day->count; i++) {
		double level = i < 0 ? 0.0 : floor(day->levels[i].replicas / unit);

		for (double base = level * unit; base <= (level + 1.0) * unit && base < peak; base += unit) {
			double usd = day_usd(day, gpus, base, reserved, hourly);

			if (usd < least || (usd == least && base < best)) {
				least = usd;
				best = base;
			}
		}
	}
	return best;
}

double fleet_spot_price(double usd_per_gpu_hour, double interruptions, double restart_h, double lost_h)
{
	double useful = 1.0 - interruptions * (restart_h + lost_h);

	return useful > 0.0 ? usd_per_gpu_hour / useful : NAN;
}

double fleet_spot_up(double interruptions, double restart_h)
{
	return fmax(0.0, 1.0 - interruptions * restart_h);
}

double fleet_availability(double needed, double spares, double up)
{
	const double large = 1e200;
	double all = needed + spares, term = 1.0, sum = 1.0, scale;

	if (up <= 0.0)
		return needed > 0.0 ? 0.0 : 1.0;
	/* up^all is below the least number for large fleets: it stays a logarithm until the end. */
	scale = all * log(up);
	/* The term of k + 1 replicas down follows from that of k. */
	for (double down = 0.0; down < spares; down += 1.0) {
		term *= (all - down) / (down + 1.0) * (1.0 - up) / up;
		sum += term;
		if (sum > large) {
			term /= large;
			sum /= large;
			scale += log(large);
		}
	}
	return fmin(1.0, exp(log(sum) + scale));
}

double fleet_idle_usd(double usd_per_month, double busy)
{
	return usd_per_month * (1.0 - busy);
}

double fleet_api_usd(double prompt, double output, double input_usd, double output_usd)
{
	const double tokens_per_million = 1e6;

	return (prompt * input_usd + output * output_usd) / tokens_per_million;
}

double fleet_outgrown_month(double rate, double most, double growth)
{
	if (!(growth > 0.0) || !(rate > 0.0) || !(most >= rate))
		return NAN;
	/* (1 + growth)^(month - 1) is the first above most / rate. */
	return floor(log(most / rate) / log1p(growth) + ROUNDING) + 2.0;
}
