/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights, activations and the decoder. */
#include "core/media_memory.h"

#include "core/media_rate.h"
#include "core/media_work.h"

/* Blocks that are in the GPU at a time where the weights come from the host. */
static const double BLOCKS_FETCHED = 2.0;

static double encoder_params(const struct media_model *m)
{
	double params = 0.0;

	for (int i = 0; i < m->encoder_count; i++)
		params += m->encoder_params[i];
	return params;
}

TRACE_TEMPLATE double count_resident(struct trace *t, const struct media_run *run, struct media_memory *memory)
{
	const struct media_model *m = run->model;

	TRACE_INPUT_AS(t, all_weights, "media_all_weights", m->params, m->source);
	TRACE_INPUT_AS(t, weight_bytes, "media_weight_bytes", media_weight_bytes(run->precision), NULL);
	TRACE_PART(t, kept, all_weights * weight_bytes);
	if (run->offload != MEDIA_RESIDENT) {
		TRACE_INPUT(t, blocks, m->layers, m->source);
		TRACE_INPUT_AS(t, fetched, "media_blocks_fetched", BLOCKS_FETCHED, NULL);
		TRACE_JOIN(t, kept, *, fetched / blocks);
	}
	TRACE_FORMULA_AS(t, weights_bytes, "media_weights_bytes", kept);
	memory->weights_bytes = weights_bytes;
	TRACE_PART(t, resident, weights_bytes);
	if (!run->encoders_leave) {
		TRACE_INPUT_AS(t, encoders, "media_encoder_weights", encoder_params(m), m->source);
		TRACE_FORMULA_AS(t, encoder_bytes, "media_encoder_bytes", encoders * 2);
		TRACE_JOIN(t, resident, +, encoder_bytes);
		memory->encoder_bytes = encoder_bytes;
	}
	TRACE_INPUT_AS(t, decoder, "media_decoder_weights", m->vae.params, m->source);
	TRACE_FORMULA_AS(t, decoder_bytes, "media_decoder_bytes", decoder * 2);
	TRACE_JOIN(t, resident, +, decoder_bytes);
	TRACE_WHOLE(t, resident, "media_resident");
	memory->decoder_bytes = decoder_bytes;
	return resident;
}

TRACE_TEMPLATE double activations(struct trace *t, const struct media_run *run)
{
	const struct media_constants *k = &run->constants->media;
	const struct media_model *m = run->model;
	const bool official = run->software == MEDIA_OFFICIAL;

	if (m->backbone == MEDIA_UNET) {
		TRACE_INPUT_AS(t, rows, "media_rows", media_rows(run), NULL);
		TRACE_INPUT_AS(t, pixels, "media_pixels", run->width * run->height, NULL);
		TRACE_CONSTANT(t, unet_activation, k->unet_activation_bytes, "media_unet_activation_gb", NULL);
		TRACE_FORMULA_AS(t, activation_bytes, "media_activation_bytes",
				 unet_activation * pixels / 1048576 * rows);
		return activation_bytes;
	}
	/* Transformers evaluate with and without guidance one after the other. */
	TRACE_INPUT_AS(t, batch, "media_batch", run->batch, NULL);
	TRACE_INPUT_AS(t, tokens, "media_tokens", media_work_of(NULL, run).tokens, m->source);
	TRACE_INPUT(t, text_rows, m->joint_layers > 0.0 ? m->text_tokens : 0.0, m->source);
	TRACE_INPUT(t, model_width, m->width, m->source);
	TRACE_INPUT_AS(t, shared_by, "media_shared_by", media_token_gpus(run), NULL);
	TRACE_CONSTANT(t, tensors, official ? k->activation_tensors_official : k->activation_tensors,
		       "media_activation_tensors", official ? "official" : "usual");
	TRACE_INPUT_AS(t, element_bytes, "media_element_bytes", official ? 4.0 : 2.0, NULL);
	TRACE_FORMULA_AS(t, activation_bytes, "media_activation_bytes",
			 tensors * (tokens + text_rows) * model_width * batch * element_bytes / shared_by);
	return activation_bytes;
}

TRACE_TEMPLATE double decoding(struct trace *t, const struct media_run *run)
{
	const struct media_constants *k = &run->constants->media;
	const bool clip = run->model->task == MEDIA_VIDEO;

	TRACE_INPUT_AS(t, pixels, "media_pixels", run->width * run->height, NULL);
	TRACE_INPUT(t, frames, run->frames, NULL);
	TRACE_CONSTANT(t, decoded_bytes, clip ? k->vae_video_bytes : k->vae_image_bytes, "media_vae_bytes",
		       clip ? "video" : "image");
	TRACE_PART(t, decoded_pixels, pixels);
	if (run->tiled) {
		TRACE_CONSTANT(t, tile, k->tile_pixels, "media_tile_pixels", NULL);
		TRACE_MIN(t, decoded_pixels, tile);
	}
	TRACE_FORMULA_AS(t, vae_bytes, "media_vae_peak_bytes", decoded_bytes * decoded_pixels + 6 * pixels * frames);
	return vae_bytes;
}

TRACE_TEMPLATE struct media_memory memory_of(struct trace *t, const struct media_run *run)
{
	const struct media_constants *k = &run->constants->media;
	struct media_memory memory = { 0 };
	double resident, activation_bytes, vae_bytes;

	resident = count_resident(t, run, &memory);
	memory.activation_bytes = activation_bytes = activations(t, run);
	memory.vae_bytes = vae_bytes = decoding(t, run);
	TRACE_CONSTANT(t, context, k->context_bytes, "media_context_gb", NULL);
	TRACE_FORMULA_AS(t, peak_bytes, "media_peak_bytes", resident + max(activation_bytes, vae_bytes) + context);
	memory.runtime_bytes = context;
	memory.peak_bytes = peak_bytes;
	return memory;
}

struct media_memory media_memory_of(struct trace *t, const struct media_run *run)
{
	return t ? memory_of(t, run) : memory_of(NULL, run);
}

/* Share of the memory above which a peak fits only tightly. */
static const double NEAR = 0.95;

enum fit media_fit(const struct media_run *run, const struct media_memory *memory)
{
	if (!(memory->peak_bytes <= run->gpu->memory_bytes))
		return FIT_NO;
	return memory->peak_bytes > NEAR * run->gpu->memory_bytes ? FIT_TIGHT : FIT_YES;
}
