/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training: what models count as, what experts and streamed states take of a GPU, and how launches overlap the work. */
#include <math.h>

#include "core/training_memory.h"
#include "support/shipped.h"

SHIPPED_DEFINE

static struct training_shape shape_of(const char *model, double sequence)
{
	struct error error = { .text = "" };
	const struct model *found = catalog_model(&shipped, model, &error);

	if (!found)
		fail_msg("%s", error.text);
	return training_shape_of(found, sequence);
}

static const struct gpu *gpu_of(const char *name)
{
	struct error error = { .text = "" };
	const struct gpu *gpu = catalog_gpu(&shipped, name, &error);

	if (!gpu)
		fail_msg("%s", error.text);
	return gpu;
}

/* Half of the layers of gpt-oss look at 128 tokens, the others at half of the sequence; 64 heads of 64. */
static void test_windows(void **state)
{
	(void)state;
	CHECK_NEAR(shape_of("openai/gpt-oss-20b", 4096.0).span, 12.0 * 4096 * (2 * 128 + 4096), 1e-12);
	CHECK_NEAR(shape_of("openai/gpt-oss-20b", 100.0).span, 24.0 * 4096 * 100, 1e-12);
}

/* DeepSeek V4 Flash: 64 heads of 512 look at 128 tokens; 21 layers at 512 entries of four tokens beside, 20 at entries of
 * 128, of which half of 4096 tokens has 16. */
static void test_entries(void **state)
{
	(void)state;
	CHECK_NEAR(shape_of("deepseek-ai/DeepSeek-V4-Flash", 4096.0).span,
		64.0 * 512 * (2 * 256 + 21 * (256 + 1024) + 20 * (256 + 32)), 1e-12);
}

/* Qwen3 30B: 48 layers, 8 experts a token of three matrices of 768 beside 2048.  Nemotron 3 Nano: 23 layers of 6 experts
 * of two matrices of 1856 beside 2688 and a shared one of 3712, and 23 state layers of three times 2688. */
static void test_moved(void **state)
{
	(void)state;
	CHECK_NEAR(shape_of("Qwen/Qwen3-30B-A3B", 4096.0).moved, 48.0 * 8 * (2 * 2048 + 3 * 768), 1e-12);
	CHECK_NEAR(shape_of("nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", 4096.0).moved,
		23.0 * (6 * (2 * 2688 + 2 * 1856) + 2 * 3712) + 23.0 * 3 * 2688, 1e-12);
	CHECK_NEAR(shape_of("meta-llama/Llama-3.1-8B", 4096.0).moved, 0.0, 1e-12);
}

/* 10e9 weights that all GPUs have, 90e9 in experts, on 8 GPUs. */
static struct train_run experts_run(void)
{
	return (struct train_run){ .constants = &shipped.constants,
		.gpu = gpu_of("H100-SXM-80GB"),
		.shape = { .params = 100e9,
			.active = 12e9,
			.linear = 100e9,
			.experts = 90e9,
			.layers = 50.0,
			.hidden = 4096.0,
			.vocab = 1000.0,
			.query = 4096.0,
			.kv = 1024.0,
			.mlp = 4096.0,
			.gated = true,
			.moe = true },
		.method = TRAIN_FULL,
		.software = TRAIN_TUNED,
		.gpus = 8.0,
		.tensor = 1.0,
		.pipeline = 1.0,
		.context = 1.0,
		.expert = 1.0,
		.sequence = 1024.0,
		.micro_batch = 1.0,
		.global_batch = 8.0 };
}

static void test_experts(void **state)
{
	struct train_run run = experts_run();
	struct train_memory m = train_memory_of(NULL, &run);

	(void)state;
	CHECK_NEAR(m.weights, 200e9, 1e-12);
	run.expert = 8.0;
	m = train_memory_of(NULL, &run);
	CHECK_NEAR(m.weights, 2 * (10e9 + 90e9 / 8), 1e-12);
	CHECK_NEAR(m.optimizer, 12 * (10e9 + 90e9 / 8), 1e-12);
	/* What is divided among all GPUs is not divided again. */
	run.shard = TRAIN_ZERO1;
	m = train_memory_of(NULL, &run);
	CHECK_NEAR(m.weights, 2 * (10e9 + 90e9 / 8), 1e-12);
	CHECK_NEAR(m.optimizer, 12 * 100e9 / 8, 1e-12);
	run.shard = TRAIN_ZERO3;
	m = train_memory_of(NULL, &run);
	CHECK_NEAR(m.weights, 2 * 100e9 / 8, 1e-12);
	/* Each GPU gathers its own experts alone. */
	CHECK_NEAR(m.gathered, shipped.constants.training.gathered_layers * 2 * (10e9 + 90e9 / 8) / 50, 1e-12);
}

/* Streamed from the host, 70e9 weights and more leave two layers and their gradients on the GPU. */
static void test_streamed(void **state)
{
	struct train_run run = experts_run();
	struct train_memory m;

	(void)state;
	run.software = TRAIN_OFFLOAD;
	m = train_memory_of(NULL, &run);
	CHECK_NEAR(m.weights + m.gradients + m.optimizer, 0.0, 1e-12);
	CHECK_NEAR(m.gathered, shipped.constants.training.gathered_layers * 2 * 2 * 100e9 / 50, 1e-12);
}

