/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published equations of one engine step, stated once more, with made-up deployments. */
#pragma once

#include <math.h>

#include "core/step.h"
#include "support/check.h"

/*
 * The equations of gpuplan-model(7), 2 ONE STEP, written down once more with their own letters.
 * Everything is stated here in full: nothing of core/ is called.
 */
struct spec {
	/* model */
	double L, d, f, V, h, h_kv, d_h;
	double kv_l, r, n_h, v_h;         /* MLA, kv_l 0: none */
	double W;                         /* window of every layer, 0 none */
	double topk;                      /* sparse attention, 0 none; 100 B of index keys a token */
	double E, k, f_e, f_s;            /* experts, E 0: dense */
	double state_bytes, state_params; /* linear layers: all L of them, 0 none */
	/* GPU */
	double BW, F_bf16, F_t, F_fp16acc;
	double e_bw, e_att, e_fa, s0_fa, e_fl_bf16, e_fl_t, lc_e; /* s0_fa NaN: 0 */
	double alpha[3], beta[3], beta_large[3];                  /* of 2, 4 and 8 GPUs */
	double lines[4]; /* the two all-reduce algorithms at every size: alpha, beta; 0 none */
	bool pcie, grace;
	/* format */
	double w; /* bytes of a quantised weight; head and embedding 2 */
	double b_kv;
	bool weight_only, widening_costs, block_scaled;
	/* layout */
	double n, PP, EP, DP;
	/* llama.cpp */
	bool llama_cpp, k_quant, gddr;
};

/* Made-up constants, none of them 1, so that a forgotten one shows. */
static const struct constants K = {
	.p = 1.3,
	.p_moe = 1.1,
	.a_gemm = 3e5,
	.c_act = 11.0,
	.gamma_few = 0.7,
	.gamma_many = 0.8,
	.w_moe = { 40.0, 41.0, 42.0, 43.0, 44.0, 45.0 },
	.wb_moe = 150.0,
	.e_moe_bw = { 0.81, 0.82, 0.86, 0.83, 0.84, 0.85 },
	.e_moe_fl = { 0.51, 0.52, 0.31, 0.53, 0.54, 0.55 },
	.imb = 0.4,
	.a2a = 2.4,
	.a2a_pcie = 0.7,
	.a2a_server = 0.6,
	.t_mla = 9e-6,
	.t_dsa = 1.1e-4,
	.t_lin = 2.1e-5,
	.t_wo = 1.3e-5,
	.e_wo = 0.8,
	.fp4_b = 0.71,
	.blk_b = 0.93,
	.blk_f = 0.66,
	.h_grace = 1.6,
	.h_pcie = 1.25,
	.q_pow = 0.9,
	.q_rho = 0.16,
	.lc_bw_gddr = 0.9,
	.lc_bw_hbm = 0.6,
	.lc_q = 0.87,
	.lc_kq = 0.72,
	.lc_width = 146.0,
	.lc_score_bytes = 26.0,
	.lc_pp = 0.72,
	.lc_p = 1.05,
	.pp_gain = 0.9,
	.pp_boundary_s = 1e-5,
	.head_chunk_tokens = 2048.0,
	.kv_block_tokens = 16.0,
	.sampler_bytes = 17.0,
	.activation_floor_bytes = 7e7,
	.slack_dense_bytes = 1e9,
	.slack_moe_fraction = 0.04,
	.rho_full = 0.97,
	.open_request_s = 0.01,
	.hours_per_month = 730.0,
	.stale_price_days = 90.0,
	.unseen_source_exponent = 2.0,
	.closed_loop_passes = 3.0,
};

static const struct engine_profile PROFILE = {
	.id = "made-up",
	.t_layer = 3.3e-5,
	.t_moe = 2.2e-5,
	.t_host = 1.3e-3,
	.t_seq = 1.1e-5,
	.ar_x = 1.27,
	.m_fl = 1.15,
	.beta = 0.05,
	.mix = 1.4,
	.q_ttft = 0.22,
	.t_front = 1.3e-3,
	.t_req = 0.023,
	.k_pre = 1.18,
};

static inline double spec_norm(double a, double b, double p)
{
	return pow(pow(a, p) + pow(b, p), 1.0 / p);
}

static inline double spec_pnorm(const struct spec *q, double a, double b)
{
	return spec_norm(a, b, q->llama_cpp ? K.lc_p : K.p);
}

