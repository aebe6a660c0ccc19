/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes, frames and GPUs that a model can take. */
#pragma once

#include "core/media.h"

/* What a run asks that the model cannot do; MEDIA_WITHIN when nothing. */
enum media_limit {
	MEDIA_WITHIN,
	MEDIA_WIDTH_STEP,  /* the width is no multiple of `value` pixels */
	MEDIA_HEIGHT_STEP, /* the same of the height */
	MEDIA_PIXELS,      /* more than `value` pixels */
	MEDIA_FRAMES_STEP, /* the frames are not 1 + a multiple of `value` */
	MEDIA_FRAMES,      /* more than `value` frames */
	MEDIA_ONE_FRAME,   /* it makes images: one frame */
	MEDIA_GPUS,        /* more GPUs than heads (`value`) */
	MEDIA_GUIDANCE,    /* an odd number of GPUs, or no guidance, for a split by guidance */
	MEDIA_SPAN         /* more tokens than `value` in one text */
};

struct media_excess {
	enum media_limit limit;
	double value;        /* what the limit is about; NaN: nothing */
	double below, above; /* the nearest that can be had; NaN: none */
};

/* Pixels of one token in each direction: width and height must be multiples. */
double media_pixel_step(const struct media_model *model);

/* Frames grow by so many; 1 for images. */
double media_frame_step(const struct media_model *model);

/* The first limit that a run breaks. */
struct media_excess media_excess_of(const struct media_run *run);

/* The same of texts of so many tokens. */
struct media_excess embedding_excess_of(const struct media_model *model, double tokens);
