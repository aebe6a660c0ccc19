/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cost of a GPU that is bought and run on premises, compared with the same GPU rented (gpuplan-model(7), 6
 * OWNING).  Amounts are US dollars for one GPU that is used, with its share of server and network and of the GPUs
 * that are only sold with it.  Times are months.  Interest is compounded monthly, at a twelfth of the yearly rate.  A
 * NaN argument gives a NaN result. */
#pragma once

/* Terms of owning one GPU. */
struct ownership_terms {
	double capex_usd;   /* purchase of one GPU, share of server and network; > 0 */
	double bought_gpus; /* bought for each GPU that is used: what is sold is whole, >= 1 */
	double residual;    /* share of the capex that a sale brings at the end, 0..1 */
	double interest;    /* cost of money a year, 0..1 */
	double months;      /* from purchase to sale, > 0 */
	double opex;        /* support and maintenance: share of the capex a year */
	double staff_usd;   /* salaries a year for one GPU that is bought */
	double power_kw;    /* drawn at full load by a GPU that is used, with the share of the server */
	double circuit_kw;  /* reserved for a GPU that is bought */
	double pue;         /* power of the site / power of its servers, >= 1 */
	double usd_per_kwh;
	double usd_per_kw_month; /* colocation: space and cooling for a kW that is reserved */
	double hours;            /* of a month */
	double load;             /* mean power / power at full load, 0..1 */
};

/* US dollars a month of one GPU. */
struct ownership_cost {
	double capital; /* depreciation and interest */
	double energy;
	double colocation;
	double operations;
	double staff;
	double total;
};

/* What is paid at the purchase. */
double ownership_purchase(const struct ownership_terms *t);

/* Terms of renting the same GPU.  A GPU that is returned while it is idle costs money in the busy hours
 * only.  A reserved GPU costs money in every hour. */
struct rental_terms {
	double usd_per_gpu_hour;
	double rented_gpus; /* paid for each GPU that is used: instances are whole, >= 1 */
	double share;       /* of the hours that is paid for, 0..1 */
};

/* Present value of one dollar a month: the sum of 1/(1+r)^k for k = 1..months, r = interest / 12.  The number
 * of months may be fractional. */
double ownership_annuity(double interest, double months);

/* kWh that power_kw draws in so many hours at a mean load, without the site's overhead. */
double ownership_kwh(double power_kw, double load, double hours);

struct ownership_cost ownership_month(const struct ownership_terms *t);

double rental_month(const struct rental_terms *rental, double hours);

/* Present value, in US dollars, of all spending in the first `month` months.  The sale is subtracted when
 * `month` is the last month. */
double ownership_spent(const struct ownership_terms *t, double month);
double rental_spent(double usd_per_month, double interest, double month);

/* The first month by which the present value of owning is no more than that of renting.  It may be
 * fractional; 0 < result <= months.  NaN: not before the GPU is sold. */
double ownership_break_even_month(const struct ownership_terms *t, double rent_usd_per_month);

/* The smallest busy share at which owning costs no more than renting by the hour: owned month without energy / (rental
 * of all hours - energy of all hours).  0 < result <= 1.  NaN: renting is cheaper even if all hours are busy. */
double ownership_break_even_share(const struct ownership_terms *t, const struct rental_terms *rental);

/* Whole servers of server_kw in a rack of rack_kw. */
double ownership_servers_per_rack(double rack_kw, double server_kw);
