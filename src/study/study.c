/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of studies. */
#include "study/study.h"

#include <string.h>

static const struct study *rows[STUDIES_MAX] = {
#define STUDY(id, value, ...) [STUDY_##id] = &value,
#include "study/study-table.h"
#undef STUDY
};
static int count = STUDIES;

int study_count(void)
{
	return count;
}

const struct study *study_at(int place)
{
	return rows[place];
}

static void prepare(const struct study *study)
{
	if (study->prepare)
		study->prepare();
}

void study_prepare(void)
{
	for (int i = 0; i < STUDIES; i++)
		prepare(rows[i]);
}

bool study_add(const struct study *study)
{
	if (count == STUDIES_MAX || study_from_id(study->id))
		return false;
	rows[count++] = study;
	prepare(study);
	return true;
}

void study_remove_added(void)
{
	count = STUDIES;
	parameter_remove_added();
	metric_remove_added();
	reason_remove_added();
}

void study_adopt(const struct study *study, struct scenario *s)
{
	s->usual_max_gpus = study->max_gpus > 0.0 ? study->max_gpus : SCENARIO_MAX_GPUS;
}

void study_solve(const struct study *study, const struct scenario *s, long today, struct result *result)
{
	result_begin(result, study);
	study->solve(s, today, result);
}

const struct study *study_first(void)
{
	return rows[0];
}

const struct study *study_from_id(const char *id)
{
	for (int i = 0; i < study_count(); i++)
		if (strcmp(rows[i]->id, id) == 0)
			return rows[i];
	return NULL;
}

const struct study *study_of_replica(void)
{
	int place = 0;

	while (rows[place]->part != PART_REPLICA)
		place++;
	return rows[place];
}

const struct study *study_with_questions(void)
{
	int place = 0;

	while (!rows[place]->questions)
		place++;
	return rows[place];
}

int study_place(const struct study *study)
{
	int place = 0;

	while (rows[place] != study)
		place++;
	return place;
}

unsigned study_purchases(const struct study *study, const struct scenario *s)
{
	return study->purchases ? study->purchases(s) : scenario_purchases(s);
}

bool study_reads(const struct study *study, enum parameter parameter)
{
	for (const enum parameter *const *list = study->reads; *list; list++)
		if (parameter_listed(*list, parameter))
			return true;
	return false;
}

bool study_gives(const struct study *study, enum metric metric)
{
	for (const enum metric *const *list = study->gives; *list; list++)
		for (const enum metric *m = *list; *m != METRIC_COUNT; m++)
			if (*m == metric)
				return true;
	return false;
}
