/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast some GPUs do a job, and whether it fits. */
#pragma once

#include "study/media_answer.h"

/* Why there is no answer. */
enum media_gap_kind {
	MEDIA_CAN,
	MEDIA_NO_ROOM,    /* it does not fit */
	MEDIA_NO_TYPE,    /* the GPU cannot multiply in that number type */
	MEDIA_NO_DATA,    /* no constants, or no published run, for this GPU */
	MEDIA_NO_MEMORY,  /* its memory is not published */
	MEDIA_NO_DIVISION /* so many GPUs cannot make one output together */
};

/* One way to do the job: GPUs that make an output together. */
struct media_way {
	enum media_gap_kind gap;
	double gpus;
	struct media_run run;
	enum media_leaves leaves;
	struct media_memory memory; /* with its peak in any case, if the memory is known */
	struct media_time time;
	struct band seconds;
	double first_s;   /* until the first sound of speech; NaN: not known, or all sound comes at once */
	double wait_s;    /* that, or the whole */
	struct band wait; /* the same with its error */
};

/* Leaves the formulas of sound and of texts. */
void media_judge_trace(struct trace *t, const struct scenario *s, const struct media_job *job, const struct gpu *gpu);

/* `gpus` at least 1; more than one for images and clips only. */
struct media_way media_judge(const struct scenario *s, const struct media_job *job, const struct gpu *gpu, double gpus);
