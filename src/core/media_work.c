/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens, FLOP and activations from the configuration of a model. */
#include "core/media_work.h"

/* Blocks of a transformer over the tokens of the image and of the text. */
TRACE_TEMPLATE struct media_work transformer_work(struct trace *t, const struct media_run *run)
{
	const struct media_model *m = run->model;
	const char *source = m->source;

	TRACE_INPUT(t, frames, run->frames, NULL);
	TRACE_INPUT_AS(t, height, "media_height", run->height, NULL);
	TRACE_INPUT_AS(t, width, "media_width", run->width, NULL);
	TRACE_INPUT(t, spatial, m->vae.spatial, source);
	TRACE_INPUT(t, temporal, m->vae.temporal, source);
	TRACE_INPUT(t, patch_frames, m->patch_frames, source);
	TRACE_INPUT(t, patch_height, m->patch_height, source);
	TRACE_INPUT(t, patch_width, m->patch_width, source);
	TRACE_FORMULA(t, latent_frames, floor((frames - 1) / temporal) + 1);
	TRACE_FORMULA_AS(t, tokens, "media_tokens",
			 ceil(latent_frames / patch_frames) * floor(height / (spatial * patch_height)) *
				 floor(width / (spatial * patch_width)));
	TRACE_INPUT(t, text_tokens, m->text_tokens, source);
	TRACE_INPUT(t, image_weights, m->image_weights, source);
	TRACE_INPUT(t, text_weights, m->text_weights, source);
	TRACE_INPUT(t, work, m->work, source);
	TRACE_INPUT(t, model_width, m->width, source);
	TRACE_INPUT(t, joint, m->joint_layers, source);
	TRACE_INPUT(t, self, m->self_layers, source);
	TRACE_INPUT(t, cross, m->cross_layers, source);
	TRACE_INPUT(t, blocks, m->layers, source);
	TRACE_FORMULA(t, linear_flop, 2 * (image_weights * tokens + text_weights * text_tokens) * work);
	TRACE_FORMULA(t, attention_flop,
		      4 * model_width * (joint * (tokens + text_tokens) * (tokens + text_tokens) +
						self * tokens * tokens + cross * tokens * text_tokens));
	TRACE_INPUT(t, text_rows, joint > 0.0 ? text_tokens : 0.0, source);
	TRACE_FORMULA(t, elements, blocks * model_width * (tokens + text_rows) * work);
	return (struct media_work){ tokens, linear_flop, attention_flop, elements,
		m->heads * ((joint + self) * tokens * tokens + cross * tokens * text_tokens) };
}

/* A UNet that was counted at two sizes. */
TRACE_TEMPLATE struct media_work unet_work(struct trace *t, const struct media_run *run)
{
	const struct media_unet *u = &run->model->unet;
	const char *source = run->model->source;

	TRACE_INPUT_AS(t, height, "media_height", run->height, NULL);
	TRACE_INPUT_AS(t, width, "media_width", run->width, NULL);
	TRACE_INPUT(t, counted, u->pixels, source);
	TRACE_INPUT(t, counted_large, u->pixels_large, source);
	TRACE_INPUT(t, counted_flop, u->linear_flop, source);
	TRACE_INPUT(t, counted_attention, u->attention_flop, source);
	TRACE_INPUT(t, counted_attention_large, u->attention_flop_large, source);
	TRACE_INPUT(t, counted_elements, u->elements, source);
	TRACE_FORMULA_AS(t, pixels, "media_pixels", width * height);
	TRACE_FORMULA(t, linear_flop, counted_flop * pixels / counted);
	TRACE_FORMULA(t, square,
		      (counted_attention_large / counted_large - counted_attention / counted) /
			      (counted_large - counted));
	TRACE_FORMULA(t, attention_flop, (counted_attention / counted + square * (pixels - counted)) * pixels);
	TRACE_FORMULA(t, elements, counted_elements * pixels / counted);
	return (struct media_work){ pixels / (run->model->vae.spatial * run->model->vae.spatial * 4.0), linear_flop,
		attention_flop, elements, NAN };
}

struct media_work media_work_of(struct trace *t, const struct media_run *run)
{
	if (run->model->backbone == MEDIA_UNET)
		return t ? unet_work(t, run) : unet_work(NULL, run);
	return t ? transformer_work(t, run) : transformer_work(NULL, run);
}
