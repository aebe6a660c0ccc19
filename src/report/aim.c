/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of aims. */
#include "report/aim.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "report/placeholder.h"

/* Where the first of the numbers is one, and where it is not. */
#define P_(which, one, more) .kind = one, .kinds = more

/* The first is that of all parts without a row. */
static const struct aim aims[] = {
	{
		.part = PART_NONE,
		.verdicts = { N_("meets"), N_("uncertain"), N_("misses") },
		.meets = N_("meets the goals"),
		.nothing = N_("Nothing meets the goals"),
		.nothing_brief = N_("Nothing meets"),
		.none = N_("none; nothing meets the goals."),
		P_(1, "{count} kind of GPU meets the goals", "{count} kinds of GPU meet the goals"),
		.before = N_("Before, nothing met the goals."),
		.no_more = N_("Before, the goals could be met."),
		.neither = N_("Nothing met the goals before, either."),
		.times = N_("a million tokens cost {factor} times as much"),
		.same = N_("a million tokens cost the same"),
		.more = N_("a million tokens cost {percent} more"),
		.less = N_("a million tokens cost {percent} less"),
		.cheapest = N_("it meets the goals at the lowest cost."),
		.first = N_("it meets the goals and is first in what matters most."),
		.relax = N_("relax a goal, ask for fewer requests at once or shorter ones, allow fewer bits or more "
			    "GPUs."),
	},
	{
		.part = PART_PILE,
		.verdicts = { N_("in time"), N_("uncertain"), N_("late") },
		.meets = N_("in time"),
		.nothing = N_("Nothing is done in time"),
		.nothing_brief = N_("Nothing is done in time"),
		.none = N_("none; nothing is done in time."),
		P_(1, "{count} kind of GPU is in time", "{count} kinds of GPU are in time"),
		.before = N_("Before, nothing was done in time."),
		.no_more = N_("Before, it could be done in time."),
		.neither = N_("Nothing was done in time before, either."),
		.times = N_("all of it costs {factor} times as much"),
		.same = N_("all of it costs the same"),
		.more = N_("all of it costs {percent} more"),
		.less = N_("all of it costs {percent} less"),
		.cheapest = N_("it is done in time at the lowest cost."),
		.first = N_("it is done in time and is first in what matters most."),
		.relax = N_("give more time, allow more GPUs or fewer bits, or ask for less certainty."),
	},
	{
		.part = PART_TRAINING,
		.verdicts = { N_("trains"), N_("uncertain"), N_("late") },
		.meets = N_("trains in time"),
		.nothing = N_("Nothing trains it in time"),
		.nothing_brief = N_("Nothing trains it in time"),
		.none = N_("none; nothing trains it in time."),
		P_(1, "{count} kind of GPU trains it in time", "{count} kinds of GPU train it in time"),
		.before = N_("Before, nothing trained it in time."),
		.no_more = N_("Before, it could be trained in time."),
		.neither = N_("Nothing trained it in time before, either."),
		.times = N_("the run costs {factor} times as much"),
		.same = N_("the run costs the same"),
		.more = N_("the run costs {percent} more"),
		.less = N_("the run costs {percent} less"),
		.cheapest = N_("its run costs least."),
		.first = N_("it trains in time and is first in what matters most."),
		.relax = N_("allow more GPUs or more time, or a method that holds less: lora, qlora."),
	},
	{
		.part = PART_MEDIA,
		.verdicts = { N_("meets"), N_("uncertain"), N_("misses") },
		.meets = N_("makes it"),
		.nothing = N_("Nothing makes it as wanted"),
		.nothing_brief = N_("Nothing makes it"),
		.none = N_("none; nothing makes it as wanted."),
		P_(1, "{count} kind of GPU makes it", "{count} kinds of GPU make it"),
		.before = N_("Before, nothing made it."),
		.no_more = N_("Before, it could be made."),
		.neither = N_("Nothing made it before, either."),
		.times = N_("one costs {factor} times as much"),
		.same = N_("one costs the same"),
		.more = N_("one costs {percent} more"),
		.less = N_("one costs {percent} less"),
		.cheapest = N_("one costs least on it."),
		.first = N_("it makes it and is first in what matters most."),
		.relax = N_("take fewer steps or a smaller size, faster software, fewer a day, or more GPUs."),
	},
};

const struct aim *aim_of(enum part_kind part)
{
	for (size_t i = 1; i < sizeof(aims) / sizeof(aims[0]); i++)
		if (aims[i].part == part)
			return &aims[i];
	return &aims[0];
}

const char *label_part_verdict(enum part_kind part, enum verdict verdict)
{
	return verdict <= VERDICT_MISSES ? _(aim_of(part)->verdicts[verdict]) : label_verdict(verdict);
}

const char *label_row_verdict(const struct row *row)
{
	return label_part_verdict(row->part_kind, row->verdict);
}

/* Of whatever is counted or compared. */
struct numbers {
	double count, factor, percent;
};

static bool add_number(struct text *out, const char *name, const void *context)
{
	const struct numbers *n = context;

	if (strcmp(name, "count") == 0)
		text_addf(out, "%.0f", n->count);
	else if (strcmp(name, "factor") == 0)
		text_addf(out, "%.1f", n->factor);
	else if (strcmp(name, "percent") == 0)
		text_addf(out, "%.0f %%", n->percent);
	else
		return false;
	return true;
}

static void add(struct text *out, const char *words, const struct numbers *numbers)
{
	placeholders_fill(out, words, strlen(words), add_number, numbers);
}

void label_cost_change(struct text *out, enum part_kind part, double before, double now)
{
	const struct aim *aim = aim_of(part);
	double percent = (now / before - 1.0) * 100.0;
	struct numbers numbers = { .factor = now / before,
		.percent = fmin(fabs(percent), percent < 0.0 ? 99.0 : INFINITY) };

	if (now >= 2.0 * before)
		add(out, _(aim->times), &numbers);
	else if (fabs(percent) < 0.5)
		add(out, _(aim->same), &numbers);
	else
		add(out, _(percent > 0.0 ? aim->more : aim->less), &numbers);
}

void label_kinds_that_meet(struct text *out, enum part_kind part, int kinds)
{
	const struct aim *aim = aim_of(part);

	add(out, ngettext(aim->kind, aim->kinds, (unsigned long)kinds), &(struct numbers){ .count = kinds });
}
