/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speech to text with Whisper and its like (gpuplan-model(7), 11.5 Transcription). */
#pragma once

#include "core/media.h"

struct transcription_run {
	const struct constants *constants;
	const struct media_model *model;
	const struct gpu *gpu;
	enum transcription_engine engine;
	double seconds;      /* of sound */
	double tokens_per_s; /* that are written for a second of it */
};

/* Words of parameters.json and of options; NULL at the end. */
extern const char *const TRANSCRIPTION_WORDS[];

/* Seconds of one GPU to transcribe the sound. */
double transcription_s(struct trace *t, const struct transcription_run *run);

/* Weights, what the encoder hands over for one window, and the runtime. */
double transcription_bytes(const struct transcription_run *run, double windows_at_once);
