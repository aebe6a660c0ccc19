/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON object "scenario": part of every result, and the content of a plan file. */
#pragma once

#include "study/scenario_load.h"
#include "study/studies.h"

struct study;

/* Adds the object {"model":...,...} with the parameters that the study reads.  Keys are parameter_key(); null
 * means not given; sets are arrays. */
void scenario_write_json(const struct scenario *s, const struct study *study, struct text *out);

/* Adds a whole plan file, as the planner saves it: the parameters of all studies, one per line, and the study
 * whose load they have.  `loads` has STUDIES_MAX elements; the known loads of other studies are written into
 * a separate member.  NULL: none. */
void scenario_write_plan(
	const struct scenario *s, const struct study *study, const struct scenario_load *loads, struct text *out);

/* Reads the loads of other studies from a plan whose scenario was read into `s`.  Sets all STUDIES_MAX elements; an
 * element is known if the plan has that load and it is not of the plan's own study.  Errors are those of
 * scenario_read_json(); nothing changes then. */
enum status scenario_read_loads(const struct scenario *s, const char *text, size_t n, const char *file,
	struct scenario_load *loads, struct error *error);

/* The study of a plan file or a whole answer; study_first() if it names none.  scenario_read_json(), which
 * refuses unknown studies, must have read the file before. */
const struct study *scenario_json_study(const char *text, size_t n);

/* STATUS_DATA if the file is about another study than `wanted`.  The message names file, path and study. */
enum status scenario_json_expect(
	const char *text, size_t n, const char *file, const struct study *wanted, struct error *error);

/* Reads such an object, or a whole answer that holds one as "scenario", from the text of a file.  It is checked as one
 * of the study that the file names; usual_max_gpus stays that of `s`.  Unknown keys and an unknown "study" are errors.
 * On error the scenario stays as it was and the message names file, path and range (STATUS_DATA). */
enum status scenario_read_json(struct scenario *s, const char *text, size_t n, const char *file, struct error *error);

/* Whether the text of a plan file is a whole answer with results, which saving a plan would overwrite.  Always true
 * for an answer; may be true for a plan that contains the word "results". */
bool scenario_json_has_results(const char *text);