/* Tokens that a matrix of this width lacks for full processors, split over n shards. */
static inline double spec_fill(const struct spec *q, double width)
{
	return q->llama_cpp ? 0.0 : K.a_gemm * q->n / width;
}

/* gpuplan-model(7), 2.4 Exchange: rates between 32 MB and 128 MB by the logarithm of the size. */
static inline double spec_beta(const struct spec *q, double gpus, double bytes)
{
	int i = gpus == 2.0 ? 0 : gpus == 4.0 ? 1 : 2;

	if (bytes <= 32e6)
		return q->beta[i];
	if (bytes >= 128e6)
		return q->beta_large[i];
	return q->beta[i] + (q->beta_large[i] - q->beta[i]) * log(bytes / 32e6) / log(4.0);
}

static inline double spec_alpha(const struct spec *q, double gpus)
{
	return q->alpha[gpus == 2.0 ? 0 : gpus == 4.0 ? 1 : 2];
}

static inline double spec_streaming(const struct spec *q, bool quantised)
{
	double rate = q->BW * q->e_bw;

	if (q->llama_cpp)
		return q->BW * (q->gddr ? K.lc_bw_gddr : K.lc_bw_hbm) * (q->k_quant ? K.lc_q : 1.0) /
			(1.0 + K.lc_width / 1000.0 * (q->BW / 1e12) * 4096.0 / q->d);
	if (quantised && q->block_scaled)
		rate *= K.blk_b;
	if (quantised && q->weight_only && q->widening_costs)
		rate *= K.e_wo;
	return rate;
}

static inline double spec_flops(const struct spec *q, bool quantised)
{
	if (q->llama_cpp)
		return q->F_fp16acc * q->lc_e * (q->k_quant ? K.lc_kq : 1.0);
	if (!quantised || q->weight_only)
		return q->F_bf16 * q->e_fl_bf16 * PROFILE.m_fl;
	return q->F_t * q->e_fl_t * PROFILE.m_fl * (q->block_scaled ? K.blk_f : 1.0);
}

static inline double spec_attention_params(const struct spec *q)
{
	if (q->state_params > 0.0)
		return q->state_params;
	if (q->kv_l > 0.0) /* no query rank here */
		return q->d * q->h * (q->n_h + q->r) + q->d * (q->kv_l + q->r) + q->kv_l * q->h * (q->n_h + q->v_h) +
			q->h * q->v_h * q->d;
	return q->d * q->h * q->d_h + 2.0 * q->d * q->h_kv * q->d_h + q->h * q->d_h * q->d;
}

static inline double spec_linear(const struct spec *q, double D, double T)
{
	double N = D + T;
	double P_attn = q->L * spec_attention_params(q);
	double P_mlp = q->E > 0.0 ? q->L * (3.0 * q->d * q->f_s + q->d * q->E) : q->L * 3.0 * q->d * q->f;
	double P_head = q->V * q->d;
	double head_bytes = q->llama_cpp ? q->w : 2.0;
	bool quantised = q->w != 2.0;
	double rows = D + (T > 0.0 ? fmax(1.0, T / 2048.0) : 0.0);
	double span = q->state_params > 0.0 ? q->d : q->h * (q->kv_l > 0.0 ? q->n_h + q->r : q->d_h);
	double width = q->E > 0.0 ? fmax(q->f_s, q->f_e) : q->f;

	return spec_pnorm(q, P_attn * q->w / (q->n * spec_streaming(q, quantised)),
		       2.0 * P_attn * (N / q->DP + spec_fill(q, span)) / (q->n * spec_flops(q, quantised))) +
		spec_pnorm(q, P_mlp * q->w / (q->n * spec_streaming(q, quantised)),
			2.0 * P_mlp * (N + spec_fill(q, width)) / (q->n * spec_flops(q, quantised))) +
		spec_pnorm(q, P_head * head_bytes / (q->n * spec_streaming(q, q->llama_cpp)),
			2.0 * P_head * (rows + spec_fill(q, q->V)) / (q->n * spec_flops(q, q->llama_cpp)));
}

/* 2.2, with efficiencies of the peaks and bytes and FLOP added up (operator tables); class FP8 of
 * e_moe_* unless the weights have two bytes, INT4 when weight-only. */
