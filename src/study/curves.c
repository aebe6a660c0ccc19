/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of curves: the same configuration at one load, utilisation or context after another. */
#include "study/serve_judge.h"
#include "study/curves.h"

#include <math.h>

#include "study/replica.h"

/* Rising values without repetition. */
struct grid {
	double x[CURVE_POINTS_MAX];
	int count;
};

/* What a logarithmic grid leaves free is for the values that are added by name. */
enum { GRID_EVEN = 64 };

static void grid_add(struct grid *g, double x)
{
	int at = g->count;

	while (at > 0 && g->x[at - 1] >= x)
		at--;
	if (isnan(x) || g->count == CURVE_POINTS_MAX || (at < g->count && g->x[at] == x))
		return;
	for (int i = g->count++; i > at; i--)
		g->x[i] = g->x[i - 1];
	g->x[at] = x;
}

static void grid_add_log(struct grid *g, double low, double high, int steps, bool whole)
{
	for (int i = 0; i <= steps; i++) {
		double x = low * pow(high / low, (double)i / steps);

		grid_add(g, whole ? round(x) : x);
	}
}

/* The answer with so many users instead of the workload's load. */
static void judge_users(const struct scenario *s, const struct row *a, double users, struct row *out)
{
	struct scenario changed = *s;

	changed.number[PARAMETER_CONCURRENCY] = users;
	changed.number[PARAMETER_RATE] = NAN;
	serve_judge(&changed, &a->deployment, out);
}

/* As many users as run at once. */
static double most_users(const struct scenario *s, const struct row *a)
{
	struct scenario changed = *s;
	struct serving serving;

	changed.number[PARAMETER_CONCURRENCY] = 1.0;
	changed.number[PARAMETER_RATE] = NAN;
	serve_load(&changed, a, &serving);
	return deployment_replicas(&a->deployment) * fmax(1.0, floor(serving.running_limit));
}

/* Whether a configuration does what is wanted with so much of something. */
typedef bool condition(const struct scenario *s, const struct row *a, double much, double parameter);

