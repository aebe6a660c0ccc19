/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number formats of weights and KV cache, and how a GPU runs them. */
#pragma once

#include "core/constants.h"
#include "core/gpu.h"

/* Parts of a checkpoint that a format may leave in 16 bits (set of bits). */
enum kept_part {
	KEPT_EMBEDDING = 1u << 0, /* input embedding and LM head */
	KEPT_ATTENTION = 1u << 1, /* attention projections and linear-attention layers */
	KEPT_SHARED = 1u << 2     /* dense MLP, shared experts, router */
};

enum format_support {
	FORMAT_NATIVE,      /* the tensor units compute in this format */
	FORMAT_WEIGHT_ONLY, /* weights are stored in it and widened in the GEMM kernel */
	FORMAT_UNSUPPORTED
};

/* Parts of a model whose weights may be stored in formats of their own. */
enum weight_part {
	PART_ATTENTION, /* attention projections and linear-attention layers */
	PART_SHARED,    /* dense MLP, shared experts */
	PART_EXPERTS,   /* routed experts */
	PART_EMBEDDING,
	PART_HEAD,  /* LM head that is not tied */
	PART_OTHER, /* norms, biases, expert gates */
	PART_COUNT
};

struct weight_format {
	const char *id;
	const char *name;
	const char *source;
	const char *as_of;       /* date of the figures as the data writes it; NULL: that of the source */
	double bytes_per_weight; /* of a quantised weight, scales included */
	enum tensor_type tensor; /* number type of the GEMM where it is native */
	enum expert_class expert_class;
	unsigned native_families;   /* families that run it natively; 0: all with that tensor rate */
	unsigned fallback_families; /* families on which kernels widen it to 16 bits */
	unsigned fallback_engines;  /* engines that have such kernels; 0: all */
	unsigned kept_16bit;        /* enum kept_part */
	bool keeps_latents;         /* checkpoints keep the projections of latent attention in 16 bits */
	bool weight_only;           /* widened to 16 bits everywhere */
	bool widening_costs;        /* e_wo and t_wo apply where it is widened */
	bool four_bit;              /* needs validation on the task */
	bool generic;               /* the id may also mean the engine's own format of this kind */
	bool whole_file;            /* GGUF: the figure covers every tensor of the file */
	bool k_quant;               /* GGUF K-quant: its own llama.cpp efficiencies */
	unsigned engines;           /* bits of the engines that read it */
};

struct kv_format {
	const char *id;
	const char *name;
	double bytes; /* per element */
};

/* How the engine with that bit runs the format on the GPU. */
enum format_support format_support(const struct weight_format *format, const struct gpu *gpu, unsigned engine);
