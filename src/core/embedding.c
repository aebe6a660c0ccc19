/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products of every token with every weight, and attention within a text. */
#include "core/embedding.h"

#include "core/media_rate.h"

const char *const EMBEDDING_WORDS[] = { "tei", "infinity", "tensorrt", "onnx", "sentence-transformers", NULL };

TRACE_TEMPLATE double seconds_of(struct trace *t, const struct embedding_run *run)
{
	const struct media_constants *k = &run->constants->media;
	const struct media_model *m = run->model;

	TRACE_INPUT_AS(t, tokens, "embedding_tokens", run->tokens, NULL);
	TRACE_INPUT_AS(t, mean_tokens, "embedding_mean", run->mean, NULL);
	TRACE_INPUT(t, matrix_weights, m->matrix_params, m->source);
	TRACE_INPUT(t, model_width, m->width, m->source);
	TRACE_INPUT(t, blocks, m->layers, m->source);
	TRACE_INPUT_AS(t, peak, "media_peak", run->gpu->peak_flops[TENSOR_16BIT], run->gpu->source);
	TRACE_CONSTANT(t, embedding, k->embedding[run->engine], "media_embedding", EMBEDDING_WORDS[run->engine]);
	TRACE_FORMULA(t, token_flop, 2 * matrix_weights + 4 * model_width * mean_tokens * blocks);
	TRACE_PART(t, embedding_share, embedding);
	if (media_power_known(run->gpu)) {
		const double power_factor = media_power_factor(t, run->gpu, k->power_linear, "media_power_linear");

		TRACE_JOIN(t, embedding_share, *, power_factor);
	}
	TRACE_FORMULA(t, embedding_s, tokens * token_flop / (peak * embedding_share));
	return embedding_s;
}

double embedding_s(struct trace *t, const struct embedding_run *run)
{
	return t ? seconds_of(t, run) : seconds_of(NULL, run);
}

double embedding_bytes(const struct embedding_run *run, double tokens_at_once)
{
	const struct media_constants *k = &run->constants->media;

	return run->model->params * 2.0 + k->activation_tensors * run->model->width * tokens_at_once * 2.0 +
		k->context_bytes;
}
