/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which row of parameters.json is which constant of the model, and its allowed range; define
 * the macros that are wanted before including (the others are nothing).
 * GLOBAL(id, field of struct constants, factor to SI, low, high)
 * EXPERT(id/<expert class>, field, low, high)     FAMILY(id/<family>, field, low, high)
 * TENSOR(id/<family>/<number type>, field, low, high)
 * PROFILE(id/<engine profile>, field, low, high)
 */
#ifndef GLOBAL
#define GLOBAL(id, field, factor, low, high)
#endif
#ifndef EXPERT
#define EXPERT(id, field, low, high)
#endif
#ifndef FAMILY
#define FAMILY(id, field, low, high)
#endif
#ifndef TENSOR
#define TENSOR(id, field, low, high)
#endif
#ifndef PROFILE
#define PROFILE(id, field, low, high)
#endif
GLOBAL("p", p, 1, 1, 10)
GLOBAL("p_moe", p_moe, 1, 1, 10)
GLOBAL("a_gemm", a_gemm, 1, 0, 1e8)
GLOBAL("lc_p", lc_p, 1, 1, 10)
GLOBAL("pp_gain", pp_gain, 1, 0, 1)
GLOBAL("c_act", c_act, 1, 0, 1000)
GLOBAL("gamma/few", gamma_few, 1, 0.01, 2)
GLOBAL("gamma/many", gamma_many, 1, 0.01, 2)
GLOBAL("wb_moe", wb_moe, 1, 0, 1e5)
GLOBAL("imb", imb, 1, 0, 100)
GLOBAL("a2a", a2a, 1, 0, 100)
GLOBAL("a2a_pcie", a2a_pcie, 1, 0, 100)
GLOBAL("a2a_server", a2a_server, 1, 0, 100)
GLOBAL("t_mla", t_mla, 1, 0, 1)
GLOBAL("t_dsa", t_dsa, 1, 0, 1)
GLOBAL("t_lin", t_lin, 1, 0, 1)
GLOBAL("t_wo", t_wo, 1, 0, 1)
GLOBAL("e_wo", e_wo, 1, 0.01, 2)
GLOBAL("fp4_b", fp4_b, 1, 0.01, 2)
GLOBAL("blk_b", blk_b, 1, 0.01, 2)
GLOBAL("blk_f", blk_f, 1, 0.01, 2)
GLOBAL("h_grace", h_grace, 1, 0.01, 100)
GLOBAL("h_pcie", h_pcie, 1, 0.01, 100)
GLOBAL("q_pow", q_pow, 1, 0, 10)
GLOBAL("q_rho", q_rho, 1, 0, 10)
GLOBAL("lc_bw/gddr", lc_bw_gddr, 1, 0.01, 1)
GLOBAL("lc_bw/hbm", lc_bw_hbm, 1, 0.01, 1)
GLOBAL("lc_q", lc_q, 1, 0.01, 2)
GLOBAL("lc_kq", lc_kq, 1, 0.01, 2)
GLOBAL("lc_width", lc_width, 1, 0, 1e5)
GLOBAL("lc_score_bytes", lc_score_bytes, 1, 0, 1e4)
GLOBAL("lc_pp", lc_pp, 1, 0, 2)
GLOBAL("pp_boundary_us", pp_boundary_s, 1e-6, 0, 1e6)
GLOBAL("moe_head_chunk", head_chunk_tokens, 1, 1, 1e9)
GLOBAL("kv_block_tokens", kv_block_tokens, 1, 1, 1e6)
GLOBAL("activation_sampler_bytes", sampler_bytes, 1, 0, 1e4)
GLOBAL("activation_floor_mib", activation_floor_bytes, 1048576, 0, 1e6)
GLOBAL("fits_slack_dense_gib", slack_dense_bytes, 1073741824, 0, 1e3)
GLOBAL("fits_slack_moe_fraction", slack_moe_fraction, 1, 0, 1)
GLOBAL("queue_full_rho", rho_full, 1, 0.01, 0.9999)
GLOBAL("open_request_s", open_request_s, 1, 0, 60)
GLOBAL("hours_per_month", hours_per_month, 1, 1, 744)
GLOBAL("spot_interruptions", spot_interruptions, 1, 0, 1)
GLOBAL("spot_interruptions_marketplace", spot_interruptions_marketplace, 1, 0, 1)
GLOBAL("stale_price_days", stale_price_days, 1, 0, 36500)
GLOBAL("unseen_source_exponent", unseen_source_exponent, 1, 1, 10)
GLOBAL("measured_reach", measured_reach, 1, 0.01, 10)
GLOBAL("measured_prior_published", measured_prior_published, 1, 0.01, 1e6)
GLOBAL("measured_prior_own", measured_prior_own, 1, 0.01, 1e6)
GLOBAL("measured_band_left", measured_band_left, 1, 0, 1)
GLOBAL("closed_loop_passes", closed_loop_passes, 1, 1, 1000)
EXPERT("e_moe_bw", e_moe_bw, 0.01, 1)
EXPERT("e_moe_fl", e_moe_fl, 0.01, 1)
EXPERT("w_moe", w_moe, 0, 1e5)
FAMILY("e_bw", e_bw, 0.01, 1)
FAMILY("e_att", e_att, 0.01, 1)
FAMILY("e_fa", e_fa, 0.01, 1)
FAMILY("s0_fa", s0_fa, 0, 1e6)
FAMILY("lc_e", lc_e, 0.01, 1)
TENSOR("e_fl", e_fl, 0.01, 1)
PROFILE("t_layer", t_layer, 0, 1)
PROFILE("t_moe", t_moe, 0, 1)
PROFILE("t_host", t_host, 0, 10)
PROFILE("t_seq", t_seq, 0, 1)
PROFILE("ar_x", ar_x, 0, 100)
PROFILE("m_fl", m_fl, 0.01, 100)
PROFILE("beta", beta, 0, 1)
PROFILE("mix", mix, 0, 1000)
PROFILE("q_ttft", q_ttft, 0, 100)
PROFILE("t_front", t_front, 0, 10)
PROFILE("t_req", t_req, 0, 60)
PROFILE("k_pre", k_pre, 0.01, 100)
#undef GLOBAL
#undef EXPERT
#undef FAMILY
#undef TENSOR
#undef PROFILE
