/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terms of an evaluation, and what stands around the denoising. */
#include "core/media_time.h"

#include "core/media_rate.h"
#include "core/media_work.h"

enum media_gap media_check(const struct media_run *run)
{
	const struct gpu *gpu = run->gpu;

	if (!gpu->compute || !(gpu->compute->media_linear > 0.0) || !(gpu->compute->media_attention > 0.0))
		return MEDIA_NO_CLASS;
	if (!(gpu->bandwidth_bytes_per_s > 0.0))
		return MEDIA_NO_BANDWIDTH;
	if (!(gpu->peak_flops[TENSOR_16BIT] > 0.0))
		return MEDIA_NO_RATE;
	if (media_products(run) == TENSOR_COUNT)
		return MEDIA_NO_FORMAT;
	if (run->gpus > 1.0 && !gpu_link_for(gpu, run->gpus))
		return MEDIA_NO_LINK;
	return MEDIA_READY;
}

static bool compiles(const struct media_run *run)
{
	return run->software != MEDIA_EAGER && run->software != MEDIA_OFFICIAL;
}

/* Full batches share the weights and keep the GPU busy. */
static bool waits(const struct media_run *run)
{
	return run->scope != MEDIA_FULL;
}

/* Matrix products, unless it takes longer to read the weights. */
TRACE_TEMPLATE double count_products(struct trace *t, const struct media_run *run, double rows, double shared_by)
{
	const struct media_constants *k = &run->constants->media;
	const double linear_rate = media_linear_rate(t, run);
	const double linear_flop = media_work_of(NULL, run).linear_flop;

	TRACE_FORMULA(t, multiply_s, rows * linear_flop / (shared_by * linear_rate));
	if (!waits(run)) {
		TRACE_FORMULA_AS(t, linear_s, "media_linear_s", multiply_s);
		return linear_s;
	}
	TRACE_INPUT_AS(t, weights, "media_weights", run->model->params_active, run->model->source);
	TRACE_INPUT_AS(t, weight_bytes, "media_weight_bytes", media_weight_bytes(run->precision), NULL);
	TRACE_INPUT(t, bandwidth, run->gpu->bandwidth_bytes_per_s, run->gpu->source);
	TRACE_CONSTANT(t, stream, k->bandwidth, "media_bandwidth", NULL);
	TRACE_CONSTANT(t, soft_stream, k->soft_stream, "media_soft_stream", NULL);
	TRACE_FORMULA_AS(t, weights_s, "media_weights_s", weights * weight_bytes / (bandwidth * stream));
	TRACE_FORMULA_AS(t, linear_s, "media_linear_s", soft_max(multiply_s, weights_s, soft_stream));
	return linear_s;
}

/* Scores that no kernel keeps in the processors go through memory. */
TRACE_TEMPLATE double count_attention(struct trace *t, const struct media_run *run, double rows, double shared_by)
{
	const struct media_constants *k = &run->constants->media;
	const double attention_rate = media_attention_rate(t, run);
	const struct media_work work = media_work_of(NULL, run);
	const double attention_flop = work.attention_flop;

	TRACE_PART(t, scores_s, rows * attention_flop / (shared_by * attention_rate));
	if (media_attention_of(run) == MEDIA_UNFUSED && work.scores > 0.0) {
		TRACE_INPUT_AS(t, scores, "media_scores", work.scores, run->model->source);
		TRACE_CONSTANT(t, score_bytes, compiles(run) ? k->score_bytes_fused : k->score_bytes_eager,
			       "media_score_bytes", compiles(run) ? "fused" : "eager");
		TRACE_INPUT(t, bandwidth, run->gpu->bandwidth_bytes_per_s, run->gpu->source);
		TRACE_CONSTANT(t, stream, k->bandwidth, "media_bandwidth", NULL);
		TRACE_JOIN(t, scores_s, +, rows * scores * score_bytes / (shared_by * bandwidth * stream));
	}
	TRACE_FORMULA_AS(t, attention_s, "media_attention_s", scores_s);
	return attention_s;
}

