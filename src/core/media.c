/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of media models. */
#include "core/media.h"

const char *const MEDIA_SOFTWARE_WORDS[] = { "eager", "official", "compiled", "fused", "tuned", NULL };
const char *const MEDIA_ATTENTION_WORDS[] = { "auto", "flash2", "flash3", "sage", "unfused", NULL };
const char *const MEDIA_SPLIT_WORDS[] = { "tokens", "guidance", NULL };
const char *const MEDIA_OFFLOAD_WORDS[] = { "no", "sync", "prefetch", NULL };
const char *const MEDIA_TASK_WORDS[] = { "image", "video", "speech", "transcription", "embedding", "reranking", NULL };
const char *const MEDIA_GROUP_WORDS[] = { "image", "video", "official", "shared", "shared-image", "speech",
	"transcription", "embedding", "few-rows", "extrapolated", NULL };

struct media_run media_run_of(const struct constants *constants, const struct media_model *model, const struct gpu *gpu)
{
	return (struct media_run){ .constants = constants,
		.model = model,
		.gpu = gpu,
		.gpus = 1.0,
		.width = model->out_width,
		.height = model->out_height,
		.frames = model->frames,
		.steps = model->steps,
		.evals = model->evals,
		.batch = 1.0,
		.cache = 1.0 };
}

static bool splits_guidance(const struct media_run *run)
{
	return run->split == MEDIA_SPLIT_GUIDANCE && run->evals >= 2.0 && run->gpus >= 2.0;
}

double media_token_gpus(const struct media_run *run)
{
	return splits_guidance(run) ? run->gpus / 2.0 : run->gpus;
}

double media_rows(const struct media_run *run)
{
	return run->batch * (splits_guidance(run) ? run->evals / 2.0 : run->evals);
}

enum media_attention media_attention_of(const struct media_run *run)
{
	if (run->attention != MEDIA_ATTENTION_AUTO)
		return run->attention;
	return run->model->unfused ? MEDIA_UNFUSED : MEDIA_FLASH2;
}