static inline double spec_experts(const struct spec *q, double N)
{
	double G = q->n * q->DP, u = q->f_e * q->EP / G, imb_b = 1.0, imb_c = 1.0;
	double P_exp = q->L * 3.0 * q->d * q->f_e * q->E;
	double gamma = q->E <= 32.0 ? K.gamma_few : K.gamma_many;
	double cov = q->E > 0.0 ? 1.0 - pow(1.0 - q->k / q->E, pow(N, gamma)) : 0.0;
	int class = q->w == 2.0   ? EXPERT_BF16
		: q->weight_only  ? EXPERT_INT4
		: q->block_scaled ? EXPERT_FP8_BLOCK
				  : EXPERT_FP8;
	double peak = (q->w == 2.0 || q->weight_only ? q->F_bf16 : q->F_t) * PROFILE.m_fl;

	if (q->E == 0.0)
		return 0.0;
	if (q->EP > 1.0) {
		imb_b = fmin(1.0 / cov, 1.0 + K.imb * sqrt(2.0 * log(q->EP) / (q->E * cov / q->EP)));
		imb_c = 1.0 + K.imb * sqrt(2.0 * log(q->EP) / (N * q->k / q->EP));
	}
	return spec_norm(P_exp * q->w * cov * imb_b * (1.0 + K.wb_moe / u) / (G * q->BW * K.e_moe_bw[class]),
		       2.0 * P_exp * (q->k / q->E) * N * imb_c * (1.0 + K.w_moe[class] / u) /
			       (G * peak * K.e_moe_fl[class]),
		       K.p_moe) +
		q->L * PROFILE.t_moe;
}

static inline double spec_decode_attention(const struct spec *q, double D, double S)
{
	double seen = q->topk > 0.0 ? fmin(S, q->topk) : q->W > 0.0 ? fmin(S, q->W) : S;
	double shard = q->kv_l > 0.0 ? 1.0 : fmin(q->n, q->h_kv);
	double bytes, t;

	if (q->state_params > 0.0) /* linear layers: the state is read, split over the shards */
		return D / q->DP * q->L * q->state_bytes / q->n / (q->BW * q->e_att);
	bytes = q->kv_l > 0.0 ? (q->kv_l + q->r) * q->b_kv * q->L * seen
			      : 2.0 * q->h_kv * q->d_h * q->b_kv * q->L * seen;
	if (q->topk > 0.0) /* all index keys are compared */
		bytes += 100.0 * q->L * S;
	t = D / q->DP * bytes / (shard * q->BW * q->e_att);
	if (q->kv_l > 0.0)
		t = spec_pnorm(q, t,
			2.0 * (q->h / q->n) * (2.0 * q->kv_l + q->r) * seen * q->L * (D / q->DP) /
				(q->F_bf16 * q->e_fa));
	return t;
}

static inline double spec_prompt_attention(const struct spec *q, double T, double S_p)
{
	double seen = q->topk > 0.0 ? fmin(S_p, q->topk) : q->W > 0.0 ? fmin(S_p, q->W) : S_p;
	double dims = q->kv_l > 0.0 ? q->n_h + q->r + q->v_h : 2.0 * q->d_h;

	if (T == 0.0 || q->state_params > 0.0)
		return 0.0;
	if (q->llama_cpp)
		return K.lc_score_bytes * q->h * seen * T * q->L / q->BW;
	return 2.0 * q->h * dims * seen * T * q->L / (q->DP * q->n * q->F_bf16 * q->e_fa) *
		(isnan(q->s0_fa) ? 1.0 : 1.0 + q->s0_fa / fmax(1.0, 2.0 * S_p));
}

static inline double spec_communication(const struct spec *q, double N)
{
	double G = q->n * q->DP, t = 0.0;

	if (q->n > 1.0) {
		double bytes = N / q->DP * q->d * 2.0, moved = 2.0 * (q->n - 1.0) / q->n * bytes;
		double once = spec_alpha(q, q->n) + moved / spec_beta(q, q->n, bytes);

		if (q->lines[1] > 0.0)
			once = fmin(q->lines[0] + moved / q->lines[1], q->lines[2] + moved / q->lines[3]);
		t += 2.0 * q->L * PROFILE.ar_x * once;
	}
	if (q->DP > 1.0 && q->E > 0.0) {
		double b_w = q->w <= 1.1 ? 1.0 : 2.0, bytes = N * (G - 1.0) / G * q->d * (b_w + 2.0);

		t += q->L * (q->pcie ? K.a2a_pcie : K.a2a) * K.a2a_server *
			(2.0 * spec_alpha(q, G) + bytes / spec_beta(q, G, bytes));
	}
	if (q->PP > 1.0 && !q->llama_cpp) /* per boundary 10 us + N d 2/link */
		t += (q->PP - 1.0) * (1e-5 + N * q->d * 2.0 / spec_beta(q, 2.0, N * q->d * 2.0));
	return t;
}

