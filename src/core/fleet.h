/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicas for a day's traffic, and what they cost by the month: on demand, reserved, spot. */
#ifndef GPUPLAN_CORE_FLEET_H
#define GPUPLAN_CORE_FLEET_H

#include <stdbool.h>

enum { FLEET_HOURS = 24 };

/* So many hours of the day need so many replicas; spares are counted. */
struct fleet_level {
	double hours;
	double replicas;
};

/* A day in falling order of replicas; the hours make 24. */
struct fleet_day {
	struct fleet_level levels[FLEET_HOURS];
	int count;
};

/* One way to rent: US dollars for a GPU-hour, and how many GPUs come at once (NaN: one). */
struct fleet_price {
	double usd_per_gpu_hour;
	double instance;
};

/* How one replica is used: requests a second within the goals, and the share of it that is planned. */
struct fleet_replica {
	double gpus;
	double rate_limit;
	double target_load; /* 0 < target_load <= 1: what is left is headroom for queues */
};

/*
 * Replicas for `rate` requests a second: ceil(rate / (rate_limit target_load)) + spares, at least
 * one (gpuplan-model(7), 5 FLEET).
 */
double fleet_replicas(double rate, const struct fleet_replica *replica, double spares);

/* The day of 24 hourly rates; not scaled, every hour has the replicas of the highest rate. */
struct fleet_day fleet_day(const double rates[FLEET_HOURS], const struct fleet_replica *replica,
			   double spares, bool scaled);

/* Replicas at the busiest and at the quietest hour. */
double fleet_peak(const struct fleet_day *day);
double fleet_low(const struct fleet_day *day);

/*
 * GPUs that are paid for: instances hold whole replicas (those of 8 GPUs four replicas of 2), a
 * replica that is larger than an instance takes several of its own.
 */
double fleet_rented_gpus(double replicas, double gpus, double instance);

/* GPU-hours paid in a month of `hours` for what each hour needs beyond `base` replicas. */
double fleet_scaled_hours(const struct fleet_day *day, double gpus, double instance, double base,
			  double hours);

/* GPU-hours that are paid for, of what is never given back and of the rest. */
struct fleet_split {
	double fixed, flexible;
};

/* Of a month of `hours` with `base` replicas reserved; instances as in fleet_rented_gpus(). */
struct fleet_split fleet_base_hours(const struct fleet_day *day, double gpus, double base, double fixed,
				    double flexible, double hours);

/* Replicas that stay on demand when the others are spot machines: a share of them, rounded up. */
double fleet_kept(double replicas, double share);

/* The same where every hour keeps that share of the replicas that it needs. */
struct fleet_split fleet_floor_hours(const struct fleet_day *day, double gpus, double share, double fixed,
				     double flexible, double hours);

/*
 * How many replicas to reserve when the rest is rented by the hour, the cheapest way.  The j-th
 * replica is worth reserving when the share of the hours that need it is above reserved price /
 * hourly price; where GPUs come several at once, the base is whole instances of both, or all.
 */
double fleet_base(const struct fleet_day *day, double gpus, const struct fleet_price *reserved,
		  const struct fleet_price *hourly);

/*
 * US dollars for one GPU-hour of useful work on spot machines:
 * price / (1 - interruptions (restart_h + lost_h)), gpuplan-model(7), 5.2 Spot machines.
 * `interruptions` is the share of machines taken back in an hour.  `restart_h` is the time in hours
 * until a replica serves again, `lost_h` the work that is lost.  NaN: the divisor is not above 0.
 */
double fleet_spot_price(double usd_per_gpu_hour, double interruptions, double restart_h, double lost_h);

/* Share of the time that a spot replica serves: 1 - interruptions restart, at least 0. */
double fleet_spot_up(double interruptions, double restart_h);

/*
 * Share of the time that at least `needed` of needed + spares replicas serve when each does so for
 * the share `up`, independently of the others (binomial distribution).
 */
double fleet_availability(double needed, double spares, double up);

/* Money of a month that pays for nothing: usd (1 - busy). */
double fleet_idle_usd(double usd_per_month, double busy);

/* Dollars of an API for a request: tokens times its prices per million. */
double fleet_api_usd(double prompt, double output, double input_usd, double output_usd);

/* First month, from 1, in which `rate` grown by `growth` a month is above `most`; NaN never. */
double fleet_outgrown_month(double rate, double most, double growth);

#endif
