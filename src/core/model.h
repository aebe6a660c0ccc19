/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model's architecture as groups of equal layers, and what follows from it by counting. */
#ifndef GPUPLAN_CORE_MODEL_H
#define GPUPLAN_CORE_MODEL_H

#include "core/format.h"
#include "core/trace.h"

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

/* Linear attention, state-space or short-convolution part of a layer. */
struct layer_state {
	double bytes;  /* fixed state of one sequence; 0 none */
	double params;
};

struct mlp {
	double matrices;                 /* 3 gated, 2 plain, 0: no MLP */
	double width;                    /* of the dense MLP or of one expert */
	double experts, top_k;           /* experts 0: dense */
	double shared_width;             /* experts that every token passes, total width */
	double input;                    /* width the experts read: hidden size or latent size */
};

struct layer_group {
	double count;
	struct attention attention;
	struct layer_state state;
	struct mlp mlp;
};

/* Parameter counts by what happens to them (all layers together). */
struct model_counts {
	double attention;  /* projections, linear-attention and state-space weights */
	double latent;     /* of attention: projections to and from latents, the output's not */
	double dense;      /* dense MLP, shared experts */
	double router;     /* expert gates, kept in 16 bits by every checkpoint */
	double experts;    /* routed experts, all of them */
	double experts_active; /* routed experts that one token passes */
	double embedding;  /* input embedding */
	double head;       /* LM head as stored; 0 when tied */
	double other;      /* norms, biases and the rest, kept in 16 bits */
	double total;      /* text decoder */
	double active;     /* takes part in a token's matrix products (tied head counted) */
	double layers;     /* half the number of mixer and MLP blocks */
	double moe_layers, mla_layers, sparse_layers, state_layers;
	double experts_per_layer, top_k, expert_width; /* of the MoE layers; 0 none */
	double mlp_width;  /* widest dense or shared MLP */
	double head_span;  /* largest heads x head size */
};

/* Bytes of storage by part. */
struct weight_bytes {
	double attention, dense, experts, embedding, head, other, total; /* other: with routers */
};

/*
 * Bytes that an engine loads from the files of the model's own checkpoint.  Modules for multi-token
 * prediction and the second copy of a tied head are left out.  Vision and audio towers are counted
 * in `other`.
 */
struct stored_weights {
	struct weight_bytes bytes;         /* total 0: not known */
	bool by_part;                      /* false: only the total is known */
	const char *source;                /* of these sizes */
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
	bool fp8_blocks;                   /* its FP8 checkpoints scale 128x128 blocks */
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
	double published_params;           /* NaN unknown */
	struct model_counts counts;        /* by model_count() */
};

/* Number of weights of one attention block, computed from its shape.  0 for ATTENTION_NONE;
 * ATTENTION_LATENT states its number in the data. */
double attention_params(const struct attention *attention, double hidden);

/* Whether two models have the same architecture and differ at most in the values of their weights. */
bool model_same_architecture(const struct model *a, const struct model *b);

/* Fills model->counts from the groups; call once after the architecture is set. */
void model_count(struct model *model);

/*
 * The format of one part when the model is served in `format`; NULL: 16 bits.  Only the model's own
 * checkpoint can have different formats for different parts.
 */
const struct weight_format *model_part_format(const struct model *model,
					      const struct weight_format *format,
					      enum weight_part part);

/*
 * Whether checkpoints in this format store attention in two formats: the latent projections in 16
 * bits, the output projection in `format`.  Matrix products still run at the rate of `format`.
 */
bool model_keeps_latents(const struct model *model, const struct weight_format *format,
			 enum weight_part part);

/* Bytes per weight of one part in that format, scales included.  A part in two formats has the mean. */
double model_format_bytes(const struct model *model, const struct weight_format *format,
			  enum weight_part part);

/*
 * Bytes of all weights when the model is served in `format`.  Norms, and parts that the format or the
 * checkpoint keeps in 16 bits, have two bytes per weight.  In the format of the model's own
 * checkpoint the sizes of its files are used if they are known.  If only their sum is known, each
 * part is its formula times model_stored_scale().
 */
struct weight_bytes model_weight_bytes(const struct model *model,
				       const struct weight_format *format);

/* Leaves what it computes: "attention_bytes", "dense_bytes", "expert_bytes", "end_bytes" (embedding
 * and head), "other_bytes". */
void model_weight_trace(struct trace *t, const struct model *model, const struct weight_format *format);

/* Whether model_weight_bytes() uses the sizes of the checkpoint's files; and whether it does so for
 * every part, not only for the sum. */
bool model_is_stored(const struct model *model, const struct weight_format *format);
bool model_is_stored_by_part(const struct model *model, const struct weight_format *format);

/* Ratio of the size of the files to the size by formula when only their sum is known; otherwise 1. */
double model_stored_scale(const struct model *model, const struct weight_format *format);

/*
 * Bytes per weight that one pass over a part reads.  If the stored size of the part is known, it is
 * that size over the number of weights.  If only the sum is known, it is model_format_bytes():
 * the excess over the formula may be a vision tower, which no decode step reads.  A tied head is
 * read in the format of the embedding.
 */
double model_bytes_per_weight(const struct model *model, const struct weight_format *format,
			      enum weight_part part);

