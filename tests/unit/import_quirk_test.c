/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Architectures in the words of their config.json files against the shipped catalog. */
#include "support/imported.h"
#include "support/shipped.h"

SHIPPED_DEFINE

/* What most files say in the same way: layers, hidden, heads, KV heads, vocabulary, context. */
#define COMMON(layers, hidden, heads, kv, vocab, context) \
	"\"num_hidden_layers\": " #layers ", \"hidden_size\": " #hidden ", \"num_attention_heads\": " #heads \
	", \"num_key_value_heads\": " #kv ", \"vocab_size\": " #vocab ", \"max_position_embeddings\": " #context ", "
#define MLA(q, kv, nope, rope, v) \
	"\"q_lora_rank\": " #q ", \"kv_lora_rank\": " #kv ", \"qk_nope_head_dim\": " #nope \
	", \"qk_rope_head_dim\": " #rope ", \"v_head_dim\": " #v ", "
#define EXPERTS(count, top, width) \
	"\"num_experts\": " #count ", \"num_experts_per_tok\": " #top ", \"moe_intermediate_size\": " #width ", "

static const struct {
	const char *id;
	double tolerance; /* of the weights; 0: exact */
	const char *config;
} rows[] = {
	{ "Qwen/Qwen2.5-72B", 0.0,
		"\"model_type\": \"qwen2\", " COMMON(
			80, 8192, 64, 8, 152064, 131072) "\"intermediate_size\": 29568, \"use_sliding_window\": false, "
							 "\"sliding_window\": 131072, \"max_window_layers\": 80" },
	{ "Qwen/Qwen3-Next-80B-A3B-Instruct", 0.0,
		"\"model_type\": \"qwen3_next\", " COMMON(48, 2048, 16, 2, 151936, 262144) EXPERTS(
			512, 10, 512) "\"head_dim\": 256, \"intermediate_size\": 5120, "
				      "\"shared_expert_intermediate_size\": 512, \"full_attention_interval\": 4, "
				      "\"linear_num_value_heads\": 32, \"linear_num_key_heads\": 16, "
				      "\"linear_key_head_dim\": 128, \"linear_value_head_dim\": 128, "
				      "\"linear_conv_kernel_dim\": 4, \"decoder_sparse_step\": 1, "
				      "\"mlp_only_layers\": []" },
	{ "deepseek-ai/DeepSeek-V3", 0.0,
		"\"model_type\": \"deepseek_v3\", " COMMON(61, 7168, 128, 128, 129280, 163840)
			MLA(1536, 512, 128, 64, 128) "\"n_routed_experts\": 256, "
						     "\"num_experts_per_tok\": 8, \"moe_intermediate_size\": 2048, "
						     "\"n_shared_experts\": 1, \"intermediate_size\": 18432, "
						     "\"first_k_dense_replace\": 3, \"moe_layer_freq\": 1" },
	{ "deepseek-ai/DeepSeek-V4-Flash", 2e-4,
		"\"model_type\": \"deepseek_v4\", " COMMON(43, 4096, 64, 1, 129280,
			1048576) "\"head_dim\": 512, \"q_lora_rank\": 1024, \"o_lora_rank\": 1024, "
				 "\"o_groups\": 8, \"kv_lora_rank\": null, \"index_head_dim\": 128, "
				 "\"index_n_heads\": 64, \"index_topk\": 512, \"sliding_window\": 128, "
				 "\"n_routed_experts\": 256, \"n_shared_experts\": 1, "
				 "\"num_experts_per_tok\": 6, \"moe_intermediate_size\": 2048, "
				 "\"expert_dtype\": \"fp4\", \"quantization_config\": {\"quant_method\": \"fp8\", "
				 "\"weight_block_size\": [128, 128]}, \"compress_ratios\": [0, 0, 4, 128, 4, 128, "
				 "4, 128, 4, 128, 4, 128, 4, 128, 4, 128, 4, 128, 4, 128, 4, 128, 4, 128, 4, 128, "
				 "4, 128, 4, 128, 4, 128, 4, 128, 4, 128, 4, 128, 4, 128, 4, 128, 4, 0]" },
	{ "zai-org/GLM-5", 0.0,
		"\"model_type\": \"glm_moe_dsa\", " COMMON(78, 6144, 64, 64, 154880, 202752) MLA(2048, 512, 192, 64,
			256) "\"head_dim\": 64, \"index_head_dim\": 128, "
			     "\"index_n_heads\": 32, \"index_topk\": 2048, \"n_routed_experts\": 256, "
			     "\"num_experts_per_tok\": 8, \"moe_intermediate_size\": 2048, "
			     "\"n_shared_experts\": 1, \"intermediate_size\": 12288, "
			     "\"first_k_dense_replace\": 3" },
	{ "moonshotai/Kimi-K3", 1e-6,
		"\"text_config\": {\"model_type\": \"kimi_linear\", " COMMON(93, 7168, 96, 96, 163840, 1048576)
			MLA(1536, 512, 128, 64,
				128) "\"num_experts\": 896, \"num_experts_per_token\": 16, "
				     "\"moe_intermediate_size\": 3072, \"num_shared_experts\": 2, "
				     "\"routed_expert_hidden_size\": 3584, \"intermediate_size\": 33792, "
				     "\"first_k_dense_replace\": 1, \"mla_use_output_gate\": true, "
				     "\"linear_attn_config\": {\"num_heads\": 96, \"head_dim\": 128, "
				     "\"short_conv_kernel_size\": 4, \"use_full_rank_gate\": true, "
				     "\"full_attn_layers\": [4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, "
				     "64, 68, 72, 76, 80, 84, 88, 92, 93]}}" },
	{ "google/gemma-3-4b-it", 0.0,
		"\"model_type\": \"gemma3\", \"text_config\": {\"model_type\": \"gemma3_text\", "
		"\"hidden_size\": 2560, \"intermediate_size\": 10240, "
		"\"num_hidden_layers\": 34, \"sliding_window\": 1024}" },
	{ "google/gemma-4-E4B-it", 0.0,
		"\"text_config\": {\"model_type\": \"gemma4_text\", " COMMON(42, 2560, 8, 2, 262144,
			131072) "\"head_dim\": 256, "
				"\"global_head_dim\": 512, \"intermediate_size\": 10240, "
				"\"num_kv_shared_layers\": 18, \"hidden_size_per_layer_input\": 256, "
				"\"vocab_size_per_layer_input\": 262144, \"sliding_window\": 512, "
				"\"enable_moe_block\": false, \"num_experts\": null, "
				"\"sliding_window_pattern\": 6}" },
	{ "CohereLabs/c4ai-command-r7b-12-2024", 0.0,
		"\"model_type\": \"cohere2\", " COMMON(32, 4096, 32, 8, 256000,
			132096) "\"intermediate_size\": 14336, \"sliding_window\": 4096, \"layer_switch\": 4, "
				"\"use_embedding_sharing\": true" },
	{ "LGAI-EXAONE/EXAONE-4.0-32B", 0.0,
		"\"model_type\": \"exaone4\", " COMMON(64, 5120, 40, 8, 102400,
			131072) "\"intermediate_size\": 27392, \"sliding_window\": 4096, "
				"\"sliding_window_pattern\": \"LLLG\", \"tie_word_embeddings\": false" },
	{ "XiaomiMiMo/MiMo-V2-Flash", 0.0,
		"\"model_type\": \"mimo_v2_flash\", " COMMON(48, 4096, 64, 4, 152576,
			262144) "\"head_dim\": 192, \"v_head_dim\": 128, \"swa_num_attention_heads\": 64, "
				"\"swa_num_key_value_heads\": 8, \"swa_head_dim\": 192, \"swa_v_head_dim\": 128, "
				"\"sliding_window_size\": 128, \"n_routed_experts\": 256, "
				"\"num_experts_per_tok\": 8, \"moe_intermediate_size\": 2048, "
				"\"intermediate_size\": 16384, \"n_shared_experts\": null, "
				"\"hybrid_layer_pattern\": [0,1,1,1,1,0,1,1,1,1,1,0,1,1,1,1,1,0,1,1,1,1,1,0,1,1,1,"
				"1,1,0,1,1,1,1,1,0,1,1,1,1,1,0,1,1,1,1,1,0], "
				"\"moe_layer_freq\": [0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"
				"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]" },
	{ "MiniMaxAI/MiniMax-M1-80k", 0.0,
		"\"model_type\": \"minimax_m1\", " COMMON(16, 6144, 64, 8, 200064,
			10240000) "\"head_dim\": 128, \"num_local_experts\": 32, \"num_experts_per_tok\": 2, "
				  "\"intermediate_size\": 9216, "
				  "\"attn_type_list\": [0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,1]" },
	{ "MiniMaxAI/MiniMax-M3", 0.0,
		"\"text_config\": {\"model_type\": \"minimax_m3\", " COMMON(60, 6144, 64, 4, 200064,
			1048576) "\"head_dim\": 128, "
				 "\"num_local_experts\": 128, \"num_experts_per_tok\": 4, "
				 "\"intermediate_size\": 3072, \"dense_intermediate_size\": 12288, "
				 "\"shared_intermediate_size\": 3072, \"n_shared_experts\": 1, "
				 "\"first_k_dense_replace\": 3, \"use_qk_norm\": true, "
				 "\"qk_norm_type\": \"per_head\", \"tie_word_embeddings\": false, "
				 "\"sparse_attention_config\": {\"sparse_index_dim\": 128, "
				 "\"sparse_num_index_heads\": 4, \"sparse_topk_blocks\": 16, "
				 "\"sparse_block_size\": 128, \"sparse_attention_freq\": [0,0,0,1,1,1,1,1,1,1,1,1,"
				 "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"
				 "1,1,1,1,1,1,1]}}" },
	{ "nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-BF16", 0.0,
		"\"model_type\": \"nemotron_h\", " COMMON(88, 4096, 32, 2, 131072,
			262144) "\"head_dim\": 128, \"hybrid_override_pattern\": \"MEMEMEM*EMEMEMEM*EMEMEMEM*"
				"EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEM*EMEMEMEME\", "
				"\"mamba_num_heads\": 128, \"mamba_head_dim\": 64, \"n_groups\": 8, "
				"\"ssm_state_size\": 128, \"conv_kernel\": 4, \"n_routed_experts\": 512, "
				"\"num_experts_per_tok\": 22, \"moe_intermediate_size\": 2688, "
				"\"n_shared_experts\": 1, \"moe_shared_expert_intermediate_size\": 5376, "
				"\"moe_latent_size\": 1024, \"intermediate_size\": 2688" },
	{ "tiiuae/falcon-7b", 0.0,
		"\"architectures\": [\"RWForCausalLM\"], \"n_layer\": 32, \"hidden_size\": 4544, "
		"\"n_head\": 71, \"vocab_size\": 65024, \"multi_query\": true, \"bias\": false" },
	{ "tiiuae/falcon-40b", 0.0,
		"\"model_type\": \"RefinedWeb\", \"n_layer\": 60, \"hidden_size\": 8192, "
		"\"n_head\": 128, \"n_head_kv\": 8, \"vocab_size\": 65024, \"multi_query\": true, "
		"\"new_decoder_architecture\": true, \"bias\": false" },
	{ "tiiuae/Falcon-H1-34B-Base", 0.0,
		"\"model_type\": \"falcon_h1\", " COMMON(72, 5120, 20, 4, 261120,
			262144) "\"head_dim\": 128, \"intermediate_size\": 21504, \"mamba_n_heads\": 32, "
				"\"mamba_d_head\": 128, \"mamba_n_groups\": 2, \"mamba_d_state\": 256, "
				"\"mamba_d_conv\": 4, \"mamba_d_ssm\": 4096, \"tie_word_embeddings\": false" },
	{ "ibm-ai-platform/Bamba-9B-v2", 0.0,
		"\"model_type\": \"bamba\", " COMMON(32, 4096, 32, 8, 128256,
			262144) "\"intermediate_size\": 14336, \"attn_layer_indices\": [9, 18, 27], "
				"\"mamba_n_heads\": 128, \"mamba_d_head\": 64, \"mamba_n_groups\": 1, "
				"\"mamba_d_state\": 128, \"mamba_d_conv\": 4, \"mamba_expand\": 2, "
				"\"tie_word_embeddings\": false" },
	{ "ai21labs/AI21-Jamba-Mini-1.5", 0.0,
		"\"model_type\": \"jamba\", " COMMON(32, 4096, 32, 8, 65536,
			262144) "\"intermediate_size\": 14336, \"num_experts\": 16, \"num_experts_per_tok\": 2, "
				"\"attn_layer_period\": 8, \"attn_layer_offset\": 4, \"expert_layer_period\": 2, "
				"\"expert_layer_offset\": 1, \"mamba_d_state\": 16, \"mamba_d_conv\": 4, "
				"\"mamba_expand\": 2, \"mamba_dt_rank\": 256, \"tie_word_embeddings\": false" },
	{ "state-spaces/mamba-2.8b-hf", 0.0,
		"\"model_type\": \"mamba\", \"num_hidden_layers\": 64, \"hidden_size\": 2560, "
		"\"vocab_size\": 50277, \"pad_vocab_size_multiple\": 8, \"state_size\": 16, "
		"\"conv_kernel\": 4, \"intermediate_size\": 5120, \"time_step_rank\": 160" },
	{ "LiquidAI/LFM2-1.2B", 0.0,
		"\"model_type\": \"lfm2\", " COMMON(16, 2048, 32, 8, 65536,
			128000) "\"block_ff_dim\": 12288, \"block_auto_adjust_ff_dim\": true, "
				"\"block_ffn_dim_multiplier\": 1.0, \"block_multiple_of\": 256, "
				"\"conv_L_cache\": 3, \"full_attn_idxs\": [2, 5, 8, 10, 12, 14]" },
	{ "baidu/ERNIE-4.5-21B-A3B-Thinking", 0.0,
		"\"model_type\": \"ernie4_5_moe\", " COMMON(28, 2560, 20, 4, 103424,
			131072) "\"intermediate_size\": 12288, \"moe_num_experts\": 64, \"moe_k\": 6, "
				"\"moe_intermediate_size\": 1536, \"moe_num_shared_experts\": 2, "
				"\"moe_layer_start_index\": 1, \"moe_layer_end_index\": 27, "
				"\"moe_layer_interval\": 1, \"use_bias\": false, \"head_dim\": 128" },
	{ "arcee-ai/Trinity-Large-Thinking", 0.0,
		"\"model_type\": \"afmoe\", " COMMON(60, 3072, 48, 8, 200192,
			262144) "\"head_dim\": 128, \"intermediate_size\": 12288, \"num_dense_layers\": 6, "
				"\"num_shared_experts\": 1, \"sliding_window\": 4096, "
				"\"global_attn_every_n_layers\": 4, " EXPERTS(
					256, 4, 3072) "\"tie_word_embeddings\": false" },
	{ "meituan-longcat/LongCat-Flash-Chat", 0.0,
		"\"architectures\": [\"LongcatFlashForCausalLM\"], \"num_layers\": 28, "
		"\"hidden_size\": 6144, \"num_attention_heads\": 64, \"vocab_size\": 131072, "
		"\"max_position_embeddings\": 131072, \"ffn_hidden_size\": 12288, "
		"\"expert_ffn_hidden_size\": 2048, \"n_routed_experts\": 512, \"moe_topk\": 12, "
		"\"zero_expert_num\": 256, " MLA(1536, 512, 128, 64, 128) "\"attention_bias\": false" },
	{ "bigcode/starcoder2-15b", 0.0,
		"\"model_type\": \"starcoder2\", " COMMON(40, 6144, 48, 4, 49152,
			16384) "\"intermediate_size\": 24576, \"sliding_window\": 4096, \"use_bias\": true, "
			       "\"tie_word_embeddings\": false, \"torch_dtype\": \"float32\"" },
	{ "microsoft/Phi-3.5-MoE-instruct", 0.0,
		"\"model_type\": \"phimoe\", " COMMON(
			32, 4096, 32, 8, 32064, 131072) "\"intermediate_size\": 6400, \"num_local_experts\": 16, "
							"\"num_experts_per_tok\": 2, \"sliding_window\": 131072, "
							"\"attention_bias\": true, \"lm_head_bias\": true" },
	{ "swiss-ai/Apertus-70B-2509", 1e-8,
		"\"model_type\": \"apertus\", " COMMON(
			80, 8192, 64, 8, 131072, 65536) "\"intermediate_size\": 43008, \"hidden_act\": \"xielu\", "
							"\"tie_word_embeddings\": false" },
	{ "zai-org/GLM-4-9B-0414", 0.0,
		"\"model_type\": \"glm4\", " COMMON(40, 4096, 32, 2, 151552,
			32768) "\"head_dim\": 128, \"intermediate_size\": 13696, \"attention_bias\": true" },
	{ "ibm-granite/granite-4.0-h-small", 0.0,
		"\"model_type\": \"granitemoehybrid\", " COMMON(10, 4096, 32, 8, 100352,
			131072) "\"intermediate_size\": 768, \"num_local_experts\": 72, "
				"\"num_experts_per_tok\": 10, \"shared_intermediate_size\": 1536, "
				"\"mamba_n_heads\": 128, \"mamba_d_head\": 64, \"mamba_n_groups\": 1, "
				"\"mamba_d_state\": 128, \"mamba_d_conv\": 4, \"mamba_expand\": 2, "
				"\"tie_word_embeddings\": true, \"layer_types\": [\"mamba\", \"mamba\", "
				"\"mamba\", \"mamba\", \"mamba\", \"attention\", \"mamba\", \"mamba\", \"mamba\", "
				"\"mamba\"]" },
};

