/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One way to make images or clips (gpuplan-model(7), 11 MEDIA). */
#pragma once

#include "core/gpu.h"
#include "core/media_model.h"

/* How much of an output a time is of. */
enum media_scope {
	MEDIA_WHOLE, /* one output */
	MEDIA_STEP,  /* one denoising step */
	MEDIA_PASS,  /* one evaluation of the backbone */
	MEDIA_FULL   /* one output of a server whose batches are full */
};

/* Sizes are whole numbers, at least 1. */
struct media_run {
	const struct constants *constants;
	const struct media_model *model;
	const struct gpu *gpu;
	double gpus; /* that make one output together */
	enum media_split split;
	enum media_software software;
	enum tensor_type precision; /* of the weights of the backbone */
	enum media_attention attention;
	enum media_offload offload;
	enum media_scope scope;
	bool encoders_leave; /* text encoders leave the GPU once the text is encoded */
	bool tiled;          /* the decoder works tile by tile */
	double width, height, frames;
	double steps, evals; /* evaluations of a step: 2 with guidance */
	double batch;        /* outputs that are made at the same time */
	double cache;        /* how much faster reuse between steps makes the denoising; 1: none */
};

/* A run of a model as its authors do it: one GPU, diffusers, 16 bits, one output. */
struct media_run media_run_of(
	const struct constants *constants, const struct media_model *model, const struct gpu *gpu);

/* GPUs among which the tokens are divided, and evaluations that each of them does at once. */
double media_token_gpus(const struct media_run *run);
double media_rows(const struct media_run *run);

/* The kernel that AUTO stands for. */
enum media_attention media_attention_of(const struct media_run *run);

/* The words of parameters.json and of options; NULL at the end. */
extern const char *const MEDIA_SOFTWARE_WORDS[], *const MEDIA_ATTENTION_WORDS[], *const MEDIA_SPLIT_WORDS[];
extern const char *const MEDIA_OFFLOAD_WORDS[], *const MEDIA_TASK_WORDS[], *const MEDIA_GROUP_WORDS[];
