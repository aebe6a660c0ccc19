/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Embeddings and rerankers: prompts without an answer (gpuplan-model(7), 11.6 Embeddings). */
#pragma once

#include "core/media.h"

struct embedding_run {
	const struct constants *constants;
	const struct media_model *model;
	const struct gpu *gpu;
	enum embedding_engine engine;
	double tokens; /* in all */
	double mean;   /* of one text; of a question with its passage */
};

/* Words of parameters.json and of options; NULL at the end. */
extern const char *const EMBEDDING_WORDS[];

/* Seconds of one GPU that is kept full. */
double embedding_s(struct trace *t, const struct embedding_run *run);

/* Weights, activations of so many tokens at once, and the runtime. */
double embedding_bytes(const struct embedding_run *run, double tokens_at_once);
