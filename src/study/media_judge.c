/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judging one GPU, or some that make an output together. */
#include "study/media_judge.h"

#include <math.h>

#include "core/embedding.h"
#include "core/media_band.h"
#include "core/media_limit.h"
#include "core/media_rate.h"
#include "core/speech.h"
#include "core/transcription.h"

static const double GB = 1e9, MINUTE = 60.0;

/* Windows of sound, and tokens of texts, that a GPU works on at once. */
static const double WINDOWS = 32.0, TOKENS_AT_ONCE = 16384.0;

/* What programs of sound and text stand behind the words of software. */
static const enum transcription_engine transcribers[] = { TRANSCRIPTION_TRANSFORMERS, TRANSCRIPTION_OPENAI_WHISPER,
	TRANSCRIPTION_FASTER_WHISPER_BATCHED, TRANSCRIPTION_FASTER_WHISPER, TRANSCRIPTION_TENSORRT };
static const enum embedding_engine embedders[] = { EMBEDDING_SENTENCE_TRANSFORMERS, EMBEDDING_SENTENCE_TRANSFORMERS,
	EMBEDDING_INFINITY, EMBEDDING_ONNX, EMBEDDING_TEI };

static void take_seconds(struct media_way *w, const struct constants *k, enum media_group group, const struct gpu *gpu,
	double seconds, double wait_s)
{
	const struct band_factor factor = media_factor(k, group, gpu);

	if (isnan(seconds)) {
		w->gap = MEDIA_NO_DATA;
		return;
	}
	w->seconds = band_around(seconds, factor);
	w->wait_s = wait_s;
	w->wait = isnan(wait_s) ? band_unknown() : band_around(wait_s, factor);
}

static void take_memory(struct media_way *w, const struct gpu *gpu, double weights, double rest)
{
	w->memory = (struct media_memory){
		.weights_bytes = weights, .activation_bytes = rest, .peak_bytes = weights + rest
	};
	if (isnan(gpu->memory_bytes))
		w->gap = MEDIA_NO_MEMORY;
	else if (w->memory.peak_bytes > gpu->memory_bytes)
		w->gap = MEDIA_NO_ROOM;
}

static struct speech_run speech_run_of(const struct constants *k, const struct media_job *job, const struct gpu *gpu)
{
	return (struct speech_run){ k, job->model, gpu, job->software >= MEDIA_COMPILED, job->seconds, job->batch,
		job->steps, job->evals };
}

static struct transcription_run transcription_run_of(
	const struct constants *k, const struct media_job *job, const struct gpu *gpu)
{
	return (struct transcription_run){ k, job->model, gpu, transcribers[job->software], job->seconds,
		job->model->transcription.tokens_per_s };
}

static struct embedding_run embedding_run_of(
	const struct constants *k, const struct media_job *job, const struct gpu *gpu)
{
	return (struct embedding_run){ k, job->model, gpu, embedders[job->software], job->tokens, job->tokens };
}

static void judge_speech(
	const struct constants *k, const struct media_job *job, const struct gpu *gpu, struct media_way *w)
{
	const struct speech_run run = speech_run_of(k, job, gpu);
	const struct speech_time time = speech_time_of(NULL, &run);

	take_memory(w, gpu, 2.0 * job->model->params, k->media.context_bytes + GB);
	w->first_s = time.first_s;
	if (w->gap == MEDIA_CAN)
		take_seconds(w, k, MEDIA_GROUP_SPEECH, gpu, MINUTE * time.rtf,
			isnan(time.first_s) ? time.seconds : time.first_s);
}

static void judge_transcription(
	const struct constants *k, const struct media_job *job, const struct gpu *gpu, struct media_way *w)
{
	const struct transcription_run run = transcription_run_of(k, job, gpu);
	const double bytes = transcription_bytes(&run, WINDOWS), weights = 2.0 * job->model->params;

	take_memory(w, gpu, weights, bytes - weights);
	if (w->gap == MEDIA_CAN)
		take_seconds(w, k, MEDIA_GROUP_TRANSCRIPTION, gpu, transcription_s(NULL, &run), NAN);
}

static void judge_texts(
	const struct constants *k, const struct media_job *job, const struct gpu *gpu, struct media_way *w)
{
	const struct embedding_run run = embedding_run_of(k, job, gpu);
	const double bytes = embedding_bytes(&run, TOKENS_AT_ONCE), weights = 2.0 * job->model->params;

	take_memory(w, gpu, weights, bytes - weights);
	if (w->gap == MEDIA_CAN)
		take_seconds(w, k, MEDIA_GROUP_EMBEDDING, gpu, embedding_s(NULL, &run), NAN);
}

void media_judge_trace(struct trace *t, const struct scenario *s, const struct media_job *job, const struct gpu *gpu)
{
	const struct constants *k = &s->catalog->constants;
	const struct speech_run speech = speech_run_of(k, job, gpu);
	const struct transcription_run transcription = transcription_run_of(k, job, gpu);
	const struct embedding_run embedding = embedding_run_of(k, job, gpu);

	if (job->task == MEDIA_SPEECH)
		speech_time_of(t, &speech);
	else if (job->task == MEDIA_TRANSCRIPTION)
		transcription_s(t, &transcription);
	else
		embedding_s(t, &embedding);
}

