/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step sends between GPUs: shards, ranks that share experts, pipeline stages. */
#pragma once

#include "core/deployment.h"

/* The links between the shards of a matrix, and between all GPUs of the replica; NULL where there is one GPU. */
struct step_links {
	const struct gpu_link *tensor, *group;
};

/* Seconds that a step of `tokens` spends between GPUs; 0 where there is nothing to exchange.  A trace must
 * contain "tokens". */
double step_exchange_s(struct trace *t, const struct deployment *d, const struct step_links *links, double tokens);