/* How often the shipped model repeats what is written above once. */
static double repeats(const struct imported *m, const struct model *model)
{
	double layers = 0.0;

	for (int g = 0; g < model->group_count; g++)
		layers += model->groups[g].count;
	return layers / m->layers;
}

/* Weights beside embedding, head and the norm behind the layers. */
static double body(const struct model *m)
{
	return m->counts.total - m->counts.embedding - m->counts.head - m->hidden;
}

static void check_row(size_t i)
{
	const struct model *model = shipped_model(rows[i].id);
	struct error error = { .text = "" };
	struct imported m;
	struct text text;
	double times;

	text_init(&text);
	text_addf(&text, "{%s}", rows[i].config);
	if (import_text(text.data, text.length, "config.json", &m, &error) != STATUS_OK)
		fail_msg("%s: %s", rows[i].id, error.text);
	check_imported(&m);
	times = repeats(&m, model);
	if (!(fabs(times * body(&m.model) - body(model)) <= rows[i].tolerance * model->counts.total))
		fail_msg("%s: %.0f weights, not %.0f (%+.0f)", rows[i].id, times * body(&m.model), body(model),
			times * body(&m.model) - body(model));
	for (double s = 1.0; s < 1e6; s *= 10.0) {
		double got = times * model_kv_bytes(&m.model, s, 2.0);
		double wanted = model_kv_bytes(model, s, 2.0);

		if (!(fabs(got - wanted) <= 1e-9 * wanted))
			fail_msg("%s: cache of %.0f tokens %.0f, not %.0f", rows[i].id, s, got, wanted);
	}
	if (times == 1.0 && rows[i].tolerance == 0.0)
		CHECK_NEAR(m.model.counts.active, model->counts.active, 1e-12);
	import_release(&m);
	text_release(&text);
}