/* Largest whole number in 0..top for which `holds`, which is true up to it and false beyond. */
static double last_that(condition *holds, const struct scenario *s, const struct row *a, double parameter, double top)
{
	double low = 0.0, high = floor(top) + 1.0;

	while (high - low > 1.0) {
		double middle = floor((low + high) / 2.0);

		if (holds(s, a, middle, parameter))
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool users_meet(const struct scenario *s, const struct row *a, double users, double unused)
{
	struct replica_row judged;

	(void)unused;
	judge_users(s, a, users, replica_row_init(&judged));
	return judged.row.verdict == VERDICT_MEETS;
}

static bool users_start_in_time(const struct scenario *s, const struct row *a, double users, double ttft_s)
{
	struct replica_row judged;

	judge_users(s, a, users, replica_row_init(&judged));
	return judged.replica.ttft_s.mid <= ttft_s;
}

/* The longest request as long as that. */
static struct memory_budget memory_with(const struct scenario *s, const struct row *a, double context, double users)
{
	struct demand demand = scenario_demand(s, users);

	demand.context = context;
	return memory_budget(&a->deployment, &demand);
}

static bool context_holds(const struct scenario *s, const struct row *a, double context, double users)
{
	struct memory_budget m = memory_with(s, a, context, users);

	users = ceil(users / deployment_replicas(&a->deployment));
	return m.fit != FIT_NO && m.max_concurrency_full >= users;
}

static double tok_s_of_user(const struct row *a)
{
	return 1.0 / replica_of(a)->tpot_s.mid;
}

static double tok_s_of_gpu(const struct row *a)
{
	return replica_of(a)->output_tok_s.mid / deployment_gpus(&a->deployment);
}

static struct curve_point point_of(enum curve_plot plot, const struct row *judged, double load)
{
	struct curve_point p = { .load = load, .meets = judged->verdict == VERDICT_MEETS };

	p.x = plot == CURVE_SPEED ? tok_s_of_user(judged) : load;
	p.y = plot == CURVE_SPEED ? tok_s_of_gpu(judged) : judged->cost.output.mid;
	return p;
}

static struct curve_point no_point(void)
{
	return (struct curve_point){ NAN, NAN, NAN, false };
}

static struct curve_point point_at(enum curve_plot plot, const struct scenario *s, const struct row *a, double users)
{
	struct replica_row judged;

	if (!(users >= 1.0))
		return no_point();
	judge_users(s, a, users, replica_row_init(&judged));
	return point_of(plot, &judged.row, users);
}

/* Users of the workload on this configuration; NaN with a rate. */
static double users_now(const struct scenario *s, const struct row *a)
{
	double users = s->number[PARAMETER_CONCURRENCY];

	return isinf(users) ? most_users(s, a) : users;
}

static void fill_speed(struct curve *c, const struct scenario *s)
{
	double top = most_users(s, c->answer), now = users_now(s, c->answer);
	double limit = last_that(users_meet, s, c->answer, NAN, top);
	struct grid g = { .count = 0 };

	grid_add_log(&g, 1.0, top, GRID_EVEN, true);
	if (limit > 0.0)
		grid_add(&g, limit);
	if (now <= top)
		grid_add(&g, now);
	for (int i = 0; i < g.count; i++)
		c->points[c->count++] = point_at(CURVE_SPEED, s, c->answer, g.x[i]);
	c->limit = point_at(CURVE_SPEED, s, c->answer, limit);
	c->now = point_of(CURVE_SPEED, c->answer, replica_of(c->answer)->open_loop ? s->number[PARAMETER_RATE] : now);
}

/* Dollars per million output tokens: a rate is billed as it is. */
static double cost_at_rate(const struct scenario *s, const struct row *a, double rate)
{
	struct band tok_s = band_exact(rate * s->number[PARAMETER_OUTPUT]);

	return token_cost(
		NULL, a->usd_per_hour, &tok_s, s->number[PARAMETER_PROMPT], s->number[PARAMETER_OUTPUT], 0.0, 1.0)
		.output.mid;
}

/* The same at full utilisation. */
static double cost_when_full(const struct scenario *s, const struct row *a)
{
	if (!replica_of(a)->open_loop)
		return a->cost.output.mid * replica_of(a)->busy;
	return cost_at_rate(s, a, replica_of(a)->rate_limit);
}

static void fill_busy(struct curve *c, const struct scenario *s)
{
	const struct row *a = c->answer;
	double full = cost_when_full(s, a);
	bool meets = replica_of(a)->open_loop || a->verdict == VERDICT_MEETS;
	struct grid g = { .count = 0 };

	for (int percent = 10; percent <= 100; percent += 2)
		grid_add(&g, percent / 100.0);
	grid_add(&g, replica_of(a)->busy);
	for (int i = 0; i < g.count; i++)
		c->points[c->count++] = (struct curve_point){ g.x[i], full / g.x[i], NAN, meets };
	/* More than the goals allow cannot be billed: the configuration is not enough. */
	if (!replica_of(a)->open_loop || s->number[PARAMETER_RATE] <= replica_of(a)->rate_limit)
		c->now = (struct curve_point){ replica_of(a)->busy, full / replica_of(a)->busy, NAN, meets };
	c->limit = c->points[c->count - 1];
}

static struct curve_point point_at_rate(const struct scenario *s, const struct row *a, double rate)
{
	struct curve_point p = { rate, NAN, rate, rate <= replica_of(a)->rate_limit };

	if (p.meets)
		p.y = cost_at_rate(s, a, rate);
	return p;
}

static void fill_context(struct curve *c, const struct scenario *s, double users)
{
	const struct row *a = c->answer;
	const double longest = 1048576.0;
	double limit = fmin(longest, scenario_context_limit(s)), now = scenario_context(s);
	double least = fmin(s->number[PARAMETER_PROMPT] + s->number[PARAMETER_OUTPUT], limit);
	double last = last_that(context_holds, s, a, users, limit);
	struct grid g = { .count = 0 };

	c->now = c->limit = no_point();
	grid_add_log(&g, least, fmax(limit, now), GRID_EVEN, true);
	grid_add(&g, now);
	if (last >= least)
		grid_add(&g, last);
	for (int i = 0; i < g.count; i++) {
		struct memory_budget m = memory_with(s, a, g.x[i], users);
		double share = ceil(users / deployment_replicas(&a->deployment));
		double left = fmax(0.0, m.kv_pool - share * m.kv_per_sequence);
		struct curve_point p = { g.x[i], m.fit == FIT_NO ? NAN : left, NAN, m.max_concurrency_full >= share };

		c->points[c->count++] = p;
		if (g.x[i] == now)
			c->now = p;
		if (g.x[i] == last)
			c->limit = p;
	}
}

static bool estimated(const struct row *a)
{
	return a->verdict <= VERDICT_MISSES;
}

static enum curve_gap gap_of(enum curve_plot plot, const struct row *a)
{
	if (plot == CURVE_CONTEXT)
		return a->verdict == VERDICT_NOT_SUPPORTED || !(replica_of(a)->memory.kv_pool > 0.0) ? CURVE_NO_ESTIMATE
												     : CURVE_DRAWN;
	if (!estimated(a))
		return CURVE_NO_ESTIMATE;
	if (plot == CURVE_SPEED)
		return CURVE_DRAWN;
	if (!a->offer)
		return CURVE_NO_PRICE;
	return replica_of(a)->open_loop && !(replica_of(a)->rate_limit > 0.0) ? CURVE_NO_RATE : CURVE_DRAWN;
}

/* The selected one and the best of the others. */
static void choose(struct curves *c, const struct result *r, const struct row *selected)
{
	int after = 0;

	c->curves[c->count++].answer = selected;
	while (c->count < CURVE_SERIES_MAX) {
		const struct row *next = NULL;

		for (int i = 0; i < r->count; i++) {
			const struct row *a = &r->rows[i];

			if (a != selected && a->rank > after && gap_of(c->plot, a) == CURVE_DRAWN && estimated(a) &&
				(!next || a->rank < next->rank))
				next = a;
		}
		if (!next)
			return;
		c->curves[c->count++].answer = next;
		after = next->rank;
	}
}

/* The loads of all curves, so that they can be compared point by point. */
static void fill_loads(struct curves *c, const struct scenario *s)
{
	double limit[CURVE_SERIES_MAX], top[CURVE_SERIES_MAX], most = 0.0;
	struct grid g = { .count = 0 };

	for (int i = 0; i < c->count; i++) {
		const struct row *a = c->curves[i].answer;

		limit[i] = top[i] = NAN;
		if (c->curves[i].gap != CURVE_DRAWN)
			continue;
		top[i] = c->open_loop ? replica_of(a)->rate_limit : most_users(s, a);
		limit[i] = c->open_loop ? replica_of(a)->rate_limit : last_that(users_meet, s, a, NAN, top[i]);
		most = fmax(most, top[i]);
		grid_add(&g, limit[i] > 0.0 ? limit[i] : NAN);
		grid_add(&g, c->open_loop ? s->number[PARAMETER_RATE] : users_now(s, a));
	}
	if (most > 0.0)
		grid_add_log(&g, c->open_loop ? most / 100.0 : 1.0, most, GRID_EVEN, !c->open_loop);
	for (int i = 0; i < c->count; i++) {
		struct curve *curve = &c->curves[i];
		const struct row *a = curve->answer;
		double now = c->open_loop ? s->number[PARAMETER_RATE] : users_now(s, a);

		for (int k = 0; k < g.count && curve->gap == CURVE_DRAWN; k++) {
			struct curve_point p = { g.x[k], NAN, g.x[k], false };

			if (c->open_loop)
				p = point_at_rate(s, a, g.x[k]);
			else if (g.x[k] <= top[i])
				p = point_at(CURVE_LOAD, s, a, g.x[k]);
			curve->points[curve->count++] = p;
			if (g.x[k] == now)
				curve->now = p;
			if (g.x[k] == limit[i])
				curve->limit = p;
		}
	}
}

/* Where a rival costs what the selected one does now; all are hyperbolas, so one product does. */
static void find_equal_busy(struct curves *c)
{
	const struct curve_point *now = &c->curves[0].now;

	for (int i = 1; i < c->count && !isnan(now->y); i++) {
		const struct curve_point *full = &c->curves[i].points[c->curves[i].count - 1];

		c->changes[c->change_count++] =
			(struct curve_change){ full->x * full->y / now->y, now->y, 0, i, false };
	}
}

static void fill_goals(struct curves *c, const struct scenario *s)
{
	const struct row *a = c->curves[0].answer;
	struct goals goals = scenario_goals(s);
	double users;

	if (isfinite(goals.tpot_s))
		c->tpot_x = 1.0 / goals.tpot_s;
	if (c->curves[0].gap != CURVE_DRAWN || !isfinite(goals.ttft_s))
		return;
	users = last_that(users_start_in_time, s, a, goals.ttft_s, most_users(s, a));
	if (users < most_users(s, a))
		c->ttft_x = point_at(CURVE_SPEED, s, a, users).x;
}

void curves_calculate(struct curves *c, enum curve_plot plot, const struct scenario *s, const struct result *r,
	const struct row *selected)
{
	*c = (struct curves){ .plot = plot, .open_loop = scenario_open_loop(s), .tpot_x = NAN, .ttft_x = NAN };
	choose(c, r, selected);
	/* With a rate as many are in progress as the selected one needs. */
	c->users = c->open_loop ? ceil(replica_of(selected)->concurrency) : s->number[PARAMETER_CONCURRENCY];
	if (!(c->users >= 1.0) || isinf(c->users))
		c->users = 1.0;
	for (int i = 0; i < c->count; i++) {
		struct curve *curve = &c->curves[i];

		curve->now = curve->limit = no_point();
		curve->gap = gap_of(plot, curve->answer);
		if (curve->gap != CURVE_DRAWN)
			continue;
		if (plot == CURVE_SPEED)
			fill_speed(curve, s);
		else if (plot == CURVE_BUSY)
			fill_busy(curve, s);
		else if (plot == CURVE_CONTEXT)
			fill_context(curve, s, c->users);
	}
	if (plot == CURVE_SPEED)
		fill_goals(c, s);
	if (plot == CURVE_BUSY)
		find_equal_busy(c);
	if (plot == CURVE_LOAD) {
		fill_loads(c, s);
		curves_find_changes(c);
	}
}

static bool counts(const struct curve *c, int i)
{
	return i < c->count && c->points[i].meets && !isnan(c->points[i].y);
}

static int cheapest_at(const struct curves *c, int i)
{
	int best = -1;

	for (int k = 0; k < c->count; k++)
		if (counts(&c->curves[k], i) && (best < 0 || c->curves[k].points[i].y < c->curves[best].points[i].y))
			best = k;
	return best;
}

/* Two straight lines between points i - 1 and i. */
static void cross(const struct curve *a, const struct curve *b, int i, double *x, double *y)
{
	const struct curve_point *p = &a->points[i - 1], *q = &a->points[i];
	double before = b->points[i - 1].y - p->y, after = b->points[i].y - q->y;
	double part = before / (before - after);

	*x = p->x + part * (q->x - p->x);
	*y = p->y + part * (q->y - p->y);
}

static void add_change(struct curves *c, int i, int from, int to)
{
	const struct curve *a = &c->curves[from];
	struct curve_change change = { a->points[i - 1].x, a->points[i - 1].y, from, to, !counts(a, i) };

	if (c->change_count == CURVE_CHANGES_MAX)
		return;
	if (!change.ends && counts(&c->curves[to], i - 1))
		cross(a, &c->curves[to], i, &change.x, &change.y);
	c->changes[c->change_count++] = change;
}

void curves_find_changes(struct curves *c)
{
	int longest = 0, last = -1;

	c->change_count = 0;
	for (int k = 0; k < c->count; k++)
		longest = c->curves[k].count > longest ? c->curves[k].count : longest;
	for (int i = 0; i < longest; i++) {
		int best = cheapest_at(c, i);

		if (last >= 0 && best != last)
			add_change(c, i, last, best);
		last = best;
	}
}

int curves_answers(const struct scenario *s, const struct row *a, struct row *out, int most)
{
	struct grid g = { .count = 0 };
	double top, limit, now;
	int steps = most < GRID_EVEN ? most - 3 : GRID_EVEN;

	if (!estimated(a) || most < 4)
		return 0;
	top = most_users(s, a);
	limit = last_that(users_meet, s, a, NAN, top);
	now = users_now(s, a);
	grid_add_log(&g, 1.0, top, steps, true);
	if (limit > 0.0)
		grid_add(&g, limit);
	if (!replica_of(a)->open_loop)
		grid_add(&g, now);
	for (int i = 0; i < g.count; i++)
		judge_users(s, a, g.x[i], &out[i]);
	return g.count;
}
