/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Piles of requests: work, losses, time. */
#include "core/pile.h"

#include "core/certainty.h"
#include "core/crossing.h"

static const double SECONDS_PER_HOUR = 3600.0;

double pile_start_h(const struct pile *p)
{
	return p->restart_h + p->request_s / 2.0 / SECONDS_PER_HOUR;
}

double pile_loss_h(const struct pile *p)
{
	return pile_start_h(p) + p->again_h;
}

/* Replica-hours of work with their band. */
static struct band work_of(const struct pile *p)
{
	const double work = p->tokens / SECONDS_PER_HOUR;

	return (struct band){ work / p->output_tok_s.high, work / p->output_tok_s.mid, work / p->output_tok_s.low };
}

double pile_work_h(const struct pile *p, double certainty)
{
	const struct band work = work_of(p);

	return certainty_value(&work, certainty);
}

TRACE_TEMPLATE double hours_of(struct trace *t, const struct pile *p, const struct pile_crew *crew, double output_tok_s)
{
	const double replicas = crew->replicas, machines = crew->machines, interruptions = p->interruptions;

	TRACE_INPUT(t, tokens, p->tokens, NULL);
	TRACE_INPUT(t, request_s, p->request_s, NULL);
	TRACE_INPUT(t, restart_h, p->restart_h, NULL);
	TRACE_FORMULA(t, work_h, tokens / output_tok_s / 3600);
	TRACE_FORMULA(t, start_h, restart_h + request_s / 2 / 3600);
	TRACE_ARGUMENT(t, replicas, NULL);
	if (!(interruptions > 0.0)) {
		TRACE_FORMULA(t, hours, work_h / replicas + start_h);
		return hours;
	}
	TRACE_PART(t, losses, interruptions);
	if (machines > replicas) {
		TRACE_ARGUMENT(t, machines, NULL);
		TRACE_JOIN(t, losses, *, machines / replicas);
	}
	TRACE_PART(t, loss_h, start_h);
	if (p->again_h > 0.0) {
		TRACE_INPUT(t, again_h, p->again_h, NULL);
		TRACE_JOIN(t, loss_h, +, again_h);
	}
	TRACE_FORMULA(t, useful, 1 - losses * loss_h);
	TRACE_FORMULA(t, hours, work_h / replicas / useful + start_h);
	return useful > 0.0 ? hours : INFINITY;
}

double pile_hours(struct trace *t, const struct pile *p, const struct pile_crew *crew)
{
	return hours_of(t, p, crew, p->output_tok_s.mid);
}

struct band pile_hours_band(const struct pile *p, const struct pile_crew *crew)
{
	return (struct band){ hours_of(NULL, p, crew, p->output_tok_s.high),
		hours_of(NULL, p, crew, p->output_tok_s.mid), hours_of(NULL, p, crew, p->output_tok_s.low) };
}

double pile_interruptions(const struct pile *p, const struct pile_crew *crew, double hours)
{
	return p->interruptions * crew->machines * hours;
}

/* That the work is at most so many replica-hours. */
static double work_within(const struct band *work, double replica_hours)
{
	return replica_hours > 0.0 ? certainty_at_most(work, replica_hours) : 0.0;
}

/* Poisson distributed losses, each of which costs so many replica-hours. */
static double after_few_losses(const struct band *work, double replica_hours, double cost, double mean)
{
	const double negligible = 1e-12;
	double share = exp(-mean), sum = 0.0;

	for (double k = 0.0; replica_hours > k * cost && (k < mean || share > negligible); k += 1.0) {
		if (share > negligible)
			sum += share * work_within(work, replica_hours - k * cost);
		share *= mean / (k + 1.0);
	}
	return fmin(1.0, sum);
}

/* The same of many by a normal distribution, with the skewness of Poisson's: (z^2 - 1) / 6 losses more (Cornish and
 * Fisher). */
static double after_many_losses(const struct band *work, double replica_hours, double cost, double mean)
{
	const double last = 6.0, step = 0.25;
	double sum = 0.0, all = 0.0;

	for (double z = -last; z <= last; z += step) {
		double share = exp(-z * z / 2.0), k = mean + z * sqrt(mean) + (z * z - 1.0) / 6.0;

		sum += share * work_within(work, replica_hours - k * cost);
		all += share;
	}
	return sum / all;
}

double pile_certainty(const struct pile *p, const struct pile_crew *crew, double hours)
{
	const double many = 100.0;
	const struct band work = work_of(p);
	double replica_hours = crew->replicas * (hours - pile_start_h(p));
	/* Of the losses in the first start and before the end half of the cost is gone: as many as in one start less. */
	double mean = pile_interruptions(p, crew, fmax(0.0, hours - pile_start_h(p)));

	if (!(replica_hours > 0.0) || isnan(work.mid))
		return 0.0;
	if (!(mean > 0.0) || isinf(hours))
		return work_within(&work, replica_hours);
	return (mean > many ? after_many_losses : after_few_losses)(
		&work, replica_hours, pile_loss_h(p) * fmax(1.0, crew->replicas / crew->machines), mean);
}

double pile_hours_at(const struct pile *p, const struct pile_crew *crew, double certainty)
{
	const double precision = 1e-6;
	const double expected = pile_hours(NULL, p, crew);
	struct crossing c = { .low = pile_work_h(p, certainty) / crew->replicas + pile_start_h(p) };

	if (!(p->interruptions > 0.0))
		return c.low;
	if (isinf(expected))
		return INFINITY;
	c.below = pile_certainty(p, crew, c.low) - certainty;
	if (c.below >= 0.0)
		return c.low;
	/* What is sure of more is longer than what is expected. */
	c.high = fmax(1.01 * c.low, expected);
	while ((c.over = pile_certainty(p, crew, c.high) - certainty) < 0.0)
		c.high *= 1.25;
	while (crossing_open(&c, precision * c.high)) {
		double at = crossing_next(&c);

		crossing_tell(&c, at, pile_certainty(p, crew, at) - certainty);
	}
	return c.high;
}

double pile_billed_h(const struct pile *p, const struct pile_crew *crew, double hours, double unit_h)
{
	const double rounding = 1e-9;

	if (!(unit_h > 0.0))
		return hours;
	return ceil(hours / unit_h - rounding) * unit_h +
		pile_interruptions(p, crew, hours) / crew->machines * unit_h / 2.0;
}

double pile_usd(struct trace *t, double price, double rented_gpus, double billed_h, const char *source)
{
	TRACE_ARGUMENT(t, price, source);
	TRACE_ARGUMENT(t, rented_gpus, NULL);
	TRACE_ARGUMENT(t, billed_h, NULL);
	TRACE_FORMULA(t, gpu_hours, rented_gpus * billed_h);
	TRACE_FORMULA(t, usd, price * gpu_hours);
	return usd;
}