/*
 * Bytes of KV cache and state of one sequence of `tokens` tokens, as one logical copy
 * (gpuplan-model(7), 1.2 KV cache of a request).  An element takes `kv_bytes` bytes.
 */
double model_kv_bytes(const struct model *model, double tokens, double kv_bytes);

/* The part of model_kv_bytes() that one of `tp` GPUs holds.  Every GPU has a copy of MLA latents; KV heads
 * are copied when there are more GPUs than heads. */
double model_kv_bytes_per_gpu(const struct model *model, double tokens, double kv_bytes, double tp);

/*
 * The cache that an engine reserves for layers with a window (sliding or chunked attention), beyond
 * the tokens that attention sees (gpuplan-model(7), 1.3 Windows).  With block_tokens 1 and all else
 * zero it reserves the window and no more.
 */

struct kv_reserve {
	double block_tokens;   /* such a layer is given whole blocks of so many tokens; at least 1 */
	double extra_tokens;   /* kept of every sequence besides the window */
	double prefill_tokens; /* held on top by the one sequence whose prompt is being read */
	double pool_share;     /* size of its pool over that of a full layer, 0..1; 0: as needed */
	const char *source;    /* of the figures */
	bool equal_groups;     /* layers are pooled in groups of equal count, the last one padded */
};

/* Tokens that one sequence occupies: in a layer with that window, and in a layer without a window.
 * With a pool_share both pools have a fixed proportion, so that the larger need decides both. */
double model_kv_window_tokens(double window, double tokens, const struct kv_reserve *r);
double model_kv_full_tokens(const struct model *model, double tokens, const struct kv_reserve *r);

/* Ratio of layers that the engine allocates to layers of the model: above 1 where groups are padded. */
double model_kv_padding(const struct model *model, bool windowed, const struct kv_reserve *r);

/* model_kv_bytes_per_gpu() and model_kv_bytes_per_token() with what the engine reserves for windows.  With
 * tp 1 the first is model_kv_bytes(). */
double model_kv_reserved_bytes(const struct model *model, double tokens, double kv_bytes, double tp,
			       const struct kv_reserve *r);
double model_kv_reserved_per_token(const struct model *model, double kv_bytes,
				   const struct kv_reserve *r);

/* Bytes of prefill_tokens for a request of `tokens` tokens, as one logical copy.  The rest of the request
 * bounds them. */
double model_kv_prefill_bytes(const struct model *model, double tokens, double kv_bytes,
			      const struct kv_reserve *r);

/* Leaves the entries of all layers and "kv_per_sequence", which model_kv_reserved_bytes() computes. */
void model_kv_reserve_trace(struct trace *t, const struct model *model, double tokens, double kv_bytes,
			    const struct kv_reserve *r);

/* Leaves the same of a model with one window as a single figure `id`, for another engine's reserve. */
void model_kv_engine_trace(struct trace *t, const char *id, const struct model *model, double tokens,
			   double kv_bytes, const struct kv_reserve *r);

/* Leaves "kv_prefill", where it is more than 0, of "window_tokens" and "step", which are there. */
void model_kv_prefill_trace(struct trace *t, const struct model *model, double tokens, double kv_bytes,
			    const struct kv_reserve *r);

/* Leaves "read", "latent_flop", and "flop" or "scores", of "context" or "seen", which are there. */
void model_kv_read_trace(struct trace *t, const struct model *model, double context, double kv_bytes, double tp);
void model_decode_attention_trace(struct trace *t, const struct model *model, double context);
void model_prefill_attention_trace(struct trace *t, const struct model *model, bool flash, double seen);

/* The window of a model whose layers have one, NaN when none has. */
double model_kv_window(const struct model *model);

/* Whether all entries are single tokens and all windows alike: then the sums can be told by kinds
 * of layers. */
bool model_kv_is_plain(const struct model *model);

/* Whether a layer keeps only the tokens of a window.  False for compressed attention, which has its own
 * rules. */
bool attention_windowed(const struct attention *attention);

/* Bytes of the KV cache that one decode step reads on one of `tp` GPUs.  Sparse attention reads its top-k
 * entries only. */
double model_kv_read_bytes(const struct model *model, double tokens, double kv_bytes, double tp);

/* Bytes that one more token adds to a sequence that is longer than all windows. */
double model_kv_bytes_per_token(const struct model *model, double kv_bytes);

/* The fixed part: recurrent state of one sequence. */
double model_state_bytes(const struct model *model);

/*
 * FLOPs of attention itself, without projections.  Decode: one new token that attends to `tokens`
 * latents (MLA in its absorbed form; 0 for other kinds).  Prefill: one prompt token that attends
 * to `tokens` tokens.
 */
double model_decode_attention_flops(const struct model *model, double tokens);
double model_prefill_attention_flops(const struct model *model, double tokens);

/* Attention scores (heads x tokens seen) of one prompt token over all full layers. */
double model_prefill_scores(const struct model *model, double tokens);

/*
 * A model of `params` weights that is not in the catalog, shaped like the published dense
 * models of its size; `active` < params makes it a mixture of experts.  `group` is the
 * caller's and must outlive the model.
 */
void model_generic(struct model *model, struct layer_group *group, double params, double active,
		   const struct weight_format *native);

#endif
