/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants of media models: rows media_* of parameters.json (gpuplan-model(7), 11 MEDIA). */
#pragma once

/* What runs a diffusion model: diffusers as it comes; the code of the model's authors, with 32-bit residuals;
 * torch.compile and engines that fuse as much; OneDiff and stable-fast; TensorRT. */
enum media_software { MEDIA_EAGER, MEDIA_OFFICIAL, MEDIA_COMPILED, MEDIA_FUSED, MEDIA_TUNED, MEDIA_SOFTWARE_COUNT };

/* The attention kernel.  AUTO: FlashAttention 2, or what the model is known to need. */
enum media_attention {
	MEDIA_ATTENTION_AUTO,
	MEDIA_FLASH2,
	MEDIA_FLASH3,  /* Hopper alone gains by it */
	MEDIA_SAGE,    /* 8-bit scores */
	MEDIA_UNFUSED, /* scores go through memory */
	MEDIA_ATTENTION_COUNT
};

/* What several GPUs that make one output divide: the tokens, or the two evaluations of guidance, then the tokens. */
enum media_split { MEDIA_SPLIT_TOKENS, MEDIA_SPLIT_GUIDANCE, MEDIA_SPLIT_COUNT };

/* Where the weights of the denoiser are: in the GPU, or in the host, fetched for every evaluation before or beside it. */
enum media_offload { MEDIA_RESIDENT, MEDIA_OFFLOAD_SYNC, MEDIA_OFFLOAD_PREFETCH, MEDIA_OFFLOAD_COUNT };

/* What runs Whisper: a server with full batches; one file after another with the others. */
enum transcription_engine {
	TRANSCRIPTION_TENSORRT,
	TRANSCRIPTION_FASTER_WHISPER,
	TRANSCRIPTION_FASTER_WHISPER_BATCHED,
	TRANSCRIPTION_TRANSFORMERS,
	TRANSCRIPTION_OPENAI_WHISPER,
	TRANSCRIPTION_WHISPER_CPP,
	TRANSCRIPTION_ENGINE_COUNT
};

enum embedding_engine {
	EMBEDDING_TEI,
	EMBEDDING_INFINITY,
	EMBEDDING_TENSORRT,
	EMBEDDING_ONNX,
	EMBEDDING_SENTENCE_TRANSFORMERS,
	EMBEDDING_ENGINE_COUNT
};

/* Groups of runs that have an 80 % band of their own. */
enum media_group {
	MEDIA_GROUP_IMAGE,
	MEDIA_GROUP_VIDEO,
	MEDIA_GROUP_OFFICIAL,     /* the authors' code */
	MEDIA_GROUP_SHARED,       /* several GPUs for one output */
	MEDIA_GROUP_SHARED_IMAGE, /* several GPUs for one image, not compiled: the host decides */
	MEDIA_GROUP_SPEECH,
	MEDIA_GROUP_TRANSCRIPTION,
	MEDIA_GROUP_EMBEDDING,
	MEDIA_GROUP_FEW_ROWS,     /* the class of the GPU has few rows: widens */
	MEDIA_GROUP_EXTRAPOLATED, /* it has none: widens */
	MEDIA_GROUP_COUNT
};

/* Shares are of the peak.  "Passes" read or write every activation once, in 16 bits. */
struct media_constants {
	double soft_stream;                          /* exponent of the soft maximum of products and streamed weights */
	double soft_host;                            /* the same of GPU and host */
	double bandwidth;                            /* share of the memory bandwidth */
	double power_linear, power_attention;        /* shares fall with FLOP per watt to this power */
	double unet;                                 /* factor on products of convolutions */
	double compiled, tuned;                      /* factors on products */
	double accumulate;                           /* factor where sums in 16 bits are used and twice as fast */
	double narrow, narrow_tuned, fp4;            /* factors on products in 8 and 4 bits, of their peaks */
	double sage, attention_tuned;                /* factors on attention */
	double head_power;                           /* attention slows down with narrow heads to this power */
	double score_bytes_eager, score_bytes_fused; /* traffic of one score that is not kept in the processors */
	double passes[MEDIA_SOFTWARE_COUNT];
	double passes_unet;                    /* of a compiled UNet */
	double l2_gain, l2_reach, l2_power;    /* how far a large L2 cache spares passes */
	double l2_bytes;                       /* of a GPU whose cache is not known */
	double launch_s[MEDIA_SOFTWARE_COUNT]; /* idle between kernels, of a block */
	double host_s[MEDIA_SOFTWARE_COUNT];   /* host, of a block */
	double host_shared_s; /* host, of a block, where GPUs share an output and nothing is compiled */
	double nvlink_bytes_per_s, pcie_bytes_per_s, link_latency_s;
	double vae_image, vae_video; /* factors on the traffic of the decoder */
	double vae_encode, vae_tuned;
	double fixed_image_s, fixed_video_s; /* text encoders, scheduler, host */
	double sync_bytes_per_s, prefetch_bytes_per_s;
	/* Memory */
	double context_bytes;
	double activation_tensors, activation_tensors_official; /* of one block */
	double unet_activation_bytes;                           /* of one evaluation at 1024x1024 */
	double vae_image_bytes, vae_video_bytes;                /* of a decoded pixel and frame */
	double tile_pixels;
	/* Speech */
	double speech_tuned, speech_eager; /* of the linear rate of images; how much longer PyTorch takes */
	double speech_step_s;              /* host of one token */
	/* Transcription */
	double transcription_encoder, transcription_cross; /* factors on the time at peak */
	double transcription_window_s;
	double transcription_single;                              /* share of the peak of an encoder by itself */
	double transcription_token_s[TRANSCRIPTION_ENGINE_COUNT]; /* NaN: batched */
	/* Embeddings: share of the peak at one TFLOP/s per watt */
	double embedding[EMBEDDING_ENGINE_COUNT];
	double band_low[MEDIA_GROUP_COUNT]; /* 80 % bands, measured/predicted seconds */
	double band_high[MEDIA_GROUP_COUNT];
};
