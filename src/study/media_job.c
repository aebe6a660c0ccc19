/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a scenario to a job of a media model. */
#include "study/media_job.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "core/media_limit.h"

/* One output of a transcription. */
static const double HOUR = 3600.0;

/* An utterance that somebody waits for, where nobody says how long it is. */
static const double UTTERANCE_S = 10.0;

/* The model where none is named, by task. */
static const char *const defaults[] = { "sdxl", "hunyuanvideo", "kokoro-82m", "whisper-large-v3", "bge-large-en-v1.5",
	"bge-reranker-large" };

const char *media_task_id(enum media_task task)
{
	return parameter_choices(PARAMETER_TASK)[1 + task];
}

static const struct media_model *model_of(const struct catalog *c, const char *id)
{
	for (int i = 0; i < c->media_count; i++)
		if (strcmp(c->media[i].id, id) == 0)
			return &c->media[i];
	return NULL;
}

static enum media_task task_of(const struct scenario *s)
{
	const int word = (int)s->number[PARAMETER_TASK];

	if (word > 0)
		return (enum media_task)(word - 1);
	return s->media ? s->media->task : MEDIA_IMAGE;
}

/* A model of another task gives way to the default of this one. */
static const struct media_model *chosen(const struct scenario *s, enum media_task task)
{
	return s->media && s->media->task == task ? s->media : model_of(s->catalog, defaults[task]);
}

static bool draws(enum media_task task)
{
	return task == MEDIA_IMAGE || task == MEDIA_VIDEO;
}

/* Frames of so many seconds that the model can make: 1 + a multiple of its step. */
static double frames_for(const struct media_model *model, double seconds)
{
	const double step = media_frame_step(model);

	return 1.0 + fmax(0.0, round((seconds * model->fps - 1.0) / step)) * step;
}

static void read_frames(struct media_job *job, const struct scenario *s)
{
	const double frames = s->number[PARAMETER_FRAMES], seconds = s->number[PARAMETER_CLIP_SECONDS];

	job->frames = 1.0;
	job->seconds = 0.0;
	job->units = 1.0;
	if (job->task != MEDIA_VIDEO)
		return;
	if (!isnan(frames))
		job->frames = frames;
	else if ((job->frames_of_seconds = !isnan(seconds)))
		job->frames = frames_for(job->model, seconds);
	else
		job->frames = given_or(job->model->frames, 1.0);
	job->seconds = job->frames / job->model->fps;
	job->units = job->seconds;
}

/* An hour, or as much as is given. */
static void read_sound(struct media_job *job, const struct scenario *s)
{
	job->seconds = given_or(s->number[PARAMETER_CLIP_SECONDS], HOUR);
	job->units = job->seconds / HOUR;
}

/* A distilled model evaluates a step once, whatever the scale. */
static double evals_of(const struct media_model *model, double guidance)
{
	const double usual = given_or(model->evals, 1.0);

	return isnan(guidance) || guidance > 1.0 ? usual : 1.0;
}

static enum media_software software_of(const struct scenario *s, enum media_task task)
{
	const int word = (int)s->number[PARAMETER_MEDIA_SOFTWARE];

	if (word > 0)
		return (enum media_software)(word - 1);
	return task >= MEDIA_TRANSCRIPTION ? MEDIA_TUNED : MEDIA_EAGER;
}

