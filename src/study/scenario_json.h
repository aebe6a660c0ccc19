/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenario object of JSON: what every result carries and what --plan reads. */
#ifndef GPUPLAN_STUDY_SCENARIO_JSON_H
#define GPUPLAN_STUDY_SCENARIO_JSON_H

#include "study/scenario_load.h"
#include "study/studies.h"

/* Adds {"model":...,...} with what the study reads: keys are parameter_key(), null: not given,
 * sets are arrays. */
void scenario_write_json(const struct scenario *s, enum study_id study, struct text *out);

/* The parameters of all studies as a whole file, one a line, and the study whose load it has: what
 * the planner saves.  loads: STUDIES, of which the known ones of other studies go into a member
 * of their own; NULL: none. */
void scenario_write_plan(const struct scenario *s, enum study_id study, const struct scenario_load *loads,
			 struct text *out);

/*
 * Reads that member of a plan whose scenario was read into `s`: all STUDIES loads, known where
 * the plan has one and it is not of the plan's own study.  Errors as below; nothing changes then.
 */
enum status scenario_read_loads(const struct scenario *s, const char *text, size_t n, const char *file,
				struct scenario_load *loads, struct error *error);

/* The study that such a file, or a whole answer, is about; STUDY_SERVE where it does not say.  The
 * file was read by scenario_read_json() before, which refuses what is no study. */
enum study_id scenario_json_study(const char *text, size_t n);

/* STATUS_DATA where such a file is about another study; the message names file, path and what is wanted. */
enum status scenario_json_expect(const char *text, size_t n, const char *file, enum study_id wanted,
				 struct error *error);

/*
 * Reads such an object, or a whole answer that holds one as "scenario", from the text of a
 * file.  Unknown keys and an unknown "study" are errors.  On error the scenario stays as it was and the message
 * names file, path and range (STATUS_DATA).
 */
enum status scenario_read_json(struct scenario *s, const char *text, size_t n, const char *file,
			       struct error *error);

/*
 * Whether the text of a plan file is a whole answer, so that writing a plan over it would lose
 * the results.  May be true of a plan that says "results" somewhere, never false of an answer.
 */
bool scenario_json_has_results(const char *text);

#endif