/* Norms, residuals and activations read and write every element many times; an L2 cache that holds those of a block
 * spares part of it.  Counted are those of all GPUs that share an output: the runs do not tell that several caches hold
 * more, and n GPUs would gain more than n times. */
TRACE_TEMPLATE double count_passes(struct trace *t, const struct media_run *run, double rows, double shared_by)
{
	const struct media_constants *k = &run->constants->media;
	const double elements = media_work_of(NULL, run).elements;
	const bool unet = run->software == MEDIA_COMPILED && run->model->backbone == MEDIA_UNET;

	TRACE_INPUT(t, bandwidth, run->gpu->bandwidth_bytes_per_s, run->gpu->source);
	TRACE_CONSTANT(t, stream, k->bandwidth, "media_bandwidth", NULL);
	TRACE_CONSTANT(t, passes, unet ? k->passes_unet : k->passes[run->software], "media_passes",
		       unet ? "compiled-unet" : MEDIA_SOFTWARE_WORDS[run->software]);
	TRACE_INPUT(t, blocks, run->model->layers, run->model->source);
	TRACE_INPUT_AS(t, l2, "media_l2", run->gpu->l2_bytes > 0.0 ? run->gpu->l2_bytes : k->l2_bytes, run->gpu->source);
	TRACE_CONSTANT(t, l2_gain, k->l2_gain, "media_l2_gain", NULL);
	TRACE_CONSTANT(t, l2_reach, k->l2_reach, "media_l2_reach", NULL);
	TRACE_CONSTANT(t, l2_power, k->l2_power, "media_l2_power", NULL);
	TRACE_INPUT_AS(t, gpus, "media_gpus", run->gpus, NULL);
	TRACE_FORMULA_AS(t, block, "media_block_bytes", gpus * rows * elements * 2 / (blocks * shared_by));
	TRACE_FORMULA_AS(t, held, "media_l2_held", min(1, l2 / (l2_reach * block)));
	TRACE_FORMULA_AS(t, passes_s, "media_passes_s",
			 passes * rows * elements * 2 / (shared_by * bandwidth * stream) /
				 (1 + l2_gain * pow(held, l2_power)));
	return passes_s;
}

/* What the host needs for an evaluation, or to fetch the weights. */
TRACE_TEMPLATE double with_waiting(struct trace *t, const struct media_run *run, double busy_s, double shared_by)
{
	const struct media_constants *k = &run->constants->media;
	const bool prefetches = run->offload == MEDIA_OFFLOAD_PREFETCH;

	TRACE_PART(t, busy, busy_s);
	if (waits(run)) {
		TRACE_INPUT(t, blocks, run->model->layers, run->model->source);
		TRACE_CONSTANT(t, host, k->host_s[run->software], "media_host_s", MEDIA_SOFTWARE_WORDS[run->software]);
		TRACE_PART(t, host_block, host);
		if (shared_by > 1.0 && !compiles(run)) {
			TRACE_CONSTANT(t, host_shared, k->host_shared_s, "media_host_shared_s", NULL);
			TRACE_JOIN(t, host_block, +, host_shared);
		}
		TRACE_CONSTANT(t, soft_host, k->soft_host, "media_soft_host", NULL);
		TRACE_FORMULA(t, with_host_s, soft_max(busy, blocks * host_block, soft_host));
		busy = with_host_s;
		TRACE_AGAIN(t, busy, "with_host_s");
	}
	if (run->offload == MEDIA_RESIDENT) {
		TRACE_FORMULA_AS(t, waited_s, "media_waited_s", busy);
		return waited_s;
	}
	TRACE_INPUT_AS(t, weights, "media_weights", run->model->params_active, run->model->source);
	TRACE_INPUT_AS(t, weight_bytes, "media_weight_bytes", media_weight_bytes(run->precision), NULL);
	TRACE_CONSTANT(t, fetch, prefetches ? k->prefetch_bytes_per_s : k->sync_bytes_per_s, "media_offload_gbs",
		       prefetches ? "prefetch" : "sync");
	TRACE_FORMULA(t, fetch_s, weights * weight_bytes / fetch);
	if (prefetches) {
		TRACE_FORMULA_AS(t, waited_s, "media_waited_s", max(busy, fetch_s));
		return waited_s;
	}
	TRACE_FORMULA_AS(t, waited_s, "media_waited_s", busy + fetch_s);
	return waited_s;
}