void media_job_read(struct media_job *job, const struct scenario *s)
{
	static const enum tensor_type precisions[] = { TENSOR_16BIT, TENSOR_FP8, TENSOR_INT8, TENSOR_FP4 };
	static const enum media_attention kernels[] = { MEDIA_ATTENTION_AUTO, MEDIA_FLASH2, MEDIA_FLASH3, MEDIA_SAGE };
	const double *n = s->number;

	*job = (struct media_job){ .task = task_of(s),
		.precision = precisions[(int)n[PARAMETER_MEDIA_PRECISION]],
		.attention = kernels[(int)n[PARAMETER_ATTENTION]],
		.batch = n[PARAMETER_BATCH_SIZE],
		.reuse = n[PARAMETER_REUSE],
		.tokens = n[PARAMETER_TEXT_TOKENS] };
	job->model = chosen(s, job->task);
	job->software = software_of(s, job->task);
	if (!job->model)
		return;
	job->width = s->media_width > 0.0 ? s->media_width : job->model->out_width;
	job->height = s->media_width > 0.0 ? s->media_height : job->model->out_height;
	job->steps = given_or(n[PARAMETER_STEPS], given_or(job->model->steps, 1.0));
	job->evals = evals_of(job->model, n[PARAMETER_GUIDANCE]);
	read_frames(job, s);
	if (job->task == MEDIA_SPEECH)
		job->seconds = given_or(n[PARAMETER_CLIP_SECONDS], UTTERANCE_S);
	else if (job->task == MEDIA_TRANSCRIPTION)
		read_sound(job, s);
	else if (!draws(job->task))
		job->units = 1e-6;
}

/* "1008 or 1024" */
static void add_nearest(struct text *out, const struct media_excess *e)
{
	if (!isnan(e->below))
		text_addf(out, "%.0f", e->below);
	if (!isnan(e->below) && !isnan(e->above))
		text_add(out, _(" or "));
	if (!isnan(e->above))
		text_addf(out, "%.0f", e->above);
}

/* In the word that was given. */
static enum status refuse_frames(const struct media_job *job, double most, struct error *error)
{
	const char *name = job->model->name;

	if (job->frames_of_seconds)
		return error_set(error, STATUS_USAGE, _("--seconds: %s makes at most %.0f frames, %.3g s"), name, most,
			most / job->model->fps);
	return error_set(error, STATUS_USAGE, _("--frames: %s makes at most %.0f"), name, most);
}

static enum status refuse(const struct media_job *job, const struct media_excess *e, struct error *error)
{
	const char *name = job->model->name;
	TEXT(nearest);

	add_nearest(&nearest, e);
#define REFUSE(words) return error_set(error, STATUS_USAGE, words, name, e->value, nearest.data)
	switch (e->limit) {
	case MEDIA_WIDTH_STEP: REFUSE(_("--size: %s takes widths that are multiples of %.0f pixels: %s"));
	case MEDIA_HEIGHT_STEP: REFUSE(_("--size: %s takes heights that are multiples of %.0f pixels: %s"));
	case MEDIA_PIXELS: REFUSE(_("--size: %s takes at most %.0f pixels in all: %s"));
	case MEDIA_FRAMES_STEP: REFUSE(_("--frames: %s makes 1 frame and multiples of %.0f more: %s"));
	case MEDIA_FRAMES: return refuse_frames(job, e->value, error);
	case MEDIA_ONE_FRAME: REFUSE(_("--frames: %s makes images, %.0f frame: %s"));
	case MEDIA_SPAN:
		return error_set(error, STATUS_USAGE, _("--text-tokens: %s takes at most %.0f"), name, e->value);
	default: return STATUS_OK;
	}
#undef REFUSE
}

/* A model and a task that do not go together. */
static enum status check_task(const struct scenario *s, struct error *error)
{
	const enum media_task task = task_of(s);

	if (!s->media || s->media->task == task)
		return STATUS_OK;
	return error_set(
		error, STATUS_USAGE, _("--task: %s is a model for %s"), s->media->name, media_task_id(s->media->task));
}

enum status media_job_check(const struct scenario *s, struct error *error)
{
	struct media_run run = { .gpus = 1.0 };
	struct media_excess excess;
	struct media_job job;

	if (check_task(s, error) != STATUS_OK)
		return STATUS_USAGE;
	media_job_read(&job, s);
	if (!job.model)
		return STATUS_OK;
	if (!draws(job.task)) {
		excess = embedding_excess_of(job.model, job.tokens);
		return job.task >= MEDIA_EMBEDDING ? refuse(&job, &excess, error) : STATUS_OK;
	}
	run.model = job.model;
	run.width = job.width;
	run.height = job.height;
	run.frames = job.task == MEDIA_VIDEO ? job.frames : 1.0;
	run.evals = job.evals;
	excess = media_excess_of(&run);
	return refuse(&job, &excess, error);
}
