/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants of training: rows train_* of parameters.json (gpuplan-model(7), 10 TRAINING). */
#pragma once

enum train_method { TRAIN_PRETRAIN, TRAIN_FULL, TRAIN_LORA, TRAIN_QLORA, TRAIN_METHOD_COUNT };

/* What runs it: Megatron, NeMo and Transformer Engine; compiled FSDP as in torchtitan; torchtune, Unsloth and LitGPT;
 * plain Transformers with PEFT; states that are streamed from the host or from SSD. */
enum train_software { TRAIN_TUNED, TRAIN_FSDP, TRAIN_EAGER, TRAIN_HF, TRAIN_OFFLOAD, TRAIN_SOFTWARE_COUNT };

/* Number type of the large matrix products. */
enum train_precision { TRAIN_BF16, TRAIN_FP8, TRAIN_MXFP8, TRAIN_NVFP4, TRAIN_PRECISION_COUNT };

/* What is divided among the GPUs that share the data: nothing, optimiser states, gradients too, weights too. */
enum train_shard { TRAIN_DDP, TRAIN_ZERO1, TRAIN_ZERO2, TRAIN_ZERO3, TRAIN_SHARD_COUNT };

/* Activations that are computed again in the backward pass instead of kept. */
enum train_recompute { RECOMPUTE_NONE, RECOMPUTE_SELECTIVE, RECOMPUTE_FULL, RECOMPUTE_COUNT };

enum train_optimizer {
	OPTIMIZER_ADAMW,       /* 32-bit moments and master weights */
	OPTIMIZER_ADAMW_BF16,  /* moments in BF16, no master weights */
	OPTIMIZER_ADAMW_8BIT,  /* 8-bit moments */
	OPTIMIZER_ADAMW_FUSED, /* 8-bit moments, each gradient is dropped as soon as it was used */
	OPTIMIZER_ADAFACTOR,
	OPTIMIZER_MUON,
	OPTIMIZER_LION,
	OPTIMIZER_SGD,
	OPTIMIZER_COUNT
};

/* Groups of runs that have an 80 % band of their own. */
enum train_group {
	TRAIN_DENSE,
	TRAIN_DENSE_TUNED,
	TRAIN_ADAPTER,
	TRAIN_ADAPTER_TUNED,
	TRAIN_MOE,
	TRAIN_OFFLOADED,
	TRAIN_FEW_ROWS,     /* the card has few rows: widens */
	TRAIN_EXTRAPOLATED, /* it has none: widens */
	TRAIN_GROUP_COUNT
};

struct training_constants {
	double software[TRAIN_SOFTWARE_COUNT]; /* factor on the rate of compiled FSDP */
	double layer_s[TRAIN_SOFTWARE_COUNT];  /* launches and host, of a layer and micro-batch */
	double overlap
		[TRAIN_SOFTWARE_COUNT]; /* 1: launches and work follow each other; infinite: the longer one counts */
	double gain_generic, gain_tuned_moe; /* exponents of the gain of narrow formats; tuned dense: 1 */
	double moe_domain;                   /* factor for experts inside a domain of 72 GPUs */
	double width, width_moe;             /* hidden size at 312 TFLOP/s whose products take twice their time */
	double width_gain;                   /* share of what that adds which narrow formats make faster */
	double attention;                    /* what attention reaches of the speed of the other products */
	double head_again;                   /* share of the LM head that recomputation computes again */
	double moved;                        /* times that experts and state layers read or write what they compute */
	double scale;                        /* loss for each doubling of GPUs beyond the domain */
	double tensor;                       /* loss for each doubling of the tensor-parallel size */
	double interleave;                   /* model chunks of a pipeline stage, tuned */
	double qlora_bytes;                  /* that dequantising moves, of a parameter and pass */
	double qlora_layer_s;                /* launches of dequantising, of a layer */
	double pcie_bytes_per_s;             /* of one GPU over PCIe 4 x16, without peer-to-peer */
	double recompute[RECOMPUTE_COUNT];   /* share of the forward pass that is computed again */
	double band_low[TRAIN_GROUP_COUNT];  /* 80 % bands of the rate, measured/predicted */
	double band_high[TRAIN_GROUP_COUNT];
	/* Memory */
	double optimizer_bytes[OPTIMIZER_COUNT]; /* states of a parameter, master weights included */
	double gradient_bytes[OPTIMIZER_COUNT];  /* of a parameter */
	double nf4_bytes;                        /* of a parameter, scales included */
	double adapter_bytes;                    /* of an adapter's parameter: weight, gradient, states */
	double selective;                        /* share of a layer's activations that selective recomputation keeps */
	double logit_bytes[TRAIN_SOFTWARE_COUNT]; /* of a token and entry of the vocabulary */
	double gathered_layers;                   /* that are whole on each GPU at a time */
	double context_bytes;                     /* of the runtime */
	double allocator;                         /* reserved over allocated */
	double usable;                            /* share of the card that a plan may fill */
	double memory_low, memory_high;           /* 80 % band of the memory, measured/predicted */
	/* Reliability */
	double gpu_mtbf_h;             /* hours between failures of one GPU */
	double goodput;                /* share of the time that trains where nothing fails */
	double checkpoint_bytes_per_s; /* that one node writes */
};
