/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One configuration to be judged: a model in a format on so many GPUs of a kind under an engine. */
#pragma once

#include "core/engine.h"

/* Parallel sizes of one replica; GPUs = tensor x pipeline x data. */
struct layout {
	double tensor;   /* shards of every matrix */
	double pipeline; /* stages of layers */
	double expert;   /* expert-parallel groups; 1: experts are sharded by tensor */
	double data;     /* attention-data-parallel ranks */
};

/* All pointers are borrowed from the catalog and outlive the deployment. */
struct deployment {
	const struct constants *constants;
	const struct model *model;
	const struct gpu *gpu;
	const struct engine *engine;
	const struct engine_profile *profile;
	const struct weight_format *format;
	const struct kv_format *kv;
	struct layout layout;
	double memory_share;                  /* of the card that the engine is told to take; 0: its own default */
	double replicas;                      /* identical ones that share the load; 0: one */
	const struct engine_release *release; /* of the engine; NULL: not known */
};

static inline double layout_gpus(const struct layout *layout)
{
	return layout->tensor * layout->pipeline * layout->data;
}

/* How the engine runs the format on this GPU. */
static inline enum format_support deployment_support(const struct deployment *d)
{
	return format_support(d->format, d->gpu, d->engine->bit);
}

static inline double deployment_replicas(const struct deployment *d)
{
	return d->replicas > 1.0 ? d->replicas : 1.0;
}

/* GPUs of all replicas. */
static inline double deployment_gpus(const struct deployment *d)
{
	return layout_gpus(&d->layout) * deployment_replicas(d);
}

/* GPUs that exchange data at every layer. */
static inline double layout_group(const struct layout *layout)
{
	return layout->tensor * layout->data;
}
