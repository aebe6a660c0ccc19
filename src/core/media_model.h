/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model for images, video, speech, transcription or embeddings as its configuration describes it. */
#pragma once

#include <stdbool.h>

#include "core/constants.h"

struct gpu;

enum media_task {
	MEDIA_IMAGE,
	MEDIA_VIDEO,
	MEDIA_SPEECH,
	MEDIA_TRANSCRIPTION,
	MEDIA_EMBEDDING,
	MEDIA_RERANKING,
	MEDIA_TASK_COUNT
};

/* Where the work of an evaluation comes from: blocks of a transformer, or a UNet that was counted. */
enum media_backbone { MEDIA_TRANSFORMER, MEDIA_UNET };

/* FLOP and activations of one evaluation, counted at two sizes: products and elements grow with the pixels, attention
 * has a part that grows with their square. */
struct media_unet {
	double pixels, pixels_large;
	double linear_flop;
	double attention_flop, attention_flop_large;
	double elements;
};

/* The decoder from latents to pixels. */
struct media_vae {
	double spatial, temporal; /* pixels and frames of one latent */
	double params;
	double bytes_per_pixel; /* memory traffic of one pixel of one frame */
	bool encodes;           /* the clip is encoded first, too */
};

/* How speech is made. */
enum speech_kind {
	SPEECH_DIFFUSION,      /* all frames at once, in steps */
	SPEECH_SMALL,          /* one pass, bound by memory traffic */
	SPEECH_AUTOREGRESSIVE, /* tokens one after another, then a vocoder */
	SPEECH_MEASURED        /* no law is known: published runs alone */
};

/* A published run: seconds for a second of speech of one stream, and until its first sound (NaN: not published). */
struct speech_measured {
	const struct gpu *gpu;
	double streams, rtf, first_s;
};

enum { SPEECH_MEASURED_MAX = 8 };

struct speech_model {
	enum speech_kind kind;
	double frame_rate, reference_s; /* diffusion: frames a second; seconds of voice that is imitated */
	double bytes_per_s, fixed_s;    /* small: traffic for a second of speech */
	double tokens_per_s, flow_flop; /* autoregressive: of a second of speech; vocoder */
	double first_tokens;            /* before the first sound; NaN unknown */
	struct speech_measured measured[SPEECH_MEASURED_MAX];
	int measured_count;
};

/* Encoder and decoder of Whisper. */
struct transcription_model {
	double encoder_layers, decoder_layers;
	double window_s, frames; /* of one window, and the positions that the encoder makes of it */
	double tokens_per_s;     /* that are written for a second of sound */
};

enum { MEDIA_ENCODERS_MAX = 4 };

/* Counts are of the backbone; NaN: unknown, or not of this task. */
struct media_model {
	const char *id, *name, *source, *as_of, *notes;
	enum media_task task;
	enum media_backbone backbone;
	double params, params_active; /* all weights; those that one evaluation reads */
	double width, heads, layers;
	double image_weights, text_weights;             /* that multiply every token, all blocks */
	double joint_layers, self_layers, cross_layers; /* blocks by what their attention sees */
	double patch_frames, patch_height, patch_width;
	double work; /* factor on products and activations: 1 */
	double text_tokens;
	bool unfused; /* its heads fit no fused attention kernel */
	struct media_unet unet;
	struct media_vae vae;
	const char *encoders[MEDIA_ENCODERS_MAX];
	double encoder_params[MEDIA_ENCODERS_MAX];
	int encoder_count;
	double steps, evals;           /* as the authors run it; evals: 2 with guidance */
	double out_width, out_height;  /* pixels, as the authors make it */
	double frames, fps;            /* of a clip, the same */
	double max_pixels, max_frames; /* NaN: not stated */
	struct speech_model speech;
	struct transcription_model transcription;
	double matrix_params; /* embeddings: weights that multiply every token */
	double max_tokens;    /* embeddings: of one text; NaN unknown */
};
