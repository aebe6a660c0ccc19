/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model as training sees it. */
#pragma once

#include "core/model.h"

/* What training needs to know of a model. */
struct training_shape {
	double params;  /* all of them */
	double active;  /* that multiply each token: active experts and the LM head, without the input embedding */
	double linear;  /* weights of the linear layers inside all layers, all experts */
	double experts; /* of them those of routed experts */
	double layers, hidden, vocab;
	double query, kv; /* widths of one layer: heads x head size; KV heads x head size */
	double mlp;       /* width of the MLP that a token passes: active and shared experts together */
	bool gated;       /* its MLP has three matrices */
	bool moe;
	double adapted; /* sum over the matrices of dense layers of inputs + outputs: parameters of a rank */
	double span;    /* sum over layers of attention width x tokens that one token looks at */
	double moved;   /* numbers that a token has in and between the matrices of experts and of state layers */
};

/* The shape of a model for sequences of so many tokens. */
struct training_shape training_shape_of(const struct model *model, double sequence);
