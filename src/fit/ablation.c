/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms of the model that can be taken out without touching its code. */
#include "fit/ablation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One term and how it is taken out. */
struct term {
	const char *name;
	const char *parameters[8]; /* held at the neutral value; ends with NULL */
	double neutral;
	void (*change)(struct engine *engine); /* what every engine loses; NULL: nothing */
	double pull_scale;                     /* 0: as usual */
};

static void use_table(struct engine *engine)
{
	engine->collectives = COLLECTIVES_TABLE;
}

static void admit_by_mean(struct engine *engine)
{
	if (engine->memory.admission == ADMISSION_ANSWER)
		engine->memory.admission = ADMISSION_IN_USE;
}

static const struct term TERMS[] = {
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
	{ .name = "room for whole answers (admission)", .change = admit_by_mean },
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

/* Any parameter, fitted or not. */
static const struct parameter_value *find(const struct catalog *catalog, const char *id)
{
	for (int i = 0; i < catalog->parameter_count; i++)
		if (strcmp(catalog->parameters[i].id, id) == 0)
			return &catalog->parameters[i];
	return NULL;
}

/* Takes the term out of all further fits, and puts it back. */
struct ablation {
	struct calibration *calibration;
	const struct term *term;
	struct engine *engines;       /* copies without their collectives */
	const struct engine **kept;   /* of every run */
	double values[8], *places[8]; /* of parameters that no fit moves */
};
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

static void ablation_begin(
	struct ablation *a, struct calibration *c, const struct catalog *catalog, const struct term *term)
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

static void ablation_end(struct ablation *a)
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

void report_ablation(struct text *out, struct calibration *c, const struct catalog *catalog)
{
	FREED double *residuals = xcalloc((size_t)c->data->row_count + 1, sizeof(double));

	text_add(out,
		"\nWhat each term buys: errors without it, leaving out one group, "
		"then one source\n");
	text_addf(out, "  %-58s", "without");
	for (int m = 0; m < FIGURE_COUNT; m++)
		text_addf(out, " %-13s", figure_names[m]);
	text_add(out, "\n");
	for (int i = 0; i < (int)(sizeof(TERMS) / sizeof(TERMS[0])); i++) {
		struct ablation ablation;

		ablation_begin(&ablation, c, catalog, &TERMS[i]);
		for (int k = 0; k < 2; k++) {
			folds_predict(c, k == 0 ? FOLDS_GROUP : FOLDS_SOURCE, residuals);
			text_addf(out, "  %-50s %-7s", k == 0 ? TERMS[i].name : "", k == 0 ? "group" : "source");
			for (int m = 0; m < FIGURE_COUNT; m++) {
				struct row_filter filter = { (enum figure)m, KIND_ALL, -1 };
				struct error_figure f = error_figure(c->data, residuals, &filter, false);

				text_addf(out, " %5.1f /%5.1f", f.median, f.p90);
			}
			text_add(out, "\n");
		}
		ablation_end(&ablation);
	}
}
