/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The monthly bill of a fleet of equal replicas at one provider, and the cheapest way to buy it. */
#pragma once

#include "study/replica.h"

/* How the replicas are bought. */
enum fleet_mix {
	FLEET_MIX_NONE,     /* nothing that the scenario admits is for sale */
	FLEET_MIX_ONE,      /* one kind of purchase */
	FLEET_MIX_RESERVED, /* a reserved base, the peaks by the hour */
	FLEET_MIX_SPOT      /* an on-demand floor, the others spot machines */
};

/* The scenario of a fleet, in the units of the formulas. */
struct fleet_terms {
	double rates[FLEET_HOURS]; /* of the whole service, by hour of the day */
	double peak, low, mean;    /* of them */
	double target_load, spares;
	bool scaled; /* replicas follow the traffic every hour */
	double month_hours;
	double growth, months;
	double interruptions; /* an hour; NaN: by kind of provider */
	double interruption_factor;
	double restart_h; /* until a spot replica serves again */
	double spot_floor;
	unsigned kinds; /* bits of the purchases that may be chosen */
	bool live;      /* the scenario has a latency goal */
	const struct constants *constants;
};

/* The cheapest offers of one kind at one provider: one for every instance size. */
enum { FLEET_SIZES = 5 };

struct fleet_offers {
	const struct offer *offers[FLEET_SIZES];
	int count;
};

/* All that one provider sells of one GPU. */
struct fleet_quote {
	const struct provider *provider;
	struct fleet_offers kinds[PURCHASE_MIXED];
};

/* US dollars a month unless said otherwise; NaN or NULL unknown or not for sale. */
struct fleet_bill {
	double rate_peak, rate_low;    /* requests a second of the whole service */
	double replicas, replicas_low; /* at the busiest and the quietest hour, spares counted */
	double needed;                 /* at the busiest hour without spares */
	double gpus;                   /* paid for at the busiest hour */
	double base_replicas;          /* that are reserved, or the floor: never given back */
	enum fleet_mix mix;
	const struct offer *base, *peak; /* offers of the base and of the other replicas; equal in FLEET_MIX_ONE */
	double kind_usd[PURCHASE_MIXED]; /* all replicas bought that one way */
	const struct offer *kind_offer[PURCHASE_MIXED]; /* the offer behind it */
	double floor_usd;                               /* an on-demand floor and spot machines */
	struct band usd;                                /* the mix; its band is that of the throughput */
	double gpu_hours;                               /* paid in a month */
	double busy; /* share of what the paid replicas could serve within the goals */
	double idle_usd;
	double spot_effective;            /* a GPU-hour of work on spot machines; kind_offer has the price */
	double spot_availability;         /* share of the time that enough spot replicas serve */
	double api_usd, api_rate;         /* the same tokens from the API; break-even in mean requests/s */
	double outgrown_month;            /* first month in which growth needs another replica; NaN never */
	double grown_replicas, grown_usd; /* after fleet_terms.months */
};

/* What a whole service has beside a replica; ended by PARAMETER_COUNT.  None changes what a replica can serve. */
extern const enum parameter fleet_parameters[];

/* A bill in which all figures are unknown. */
extern const struct fleet_bill fleet_bill_unknown;

/* The part of a row of fleets. */
struct bill_part {
	struct replica replica;
	struct fleet_bill bill;
};

/* The bill of a row; fleet_bill_unknown if its study has none. */
const struct fleet_bill *bill_of(const struct row *row);

/* How the row is bought in machine output: "mixed" for a fleet of two kinds; NULL no price. */
const char *row_purchase_id(const struct row *row);

/* US dollars for one paid GPU-hour: of the offer, or the mean of a fleet; NaN no price. */
double row_usd_per_gpu_hour(const struct row *row);

/* Fills the terms from the scenario.  Without a rate and without traffic the rate is FLEET_DEFAULT_RATE. */
enum { FLEET_DEFAULT_RATE = 10 };
void fleet_terms_read(struct fleet_terms *t, const struct scenario *s);

/* Sets the traffic to `factor` times what it is. */
void fleet_terms_scale(struct fleet_terms *t, double factor);

/* The share of spot machines that the provider takes back in an hour: as given, NaN: as usual of its kind. */
double fleet_interruptions_at(const struct constants *k, double given, const struct provider *provider);

/* The same by the terms. */
double fleet_interruptions(const struct fleet_terms *t, const struct provider *provider);

/* The cheapest way to buy the replicas of the terms from one provider.  Sets the sizes, the bill of each kind alone,
 * the mix and usd.mid.  fleet_bill_finish() sets the other members. */
struct fleet_bill fleet_bill_of(
	const struct fleet_terms *t, const struct fleet_replica *replica, const struct fleet_quote *quote);

/* Sets the members that fleet_bill_of() leaves out.  `factor` is the error of the rate that a replica serves.
 * `usd_per_request` is the price of a request at an API; NaN: not known. */
void fleet_bill_finish(struct fleet_bill *bill, const struct fleet_terms *t, const struct fleet_replica *replica,
	const struct fleet_quote *quote, struct band_factor factor, double usd_per_request);

/* The replica of a deployment, with its rate limit in requests per second. */
struct fleet_replica fleet_replica_of(const struct fleet_terms *t, const struct deployment *d, double rate_limit);