/* Tokens change hands four times a block. */
TRACE_TEMPLATE double count_links(struct trace *t, const struct media_run *run, double rows, double shared_by)
{
	const struct media_constants *k = &run->constants->media;
	const struct gpu_link *link = gpu_link_for(run->gpu, run->gpus);
	const bool pcie = !link || link->kind == LINK_PCIE;
	const double tokens = media_work_of(NULL, run).tokens;

	TRACE_INPUT(t, blocks, run->model->layers, run->model->source);
	TRACE_INPUT(t, model_width, run->model->width, run->model->source);
	TRACE_CONSTANT(t, link_rate, pcie ? k->pcie_bytes_per_s : k->nvlink_bytes_per_s, "media_link_gbs",
		       pcie ? "pcie" : "nvlink");
	TRACE_CONSTANT(t, latency, k->link_latency_s, "media_link_s", NULL);
	TRACE_PART(t, rate, link_rate);
	if (pcie)
		TRACE_JOIN(t, rate, *, min(1, 2 / shared_by));
	TRACE_FORMULA_AS(t, links_s, "media_links_s",
			 blocks * (8 * tokens * model_width * rows * (shared_by - 1) / (shared_by * shared_by) / rate +
					  4 * latency));
	return links_s;
}

/* Decoding is limited by memory traffic, and every GPU decodes all of it. */
TRACE_TEMPLATE double count_decoding(struct trace *t, const struct media_run *run)
{
	const struct media_constants *k = &run->constants->media;
	const bool clip = run->model->task == MEDIA_VIDEO;

	TRACE_INPUT_AS(t, width, "media_width", run->width, NULL);
	TRACE_INPUT_AS(t, height, "media_height", run->height, NULL);
	TRACE_INPUT(t, frames, run->frames, NULL);
	TRACE_INPUT_AS(t, pixel_bytes, "media_pixel_bytes", run->model->vae.bytes_per_pixel, run->model->source);
	TRACE_INPUT(t, bandwidth, run->gpu->bandwidth_bytes_per_s, run->gpu->source);
	TRACE_CONSTANT(t, stream, k->bandwidth, "media_bandwidth", NULL);
	TRACE_CONSTANT(t, vae, clip ? k->vae_video : k->vae_image, "media_vae", clip ? "video" : "image");
	TRACE_PART(t, vae_bytes, width * height * frames * pixel_bytes * vae);
	if (run->model->vae.encodes) {
		TRACE_CONSTANT(t, encode, k->vae_encode, "media_vae_encode", NULL);
		TRACE_JOIN(t, vae_bytes, *, encode);
	}
	if (run->software == MEDIA_TUNED) {
		TRACE_CONSTANT(t, vae_tuned, k->vae_tuned, "media_vae_tuned", NULL);
		TRACE_JOIN(t, vae_bytes, *, vae_tuned);
	}
	TRACE_FORMULA_AS(t, vae_s, "media_vae_s", vae_bytes / (bandwidth * stream));
	return vae_s;
}

/* What the GPU does by itself in an evaluation; `time` gets the terms. */
TRACE_TEMPLATE double count_busy(
	struct trace *t, const struct media_run *run, double rows, double shared_by, struct media_time *time)
{
	const struct media_constants *k = &run->constants->media;
	const double linear_s = count_products(t, run, rows, shared_by);
	const double attention_s = count_attention(t, run, rows, shared_by);
	const double passes_s = count_passes(t, run, rows, shared_by);

