/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An encoder's products and a decoder that reads what it made, window by window. */
#include "core/transcription.h"

const char *const TRANSCRIPTION_WORDS[] = { "tensorrt", "faster-whisper", "faster-whisper-batched", "transformers",
	"openai-whisper", "whisper-cpp", NULL };

/* Special tokens of a window. */
static const double PROMPT_TOKENS = 4.0;

/* FLOP of the encoder of one window, with the keys and values that it hands to the decoder. */
TRACE_TEMPLATE double encoder_flop_of(struct trace *t, const struct media_model *m)
{
	TRACE_INPUT(t, model_width, m->width, m->source);
	TRACE_INPUT(t, encoder_layers, m->transcription.encoder_layers, m->source);
	TRACE_INPUT(t, decoder_layers, m->transcription.decoder_layers, m->source);
	TRACE_INPUT(t, positions, m->transcription.frames, m->source);
	TRACE_FORMULA(t, encoder_flop,
		      24 * model_width * model_width * encoder_layers * positions +
			      4 * model_width * positions * positions * encoder_layers +
			      4 * model_width * model_width * positions * decoder_layers);
	return encoder_flop;
}

/* Bytes of those keys and values, which every token reads. */
TRACE_TEMPLATE double cross_bytes_of(struct trace *t, const struct media_model *m)
{
	TRACE_INPUT(t, model_width, m->width, m->source);
	TRACE_INPUT(t, decoder_layers, m->transcription.decoder_layers, m->source);
	TRACE_INPUT(t, positions, m->transcription.frames, m->source);
	TRACE_FORMULA(t, cross_bytes, 2 * positions * model_width * 2 * decoder_layers);
	return cross_bytes;
}

/* A server whose batches are full: the weights are read for all windows at once, what the encoder made is not. */
TRACE_TEMPLATE double batched(struct trace *t, const struct transcription_run *run, double windows)
{
	const struct media_constants *k = &run->constants->media;
	const double encoder_flop = encoder_flop_of(t, run->model), cross_bytes = cross_bytes_of(t, run->model);

	TRACE_ARGUMENT(t, windows, NULL);
	TRACE_INPUT_AS(t, peak, "media_peak", run->gpu->peak_flops[TENSOR_16BIT], run->gpu->source);
	TRACE_INPUT(t, bandwidth, run->gpu->bandwidth_bytes_per_s, run->gpu->source);
	TRACE_INPUT_AS(t, written, "transcription_tokens", run->tokens_per_s * run->seconds / windows, NULL);
	TRACE_INPUT_AS(t, prompt_tokens, "transcription_prompt", PROMPT_TOKENS, run->model->source);
	TRACE_CONSTANT(t, encoder, k->transcription_encoder, "media_transcription_encoder", NULL);
	TRACE_CONSTANT(t, cross, k->transcription_cross, "media_transcription_cross", NULL);
	TRACE_CONSTANT(t, window_host, k->transcription_window_s, "media_transcription_window_s", NULL);
	TRACE_FORMULA(t, window_s,
		      encoder * encoder_flop / peak + cross * (written + prompt_tokens) * cross_bytes / bandwidth +
			      window_host);
	TRACE_FORMULA(t, transcription_s, windows * window_s);
	return transcription_s;
}

/* One file by itself: every token takes the host so long for each layer of the decoder, whatever the GPU.  The times are
 * those of large-v2 with 32 layers. */
TRACE_TEMPLATE double single(struct trace *t, const struct transcription_run *run, double windows)
{
	const struct media_constants *k = &run->constants->media;
	const double encoder_flop = encoder_flop_of(t, run->model);

	TRACE_ARGUMENT(t, windows, NULL);
	TRACE_INPUT_AS(t, peak, "media_peak", run->gpu->peak_flops[TENSOR_16BIT], run->gpu->source);
	TRACE_INPUT_AS(t, sound_s, "transcription_sound_s", run->seconds, NULL);
	TRACE_INPUT_AS(t, token_rate, "transcription_token_rate", run->tokens_per_s, run->model->source);
	TRACE_INPUT(t, decoder_layers, run->model->transcription.decoder_layers, run->model->source);
	TRACE_CONSTANT(t, encoder_share, k->transcription_single, "media_transcription_single", NULL);
	TRACE_CONSTANT(t, token, k->transcription_token_s[run->engine], "media_transcription_token_s",
		       TRANSCRIPTION_WORDS[run->engine]);
	TRACE_FORMULA(t, transcription_s,
		      windows * encoder_flop / (encoder_share * peak) +
			      sound_s * token_rate * token * decoder_layers / 32);
	return transcription_s;
}

double transcription_s(struct trace *t, const struct transcription_run *run)
{
	const double windows = ceil(run->seconds / run->model->transcription.window_s);

	return run->engine == TRANSCRIPTION_TENSORRT ? batched(t, run, windows) : single(t, run, windows);
}

double transcription_bytes(const struct transcription_run *run, double windows_at_once)
{
	return run->model->params * 2.0 + windows_at_once * cross_bytes_of(NULL, run->model) +
		run->constants->media.context_bytes;
}
