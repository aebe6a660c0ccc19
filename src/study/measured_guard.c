/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judging a measurement by physics, by its own figures, and by the estimate. */
#include "study/measured_guard.h"

#include <math.h>

#include "study/replica.h"

const struct guard_margins guard_margins = {
	.rounding = 1.05,
	.more_tokens = 1.3,
	.fewer_tokens = 2.0,
	.off = 3.0,
};

double measured_estimate(const struct row *a, enum measured_figure figure)
{
	const struct replica *r = replica_of(a);

	switch (figure) {
	case MEASURED_TPOT: return r->tpot_s.mid;
	case MEASURED_TTFT: return r->ttft_s.mid;
	default: return r->output_tok_s.mid;
	}
}

/* Comparisons with NaN are false: what is not known refuses nothing. */
static bool break_rule(struct guard_verdict *v, enum guard_rule rule, enum measured_figure figure,
	const double figures[MEASURED_FIGURES], double limit)
{
	v->rule = rule;
	v->figure = figure;
	v->measured = figures[figure];
	v->limit = limit;
	return true;
}

static bool breaks_physics(struct guard_verdict *v, const double figures[MEASURED_FIGURES])
{
	const struct physical_limits *p = &v->physics;
	double rounding = guard_margins.rounding;

	if (figures[MEASURED_TPOT] * rounding < p->tpot_s)
		return break_rule(v, GUARD_PHYSICS, MEASURED_TPOT, figures, p->tpot_s);
	if (figures[MEASURED_TTFT] * rounding < p->ttft_s)
		return break_rule(v, GUARD_PHYSICS, MEASURED_TTFT, figures, p->ttft_s);
	if (figures[MEASURED_TOK_S] > p->tok_s * rounding)
		return break_rule(v, GUARD_PHYSICS, MEASURED_TOK_S, figures, p->tok_s);
	return false;
}

/* A figure, or where it was not measured the estimate times a factor. */
static double figure_or(
	const struct row *a, const double figures[MEASURED_FIGURES], enum measured_figure figure, double factor)
{
	return isnan(figures[figure]) ? factor * measured_estimate(a, figure) : figures[figure];
}

/* By Little's law users = requests a second x seconds of a request. */
static bool contradicts(
	struct guard_verdict *v, const struct scenario *s, const struct row *a, const double figures[MEASURED_FIGURES])
{
	double output = s->number[PARAMETER_OUTPUT], further = fmax(0.0, output - 1.0), tokens = v->users * output;
	double least_s =
		figure_or(a, figures, MEASURED_TTFT, 0.0) + further * figure_or(a, figures, MEASURED_TPOT, 0.0);
	double most_s = figure_or(a, figures, MEASURED_TTFT, guard_margins.off) +
		further * figure_or(a, figures, MEASURED_TPOT, guard_margins.off);

	if (isinf(v->users) || (isnan(figures[MEASURED_TPOT]) && isnan(figures[MEASURED_TTFT])))
		return false;
	if (figures[MEASURED_TOK_S] > tokens / least_s * guard_margins.more_tokens)
		return break_rule(v, GUARD_TOO_MANY, MEASURED_TOK_S, figures, tokens / least_s);
	if (figures[MEASURED_TOK_S] < tokens / most_s / guard_margins.fewer_tokens)
		return break_rule(v, GUARD_TOO_FEW, MEASURED_TOK_S, figures, tokens / most_s);
	return false;
}

static bool is_far(struct guard_verdict *v, const struct row *a, const double figures[MEASURED_FIGURES])
{
	for (int f = 0; f < MEASURED_FIGURES; f++) {
		double estimate = measured_estimate(a, (enum measured_figure)f);

		if (figures[f] > estimate * guard_margins.off || figures[f] * guard_margins.off < estimate)
			return break_rule(v, GUARD_FAR_FROM_GUESS, (enum measured_figure)f, figures, estimate);
	}
	return false;
}

struct guard_verdict measured_guard(
	const struct scenario *s, const struct row *a, const double figures[MEASURED_FIGURES])
{
	struct guard_verdict v = { .rule = GUARD_PASSED, .users = s->number[PARAMETER_CONCURRENCY] };

	if (a->verdict == VERDICT_DOES_NOT_FIT) {
		v.rule = GUARD_NO_FIT;
		v.missing_bytes = -replica_of(a)->memory.slack;
		return v;
	}
	v.physics = physical_limits_of(&a->deployment, scenario_request(s), v.users);
	if (!breaks_physics(&v, figures) && !contradicts(&v, s, a, figures))
		is_far(&v, a, figures);
	return v;
}