static inline double spec_fixed(const struct spec *q, double D)
{
	double h = q->llama_cpp ? 1.0 : q->grace ? K.h_grace : q->pcie ? K.h_pcie : 1.0;
	double t = q->L * PROFILE.t_layer + (PROFILE.t_host + D / q->DP * PROFILE.t_seq) * h;

	if (q->kv_l > 0.0)
		t += q->L * K.t_mla;
	if (q->topk > 0.0)
		t += q->L * K.t_dsa;
	if (q->state_params > 0.0)
		t += q->L * K.t_lin;
	if (q->weight_only && q->widening_costs && q->w != 2.0)
		t += q->L * K.t_wo;
	return t;
}

static inline double spec_step(const struct spec *q, double D, double S, double T, double S_p)
{
	/* Every pipeline stage works on its part of the sequences. */
	double stages = pow(q->PP, K.pp_gain);
	double running = D / stages > 1.0 ? D / stages : fmin(D, 1.0), N = running + T;

	return spec_linear(q, running, T) + spec_experts(q, N) +
		(running > 0.0 ? spec_decode_attention(q, running, S) : 0.0) + spec_prompt_attention(q, T, S_p) +
		K.c_act * 2.0 * q->d * q->L * (N / q->DP) / (q->n * q->BW) + spec_communication(q, N) +
		spec_fixed(q, running);
}

/* The same thing in the program's structures. */
struct built {
	struct gpu_family family;
	struct gpu_link link;
	struct gpu gpu;
	struct engine engine;
	struct weight_format format;
	struct kv_format kv;
	struct layer_group group;
	struct model model;
	struct deployment d;
	struct step_model step;
};

static inline void build_model(struct built *b, const struct spec *q)
{
	struct attention *a = &b->group.attention;

	b->group.count = q->L;
	*a = (struct attention){ .kind = q->kv_l > 0.0 ? ATTENTION_MLA : ATTENTION_GQA,
		.heads = q->h,
		.kv_heads = q->h_kv,
		.k_dim = q->kv_l > 0.0 ? q->n_h + q->r : q->d_h,
		.v_dim = q->kv_l > 0.0 ? q->v_h : q->d_h,
		.window = q->W > 0.0 ? q->W : NAN,
		.q_rank = NAN,
		.kv_rank = q->kv_l > 0.0 ? q->kv_l : NAN,
		.rope_dim = q->kv_l > 0.0 ? q->r : NAN,
		.ratio = NAN,
		.indexer_bytes = q->topk > 0.0 ? 100.0 : 0.0,
		.indexer_topk = q->topk > 0.0 ? q->topk : NAN,
		.cached = true };
	a->params = attention_params(a, q->d);
	if (q->state_params > 0.0) {
		*a = (struct attention){ .kind = ATTENTION_NONE, .window = NAN, .ratio = NAN, .indexer_topk = NAN };
		b->group.state = (struct layer_state){ q->state_bytes, q->state_params };
	}
	b->group.mlp = (struct mlp){ .matrices = 3.0,
		.width = q->E > 0.0 ? q->f_e : q->f,
		.experts = q->E,
		.top_k = q->k,
		.shared_width = q->f_s,
		.input = q->d };
	b->model = (struct model){ .id = "made-up",
		.name = "made-up",
		.hidden = q->d,
		.vocab = q->V,
		.max_context = NAN,
		.fp8_blocks = q->block_scaled,
		.groups = &b->group,
		.group_count = 1 };
	model_count(&b->model);
}

