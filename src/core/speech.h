/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speech synthesis (gpuplan-model(7), 11.4 Speech). */
#pragma once

#include "core/media.h"

struct speech_run {
	const struct constants *constants;
	const struct media_model *model;
	const struct gpu *gpu;
	bool tuned;          /* TensorRT and engines alike; false: PyTorch */
	double seconds;      /* of speech that is made */
	double streams;      /* made at the same time */
	double steps, evals; /* of a diffusion model */
};

struct speech_time {
	double seconds; /* to make the speech of one stream, all of them working */
	double rtf;     /* GPU seconds for a second of speech, over all streams */
	double first_s; /* until the first sound; NaN: nothing is known, or all comes at once */
	bool measured;  /* of a published run, no law */
};

/* All NaN: nothing is known of this model on this GPU. */
struct speech_time speech_time_of(struct trace *t, const struct speech_run *run);
