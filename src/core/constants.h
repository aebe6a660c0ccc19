/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fitted and assumed constants of the performance model: data, never literals in the code. */
#pragma once

#include <stdbool.h>

#include "core/media_constants.h"
#include "core/training_constants.h"

/* Number types for which a GPU has a matrix rate.  TENSOR_16BIT is BF16, or FP16 where the part has no BF16 path. */
enum tensor_type { TENSOR_16BIT, TENSOR_FP8, TENSOR_INT8, TENSOR_FP4, TENSOR_COUNT };

/* Weight formats that have their own grouped-GEMM efficiency (parameters e_moe_bw, e_moe_fl). */
enum expert_class {
	EXPERT_BF16,
	EXPERT_FP8,
	EXPERT_FP8_BLOCK, /* FP8 with 128x128 block scales */
	EXPERT_FP4,
	EXPERT_MXFP4,
	EXPERT_INT4,
	EXPERT_CLASS_COUNT
};

/* Achieved fractions, 0..1, of the datasheet peaks of one family of GPUs.  NaN: not known. An accelerator
 * without a family is not estimated. */
struct gpu_family {
	const char *id;
	const char *name;
	unsigned bit;              /* one bit of its own, for sets of families */
	bool calibrated;           /* published measurements of this family were fitted */
	double e_bw;               /* streaming weights, of peak bandwidth */
	double e_att;              /* reading the KV cache in decode attention, of peak bandwidth */
	double e_fa;               /* attention of long prompts, of the 16-bit peak */
	double s0_fa;              /* prompt length, in tokens, at which e_fa is halved; NaN: 0 */
	double e_fl[TENSOR_COUNT]; /* large GEMM, of the peak of that number type */
	double lc_e;               /* llama.cpp prompt GEMM, of the FP16-accumulate peak */
};

/* What a class of GPUs reaches in work that keeps it full, as training does.  Classes are finer than families: boards and
 * cards with the same processors differ in power and memory.  NaN: not known. */
struct compute_class {
	const char *id;
	double train;                             /* of the 16-bit peak: wide matrices, large micro-batches */
	double train_moe;                         /* factor on it for mixtures of experts */
	double train_untuned;                     /* factor on it of software other than tuned; NaN: none */
	double train_gain[TRAIN_PRECISION_COUNT]; /* speed of large products over that in 16 bits */
	double media_linear, media_attention;     /* of the 16-bit peak at one TFLOP/s per watt: media models */
	double media_flash3;                      /* factor of FlashAttention 3 on attention; NaN: it gains nothing */
	double media_rows;                        /* published runs of media models; NaN: none */
};

/* What one GPU reaches against its class.  1: as the class. */
struct card {
	const char *id; /* of the GPU */
	double train;
	double train_rows; /* published runs of it; NaN: none */
};

/* Host and scheduling constants of one engine as it is run (seconds unless said otherwise). */
struct engine_profile {
	const char *id;
	double t_layer; /* fixed time per layer and step */
	double t_moe;   /* extra per mixture-of-experts layer and step */
	double t_host;  /* host time per step */
	double t_seq;   /* host time per running sequence of one attention-data-parallel rank */
	double ar_x;    /* factor on the all-reduce table */
	double m_fl;    /* factor on the GEMM efficiency */
	double beta;    /* share of prefill work that does not slow decoding */
	double mix;     /* decode steps that pass before a new request is scheduled */
	double q_ttft;  /* weight of waiting behind other prefills */
	double t_front; /* serial front-end time per request in flight */
	double t_req;   /* fixed overhead of a request */
	double k_pre;   /* factor on the isolated prefill time */
};

/* Which requests a latency goal is about: the mean one, or that below which so many per cent of all stay. */
enum goal_at { GOAL_AT_MEAN, GOAL_AT_P50, GOAL_AT_P90, GOAL_AT_P95, GOAL_AT_P99, GOAL_AT_COUNT };