/* Work and launches: their sum where they follow each other, the root of the squares at 2. */
static void test_overlap(void **state)
{
	struct constants k = shipped.constants;
	struct train_run run = experts_run();
	struct train_time sum, square;
	double work, launches;

	(void)state;
	run.constants = &k;
	run.micro_batch = 0.125;
	k.training.overlap[TRAIN_TUNED] = 1.0;
	sum = train_time_of(NULL, &run);
	k.training.overlap[TRAIN_TUNED] = 2.0;
	square = train_time_of(NULL, &run);
	work = sum.compute + sum.attention + sum.moved;
	launches = 50.0 * k.training.layer_s[TRAIN_TUNED] / 128.0;
	CHECK_NEAR(sum.launches, launches, 1e-12);
	CHECK_NEAR(square.launches, sqrt(work * work + launches * launches) - work, 1e-9);
}

/* Eight L40S, 1e9 weights, 10 layers of 1000 with keys of 100, 1,024 tokens.  ZeRO 3 gathers 6e9 bytes 7/8; that a sequence
 * is split changes the tokens alone, and each layer passes keys and values of seven others on: 4 x 100 x 3 x 7. */
static void test_exchange(void **state)
{
	struct train_run run = { .constants = &shipped.constants,
		.gpu = gpu_of("L40S"),
		.shape = { .params = 1e9, .active = 1e9, .layers = 10.0, .hidden = 1000.0, .kv = 100.0, .vocab = 1.0 },
		.method = TRAIN_FULL,
		.software = TRAIN_FSDP,
		.shard = TRAIN_ZERO3,
		.recompute = RECOMPUTE_NONE,
		.gpus = 8.0,
		.tensor = 1.0,
		.pipeline = 1.0,
		.context = 1.0,
		.expert = 1.0,
		.sequence = 1024.0,
		.micro_batch = 1.0,
		.global_batch = 8.0 };
	const double bandwidth = shipped.constants.training.pcie_bytes_per_s; /* of PCIe 4, as the card has */

	(void)state;
	CHECK_NEAR(train_time_of(NULL, &run).links, 6e9 * 7 / 8 / 1024 / bandwidth, 1e-12);
	run.context = 8.0;
	run.global_batch = 1.0;
	CHECK_NEAR(train_time_of(NULL, &run).links, (6e9 * 7 / 8 / 128 + 10.0 * 4 * 100 * 3 * 7) / bandwidth, 1e-12);
	/* Four sums of a layer, twice around a ring of eight. */
	run.context = 1.0;
	run.tensor = 8.0;
	CHECK_NEAR(train_time_of(NULL, &run).links, 10.0 * 4 * 2 * 7 * 2 * 1000 / bandwidth, 1e-12);
}

/* Software that nobody tuned for a card reaches less of it. */
static void test_untuned(void **state)
{
	struct gpu gpu = *gpu_of("MI300X");
	struct compute_class class = *gpu.compute;
	struct train_run run = experts_run();
	double tuned, generic;

	(void)state;
	gpu.compute = &class;
	run.gpu = &gpu;
	for (run.software = 0; run.software < TRAIN_SOFTWARE_COUNT; run.software++) {
		class.train_untuned = 0.5;
		generic = train_time_of(NULL, &run).compute;
		class.train_untuned = NAN;
		tuned = train_time_of(NULL, &run).compute;
		CHECK_NEAR(generic / tuned, run.software == TRAIN_TUNED ? 1.0 : 2.0, 1e-12);
	}
}

/* Bytes of one of 10 layers of 1000 and 3000, queries of 1000 and keys of 200, of each of 1,000 tokens: 14 d + 8 f and
 * queries, keys, values; tuned 8 d + 6 f and what attention gives, in FP8 6 d + 5 f and that once more. */
static void test_kept(void **state)
{
	struct train_run run = { .constants = &shipped.constants,
		.gpu = gpu_of("H100-SXM-80GB"),
		.shape = { .params = 1.0,
			.active = 1.0,
			.linear = 1.0,
			.layers = 10.0,
			.hidden = 1000.0,
			.query = 1000.0,
			.kv = 200.0,
			.mlp = 3000.0,
			.gated = true },
		.software = TRAIN_FSDP,
		.recompute = RECOMPUTE_NONE,
		.gpus = 1.0,
		.tensor = 1.0,
		.pipeline = 1.0,
		.context = 1.0,
		.expert = 1.0,
		.sequence = 1000.0,
		.micro_batch = 1.0,
		.global_batch = 1.0 };

	(void)state;
	CHECK_NEAR(train_memory_of(NULL, &run).activations, 1e4 * (14000 + 2800 + 24000), 1e-12);
	run.software = TRAIN_TUNED;
	CHECK_NEAR(train_memory_of(NULL, &run).activations, 1e4 * (8000 + 2800 + 2000 + 18000), 1e-12);
	run.precision = TRAIN_FP8;
	CHECK_NEAR(train_memory_of(NULL, &run).activations, 1e4 * (6000 + 2800 + 3000 + 15000), 1e-12);
	run.shape.gated = false;
	CHECK_NEAR(train_memory_of(NULL, &run).activations, 1e4 * (6000 + 2800 + 3000 + 9000), 1e-12);
	run.shape.moe = true;
	CHECK_NEAR(train_memory_of(NULL, &run).activations, 1e4 * (6000 + 2800 + 6000), 1e-12);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_moved),
		cmocka_unit_test(test_experts),
		cmocka_unit_test(test_streamed),
		cmocka_unit_test(test_overlap),
		cmocka_unit_test(test_exchange),
		cmocka_unit_test(test_untuned),
		cmocka_unit_test(test_kept),
	};

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
