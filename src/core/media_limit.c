/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a model can take, and the nearest of what it cannot. */
#include "core/media_limit.h"

double media_pixel_step(const struct media_model *model)
{
	/* The UNet halves the latents twice, and pads what is odd: 8 is what its pipeline asks. */
	return model->vae.spatial * (model->backbone == MEDIA_UNET ? 1.0 : model->patch_width);
}

double media_frame_step(const struct media_model *model)
{
	return model->task == MEDIA_VIDEO ? model->vae.temporal : 1.0;
}

static struct media_excess within(void)
{
	return (struct media_excess){ MEDIA_WITHIN, NAN, NAN, NAN };
}

/* The value below and above in steps from `first`. */
static struct media_excess off_step(enum media_limit limit, double value, double step, double first)
{
	double below = first + floor((value - first) / step) * step;

	if (!(fmod(value - first, step) > 0.0))
		return within();
	return (struct media_excess){ limit, step, below > 0.0 ? below : NAN, below + step };
}

static struct media_excess beyond(enum media_limit limit, double value, double most)
{
	if (!(value > most))
		return within();
	return (struct media_excess){ limit, most, most, NAN };
}

/* The first of two. */
static struct media_excess either(struct media_excess a, struct media_excess b)
{
	return a.limit == MEDIA_WITHIN ? b : a;
}

static struct media_excess frames_of(const struct media_run *run)
{
	const struct media_model *m = run->model;

	if (m->task == MEDIA_IMAGE)
		return run->frames > 1.0 ? (struct media_excess){ MEDIA_ONE_FRAME, 1.0, 1.0, NAN } : within();
	return either(off_step(MEDIA_FRAMES_STEP, run->frames, media_frame_step(m), 1.0),
		beyond(MEDIA_FRAMES, run->frames, m->max_frames));
}

/* Heads are divided among the GPUs where the tokens are, unevenly where it must be. */
static struct media_excess gpus_of(const struct media_run *run)
{
	const double heads = run->model->heads;

	if (run->split == MEDIA_SPLIT_GUIDANCE && run->gpus > 1.0 && (fmod(run->gpus, 2.0) > 0.0 || run->evals < 2.0))
		return (struct media_excess){ MEDIA_GUIDANCE, 2.0, run->gpus - 1.0, run->gpus + 1.0 };
	return heads > 0.0 ? beyond(MEDIA_GPUS, media_token_gpus(run), heads) : within();
}

struct media_excess media_excess_of(const struct media_run *run)
{
	const double step = media_pixel_step(run->model);
	struct media_excess found = off_step(MEDIA_WIDTH_STEP, run->width, step, 0.0);

	found = either(found, off_step(MEDIA_HEIGHT_STEP, run->height, step, 0.0));
	found = either(found, beyond(MEDIA_PIXELS, run->width * run->height, run->model->max_pixels));
	found = either(found, frames_of(run));
	return either(found, gpus_of(run));
}

struct media_excess embedding_excess_of(const struct media_model *model, double tokens)
{
	return beyond(MEDIA_SPAN, tokens, model->max_tokens);
}