static void test_quirks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_row(i);
}

/* What no shipped model shows in few words: bytes a token adds, and groups of layers. */
static const struct {
	const char *what;
	double bytes_per_token, groups, total;
	const char *config;
} small_rows[] = {
	{ "NAS blocks", 2 * 2 * 16 * 2 + 4 * 2 * 16 * 2, 4, 89152,
		"\"model_type\": \"nemotron-nas\", \"hidden_size\": 64, \"vocab_size\": 10, "
		"\"num_attention_heads\": 4, \"max_position_embeddings\": 10, \"block_configs\": ["
		"{\"attention\": {\"n_heads_in_group\": 2}, \"ffn\": {\"intermediate_size\": 8}}, "
		"{\"attention\": {\"n_heads_in_group\": 1}, \"ffn\": {\"no_op\": true}}, "
		"{\"attention\": {\"no_op\": true}, \"ffn\": {\"ffn_mult\": 1.0}, "
		"\"x\": 1}, "
		"{\"attention\": {\"replace_with_linear\": true}, "
		"\"ffn\": {\"replace_with_linear\": true}}]" },
	{ "blocks in words", 2 * 2 * 16 * 2, 4, 0,
		"\"model_type\": \"nemotron_h\", \"hidden_size\": 64, \"vocab_size\": 10, "
		"\"num_attention_heads\": 4, \"num_key_value_heads\": 2, "
		"\"max_position_embeddings\": 10, \"intermediate_size\": 8, "
		"\"mamba_num_heads\": 4, \"mamba_head_dim\": 16, \"n_groups\": 1, "
		"\"ssm_state_size\": 8, \"conv_kernel\": 4, \"n_routed_experts\": 4, "
		"\"num_experts_per_tok\": 2, \"moe_intermediate_size\": 8, "
		"\"layers_block_type\": [\"mamba\", \"moe\", \"attention\", \"mlp\"]" },
	{ "chunks by class", 2 * 2 * 16 * 2, 2, 0,
		"\"model_type\": \"llama4_text\", \"hidden_size\": 64, \"vocab_size\": 10, "
		"\"num_attention_heads\": 4, \"num_key_value_heads\": 2, "
		"\"max_position_embeddings\": 100, \"intermediate_size\": 8, "
		"\"num_hidden_layers\": 4, \"no_rope_layers\": [], "
		"\"attention_chunk_size\": 10" },
	{ "shared index", 4 * (8 + 4) * 2 + 2 * (16 + 4), 2, 6032,
		"\"model_type\": \"glm_moe_dsa\", \"hidden_size\": 16, \"vocab_size\": 10, "
		"\"num_attention_heads\": 2, \"max_position_embeddings\": 10, "
		"\"num_hidden_layers\": 4, \"intermediate_size\": 8, \"kv_lora_rank\": 8, "
		"\"qk_rope_head_dim\": 4, \"qk_nope_head_dim\": 4, \"v_head_dim\": 4, "
		"\"q_lora_rank\": 8, \"index_head_dim\": 16, \"index_n_heads\": 2, "
		"\"index_topk\": 4, "
		"\"indexer_types\": [\"full\", \"shared\", \"full\", \"shared\"]" },
	{ "shared cache", 2 * 2 * 16 * 2 * 2, 2, 0,
		"\"model_type\": \"hunyuan_v1_dense\", \"hidden_size\": 64, \"vocab_size\": 10, "
		"\"num_attention_heads\": 4, \"num_key_value_heads\": 2, "
		"\"max_position_embeddings\": 10, \"num_hidden_layers\": 4, "
		"\"intermediate_size\": 8, \"use_cla\": true, \"cla_share_factor\": 2" },
	{ "windows from a layer on", 2 * 4 * 16 * 2 * 2, 2, 0,
		"\"model_type\": \"qwen2\", \"hidden_size\": 64, \"vocab_size\": 10, "
		"\"num_attention_heads\": 4, \"max_position_embeddings\": 10, "
		"\"num_hidden_layers\": 4, \"intermediate_size\": 8, \"sliding_window\": 4, "
		"\"use_sliding_window\": true, \"max_window_layers\": 2" },
	{ "two levels down", 4 * 2 * 16 * 2 * 2, 1, 0,
		"\"model_type\": \"qwen2_5_omni\", \"thinker_config\": {\"text_config\": {"
		"\"model_type\": \"qwen2_5_omni_text\", \"hidden_size\": 64, "
		"\"vocab_size\": 10, \"num_attention_heads\": 4, \"num_key_value_heads\": 2, "
		"\"max_position_embeddings\": 10.0, \"num_hidden_layers\": 4, "
		"\"intermediate_size\": 8, \"sliding_window\": null, \"num_experts\": 1}}" },
};

static void test_small(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(small_rows); i++) {
		struct error error = { .text = "" };
		struct imported m;
		struct text text;

		text_init(&text);
		text_addf(&text, "{%s}", small_rows[i].config);
		if (import_text(text.data, text.length, "config.json", &m, &error) != STATUS_OK)
			fail_msg("%s: %s", small_rows[i].what, error.text);
		check_imported(&m);
		CHECK_NEAR(model_kv_bytes_per_token(&m.model, 2.0), small_rows[i].bytes_per_token, 0.0);
		CHECK_NEAR(m.model.group_count, small_rows[i].groups, 0.0);
		if (small_rows[i].total > 0.0)
			CHECK_NEAR(m.model.counts.total, small_rows[i].total, 0.0);
		import_release(&m);
		text_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quirks),
		cmocka_unit_test(test_small),
	};

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
