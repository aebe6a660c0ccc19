/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training: the cases of the prototype, by its own constants, which are not those that are shipped. */
#include <math.h>

#include "core/goodput.h"
#include "core/training_memory.h"
#include "support/published.h"

/* How far a value may be off: the cases are rounded to five digits. */
static const double TOLERANCE = 0.005;

static const double GIB = 1073741824.0;

/* Share of the 16-bit peak, factor of experts, gains of narrow formats. */
static const struct compute_class CLASSES[] = {
	{ .id = "A100", .train = 0.645, .train_moe = 0.389, .train_gain = { 1, 1, NAN, NAN } },
	{ .id = "GA102", .train = 0.788, .train_moe = 0.389, .train_gain = { 1, 1, NAN, NAN } },
	{ .id = "ADA", .train = 0.817, .train_moe = 0.389, .train_gain = { 1, 1, NAN, NAN } },
	{ .id = "HOP", .train = 0.626, .train_moe = 0.389, .train_gain = { 1, 1.57, NAN, NAN } },
	{ .id = "BWD", .train = 0.607, .train_moe = 0.413, .train_gain = { 1, 1.58, 1.48, 2.34 } },
	{ .id = "BWC", .train = 0.953, .train_moe = 0.389, .train_gain = { 1, 1.72, NAN, 2.44 } },
};

/* The formulas of the prototype are those of the program without what it has beside them: attention at the speed of
 * other products, launches that overlap nothing, experts and states that move nothing, and a head computed again. */
static struct constants constants(void)
{
	return (struct constants){ .training = { .software = { 1.02, 1.0, 1.03, 0.806, 0.643 },
					   .layer_s = { 1.07e-3, 0.833e-3, 3.92e-3, 3.92e-3, 3.92e-3 },
					   .overlap = { 1, 1, 1, 1, 1 },
					   .gain_generic = 0.595,
					   .gain_tuned_moe = 0.514,
					   .moe_domain = 0.517 / 0.413,
					   .width = 361.0,
					   .width_gain = 1.0,
					   .attention = 1.0,
					   .head_again = 1.0,
					   .scale = 0.00889,
					   .tensor = 0.0345,
					   .interleave = 4.0,
					   .qlora_bytes = 3.52,
					   .qlora_layer_s = 0.755e-3,
					   .pcie_bytes_per_s = 21e9,
					   .recompute = { 0.0, 0.3, 1.0 },
					   .nf4_bytes = 0.5625,
					   .adapter_bytes = 16.0,
					   .selective = 0.46,
					   .gathered_layers = 2.0,
					   .context_bytes = 0.7 * GIB,
					   .allocator = 1.0,
					   .usable = 0.94 } };
}

/* Whether "key=word" stands among the inputs. */
static bool says(const char *inputs, const char *key, const char *word)
{
	char text[64];
	const char *at;

	snprintf(text, sizeof(text), "%s=%s", key, word);
	at = strstr(inputs, text);
	return at && strchr(";", at[strlen(text)]);
}

/* The index of the word behind a key; the count where it is none of them. */
static int word_of(const char *inputs, const char *key, const char *const *words, int count)
{
	int i = 0;

	while (i < count && !says(inputs, key, words[i]))
		i++;
	return i;
}

static const char *const METHODS[] = { "pretrain", "full", "lora", "qlora" };
static const char *const SOFTWARE[] = { "tuned", "fsdp", "eager", "hf", "offload_ssd" };
static const char *const PRECISIONS[] = { "BF16", "FP8", "MXFP8", "NVFP4" };

static struct training_shape shape_of(const char *in)
{
	double layers = input(in, "L", NAN), width = input(in, "w", input(in, "dq", NAN));

	return (struct training_shape){ .params = input(in, "P_t", NAN),
		.active = input(in, "P_mm", NAN),
		.linear = input(in, "P_q", NAN),
		.layers = layers,
		.hidden = input(in, "d", NAN),
		.vocab = input(in, "V", 0.0),
		.query = input(in, "dq", NAN),
		.kv = input(in, "dkv", 0.0), /* of tables of time without context parallelism: none */
		.mlp = input(in, "f", NAN),
		.gated = true,
		.moe = input(in, "moe", 0.0) > 0.0,
		.adapted = input(in, "P_lora", 0.0),
		.span = layers * width * input(in, "S", NAN) };
}

