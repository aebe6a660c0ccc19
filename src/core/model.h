/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model's architecture as groups of equal layers, what follows from it by counting, and the number formats of its
 * weights and KV cache. */
#pragma once

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

enum attention_kind {
	ATTENTION_NONE,
	ATTENTION_GQA,   /* grouped, multi-query and multi-head attention */
	ATTENTION_MLA,   /* multi-head latent attention: one latent vector per token */
	ATTENTION_LATENT /* compressed: one shared vector, old tokens one entry per `ratio` */
};

/* NaN: absent.  Counts and dimensions are doubles because products of them exceed 2^31. */
struct attention {
	enum attention_kind kind;
	double heads, kv_heads;
	double k_dim, v_dim;              /* per head */
	double window;                    /* tokens kept; NaN: all */
	double q_rank, kv_rank, rope_dim; /* MLA */
	double ratio;                     /* LATENT: tokens per entry beyond the window; NaN: none */
	double indexer_bytes;             /* sparse attention: index key bytes per entry, 0 none */
	double indexer_topk;              /* tokens that decode reads; NaN: all */
	double params;                    /* weights of one layer */
	bool cached;                      /* false: shares another layer's cache */
};

/* Of a layer without attention. */
extern const struct attention attention_absent;

/* Linear attention, state-space or short-convolution part of a layer. */
struct layer_state {
	double bytes; /* fixed state of one sequence; 0 none */
	double params;
};

struct mlp {
	double matrices;       /* 3 gated, 2 plain, 0: no MLP */
	double width;          /* of the dense MLP or of one expert */
	double experts, top_k; /* experts 0: dense */
	double shared_width;   /* experts that every token passes, total width */
	double input;          /* width the experts read: hidden size or latent size */
};

struct layer_group {
	double count;
	struct attention attention;
	struct layer_state state;
	struct mlp mlp;
};

/* Parameter counts by what happens to them (all layers together). */
struct model_counts {
	double attention;      /* projections, linear-attention and state-space weights */
	double latent;         /* of attention: projections to and from latents, the output's not */
	double dense;          /* dense MLP, shared experts */
	double router;         /* expert gates, kept in 16 bits by every checkpoint */
	double experts;        /* routed experts, all of them */
	double experts_active; /* routed experts that one token passes */
	double embedding;      /* input embedding */
	double head;           /* LM head as stored; 0 when tied */
	double other;          /* norms, biases and the rest, kept in 16 bits */
	double total;          /* text decoder */
	double active;         /* takes part in a token's matrix products (tied head counted) */
	double layers;         /* half the number of mixer and MLP blocks */
	double moe_layers, mla_layers, sparse_layers, state_layers;
	double experts_per_layer, top_k, expert_width; /* of the MoE layers; 0 none */
	double mlp_width;                              /* widest dense or shared MLP */
	double head_span;                              /* largest heads x head size */
};

/* Bytes of storage by part. */
struct weight_bytes {
	double attention, dense, experts, embedding, head, other, total; /* other: with routers */
};

/* Bytes that an engine loads from the files of the model's own checkpoint.  Modules for multi-token prediction and
 * the second copy of a tied head are left out.  Vision and audio towers are counted in `other`. */
struct stored_weights {
	struct weight_bytes bytes; /* total 0: not known */
	bool by_part;              /* false: only the total is known */
	const char *source;        /* of these sizes */
};

struct model {
	const char *id;
	const char *name;
	const char *short_name;
	const char *family;
	const char *licence;
	const char *source;
	const char *as_of; /* date of the figures as the data writes it; NULL: that of the source */
	const char *notes;
	double hidden, vocab, max_context; /* max_context NaN: no limit */
	bool tied_embeddings;
	bool fp8_blocks; /* its FP8 checkpoints scale 128x128 blocks */
	const struct weight_format *native_weights;
	/* Formats of single parts of the own checkpoint; NULL: native_weights.  Set for
	 * PART_ATTENTION, PART_SHARED and PART_HEAD only. */
	const struct weight_format *part_formats[PART_COUNT];
	struct stored_weights stored;
	const struct kv_format *native_kv; /* NULL: 16 bits */
	unsigned kept_16bit;               /* of its own quantised checkpoint, besides the format's */
	const struct layer_group *groups;
	int group_count;
	double other_params;
	double published_params;    /* NaN unknown */
	struct model_counts counts; /* by model_count() */
};

/* Number of weights of one attention block, computed from its shape.  0 for ATTENTION_NONE;
 * ATTENTION_LATENT states its number in the data. */
double attention_params(const struct attention *attention, double hidden);

/* Whether two models have the same architecture and differ at most in the values of their weights. */
bool model_same_architecture(const struct model *a, const struct model *b);

/* Fills model->counts from the groups; call once after the architecture is set. */
void model_count(struct model *model);

/* The format of one part when the model is served in `format`; NULL: 16 bits.  Only the model's own
 * checkpoint can have different formats for different parts. */
const struct weight_format *model_part_format(
	const struct model *model, const struct weight_format *format, enum weight_part part);

/* Whether checkpoints in this format store attention in two formats: the latent projections in 16 bits,
 * the output projection in `format`.  Matrix products still run at the rate of `format`. */
bool model_keeps_latents(const struct model *model, const struct weight_format *format, enum weight_part part);

/* Bytes of all weights when the model is served in `format`.  Norms, and parts that the format or the checkpoint
 * keeps in 16 bits, have two bytes per weight.  In the format of the model's own checkpoint the sizes of its files
 * are used if they are known.  If only their sum is known, each part is its formula times the ratio of both sums. */
struct weight_bytes model_weight_bytes(const struct model *model, const struct weight_format *format);

/* Leaves what it computes: "attention_bytes", "dense_bytes", "expert_bytes", "end_bytes" (embedding
 * and head), "other_bytes". */
void model_weight_trace(struct trace *t, const struct model *model, const struct weight_format *format);

/* Whether model_weight_bytes() uses the sizes of the checkpoint's files for every part, not only for the sum. */
bool model_is_stored_by_part(const struct model *model, const struct weight_format *format);

/* Bytes per weight that one pass over a part reads.  If the stored size of the part is known, it is that size over
 * the number of weights.  If only the sum is known, it is that of the format: the excess over the formula may be a
 * vision tower, which no decode step reads.  A tied head is read in the format of the embedding. */
double model_bytes_per_weight(const struct model *model, const struct weight_format *format, enum weight_part part);

/* A model of `params` weights that is not in the catalog, shaped like the published dense models of its size;
 * `active` < params makes it a mixture of experts.  `group` is the caller's and must outlive the model. */
void model_generic(struct model *model, struct layer_group *group, double params, double active,
	const struct weight_format *native);
