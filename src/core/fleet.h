/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicas for a day's traffic, and what they cost by the month: on demand, reserved, spot. */
#pragma once

#include <stdbool.h>

enum { FLEET_HOURS = 24 };

/* The number of hours in a day that need the same number of replicas, spares included. */
struct fleet_level {
	double hours;
	double replicas;
};

/* The levels of one day, by falling number of replicas.  Their hours add up to 24. */
struct fleet_day {
	struct fleet_level levels[FLEET_HOURS];
	int count;
};

/* One way to rent: US dollars for a GPU-hour, and how many GPUs come at once (NaN: one). */
struct fleet_price {
	double usd_per_gpu_hour;
	double instance;
};

/* One replica: its GPUs, the requests a second that it serves within the goals, and the share of
 * them that is planned. */
struct fleet_replica {
	double gpus;
	double rate_limit;
	double target_load; /* planned share of rate_limit, 0 < target_load <= 1 */
};

/* Replicas for `rate` requests a second: ceil(rate / (rate_limit target_load)) + spares, at least one
 * (gpuplan-model(7), 5 FLEET). */
double fleet_replicas(double rate, const struct fleet_replica *replica, double spares);

/* The levels of a day with 24 hourly rates (requests a second).  `scaled`: each hour has its own
 * number of replicas; otherwise every hour has that of the highest rate. */
struct fleet_day fleet_day(
	const double rates[FLEET_HOURS], const struct fleet_replica *replica, double spares, bool scaled);

/* Replicas at the busiest and at the quietest hour. */
double fleet_peak(const struct fleet_day *day);
double fleet_low(const struct fleet_day *day);

/* GPUs that are paid for.  An instance holds whole replicas: one of 8 GPUs holds four replicas of 2 GPUs.
 * A replica with more GPUs than an instance uses several instances and shares none. */
double fleet_rented_gpus(double replicas, double gpus, double instance);

/* GPU-hours paid in a month of `hours` for what each hour needs beyond `base` replicas. */
double fleet_scaled_hours(const struct fleet_day *day, double gpus, double instance, double base, double hours);

/* GPU-hours that are paid for: `fixed` is kept for the whole month, `flexible` follows the hours. */
struct fleet_split {
	double fixed, flexible;
};

/* GPU-hours of a month of `hours` hours with `base` replicas reserved.  `fixed` and `flexible` are the GPUs
 * of an instance of either part, as in fleet_rented_gpus(). */
struct fleet_split fleet_base_hours(
	const struct fleet_day *day, double gpus, double base, double fixed, double flexible, double hours);

/* Replicas that stay on demand when the others are spot machines: a share of them, rounded up. */
double fleet_kept(double replicas, double share);

/* The same when every hour keeps `share` of its replicas on demand: fixed is then the on-demand part,
 * flexible the spot part. */
struct fleet_split fleet_floor_hours(
	const struct fleet_day *day, double gpus, double share, double fixed, double flexible, double hours);

/* The cheapest number of replicas to reserve when the others are rented by the hour.  The j-th replica is worth
 * reserving if it is needed in a larger share of the hours than reserved price / hourly price.  Where instances have
 * several GPUs the base is either a number of replicas that fills whole instances of both kinds, or all replicas. */
double fleet_base(
	const struct fleet_day *day, double gpus, const struct fleet_price *reserved, const struct fleet_price *hourly);

/* US dollars for one GPU-hour of useful work on spot machines: the price over the share of the paid time that is useful,
 * 1 - interruptions (restart_h + lost_h), gpuplan-model(7), 5.2 Spot machines.  `interruptions` is the share of machines
 * taken back in an hour.  `restart_h` is the time in hours until a replica serves again, `lost_h` the work that is lost.
 * NaN: that share is not above 0; such a machine never gets anywhere. */
double fleet_spot_price(double usd_per_gpu_hour, double interruptions, double restart_h, double lost_h);

/* Share of the time that a spot replica serves: 1 - interruptions restart, at least 0. */
double fleet_spot_up(double interruptions, double restart_h);

/* Share of the time, 0..1, in which at least `needed` of needed + spares replicas serve.  Each one serves
 * for the share `up` of the time, independently of the others (binomial distribution). */
double fleet_availability(double needed, double spares, double up);

/* The part of a monthly bill that pays for idle time: usd (1 - busy), US dollars. */
double fleet_idle_usd(double usd_per_month, double busy);

/* US dollars that an API charges for one request.  Prices are US dollars per million tokens. */
double fleet_api_usd(double prompt, double output, double input_usd, double output_usd);

/* The first month, counted from 1, in which the rate is above `most`.  The rate grows by the share
 * `growth` every month.  NaN: it never is. */
double fleet_outgrown_month(double rate, double most, double growth);
