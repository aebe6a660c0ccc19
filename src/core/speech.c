/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Diffusion of all frames, one small pass, or token after token. */
#include "core/speech.h"

#include "core/media_rate.h"

/* One number of speech at a time: what `seconds` and `rtf` are follows from it. */
static struct speech_time of_seconds(double seconds, const struct speech_run *run, double streams)
{
	return (struct speech_time){ seconds, seconds / (run->seconds * streams), NAN, false };
}

/* FLOP per second of the products of a diffusion model or a vocoder: as of images in PyTorch on this GPU. */
static double products_rate(struct trace *t, const struct speech_run *run)
{
	const struct media_run products = media_run_of(run->constants, run->model, run->gpu);

	return media_linear_rate(t, &products);
}

TRACE_TEMPLATE double diffusion_s(struct trace *t, const struct speech_run *run)
{
	const struct media_constants *k = &run->constants->media;
	const struct media_model *m = run->model;
	const double linear_rate = products_rate(t, run);

	TRACE_INPUT_AS(t, output_s, "speech_s", run->seconds, NULL);
	TRACE_INPUT(t, frame_rate, m->speech.frame_rate, m->source);
	TRACE_INPUT(t, reference_s, m->speech.reference_s, m->source);
	TRACE_INPUT(t, image_weights, m->image_weights, m->source);
	TRACE_INPUT(t, model_width, m->width, m->source);
	TRACE_INPUT(t, blocks, m->layers, m->source);
	TRACE_INPUT_AS(t, steps, "media_steps", run->steps, NULL);
	TRACE_INPUT_AS(t, evals, "media_evals", run->evals, NULL);
	TRACE_CONSTANT(t, tuned, k->speech_tuned, "media_speech_share", NULL);
	TRACE_FORMULA(t, speech_frames, frame_rate * (reference_s + output_s));
	TRACE_FORMULA(t, speech_flop,
		      steps * evals *
			      (2 * image_weights * speech_frames +
				      4 * model_width * speech_frames * speech_frames * blocks));
	TRACE_PART(t, speech_made_s, speech_flop / (linear_rate * tuned));
	if (!run->tuned) {
		TRACE_CONSTANT(t, eager, k->speech_eager, "media_speech_eager", NULL);
		TRACE_JOIN(t, speech_made_s, *, eager);
	}
	TRACE_WHOLE(t, speech_made_s, "speech_made_s");
	return speech_made_s;
}

TRACE_TEMPLATE double small_s(struct trace *t, const struct speech_run *run)
{
	const struct speech_model *m = &run->model->speech;

	TRACE_INPUT_AS(t, output_s, "speech_s", run->seconds, NULL);
	TRACE_INPUT(t, speech_bytes, m->bytes_per_s, run->model->source);
	TRACE_INPUT(t, speech_fixed_s, m->fixed_s, run->model->source);
	TRACE_INPUT(t, bandwidth, run->gpu->bandwidth_bytes_per_s, run->gpu->source);
	TRACE_FORMULA(t, speech_made_s, speech_fixed_s + speech_bytes * output_s / bandwidth);
	return speech_made_s;
}

/* Streams share the reading of the weights; their vocoders follow one another. */
TRACE_TEMPLATE struct speech_time autoregressive(struct trace *t, const struct speech_run *run)
{
	const struct media_constants *k = &run->constants->media;
	const struct media_model *m = run->model;
	struct speech_time time;

	TRACE_INPUT_AS(t, output_s, "speech_s", run->seconds, NULL);
	TRACE_INPUT_AS(t, weights, "media_weights", m->params, m->source);
	TRACE_INPUT(t, bandwidth, run->gpu->bandwidth_bytes_per_s, run->gpu->source);
	TRACE_CONSTANT(t, stream, k->bandwidth, "media_bandwidth", NULL);
	TRACE_CONSTANT(t, token_host, k->speech_step_s, "media_speech_step_s", NULL);
	TRACE_INPUT(t, speech_tokens, m->speech.tokens_per_s, m->source);
	TRACE_INPUT_AS(t, streams, "speech_streams", run->streams, NULL);
	TRACE_FORMULA(t, speech_step_s, weights * 2 / (bandwidth * stream) + token_host);
	TRACE_PART(t, rtf, speech_tokens * speech_step_s / streams);
	if (m->speech.flow_flop > 0.0) {
		const double linear_rate = products_rate(t, run);

		TRACE_INPUT(t, flow_flop, m->speech.flow_flop, m->source);
		TRACE_CONSTANT(t, tuned, k->speech_tuned, "media_speech_share", NULL);
		TRACE_JOIN(t, rtf, +, flow_flop / (linear_rate * tuned));
	}
	TRACE_WHOLE(t, rtf, "rtf");
	TRACE_FORMULA(t, speech_made_s, rtf * output_s * streams);
	time = (struct speech_time){ speech_made_s, rtf, NAN, false };
	if (m->speech.first_tokens > 0.0)
		time.first_s = m->speech.first_tokens * speech_step_s;
	return time;
}

/* The published run of this GPU with as many streams, or the nearest number of them. */
static struct speech_time published(const struct speech_run *run)
{
	const struct speech_model *m = &run->model->speech;
	const struct speech_measured *best = NULL;

	for (int i = 0; i < m->measured_count; i++)
		if (m->measured[i].gpu == run->gpu &&
			(!best ||
				fabs(log(m->measured[i].streams / run->streams)) <
					fabs(log(best->streams / run->streams))))
			best = &m->measured[i];
	if (!best || best->streams != run->streams)
		return (struct speech_time){ NAN, NAN, NAN, true };
	return (struct speech_time){ best->rtf * run->seconds, best->rtf / best->streams, best->first_s, true };
}

struct speech_time speech_time_of(struct trace *t, const struct speech_run *run)
{
	switch (run->model->speech.kind) {
	case SPEECH_DIFFUSION: return of_seconds(diffusion_s(t, run), run, 1.0);
	case SPEECH_SMALL: return of_seconds(small_s(t, run), run, 1.0);
	case SPEECH_AUTOREGRESSIVE: return autoregressive(t, run);
	case SPEECH_MEASURED: break;
	}
	return published(run);
}
