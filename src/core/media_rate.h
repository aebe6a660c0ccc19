/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a GPU achieves with the products and the attention of a media model (gpuplan-model(7), 11.2 Seconds). */
#pragma once

#include "core/media.h"

/* The number type in which the products are done: 16 bits where the software or the GPU gain nothing by a narrow one.
 * TENSOR_COUNT: the GPU cannot. */
enum tensor_type media_products(const struct media_run *run);

/* Bytes of one weight, scales included. */
double media_weight_bytes(enum tensor_type precision);

/* Whether the power of a GPU says anything of it. */
bool media_power_known(const struct gpu *gpu);

/* The factor of a GPU by its 16-bit FLOP per watt: 1 at one TFLOP/s per watt, or where the power is unknown. */
double media_power_factor(struct trace *t, const struct gpu *gpu, double exponent, const char *id);

/* FLOP per second of one GPU.  The linear one is NaN where nothing is known of its class. */
double media_linear_rate(struct trace *t, const struct media_run *run);
double media_attention_rate(struct trace *t, const struct media_run *run);
