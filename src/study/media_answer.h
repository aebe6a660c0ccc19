/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a row that images, video, speech and texts are about. */
#pragma once

#include "core/media_memory.h"
#include "core/media_time.h"
#include "study/media_job.h"
#include "study/replica.h"

/* What leaves the GPU so that the model fits. */
enum media_leaves { MEDIA_LEAVES_NOTHING, MEDIA_LEAVES_ENCODERS, MEDIA_LEAVES_WEIGHTS, MEDIA_LEAVES_WEIGHTS_SYNC };

/* Unknown figures are NaN.  US dollars. */
struct media_answer {
	struct media_job job; /* model NULL: the row has no answer */
	struct media_run run; /* of images and clips */
	enum media_leaves leaves;
	struct media_time time;     /* of images and clips */
	struct media_memory memory; /* of one GPU */
	struct band seconds;        /* of one output, while `gpus` are busy with it */
	double first_s;             /* until the first sound of speech; NaN: not known, or all comes at once */
	double wait_s;              /* until somebody has the output, or hears the first sound */
	double per_day;             /* outputs of all GPUs */
	double wanted_per_day;      /* NaN: no volume was given */
	struct band usd;            /* of one output */
	double usd_sure;            /* not exceeded with the certainty asked for */
	double api_usd;             /* of one output; NaN: no price was given */
	double api_month_usd;       /* of the volume in a month */
	double even_per_day;        /* outputs from which the GPUs cost less than the API; INFINITY: never */
};

struct media_part {
	struct replica replica; /* its memory */
	struct media_answer media;
};

extern const struct media_answer media_unknown;

/* The answer of a row; media_unknown if its study has none. */
const struct media_answer *media_of(const struct row *row);

/* Getters of metrics. */
const char *media_model_word(const struct row *row);
const char *media_task_word(const struct row *row);
const char *media_software_word(const struct row *row);
const char *media_leaves_word(const struct row *row);
const char *media_unit_word(const struct row *row);
struct band media_unit_usd(const struct row *row);
double media_unit_usd_sure(const struct row *row);
double media_api_month(const struct row *row);
double media_rtf(const struct row *row);
double media_denoise_s(const struct row *row);
double media_other_s(const struct row *row);
