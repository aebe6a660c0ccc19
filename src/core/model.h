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
 * What the files of the model's own checkpoint hold of what an engine loads: not modules for
 * multi-token prediction, nor a tied head stored a second time; vision and audio towers are
 * part of `other`.
 */
struct stored_weights {
	struct weight_bytes bytes;         /* total 0: not known */
	bool by_part;                      /* false: only the total is known */
	const char *source;                /* what says so */
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
	/* Of parts of its own checkpoint; NULL: native_weights.  Not of experts and the rest. */
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

/* Weights of one attention block by its shape (0 for ATTENTION_NONE; LATENT states its own). */
double attention_params(const struct attention *attention, double hidden);

/* Whether two models are the same but for the values of their weights. */
bool model_same_architecture(const struct model *a, const struct model *b);

/* Fills model->counts from the groups; call once after the architecture is set. */
void model_count(struct model *model);

/*
 * The format of one part when the model is served in `format`; NULL: 16 bits.  Only its own
 * checkpoint has parts in formats of their own.
 */
const struct weight_format *model_part_format(const struct model *model,
					      const struct weight_format *format,
					      enum weight_part part);

/*
 * Whether the format's checkpoints of such a model keep attention in two: latent projections in
 * 16 bits, the output projection in the format.  The products run at the format's rate.
 */
bool model_keeps_latents(const struct model *model, const struct weight_format *format,
			 enum weight_part part);

/* Bytes per weight of one part by that format, scales included: the mean where it is mixed. */
double model_format_bytes(const struct model *model, const struct weight_format *format,
			  enum weight_part part);

/*
 * Bytes of weights in `format`: all layers, the embedding, the head, in bytes of storage.
 * Norms and everything that the format or the checkpoint keeps stay at two bytes.  In the
 * format of the model's own checkpoint the bytes of its files, where they are known: of every
 * part; or, where only the sum is known, model_stored_scale() times every part's formula.
 */
struct weight_bytes model_weight_bytes(const struct model *model,
				       const struct weight_format *format);

/* Leaves what it computes: "attention_bytes", "dense_bytes", "expert_bytes", "end_bytes" (embedding
 * and head), "other_bytes". */
void model_weight_trace(struct trace *t, const struct model *model, const struct weight_format *format);

/* Whether model_weight_bytes() are those of the checkpoint's files, and are so for each part. */
bool model_is_stored(const struct model *model, const struct weight_format *format);
bool model_is_stored_by_part(const struct model *model, const struct weight_format *format);

/* Bytes of the files over those of the formula where only their sum is known; 1 elsewhere. */
double model_stored_scale(const struct model *model, const struct weight_format *format);

/*
 * Bytes that one pass over a part reads for each of its weights.  A pass reads matrices as they
 * are stored: of a checkpoint whose parts are known their bytes.  Of a sum alone it is not known
 * where what exceeds the formula lies (a vision tower is held, but no decode step reads it):
 * the formula stays.  A head that is tied is read as the embedding is stored.
 */
double model_bytes_per_weight(const struct model *model, const struct weight_format *format,
			      enum weight_part part);

/*
 * KV cache and state of one sequence of `tokens`, one logical copy (kv-cache rules:
 * windows capped, latent attention stored once, fixed state added), kv_bytes per element.
 */
double model_kv_bytes(const struct model *model, double tokens, double kv_bytes);

/* The part of model_kv_bytes that one GPU of `tp` holds; MLA and excess heads are replicated. */
double model_kv_bytes_per_gpu(const struct model *model, double tokens, double kv_bytes, double tp);

/*
 * How an engine sets cache aside for layers with a window (sliding and chunked attention),
 * beyond the tokens that attention sees.  All zero but block_tokens 1: just the window.
 */

struct kv_reserve {
	double block_tokens;   /* such a layer is given whole blocks of so many tokens; at least 1 */
	double extra_tokens;   /* kept of every sequence besides the window */
	double prefill_tokens; /* held on top by the one sequence whose prompt is being read */
	double pool_share;     /* tokens of its pool for each of a full layer's: 0 as needed, to 1 */
	const char *source;    /* of the figures */
	bool equal_groups;     /* layers are pooled in groups of equal count, the last one padded */
};

/* Tokens that a layer with that window holds of one sequence, and one that sees them all:
 * two pools of a fixed proportion make the smaller need follow the larger one. */
double model_kv_window_tokens(double window, double tokens, const struct kv_reserve *r);
double model_kv_full_tokens(const struct model *model, double tokens, const struct kv_reserve *r);

/* Layers that are paid for, of one that is there: more than 1 where groups are padded. */
double model_kv_padding(const struct model *model, bool windowed, const struct kv_reserve *r);

/* model_kv_bytes_per_gpu, model_kv_bytes (tp 1) and model_kv_bytes_per_token as reserved. */
double model_kv_reserved_bytes(const struct model *model, double tokens, double kv_bytes, double tp,
			       const struct kv_reserve *r);
double model_kv_reserved_per_token(const struct model *model, double kv_bytes,
				   const struct kv_reserve *r);

/* What prefill_tokens come to, one logical copy: at most the rest of a request of `tokens`. */
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

/* Whether a layer drops tokens behind a window; compressed attention has rules of its own. */
bool attention_windowed(const struct attention *attention);

/* Bytes that one decode step reads of it on one GPU of `tp` (sparse attention reads top-k). */
double model_kv_read_bytes(const struct model *model, double tokens, double kv_bytes, double tp);

/* Bytes that every further token adds once past all windows. */
double model_kv_bytes_per_token(const struct model *model, double kv_bytes);

/* The fixed part: recurrent state of one sequence. */
double model_state_bytes(const struct model *model);

/*
 * Multiply-add FLOPs of attention itself: one new token that sees `tokens` in decode over
 * the latent (MLA only, absorbed form; 0 else), or one prompt token that sees `tokens`.
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