static enum fit try_leaving(struct media_way *w, enum media_leaves leaves)
{
	w->leaves = leaves;
	w->run.encoders_leave = w->run.tiled = leaves >= MEDIA_LEAVES_ENCODERS;
	w->run.offload = leaves == MEDIA_LEAVES_WEIGHTS_SYNC ? MEDIA_OFFLOAD_SYNC
		: leaves == MEDIA_LEAVES_WEIGHTS             ? MEDIA_OFFLOAD_PREFETCH
							     : MEDIA_RESIDENT;
	w->memory = media_memory_of(NULL, &w->run);
	return media_fit(&w->run, &w->memory);
}

/* Sets what leaves the GPU: as wanted, or the least with which it fits, well if there is such a way. */
static bool make_fit(const struct scenario *s, struct media_way *w)
{
	const int wanted = (int)s->number[PARAMETER_OFFLOAD] - 1;
	const int first = wanted < 0 ? MEDIA_LEAVES_NOTHING : wanted,
		  last = wanted < 0 ? MEDIA_LEAVES_ENCODERS : wanted;

	for (enum fit least = FIT_YES; least >= FIT_TIGHT; least--)
		for (int leaves = first; leaves <= last; leaves++)
			if (try_leaving(w, (enum media_leaves)leaves) >= least)
				return true;
	return false;
}

static enum media_gap_kind gap_of(enum media_gap gap)
{
	return gap == MEDIA_READY ? MEDIA_CAN : gap == MEDIA_NO_FORMAT ? MEDIA_NO_TYPE : MEDIA_NO_DATA;
}

/* Both evaluations of guidance at once need next to no exchange. */
static enum media_split split_of(const struct scenario *s, const struct media_job *job, double gpus)
{
	const int given = (int)s->number[PARAMETER_SPLIT];

	if (given > 0)
		return (enum media_split)(given - 1);
	return gpus > 1.0 && job->evals == 2.0 && fmod(gpus, 2.0) == 0.0 ? MEDIA_SPLIT_GUIDANCE : MEDIA_SPLIT_TOKENS;
}

static void judge_pictures(
	const struct scenario *s, const struct media_job *job, const struct gpu *gpu, struct media_way *w)
{
	const struct constants *k = &s->catalog->constants;
	struct media_excess excess;

	w->run = media_run_of(k, job->model, gpu);
	w->run.gpus = w->gpus;
	w->run.split = split_of(s, job, w->gpus);
	w->run.scope = (enum media_scope)s->number[PARAMETER_SCOPE];
	w->run.software = job->software;
	w->run.precision = job->precision;
	w->run.attention = job->attention;
	w->run.width = job->width;
	w->run.height = job->height;
	w->run.frames = job->task == MEDIA_VIDEO ? job->frames : 1.0;
	w->run.steps = job->steps;
	w->run.evals = job->evals;
	w->run.batch = job->batch;
	w->run.cache = job->reuse;
	excess = media_excess_of(&w->run);
	if (excess.limit == MEDIA_GPUS || excess.limit == MEDIA_GUIDANCE)
		w->gap = MEDIA_NO_DIVISION;
	else if (isnan(gpu->memory_bytes))
		w->gap = MEDIA_NO_MEMORY;
	else
		w->gap = gap_of(media_check(&w->run));
	if (w->gap != MEDIA_CAN && w->gap != MEDIA_NO_DATA)
		return;
	if (!make_fit(s, w))
		w->gap = MEDIA_NO_ROOM;
	if (w->gap != MEDIA_CAN)
		return;
	w->time = media_time_of(NULL, &w->run);
	w->seconds = media_band(&w->run, w->time.total_s);
	w->wait = band_scaled(&w->seconds, job->batch);
	w->wait_s = w->wait.mid;
}

struct media_way media_judge(const struct scenario *s, const struct media_job *job, const struct gpu *gpu, double gpus)
{
	const struct constants *k = &s->catalog->constants;
	struct media_way w = { .gpus = gpus,
		.run = { .model = job->model, .gpu = gpu, .gpus = gpus },
		.memory = media_unknown.memory,
		.time = media_unknown.time,
		.seconds = band_unknown(),
		.first_s = NAN,
		.wait_s = NAN,
		.wait = band_unknown() };

	switch (job->task) {
	case MEDIA_IMAGE:
	case MEDIA_VIDEO: judge_pictures(s, job, gpu, &w); break;
	case MEDIA_SPEECH: judge_speech(k, job, gpu, &w); break;
	case MEDIA_TRANSCRIPTION: judge_transcription(k, job, gpu, &w); break;
	default: judge_texts(k, job, gpu, &w); break;
	}
	return w;
}
