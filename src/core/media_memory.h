/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of one GPU that makes images or clips (gpuplan-model(7), 11.3 Memory). */
#pragma once

#include "core/media.h"
#include "core/memory.h"

struct media_memory {
	double weights_bytes;    /* of the backbone that stay */
	double encoder_bytes;    /* text encoders */
	double decoder_bytes;    /* weights of the VAE */
	double activation_bytes; /* of the backbone */
	double vae_bytes;        /* of the decoder while it works; it does so when the backbone rests */
	double runtime_bytes;
	double peak_bytes;
};

struct media_memory media_memory_of(struct trace *t, const struct media_run *run);

/* Whether the peak fits the memory that the driver reports; FIT_NO where that is unknown.  Published peaks lie up to 6 %
 * below the estimate and up to 2 % above: what leaves less than a twentieth is tight. */
enum fit media_fit(const struct media_run *run, const struct media_memory *memory);
