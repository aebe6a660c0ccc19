/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The largest arrival rate within the goals: a bisection whose steps are guessed and then proved. */
#include "core/rate_limit.h"

#include <math.h>

#include "core/closed_loop.h"
#include "core/open_loop.h"

enum { STEPS = 24, GUESSES_MAX = 8 };

/* Where the estimate of an open loop ends it lacks about this share of the requests that will run. */
static const double MISSING = 8e-4;

/* One estimate on the way to the limit. */
struct probe {
	double rate;
	double excess; /* <= 1 within the goals, as exactly as it can be divided */
	bool within;
	struct open_loop loop;
};

/* Goals are kept up to the rate `within`, and missed from `beyond` on. */
struct bracket {
	double within, beyond;
};

static struct probe probe_at(const struct serving *s, struct goals goals, double rate)
{
	struct probe p = { .rate = rate, .loop = open_loop_run(s, rate) };
	const struct open_loop *loop = &p.loop;
	struct goal_figures f;

	if (loop->piles_up) {
		p.excess = fmax(loop->running / s->running_limit, loop->rho / s->d->constants->rho_full);
		return p;
	}
	p.excess = open_loop_excess(s, loop, goals);
	f = open_loop_goal_figures(s, loop, &goals);
	p.within = open_loop_stable(s, loop) && goals_hold(&goals, f.ttft_s, f.tpot_s);
	return p;
}

static void narrow(struct bracket *b, const struct probe *p)
{
	if (p->within)
		b->within = fmax(b->within, p->rate);
	else
		b->beyond = fmin(b->beyond, p->rate);
}

