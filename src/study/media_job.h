/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario asks of a media model, with what it leaves open filled in. */
#pragma once

#include "core/media.h"
#include "study/scenario.h"

struct media_job {
	enum media_task task;
	const struct media_model *model; /* NULL: the catalog has none of this task */
	enum media_software software;
	enum tensor_type precision;
	enum media_attention attention;
	double width, height, frames;
	bool frames_of_seconds; /* the length was given in seconds */
	double seconds;         /* of a clip, of one utterance, of the sound that makes one output */
	double steps, evals;
	double batch, reuse;
	double tokens; /* of a text */
	double units;  /* that one output is: seconds of a clip, or 1; of texts millionths */
};

void media_job_read(struct media_job *job, const struct scenario *s);

/* Checks size, frames, steps and lengths against the model: STATUS_USAGE with the limit and the nearest that it takes.
 * Only what was given can be wrong. */
enum status media_job_check(const struct scenario *s, struct error *error);

/* The word of a task in options. */
const char *media_task_id(enum media_task task);
