/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario asks of a pile, and what a row has of it. */
#include "study/batch_pile.h"

#include <math.h>

static const double SECONDS_PER_HOUR = 3600.0;

const struct batch_pile batch_pile_unknown = {
	.pile = { NAN, { NAN, NAN, NAN }, NAN, NAN, NAN, NAN },
	.crew = { NAN, NAN },
	.requests = NAN,
	.now = NAN,
	.deadline_h = NAN,
	.hours = { NAN, NAN, NAN },
	.hours_sure = NAN,
	.work_h = NAN,
	.lost_h = NAN,
	.interruptions = NAN,
	.rented_gpus = NAN,
	.gpu_hours = NAN,
	.usd = { NAN, NAN, NAN },
	.usd_sure = NAN,
	.lost_usd = NAN,
	.hour_more = { NAN, NAN, NAN },
	.hour_less = { NAN, NAN, NAN },
	.no_gain_h = NAN,
};

const struct batch_pile *pile_of(const struct row *row)
{
	return row->part_kind == PART_PILE || row->part_kind == PART_TRAINING
		? &((const struct pile_part *)row->part)->pile
		: &batch_pile_unknown;
}

/* Whole minutes: nobody knows it better. */
double pile_done_at(const struct row *row)
{
	const struct batch_pile *p = pile_of(row);

	return isfinite(p->hours.mid) ? ceil((p->now + p->hours.mid * SECONDS_PER_HOUR) / 60.0) * 60.0 : (double)NAN;
}

double pile_deadline_at(const struct row *row)
{
	return pile_of(row)->now + pile_of(row)->deadline_h * SECONDS_PER_HOUR;
}

double batch_requests(const struct scenario *s)
{
	const double *n = s->number;
	double tokens = isnan(n[PARAMETER_TOKENS]) ? BATCH_DEFAULT_TOKENS : n[PARAMETER_TOKENS];
	bool all = n[PARAMETER_COUNTED] == COUNTED_ALL;

	if (!isnan(n[PARAMETER_REQUESTS]))
		return n[PARAMETER_REQUESTS];
	return tokens / (n[PARAMETER_OUTPUT] + (all ? n[PARAMETER_PROMPT] : 0.0));
}

void batch_terms_read(struct batch_terms *t, const struct scenario *s)
{
	const double *n = s->number;

	*t = (struct batch_terms){
		.requests = batch_requests(s),
		.output_tokens = batch_requests(s) * n[PARAMETER_OUTPUT],
		.deadline_h = n[PARAMETER_DEADLINE] / SECONDS_PER_HOUR,
		.certainty = n[PARAMETER_CERTAINTY],
		.max_gpus = scenario_max_gpus(s),
		.restart_h = n[PARAMETER_RESTART] / SECONDS_PER_HOUR,
		.interruptions = n[PARAMETER_INTERRUPTIONS],
		.kinds = scenario_purchases(s),
		.constants = &s->catalog->constants,
	};
}