/* Every step of the bisection is an estimate. */
static double limit_by_steps(const struct serving *s, struct goals goals, double high)
{
	double low = 0.0;

	for (int i = 0; i < STEPS; i++) {
		double middle = (low + high) / 2.0;

		if (probe_at(s, goals, middle).within)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The bracket after all steps of the bisection: what is not known is decided by a guess. */
static struct bracket guess_steps(double high, const struct bracket *known, double guess)
{
	struct bracket b = { 0.0, high };

	for (int i = 0; i < STEPS; i++) {
		double middle = (b.within + b.beyond) / 2.0;

		if (middle <= known->within || (middle < known->beyond && middle <= guess))
			b.within = middle;
		else
			b.beyond = middle;
	}
	return b;
}

/* A rate near the limit, and how fast the excess rises there; a rate of 0: none is within the goals. */
static double first_guess(const struct serving *s, struct goals goals, double *slope)
{
	struct balance b = open_loop_largest(s, MISSING, goals, 1e-5), less;

	*slope = 0.0;
	if (b.rate > 0.0) {
		less = open_loop_balance(s, b.share * 0.999, MISSING, goals);
		*slope = (b.excess - less.excess) / (b.rate - less.rate);
	}
	return b.rate;
}

/* Newton's method on the excess; the slope is that of the last two estimates on one curve.  NaN: it is flat. */
static double next_guess(const struct probe *p, const struct probe *last, double *slope)
{
	double measured = (p->excess - last->excess) / (p->rate - last->rate);

	if (p->loop.passes == last->loop.passes && measured > 0.0)
		*slope = measured;
	return *slope == 0.0 ? (double)NAN : p->rate + (1.0 - p->excess) / *slope;
}

/* Whether the upper end needs no estimate: the lower one is within the goals and so near the one before it
 * that their line says clearly where the goals are missed.  What else may bind only misses them earlier. */
static bool upper_end_clear(const struct bracket *b, const struct probe *p, const struct probe *last)
{
	double margin = 0.1 * (b->beyond - b->within), slope = 0.0, limit;

	if (!p->within || p->rate != b->within || p->loop.passes != last->loop.passes ||
		fabs(p->rate - last->rate) > 1e-3 * p->rate)
		return false;
	limit = next_guess(p, last, &slope);
	return limit > b->within + margin && limit < b->beyond - margin;
}

/* Whether prompts get so much cheaper beside more requests that more arrivals might shorten a time.
 * Experts do that: what many requests share is read once. */
static bool has_relief(const struct open_loop *loop)
{
	return loop->relief > 0.1 && loop->running > 1.0 && !loop->piles_up;
}

/* With relief: whether TTFT, of goals that it comes near, falls somewhere as more requests run. */
static bool ttft_falls(const struct serving *s, struct goals goals)
{
	const double further = s->request.output - 1.0;
	struct serving roomy = *s;
	double last = 0.0, most = 0.0;
	bool falls = false;

	/* Only TTFT is asked for. */
	goals.tpot_s = INFINITY;
	roomy.running_limit = INFINITY;
	for (double running = 1.0; running < 2.0 * s->running_limit; running *= 2.0) {
		double share = fmin(running, s->running_limit) / further;
		double excess = open_loop_balance(&roomy, share, 0.0, goals).excess;

		falls = falls || excess < last;
		most = fmax(most, excess);
		last = excess;
	}
	return falls && most > 0.95;
}

/* With relief: an estimate that ends a pass earlier than at a lower rate is lower by up to the tolerance.
 * Whether that happens so near that it might be met between the two. */
static bool ends_earlier(const struct open_loop *a, const struct open_loop *b, double distance)
{
	const double near = 2.0 * OPEN_LOOP_TOLERANCE;
	double fall = (a->gap - b->gap) / distance * near;

	if (b->gap < 0.0)
		return true;
	if (a->piles_up || a->running <= 1.0)
		return false;
	if (a->passes != b->passes)
		return a->passes > b->passes;
	return fall > 0.0 &&
		(b->gap + fall > OPEN_LOOP_TOLERANCE || b->gap_before * (1.0 - fall / b->gap) < OPEN_LOOP_TOLERANCE);
}

/* Whether more arrivals might do better than fewer, so that an estimate decides one step only. */
static bool doubtful(
	const struct serving *s, struct goals goals, const struct probe *p, const struct probe *last, bool *ttft_known)
{
	const struct probe *a = p->rate < last->rate ? p : last, *b = a == p ? last : p;

	if (!has_relief(&p->loop))
		return false;
	if (!*ttft_known && ttft_falls(s, goals))
		return true;
	*ttft_known = true;
	return p->loop.gap < 0.0 || (!b->loop.piles_up && ends_earlier(&a->loop, &b->loop, 1.0 - a->rate / b->rate));
}

/* The lower end first: where it is within the goals it may do for both. */
static double end_to_try(const struct bracket *b, const struct bracket *known)
{
	return b->within > known->within ? b->within : b->beyond;
}

/* More arrivals hardly ever shorten the times, so an estimate at a rate decides all steps on one side of it, and two
 * decide all of them: at the ends of the bracket that the bisection would end with.  Guesses find that bracket in few
 * estimates; wrong ones cost time, nothing else.  Short answers, where many prompts share each step, and doubtful
 * cases go every step. */
double serving_rate_limit(const struct serving *s, struct goals goals)
{
	const double short_answer = 32.0;
	/* The loops count waiting in their own ways and agree within a factor, not exactly. */
	const double high = 4.0 * serving_saturated(s).requests_s;
	struct bracket known = { 0.0, high }, b;
	struct probe last = { .rate = 0.0 }, p;
	bool ttft_known = false;
	double slope, guess;

	if (!(s->request.output > short_answer))
		return limit_by_steps(s, goals, high);
	guess = first_guess(s, goals, &slope);
	for (int guesses = 0;; guesses++) {
		b = guess_steps(high, &known, guess);
		if (!(b.within > known.within) && !(b.beyond < known.beyond))
			return b.within;
		p = probe_at(s, goals, end_to_try(&b, &known));
		if (doubtful(s, goals, &p, &last, &ttft_known))
			return limit_by_steps(s, goals, high);
		if (upper_end_clear(&b, &p, &last))
			return b.within;
		narrow(&known, &p);
		guess = next_guess(&p, &last, &slope);
		last = p;
		if (guesses >= GUESSES_MAX || !(guess >= known.within && guess <= known.beyond))
			guess = (known.within + known.beyond) / 2.0;
	}
}