/* All other constants.  Each is one row of parameters.json; gpuplan-model(7), 9 CONSTANTS lists them. */
struct constants {
	double p;                         /* exponent of the soft maximum of memory and compute time */
	double p_moe;                     /* p of expert layers; 1: the times are added */
	double a_gemm;                    /* output elements below which a GEMM leaves processors idle */
	double c_act;                     /* passes over the hidden state per layer */
	double gamma_few;                 /* exponent of the expert coverage, at most 32 experts */
	double gamma_many;                /* the same, more than 32 experts */
	double w_moe[EXPERT_CLASS_COUNT]; /* expert width where grouped-GEMM compute efficiency halves */
	double wb_moe;                    /* expert width where expert streaming efficiency halves */
	double e_moe_bw[EXPERT_CLASS_COUNT];
	double e_moe_fl[EXPERT_CLASS_COUNT];
	double imb;                       /* weight of the expert-parallel imbalance */
	double a2a;                       /* token exchange of attention data parallelism, NVLink */
	double a2a_pcie;                  /* the same over PCIe */
	double a2a_server;                /* factor for server engines, which overlap it */
	double t_mla, t_dsa, t_lin, t_wo; /* extra seconds per layer of that kind */
	double e_wo;                      /* factor on e_bw of weight-only 4-bit formats */
	double fp4_b;                     /* factor on e_bw of 4-bit float weights outside the experts */
	double blk_b, blk_f;              /* factors on e_bw and e_fl of FP8 with 128x128 block scales */
	double h_grace, h_pcie;           /* factors on host time: Grace hosts, PCIe machines */
	double q_pow, q_rho;              /* exponents of the TTFT queue term */
	double lc_bw_gddr, lc_bw_hbm;     /* llama.cpp weight streaming, of peak bandwidth */
	double lc_q, lc_kq;               /* llama.cpp K-quants: factors on bandwidth and on prompt GEMM */
	double lc_width;                  /* llama.cpp loss of narrow matrices */
	double lc_score_bytes;            /* llama.cpp memory traffic per attention score */
	double lc_pp;                     /* llama.cpp exponent of the pipeline gain */
	double lc_p;                      /* p of llama.cpp */
	double pp_gain;                   /* exponent of the gain of pipeline stages in decoding */
	double pp_boundary_s;             /* hand-over between pipeline stages */
	double head_chunk_tokens;         /* prefill tokens behind one row of the LM head */
	double kv_block_tokens;           /* the KV cache is handed out in blocks of so many tokens */
	double held_deviations;           /* standard deviations that the pool has room for beyond the mean */
	double held_output_power;         /* E[o^3] / E[o]^3 as a power of E[o^2] / E[o]^2 */
	double held_fill;                 /* share of the pool in use where more requests want to run */
	double preemption_ratio;          /* requests over those that fit at which preemption costs its most */
	double sampler_bytes;             /* bytes per sequence and vocabulary entry of the sampler's peak */
	double activation_floor_bytes;
	double slack_dense_bytes;  /* below this slack a dense model fits only tightly */
	double slack_moe_fraction; /* the same for MoE, as a fraction of the card */
	double rho_full;           /* prefill load at which an open loop is unstable */
	double open_request_s;     /* fixed part of the open loop's TTFT */
	double hours_per_month;
	double spot_interruptions; /* share of spot machines taken back in an hour */
	double spot_interruptions_marketplace;
	double stale_price_days;
	double unseen_source_exponent;                       /* widening of bands for servers the fit has not seen */
	double measured_reach;                               /* ln ratio at which a measured run counts exp(-1/2) */
	double measured_prior_published, measured_prior_own; /* weight of the model against one run */
	double measured_band_left;                           /* smallest share of a band that remains with own runs */
	double closed_loop_passes;                           /* fixed-point passes of the closed loop */
	/* Percentiles.  A deviation is that of the logarithm; of GOAL_AT_MEAN nothing is used. */
	double ttft_spread;       /* deviation of the time to first token of an idle replica */
	double ttft_spread_load;  /* its growth with load ... */
	double ttft_spread_onset; /* ... beyond this load */
	double ttft_ratio_error[GOAL_AT_COUNT];
	double tpot_tail_even, tpot_tail_mixed; /* ln(p99 / mean) of the time per token, equal and mixed lengths */
	double tpot_tail_work_even, tpot_tail_work_mixed; /* their growth with prompt tokens for each decode step */
	double tpot_tail_tokens;                          /* ... in units of so many */
	double tpot_mixed_spread;                         /* spread from which lengths are mixed */
	double tpot_ratio_error_even[GOAL_AT_COUNT], tpot_ratio_error_mixed[GOAL_AT_COUNT];
	struct training_constants training;
	struct media_constants media;
};