static inline void build_gpu(struct built *b, const struct spec *q)
{
	b->family = (struct gpu_family){ .id = "made-up",
		.bit = 1,
		.calibrated = true,
		.e_bw = q->e_bw,
		.e_att = q->e_att,
		.e_fa = q->e_fa,
		.s0_fa = q->s0_fa,
		.lc_e = q->lc_e };
	b->link = (struct gpu_link){ .id = "made-up", .kind = q->pcie ? LINK_PCIE : LINK_NVLINK, .point_count = 3 };
	for (int i = 0; i < 3; i++)
		b->link.points[i] = (struct link_point){ 2 << i, q->alpha[i], q->beta[i], q->beta_large[i],
			{ { { q->lines[1] > 0.0 ? q->lines[0] : NAN, q->lines[1] }, { q->lines[2], q->lines[3] } } } };
	for (int i = 0; i < TENSOR_COUNT; i++) {
		b->gpu.peak_flops[i] = i == TENSOR_16BIT ? q->F_bf16 : q->F_t;
		b->family.e_fl[i] = i == TENSOR_16BIT ? q->e_fl_bf16 : q->e_fl_t;
	}
	b->gpu.id = b->gpu.name = "made-up";
	b->gpu.family = &b->family;
	b->gpu.memory_bytes = 80e9;
	b->gpu.memory_gddr = q->gddr;
	b->gpu.bandwidth_bytes_per_s = q->BW;
	b->gpu.fp16_accumulate_flops = q->F_fp16acc;
	b->gpu.links[0] = (struct gpu_group_link){ 8.0, &b->link };
	b->gpu.link_count = 1;
	b->gpu.max_gpus_per_node = 8.0;
	b->gpu.grace_host = q->grace;
}

static inline void build(struct built *b, const struct spec *q)
{
	memset(b, 0, sizeof(*b));
	build_model(b, q);
	build_gpu(b, q);
	b->engine = (struct engine){ .id = "made-up",
		.default_profile = &PROFILE,
		.tuned_profile = &PROFILE,
		.bit = 1,
		.splits_layers = q->llama_cpp,
		.server = true,
		.limits = { { 0.0, 0, 8192.0, 256.0, 0.0 } },
		.limit_count = 1,
		.memory = { .utilisation = 0.9, .free_fraction = 1.0, .reserve_floor_from_bytes = INFINITY } };
	b->format = (struct weight_format){ .id = "made-up",
		.bytes_per_weight = q->w,
		.engines = 1,
		.tensor = q->w == 2.0 ? TENSOR_16BIT : TENSOR_FP8,
		.weight_only = q->weight_only,
		.expert_class = q->w == 2.0 ? EXPERT_BF16
			: q->weight_only    ? EXPERT_INT4
					    : EXPERT_FP8,
		.widening_costs = q->widening_costs,
		.kept_16bit = KEPT_EMBEDDING,
		.whole_file = q->llama_cpp,
		.k_quant = q->k_quant };
	b->kv = (struct kv_format){ "made-up", "made-up", q->b_kv };
	b->d = (struct deployment){ &K, &b->model, &b->gpu, &b->engine, &PROFILE, &b->format, &b->kv,
		{ q->n, q->PP, q->EP, q->DP }, 0.0, 1.0, NULL };
	assert_int_equal(step_check(&b->d), STEP_READY);
	step_prepare(&b->step, &b->d);
}

/* A dense 16-bit model of 16 layers on one GPU with the NVLink 4 table of links.json. */
static inline struct spec dense(void)
{
	return (struct spec){ .L = 16,
		.d = 2048,
		.f = 8192,
		.V = 50000,
		.h = 32,
		.h_kv = 8,
		.d_h = 64,
		.BW = 3e12,
		.F_bf16 = 900e12,
		.F_t = 1800e12,
		.F_fp16acc = 900e12,
		.e_bw = 0.85,
		.e_att = 0.8,
		.e_fa = 0.5,
		.s0_fa = NAN,
		.e_fl_bf16 = 0.6,
		.e_fl_t = 0.52,
		.lc_e = 0.25,
		.alpha = { 4.3e-6, 4.6e-6, 5.0e-6 },
		.beta = { 210e9, 228e9, 226e9 },
		.beta_large = { 310e9, 344e9, 392e9 },
		.w = 2.0,
		.b_kv = 2.0,
		.n = 1,
		.PP = 1,
		.EP = 1,
		.DP = 1 };
}

static inline struct spec eight_bit(void)
{
	struct spec q = dense();

	q.w = 1.0;
	q.widening_costs = true;
	return q;
}

static inline struct spec moe(double experts)
{
	struct spec q = eight_bit();

	q.E = experts;
	q.k = 4.0;
	q.f_e = 1024.0;
	q.f_s = 2048.0;
	return q;
}

static inline struct spec mla(void)
{
	struct spec q = moe(64.0);

	q.kv_l = 512.0;
	q.r = 64.0;
	q.n_h = 128.0;
	q.v_h = 128.0;
	return q;
}
