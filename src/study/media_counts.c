/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parameters say anything of a task. */
#include "study/media_counts.h"

#include "study/media_job.h"
#include "study/scenario_text.h"

enum {
	OF_PICTURES = 1u << MEDIA_IMAGE | 1u << MEDIA_VIDEO,
	OF_SPEECH = 1u << MEDIA_SPEECH,
	OF_TEXTS = 1u << MEDIA_EMBEDDING | 1u << MEDIA_RERANKING
};

/* Parameters that not all tasks have. */
static const struct {
	enum parameter parameter;
	unsigned tasks; /* bits 1 << enum media_task */
} counting[] = {
	{ PARAMETER_SIZE, OF_PICTURES },
	{ PARAMETER_FRAMES, 1u << MEDIA_VIDEO },
	{ PARAMETER_CLIP_SECONDS, 1u << MEDIA_VIDEO | OF_SPEECH | 1u << MEDIA_TRANSCRIPTION },
	{ PARAMETER_STEPS, OF_PICTURES | OF_SPEECH },
	{ PARAMETER_GUIDANCE, OF_PICTURES | OF_SPEECH },
	{ PARAMETER_MEDIA_PRECISION, OF_PICTURES },
	{ PARAMETER_ATTENTION, OF_PICTURES },
	{ PARAMETER_OFFLOAD, OF_PICTURES },
	{ PARAMETER_REUSE, OF_PICTURES },
	{ PARAMETER_SPLIT, OF_PICTURES },
	{ PARAMETER_SCOPE, OF_PICTURES },
	{ PARAMETER_BATCH_SIZE, OF_PICTURES | OF_SPEECH },
	{ PARAMETER_TEXT_TOKENS, OF_TEXTS },
};

enum { COUNTING = sizeof(counting) / sizeof(counting[0]) };

/* Speech of a model that takes no steps. */
static bool speaks_at_once(const struct media_job *job)
{
	return job->task == MEDIA_SPEECH && !(job->model && job->model->steps >= 1.0);
}

bool media_counts(const struct scenario *s, enum parameter parameter)
{
	struct media_job job;

	media_job_read(&job, s);
	if ((parameter == PARAMETER_STEPS || parameter == PARAMETER_GUIDANCE) && speaks_at_once(&job))
		return false;
	for (int i = 0; i < COUNTING; i++)
		if (counting[i].parameter == parameter)
			return counting[i].tasks >> job.task & 1u;
	return true;
}

/* Whether it is not what it is where nobody says anything. */
static bool is_given(const struct scenario *s, enum parameter parameter)
{
	struct scenario plain = *s;

	scenario_clear(&plain, parameter);
	return !scenario_same(s, &plain, parameter);
}

int media_next_idle(const struct scenario *s, int i, enum parameter *parameter)
{
	for (; i < COUNTING; i++) {
		*parameter = counting[i].parameter;
		if (!media_counts(s, *parameter) && is_given(s, *parameter))
			return i;
	}
	return -1;
}
