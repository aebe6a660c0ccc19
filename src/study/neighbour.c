/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Solving a study with another word of a choice. */
#include "study/neighbour.h"

#include <math.h>

#include "study/scenario_text.h"

static const char *const *words_of(enum parameter parameter)
{
	if (parameter == PARAMETER_COUNT || parameter_row(parameter)->form != PARAMETER_CHOICE_FORM)
		return NULL;
	return parameter_choices(parameter);
}

void neighbours_start(
	struct neighbours *n, const struct study *study, const struct scenario *s, enum parameter parameter)
{
	if (n->started && n->study == study && n->parameter == parameter && scenario_equal(&n->scenario, s))
		return;
	n->study = study;
	n->scenario = *s;
	n->parameter = parameter;
	n->started = true;
	n->next = n->count = 0;
}

static void look_at(struct neighbours *n, const char *word, long today, struct result *lent)
{
	struct scenario other = n->scenario;
	struct neighbour *it = &n->items[n->count];
	struct error ignored = { 0 };
	const struct row *best;

	if (scenario_try(&other, n->parameter, word, &ignored) != STATUS_OK)
		return;
	study_solve(n->study, &other, today, lent);
	best = result_best(lent);
	*it = (struct neighbour){ .word = word, .objective = NAN };
	if (best) {
		it->gpu = best->deployment.gpu;
		it->gpus = layout_gpus(&best->deployment.layout);
		it->replicas = metric_value(METRIC_REPLICAS, best).band.mid;
		it->objective = n->study->objective ? n->study->objective(best) : (double)NAN;
	}
	n->count++;
}

bool neighbours_advance(struct neighbours *n, long today, struct result *lent)
{
	const char *const *words = n->started ? words_of(n->parameter) : NULL;

	if (!words || !words[n->next] || n->count == NEIGHBOURS_MAX)
		return false;
	if (n->next != (int)n->scenario.number[n->parameter])
		look_at(n, words[n->next], today, lent);
	n->next++;
	return true;
}

bool neighbours_known(const struct neighbours *n, enum parameter parameter)
{
	const char *const *words = words_of(parameter);

	return n->started && n->parameter == parameter && words && !words[n->next];
}
