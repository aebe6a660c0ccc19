/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pile of requests that must be done by a time: hours, certainty and money of so many equal replicas
 * (gpuplan-model(7), 5.4 Piles of work). */
#pragma once

#include "core/band.h"
#include "core/trace.h"

/* The pile, and what one replica does with it.  Hours are those of the clock unless said otherwise. */
struct pile {
	double tokens;            /* output tokens of the pile */
	struct band output_tok_s; /* that one replica writes in a second, with the error of the estimate */
	double request_s;         /* what one request takes in a full batch */
	double restart_h;         /* until a replica serves, at first and after a loss */
	double again_h;           /* of work that is done again after a loss, beside requests in progress */
	double interruptions;     /* share of the machines that are taken back in an hour; 0: none is */
};

/* How many work on it.  A loss of one of the machines stops replicas / machines of the replicas, or one where a replica
 * has several machines. */
struct pile_crew {
	double replicas, machines;
};

/* Hours that every start of a replica costs: the restart, and half a request's time, because the last requests end one
 * after another, and after a loss because what was in progress is done again. */
double pile_start_h(const struct pile *p);

/* Hours that a loss costs: a start, and the work that is done again. */
double pile_loss_h(const struct pile *p);

/* Expected hours until all is done, from the order of the machines: work / replicas / (1 - interruptions x (start +
 * again)) + start.  INFINITY: they lose more than they do.  A trace, which must contain output_tok_s and interruptions, gets every
 * figure on the way. */
double pile_hours(struct trace *t, const struct pile *p, const struct pile_crew *crew);

/* The same at both ends of the band of the throughput. */
struct band pile_hours_band(const struct pile *p, const struct pile_crew *crew);

/* Interruptions expected in so many hours. */
double pile_interruptions(const struct pile *p, const struct pile_crew *crew, double hours);

/* The probability that all is done in so many hours: the error of the throughput and the number of losses, which is
 * Poisson distributed.  Machines are lost independently of each other. */
double pile_certainty(const struct pile *p, const struct pile_crew *crew, double hours);

/* The hours in which all is done with probability `certainty`, 0.5..0.99; INFINITY: in none. */
double pile_hours_at(const struct pile *p, const struct pile_crew *crew, double certainty);

/* Replica-hours of work, not exceeded with that certainty. */
double pile_work_h(const struct pile *p, double certainty);

/* Hours that are billed for one machine: whole units (unit_h, 0: none are rounded); what is lost was rented apart, and
 * is rounded by half a unit on average. */
double pile_billed_h(const struct pile *p, const struct pile_crew *crew, double hours, double unit_h);

/* US dollars for `gpus` that are paid for so long. */
double pile_usd(struct trace *t, double price, double rented_gpus, double billed_h, const char *source);