	time->linear_s = linear_s;
	time->attention_s = attention_s;
	time->passes_s = passes_s;
	TRACE_PART(t, alone_s, linear_s + attention_s + passes_s);
	if (waits(run)) {
		TRACE_INPUT(t, blocks, run->model->layers, run->model->source);
		TRACE_CONSTANT(t, launch, k->launch_s[run->software], "media_launch_s",
			       MEDIA_SOFTWARE_WORDS[run->software]);
		TRACE_FORMULA_AS(t, launches_s, "media_launches_s", blocks * launch);
		TRACE_JOIN(t, alone_s, +, launches_s);
		time->launches_s = launches_s;
	}
	TRACE_FORMULA_AS(t, busy_s, "media_busy_s", alone_s);
	return busy_s;
}

/* One evaluation of all rows of a batch. */
TRACE_TEMPLATE void evaluate(struct trace *t, const struct media_run *run, struct media_time *time)
{
	const double share = run->scope == MEDIA_PASS ? 1.0 / run->evals : 1.0;
	double busy_s, waited_s;

	if (t)
		media_work_of(t, run);
	TRACE_INPUT_AS(t, rows, "media_rows", media_rows(run) * share, NULL);
	TRACE_INPUT_AS(t, shared_by, "media_shared_by", media_token_gpus(run), NULL);
	busy_s = count_busy(t, run, rows, shared_by, time);
	waited_s = with_waiting(t, run, busy_s, shared_by);
	time->waiting_s = waited_s - busy_s;
	TRACE_PART(t, together_s, waited_s);
	if (shared_by > 1.0) {
		const double links_s = count_links(t, run, rows, shared_by);

		TRACE_JOIN(t, together_s, +, links_s);
		time->links_s = links_s;
	}
	TRACE_FORMULA_AS(t, evaluation_s, "media_evaluation_s", together_s);
	time->total_s = evaluation_s;
}

/* Multiplies the terms of an evaluation. */
static void repeat(struct media_time *time, double times)
{
	double *const terms[] = { &time->linear_s, &time->attention_s, &time->passes_s, &time->launches_s,
		&time->waiting_s, &time->links_s, &time->total_s };

	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		*terms[i] *= times;
}

TRACE_TEMPLATE struct media_time time_of(struct trace *t, const struct media_run *run)
{
	const struct media_constants *k = &run->constants->media;
	const bool clip = run->model->task == MEDIA_VIDEO;
	struct media_time time = { 0 };
	double evaluation_s, vae_s;

	evaluate(t, run, &time);
	evaluation_s = time.total_s;
	if (run->scope == MEDIA_STEP || run->scope == MEDIA_PASS) {
		repeat(&time, 1.0 / run->batch);
		return time;
	}
	time.vae_s = vae_s = count_decoding(t, run);
	TRACE_INPUT_AS(t, steps, "media_steps", run->steps, NULL);
	TRACE_INPUT_AS(t, cache, "media_cache", run->cache, NULL);
	TRACE_INPUT_AS(t, batch, "media_batch", run->batch, NULL);
	TRACE_PART(t, one_s, steps * evaluation_s / cache / batch + vae_s);
	repeat(&time, run->steps / run->cache / run->batch);
	if (waits(run)) {
		TRACE_CONSTANT(t, fixed, clip ? k->fixed_video_s : k->fixed_image_s, "media_fixed_s",
			       clip ? "video" : "image");
		TRACE_JOIN(t, one_s, +, fixed / batch);
		time.fixed_s = fixed / batch;
	}
	TRACE_WHOLE(t, one_s, "media_seconds");
	time.total_s = one_s;
	return time;
}

struct media_time media_time_of(struct trace *t, const struct media_run *run)
{
	return t ? time_of(t, run) : time_of(NULL, run);
}
