/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One accelerator as its datasheet and its driver describe it, and the links between several. */
#pragma once

#include "core/constants.h"
#include "core/trace.h"

enum link_kind { LINK_NVLINK, LINK_PCIE, LINK_XGMI };

/* The all-reduce kernels that an engine runs.  SGLang has those of vLLM.  COLLECTIVES_TABLE: kernels
 * without measurements of their own; the general line of the link's table is used. */
enum collectives { COLLECTIVES_VLLM, COLLECTIVES_TRTLLM, COLLECTIVES_TABLE };

/* One all-reduce algorithm: t = alpha + 2 (n-1)/n bytes/beta.  Kernels have two, one for low latency and
 * one for high bandwidth; the faster one is used.  NaN: not measured. */
struct link_line {
	double alpha_s, beta_bytes_per_s;
};

/* One point of a link's all-reduce table: t = alpha + 2 (n-1)/n bytes/beta. */
struct link_point {
	double gpus;
	double alpha_s;
	double beta_bytes_per_s;       /* messages of 4 to 32 MB */
	double beta_large_bytes_per_s; /* 128 MB and more; NaN: as beta */
	struct link_line lines[COLLECTIVES_TABLE][2];
};

enum { LINK_POINTS_MAX = 4 };

struct gpu_link {
	const char *id;
	const char *name;
	const char *source;
	const char *as_of; /* date of the figures as the data writes it; NULL: that of the source */
	bool measured;     /* the table was measured; false: it is assumed */
	enum link_kind kind;
	struct link_point points[LINK_POINTS_MAX]; /* by rising number of GPUs */
	int point_count;
};

/* Up to `gpus` of these GPUs are joined by `link`. */
struct gpu_group_link {
	double gpus;
	const struct gpu_link *link;
};

enum { GPU_LINKS_MAX = 3 };

/* What others call it.  NULL: not known. */
struct gpu_names {
	const char *skypilot, *dstack;
	const char *resource;   /* that Kubernetes counts: nvidia.com/gpu */
	const char *kubernetes; /* product label of a node */
	const char *gke;        /* the same of Google's */
	const char *source;
};

struct gpu {
	const char *id;
	const char *name;
	const char *short_name;
	const char *vendor;
	const char *architecture;
	const char *form_factor;
	const char *source;
	const char *as_of; /* date of the figures as the data writes it; NULL: that of the source */
	const char *notes;
	const struct gpu_family *family;            /* NULL: no engine constants, never estimated */
	const struct compute_class *compute;        /* NULL: none is known */
	const struct card *card;                    /* NULL: as its class */
	double memory_bytes;                        /* what the driver reports; NaN unknown */
	double memory_marketed_bytes;               /* the sticker */
	bool memory_assumed;                        /* taken from a sibling or scaled, not reported */
	bool memory_gddr;                           /* GDDR rather than HBM */
	double bandwidth_bytes_per_s;               /* peak; NaN unknown */
	double l2_bytes;                            /* the cache that all processors share; NaN unknown */
	double peak_flops[TENSOR_COUNT];            /* dense; NaN: no such path or not known */
	double fp16_accumulate_flops;               /* FP16 with FP16 accumulation */
	struct gpu_group_link links[GPU_LINKS_MAX]; /* by rising size */
	int link_count;
	double max_gpus_per_node; /* NaN unknown */
	double power_w;
	double pcie_gen; /* NaN unknown */
	bool grace_host;
	bool fp16_only; /* no BF16 path: 16-bit weights run as FP16 */
	bool announced; /* cannot be had yet: listed, never ranked */
	struct gpu_names names;
};

/* GPUs of one machine; 1 where nobody says. */
double gpu_machine_gpus(const struct gpu *gpu);

/* The link that joins `gpus` of them, NULL when none is known for so many. */
const struct gpu_link *gpu_link_for(const struct gpu *gpu, double gpus);

/* Seconds of one all-reduce of `bytes` bytes over `gpus` GPUs: the lower bound of a ring, with a measured latency and
 * rate (gpuplan-model(7), 2.4 Exchange).  Rates are interpolated over the logarithm of bytes between 32 MB and 128
 * MB, and over the logarithm of GPUs.  0 for one GPU.  The figure of a trace is "one_all_reduce_s"; "message", the
 * bytes, must be there. */
double link_all_reduce_s(
	struct trace *t, const struct gpu_link *link, enum collectives collectives, double gpus, double bytes);

/* Start-up time and rate of the general line of a link, for `gpus` GPUs and messages of `bytes`.  Figures of a
 * trace have these ids (latency_id NULL: not that one); "message" must be there. */
struct link_rate {
	double alpha_s;
	double beta_bytes_per_s;
};
struct link_rate link_rate(struct trace *t, const struct gpu_link *link, double gpus, double bytes,
	const char *latency_id, const char *bandwidth_id, const char *large_id);
