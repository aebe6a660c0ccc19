/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for goals and for deadlines. */
#include "report/interview_words.h"

#include <math.h>

#include "base/i18n.h"

static const struct interview_words of_goals = {
	.nothing = N_("Nothing meets the goals. Nearest: "),
	.none = N_("none; nothing meets the goals."),
	.before = N_("Before, nothing met the goals."),
	.no_more = N_("Before, the goals could be met."),
	.neither = N_("Nothing met the goals before, either."),
	.cheapest = N_("it meets the goals at the lowest cost."),
	.first = N_("it meets the goals and is first in what matters most."),
	.relax = N_("relax a goal, ask for fewer requests at once or shorter ones, allow fewer bits or more GPUs."),
};

static const struct interview_words of_deadline = {
	.nothing = N_("Nothing is done in time. Nearest: "),
	.none = N_("none; nothing is done in time."),
	.before = N_("Before, nothing was done in time."),
	.no_more = N_("Before, it could be done in time."),
	.neither = N_("Nothing was done in time before, either."),
	.cheapest = N_("it is done in time at the lowest cost."),
	.first = N_("it is done in time and is first in what matters most."),
	.relax = N_("give more time, allow more GPUs or fewer bits, or ask for less certainty."),
};

static bool has_deadline(const struct study *study)
{
	return study->part == PART_PILE;
}

const struct interview_words *interview_words(const struct study *study)
{
	return has_deadline(study) ? &of_deadline : &of_goals;
}

void label_cost_change(struct text *out, const struct study *study, double before, double now)
{
	double percent = (now / before - 1.0) * 100.0;
	bool all = has_deadline(study);

	if (now >= 2.0 * before)
		text_addf(out,
			all ? _("all of it costs %.1f times as much") : _("a million tokens cost %.1f times as much"),
			now / before);
	else if (fabs(percent) < 0.5)
		text_add(out, all ? _("all of it costs the same") : _("a million tokens cost the same"));
	else if (percent > 0.0)
		text_addf(out, all ? _("all of it costs %.0f %% more") : _("a million tokens cost %.0f %% more"),
			percent);
	else
		text_addf(out, all ? _("all of it costs %.0f %% less") : _("a million tokens cost %.0f %% less"),
			fmin(-percent, 99.0));
}

void label_kinds_that_meet(struct text *out, const struct study *study, int kinds)
{
	unsigned long n = (unsigned long)kinds;

	text_addf(out,
		has_deadline(study) ? ngettext("%d kind of GPU is in time", "%d kinds of GPU are in time", n)
				    : ngettext("%d kind of GPU meets the goals", "%d kinds of GPU meet the goals", n),
		kinds);
}
