/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tensors of a checkpoint are for, and their bytes. */
#pragma once

#include "catalog/import/architecture.h"

/* What a tensor is for, by its name and the number of layers; NaN layers: not known. */
enum tensor_use {
	USE_ATTENTION,
	USE_SHARED, /* dense MLP, shared experts */
	USE_EXPERTS,
	USE_EMBEDDING,
	USE_HEAD,
	USE_OTHER,
	USE_TOWER,      /* for images and sound */
	USE_PREDICTION, /* modules for multi-token prediction, loaded for speculation only */
	USE_COUNT
};
enum tensor_use tensor_use(const char *name, double layers);

/* Sets model.stored from bytes by use, or only its total where the names are not understood; with a note
 * leaves it where the bytes cannot be those of the model's weights. */
void tensors_settle(const double bytes[USE_COUNT], const char *source, struct imported *out);

/* Weights of the modules for multi-token prediction: each a layer like the last kind. */
double tensors_module_weights(const struct imported *out, bool own_embedding, bool own_head);

/* Sets what stays in 16 bits by the lists of a quantisation block: strings, or GPTQ's rules "-:expression": {}. */
void kept_read(struct config *c, const cJSON *block, struct imported *out);