/* Seconds of a token of one GPU. */
static double token_s(const char *in)
{
	const struct gpu_link nvlink = { .kind = LINK_NVLINK };
	const struct constants k = constants();
	const struct card card = { .train = input(in, "card", 1.0) };
	struct gpu gpu = { .card = &card,
		.peak_flops = { [TENSOR_16BIT] = input(in, "peak_tflops", NAN) * 1e12 },
		.bandwidth_bytes_per_s = input(in, "bw_gbs", NAN) * 1e9,
		.links = { { input(in, "domain", 1.0), &nvlink } },
		.link_count = 1,
		.pcie_gen = 4.0 };
	struct train_run run = { .constants = &k,
		.gpu = &gpu,
		.shape = shape_of(in),
		.method = word_of(in, "kind", METHODS, 4),
		.software = word_of(in, "stack", SOFTWARE, 5),
		/* NF4 computes in 16 bits. */
		.precision = word_of(in, "prec", PRECISIONS, 4) % 4,
		.recompute = input(in, "rec", 0.0) > 0.0 ? RECOMPUTE_FULL : RECOMPUTE_NONE,
		.gpus = input(in, "n", NAN),
		.tensor = input(in, "tp", 1.0),
		.pipeline = input(in, "pp", 1.0),
		.context = 1.0,
		.expert = 1.0,
		.sequence = input(in, "T", NAN),
		.micro_batch = 1.0 };
	double exchanged = input(in, "comm", 0.0);

	for (size_t i = 0; i < sizeof(CLASSES) / sizeof(CLASSES[0]); i++)
		if (says(in, "gen", CLASSES[i].id))
			gpu.compute = &CLASSES[i];
	assert_non_null(gpu.compute);
	run.global_batch = input(in, "m", 1.0) * train_data_gpus(&run);
	if (exchanged > 0.0) {
		/* The weights that give the bytes of the case. */
		run.shard = TRAIN_ZERO3;
		run.shape.params = exchanged / (2.0 * k.training.nf4_bytes * (run.gpus - 1.0) / run.gpus);
	}
	return train_time_of(NULL, &run).total;
}

static double memory(const char *in, double unit)
{
	struct constants k = constants();
	const struct gpu gpu = { .memory_bytes = 80.0 * GIB };
	struct train_run run = { .constants = &k,
		.gpu = &gpu,
		.shape = shape_of(in),
		.method = word_of(in, "method", METHODS, 4),
		.recompute = says(in, "ck", "none")   ? RECOMPUTE_NONE
			: says(in, "ck", "selective") ? RECOMPUTE_SELECTIVE
						      : RECOMPUTE_FULL,
		.software = TRAIN_FSDP,
		.shard = TRAIN_ZERO3,
		.gpus = input(in, "shard", 1.0),
		.tensor = 1.0,
		.pipeline = 1.0,
		.context = 1.0,
		.expert = 1.0,
		.sequence = input(in, "T", NAN),
		.micro_batch = 1.0,
		.global_batch = input(in, "shard", 1.0),
		.rank = 1.0 };

	k.training.optimizer_bytes[0] = input(in, "opt", 0.0);
	k.training.gradient_bytes[0] = input(in, "grad", 0.0);
	k.training.logit_bytes[TRAIN_FSDP] = input(in, "logit", 0.0);
	k.training.context_bytes = input(in, "ctx", 0.7) * GIB;
	if (input(in, "dblq", 0.0) > 0.0)
		k.training.nf4_bytes = 0.516;
	/* What the host keeps is as if no layer kept its input. */
	if (says(in, "ck", "full_offloaded"))
		run.shape.layers = 0.0;
	if (input(in, "states_only", 0.0) > 0.0)
		return train_states_bytes(&run) / unit;
	return train_memory_of(NULL, &run).total / unit;
}

/* Llama 2 7B by QLoRA on an RTX 5090, two samples of 2048 tokens. */
static double hours(const char *in)
{
	double s = token_s("P_mm=6.607e+09;L=32;d=4096;w=4096;gen=BWC;peak_tflops=209.6;bw_gbs=1792;kind=qlora;"
			   "prec=NF4;T=4096;S=2048;stack=eager;rec=1.0;n=1");

	return input(in, "tokens", NAN) * s / input(in, "goodput", NAN) / 3600.0;
}

static double mlperf_minutes(const char *in)
{
	double s = token_s("P_mm=6.871e+10;L=80;d=8192;w=8192;gen=BWD;peak_tflops=2500;bw_gbs=8000;domain=72;"
			   "kind=lora;prec=FP8;T=8192;S=8192;stack=tuned;rec=0;n=8");

	return input(in, "tokens", NAN) * s / input(in, "n", NAN) / 60.0 + input(in, "fixed_min", NAN);
}

static double goodput(const char *in)
{
	double save_h = input(in, "stall_s", NAN) / 3600.0, losses = input(in, "n", NAN) / input(in, "mtbf_gpu_h", NAN);
	struct goodput g = { 1.0, losses, save_h, goodput_interval_h(save_h, losses), input(in, "restart_h", NAN) };

	return goodput_of(NULL, &g);
}

static double value_of(char **cell)
{
	const char *in = cell[3];

	if (cell[0][0] == 'S')
		return 1.0 / token_s(in);
	if (cell[0][0] == 'M')
		return memory(in, strcmp(cell[6], "GiB") == 0 ? GIB : 1e9);
	if (strcmp(cell[0], "H01") == 0)
		return hours(in);
	return strcmp(cell[0], "H03") == 0 ? mlperf_minutes(in) : goodput(in);
}

static int wrong_row(char **cell)
{
	double value = value_of(cell), expected = strtod(cell[4], NULL);

	if (fabs(value / expected - 1.0) <= TOLERANCE)
		return 0;
	print_message("%s: %g, not %g (published: %s)\n", cell[0], value, expected, cell[5]);
	return 1;
}

static void test_cases(void **state)
{
	int wrong;

	(void)state;
	assert_int_equal(published_rows("training_cases.tsv", wrong_row, &wrong), 29);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
