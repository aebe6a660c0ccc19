/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of the weights in a format, against files on disk and published architectures. */
#include "core/memory.h"

#include <math.h>

#include "support/shipped.h"

SHIPPED_DEFINE

static double total_bytes(const char *model, const char *format)
{
	return model_weight_bytes(shipped_model(model), shipped_format(format)).total;
}

/*
 * Sizes on disk (github:kaito-project/kaito@056b8280 model_catalog.yaml, gpt-oss from
 * model.safetensors.index.json).  `extra`: bytes of the file that are not the text decoder
 * that the catalog counts, each from the published architecture.
 */
static void test_checkpoint_sizes(void **state)
{
	static const struct {
		const char *model, *format;
		double measured, extra, tolerance;
	} rows[] = { /* Routers, like attention and embeddings, are BF16 in these files. */
		{ "gpt-oss-20b", "mxfp4", 13761264768.0, 0.0, 1e-9 },
		{ "gpt-oss-120b", "mxfp4", 65248815744.0, 0.0, 1e-9 },
		{ "Qwen/Qwen3-8B", "int4", 6098853560.0, 0.0, 1e-3 },
		/* Its MTP module: 11,610,068,224 weights with 4-byte scales per 128x128, and own
		 * BF16 copies of embedding and head, 2 x 129280 x 7168. */
		{ "DeepSeek-V3", "fp8", 688590631731.0,
			11610068224.0 * (1.0 + 4.0 / 16384.0) + 2.0 * 2.0 * 129280.0 * 7168.0, 1e-3 },
		{ "MiniMax-M2", "fp8", 230145822556.0, 0.0, 1e-3 },
		/* BF16 vision tower of 0.44 B. */
		{ "mistralai/Ministral-3-14B-Instruct-2512", "fp8", 15730317721.0, 2.0 * 0.44e9, 1e-3 },
		/* BF16 vision 446,571,248 and MTP 844,640,768 weights; the MTP layer in FP8. */
		{ "Qwen/Qwen3.6-35B-A3B", "fp8", 37473589657.0, 2.0 * 446571248.0 + 844640768.0, 2.5e-3 }
	};

	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		double bytes = total_bytes(rows[i].model, rows[i].format) + rows[i].extra;

		if (fabs(bytes / rows[i].measured - 1.0) <= rows[i].tolerance)
			continue;
		print_error(
			"%s %s: %.0f bytes, published %.0f\n", rows[i].model, rows[i].format, bytes, rows[i].measured);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/*
 * What one bits-per-weight per format cannot express, by how much, and why.  The bounds are
 * arithmetic on the published architecture; a format of its own for such a file would narrow
 * them.
 */
static void test_checkpoint_sizes_explained(void **state)
{
	/* Kimi-K2.5 INT4: routed experts in symmetric groups of 32, 4.5 bits; the catalog's INT4
	 * is 4.15625 bits (groups of 128).  Experts: 60 x 384 x 3 x 7168 x 2048 =
	 * 1,014,686,023,680 weights, so 1.0147e12 x 0.34375 / 8 = 43.60e9 bytes are missing,
	 * and the vision tower of 0.47 B in BF16. */
	const double experts = 60.0 * 384.0 * 3.0 * 7168.0 * 2048.0;
	double kimi = total_bytes("Kimi-K2.5", "int4") + experts * 0.34375 / 8.0 + 2.0 * 0.47e9;

	(void)state;
	CHECK_NEAR(experts, 1014686023680.0, 1e-12);
	CHECK_NEAR(kimi, 595196567879.0, 1e-3);

	/* Qwen3.5 GPTQ-Int4 files quantise experts only; the format keeps embedding, head and
	 * norms but not attention, DeltaNet and shared experts: the rest is 2 - 0.51953 bytes
	 * each too small.  122B: DeltaNet 36 x 88,523,008, attention 12 x 78,643,200, shared
	 * experts 48 x 3 x 3072 x 1024, routers 48 x 3072 x 256; MTP 2,523,679,232 and vision
	 * 451,290,864 in BF16.  Published difference of this sum: -0.5 %. */
	const double rest =
		36.0 * 88523008.0 + 12.0 * 78643200.0 + 48.0 * 3.0 * 3072.0 * 1024.0 + 48.0 * 3072.0 * 256.0;
	double qwen = total_bytes("Qwen/Qwen3.5-122B-A10B", "int4") + rest * (2.0 - 4.15625 / 8.0) +
		2.0 * (2523679232.0 + 451290864.0);

	CHECK_NEAR(qwen, 78887811809.0, 6e-3);

	/* Mistral-Small-4 NVFP4: the published sum (all linears at 4.5 bits) is 2.07 % low because
	 * some linears stay higher; vision 0.44 B in BF16. */
	CHECK_NEAR(total_bytes("mistralai/Mistral-Small-4-119B-2603", "nvfp4") + 2.0 * 0.44e9, 70813273292.0, 0.021);
	/* DeepSeek-V4-Flash: FP4 experts at 4.25 bits, the rest FP8 with BF16 embeddings (routers
	 * too, here).  MTP: 6,621,300,916 weights, and copies of embedding and head
	 * 2 x 129280 x 4096 in BF16.  The published sum is 3.37 % low. */
	CHECK_NEAR(total_bytes("DeepSeek-V4-Flash", "mxfp4") + 6621300916.0 * 0.53125 + 4.0 * 129280.0 * 4096.0,
		166891691704.0, 0.04);
}

/* BF16: two bytes a weight; GGUF: the whole file (llama.cpp tools/quantize/README.md sizes). */
static void test_plain_sizes(void **state)
{
	(void)state;
	CHECK_NEAR(total_bytes("meta-llama/Llama-3.1-70B", "bf16"), 2.0 * 70553706496.0, 1e-9);
	CHECK_NEAR(total_bytes("meta-llama/Llama-3.1-8B", "q4_k_m"), 4.9e9, 0.01);
	CHECK_NEAR(total_bytes("meta-llama/Llama-3.1-70B", "q4_k_m"), 43.1e9, 0.01);
	CHECK_NEAR(total_bytes("meta-llama/Llama-3.1-405B", "q4_k_m"), 249.1e9, 0.01);
	/* 8 bits of 69,503,033,344 - 1,050,673,152 (head) weights of matrices, the two
	 * embeddings of 1,050,673,152 and 1,318,912 norms in BF16. */
	CHECK_NEAR(total_bytes("meta-llama/Llama-3.1-70B", "fp8"),
		68451041280.0 + 2.0 * (2.0 * 1050673152.0 + 1318912.0), 1e-9);
}

/*
 * DeepSeek-R1 in NVFP4 keeps what makes queries, keys and values in 16 bits: per layer 7168 x 1536
 * + 1536 x 128 x 192 + 7168 x 576 + 512 x 128 x 256 of 187.1 million weights; the output
 * projection is 128 x 128 x 7168.  61 layers; NVFP4 4.5 bits.
 */
static void test_kept_latents(void **state)
{
	struct deployment d = shipped_deployment("DeepSeek-R1", "B200", "nvfp4", "fp8", "vllm", 8.0);
	double latents = 7168.0 * 1536.0 + 1536.0 * 128.0 * 192.0 + 7168.0 * 576.0 + 512.0 * 128.0 * 256.0;
	double output = 128.0 * 128.0 * 7168.0;

	(void)state;
	CHECK_NEAR(model_weight_bytes(d.model, d.format).attention, 61.0 * (2.0 * latents + 0.5625 * output), 1e-12);
	/* Its own FP8 checkpoint has them in 8 bits. */
	d = shipped_deployment("DeepSeek-R1", "B200", "fp8", "fp8", "vllm", 8.0);
	CHECK_NEAR(model_weight_bytes(d.model, d.format).attention, 61.0 * (latents + output), 1e-12);
	/* Grouped heads have no latents. */
	d = shipped_deployment("Llama-3.1-8B", "B200", "nvfp4", "fp8", "vllm", 1.0);
	CHECK_NEAR(model_weight_bytes(d.model, d.format).attention, 0.5625 * d.model->counts.attention, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_checkpoint_sizes),
		cmocka_unit_test(test_checkpoint_sizes_explained),
		cmocka_unit_test(test_plain_sizes),
		cmocka_unit_test(test_kept_latents),
	};

	return cmocka_run_group_tests_name("weights", tests, shipped_load, shipped_unload);
}
