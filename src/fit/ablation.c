/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms of the model that can be taken out without touching its code. */
#include "fit/ablation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void use_table(struct engine *engine)
{
	engine->collectives = COLLECTIVES_TABLE;
}

static void admit_by_mean(struct engine *engine)
{
	engine->memory.reserves_output = false;
}

const struct term TERMS[] = {
	{ .name = "nothing" },
	{ .name = "operator data hold the kernels (all pulls 4 times weaker)", .pull_scale = 4.0 },
	{ .name = "expert layers as a sum (p_moe = 2)", .parameters = { "p_moe" }, .neutral = 2.0 },
	{ .name = "narrow expert slices (w_moe, wb_moe)",
		.parameters = { "w_moe/bf16", "w_moe/fp8", "w_moe/fp8_block", "w_moe/fp4", "w_moe/mxfp4", "w_moe/int4",
			"wb_moe" } },
	{ .name = "correlated routing (gamma = 1)", .parameters = { "gamma/many", "gamma/few" }, .neutral = 1.0 },
	{ .name = "expert-parallel imbalance (imb)", .parameters = { "imb" } },
	{ .name = "token exchange of data parallelism (a2a)", .parameters = { "a2a", "a2a_pcie" } },
	{ .name = "idle processors in small GEMM (a_gemm)", .parameters = { "a_gemm" } },
	{ .name = "block-scaled FP8 (blk_b, blk_f)", .parameters = { "blk_b", "blk_f" }, .neutral = 1.0 },
	{ .name = "4-bit floats stream slower (fp4_b)", .parameters = { "fp4_b" }, .neutral = 1.0 },
	{ .name = "room for whole answers (reserves_output)", .change = admit_by_mean },
	{ .name = "prompt length in attention (s0_fa)",
		.parameters = { "s0_fa/hopper", "s0_fa/blackwell", "s0_fa/blackwell_c", "s0_fa/ampere", "s0_fa/ada" } },
	{ .name = "two all-reduce algorithms", .change = use_table },
	{ .name = "pipeline bubble (pp_gain = 1)", .parameters = { "pp_gain" }, .neutral = 1.0 },
	{ .name = "slow hosts (h_grace, h_pcie)", .parameters = { "h_grace", "h_pcie" }, .neutral = 1.0 },
	{ .name = "time to be scheduled (mix)", .parameters = { "mix/vllm", "mix/trtllm", "mix/sglang" } },
	{ .name = "front end (t_front)", .parameters = { "t_front/vllm", "t_front/trtllm", "t_front/sglang" } },
	{ .name = "shape of the queue (q_pow, q_rho)", .parameters = { "q_pow" }, .neutral = 1.0 },
	{ .name = "llama.cpp adds bytes and FLOP (lc_p = 2)", .parameters = { "lc_p" }, .neutral = 2.0 },
	{ .name = "llama.cpp narrow matrices (lc_width)", .parameters = { "lc_width" } },
	{ .name = "llama.cpp K-quant prompts (lc_kq)", .parameters = { "lc_kq" }, .neutral = 1.0 },
};
const int TERM_COUNT = sizeof(TERMS) / sizeof(TERMS[0]);

/* Any parameter, fitted or not. */
static const struct parameter_value *find(const struct catalog *catalog, const char *id)
{
	for (int i = 0; i < catalog->parameter_count; i++)
		if (strcmp(catalog->parameters[i].id, id) == 0)
			return &catalog->parameters[i];
	return NULL;
}

static void change_engines(struct ablation *a, const struct catalog *catalog)
{
	struct dataset *data = a->calibration->data;

	a->engines = xcalloc((size_t)catalog->engine_count, sizeof(*a->engines));
	a->kept = xcalloc((size_t)data->run_count + 1, sizeof(struct engine *));
	memcpy(a->engines, catalog->engines, (size_t)catalog->engine_count * sizeof(*a->engines));
	for (int i = 0; i < catalog->engine_count; i++)
		a->term->change(&a->engines[i]);
	for (int i = 0; i < data->run_count; i++) {
		const struct engine **engine = &data->runs[i].deployment.engine;

		a->kept[i] = *engine;
		*engine = &a->engines[*engine - catalog->engines];
	}
}

void ablation_begin(struct ablation *a, struct calibration *c, const struct catalog *catalog, const struct term *term)
{
	*a = (struct ablation){ .calibration = c, .term = term };
	for (int i = 0; term->parameters[i]; i++) {
		const struct parameter_value *p = find(catalog, term->parameters[i]);
		int fitted = calibration_find(c, term->parameters[i]);

		if (!p || !p->place)
			continue;
		a->values[i] = *p->place;
		a->places[i] = fitted < 0 ? p->place : NULL;
		if (fitted >= 0)
			calibration_hold(c, fitted, term->neutral);
		else
			*p->place = term->neutral * p->factor;
	}
	if (term->pull_scale > 0.0)
		c->pull_scale = term->pull_scale;
	if (term->change)
		change_engines(a, catalog);
}

void ablation_end(struct ablation *a)
{
	struct calibration *c = a->calibration;

	for (int i = 0; a->term->parameters[i]; i++) {
		int fitted = calibration_find(c, a->term->parameters[i]);

		if (fitted >= 0)
			calibration_hold(c, fitted, NAN);
		if (a->places[i])
			*a->places[i] = a->values[i];
	}
	c->pull_scale = 1.0;
	for (int i = 0; a->kept && i < c->data->run_count; i++)
		c->data->runs[i].deployment.engine = a->kept[i];
	free(a->engines);
	free(a->kept);
}
