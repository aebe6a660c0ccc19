/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media models: the cases of the prototype, with its own constants, computed there by a program that shares no code. */
#include <string.h>

#include "core/embedding.h"
#include "core/media_memory.h"
#include "core/media_time.h"
#include "core/media_work.h"
#include "core/speech.h"
#include "core/transcription.h"
#include "support/shipped.h"

SHIPPED_DEFINE
SHIPPED_LOOKUP(media_model, media)

/* The prototype's constants: no law of power, no launches, an L2 cache that is reached by one tensor. */
static const struct media_constants prototype = {
	.soft_stream = 3.0,
	.soft_host = 4.0,
	.bandwidth = 0.8,
	.unet = 0.814,
	.compiled = 1.0,
	.tuned = 1.01,
	.accumulate = 1.83,
	.narrow = 0.752,
	.narrow_tuned = 0.818,
	.fp4 = 0.42,
	.sage = 1.9,
	.attention_tuned = 1.2,
	.passes = { 138.0, 194.0, 26.0, 20.7, 12.9 },
	.passes_unet = 26.0,
	.l2_gain = 0.646,
	.l2_reach = 1.0,
	.l2_power = 1.0,
	.l2_bytes = 50e6,
	.host_s = { 201e-6, 220e-6, 60e-6, 50e-6, 25e-6 },
	.nvlink_bytes_per_s = 191e9,
	.pcie_bytes_per_s = 16e9,
	.link_latency_s = 63.2e-6,
	.vae_image = 1.0,
	.vae_video = 1.0,
	.vae_encode = 1.8,
	.vae_tuned = 0.5,
	.fixed_image_s = 0.0702,
	.fixed_video_s = 1.48,
	.sync_bytes_per_s = 12.8e9,
	.prefetch_bytes_per_s = 20e9,
	.context_bytes = 0.8e9,
	.activation_tensors = 18.0,
	.activation_tensors_official = 30.0,
	.unet_activation_bytes = 0.29e9,
	.vae_image_bytes = 3700.0,
	.vae_video_bytes = 21000.0,
	.tile_pixels = 262144.0,
	.speech_tuned = 0.5 / 0.885, /* half the peak of an L20 */
	.speech_eager = 3.65,
	.speech_step_s = 0.00047,
	.transcription_encoder = 2.66,
	.transcription_cross = 1.80,
	.transcription_window_s = 0.00218,
	.embedding = { 0.33, 0.31, 0.26, 0.25, 0.105 },
};

static const struct prototype_class {
	const char *gpu;
	struct compute_class class;
} classes[] = {
	{ "A100-SXM-80GB", { .id = "ampere_dc", .media_linear = 0.618, .media_attention = 0.570 } },
	{ "RTX-3090", { .id = "ampere_gfx", .media_linear = 0.921, .media_attention = 0.624 } },
	{ "RTX-4090", { .id = "ada_gf", .media_linear = 1.05, .media_attention = 0.723 } },
	{ "L20", { .id = "ada_dc", .media_linear = 0.885, .media_attention = 0.851 } },
	{ "L40S", { .id = "ada_l40s", .media_linear = 0.558, .media_attention = 0.450 } },
	{ "H100-SXM-80GB", { .id = "hopper", .media_linear = 0.459, .media_attention = 0.378, .media_flash3 = 1.74 } },
	{ "H200-SXM", { .id = "hopper", .media_linear = 0.459, .media_attention = 0.378, .media_flash3 = 1.74 } },
	{ "H20", { .id = "hopper_h20", .media_linear = 0.824, .media_attention = 0.601 } },
	{ "B200", { .id = "blackwell_dc", .media_linear = 0.515, .media_attention = 0.361 } },
};

static struct constants constants;

/* A GPU with the prototype's class; the 4090's FP8 peak there is that of 16-bit sums. */
static struct gpu prototype_gpu(const char *name)
{
	struct gpu gpu = *shipped_gpu(name);

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (strcmp(classes[i].gpu, gpu.id) == 0)
			gpu.compute = &classes[i].class;
	if (strcmp(gpu.id, "RTX-4090") == 0)
		gpu.peak_flops[TENSOR_FP8] = 660.6e12;
	return gpu;
}

static void near_per_cent(const char *id, double value, double expected, double per_cent)
{
	if (!(fabs(value - expected) <= expected * per_cent / 100.0))
		fail_msg("%s: %.8g instead of %.8g", id, value, expected);
}

static struct media_run run_of(const char *model, const struct gpu *gpu, double width, double height, double frames)
{
	struct media_run run = media_run_of(&constants, shipped_media(model), gpu);

	run.width = width;
	run.height = height;
	run.frames = frames;
	return run;
}

/* M01 to M07 */
static void work(void **state)
{
	const struct gpu gpu = prototype_gpu("H100-SXM-80GB");
	struct media_run run = run_of("flux.1-dev", &gpu, 1024, 1024, 1);

	(void)state;
	near_per_cent("M01", media_work_of(NULL, &run).tokens, 4096, 0);
	near_per_cent("M02", media_work_of(NULL, &run).linear_flop, 59.4896e12, 0.1);
	run = run_of("wan2.1-t2v-14b", &gpu, 832, 480, 81);
	near_per_cent("M03", media_work_of(NULL, &run).tokens, 32760, 0);
	near_per_cent("M04", media_work_of(NULL, &run).linear_flop, 785.358e12, 0.1);
	run = run_of("sdxl", &gpu, 1024, 1024, 1);
	near_per_cent("M05", media_work_of(NULL, &run).linear_flop, 5.97731e12, 0.1);
	run = run_of("hunyuanvideo", &gpu, 1280, 720, 129);
	near_per_cent("M06", media_work_of(NULL, &run).attention_flop, 10450.5e12, 0.1);
	near_per_cent("M07", media_work_of(NULL, &run).tokens, 118800, 0);
}

static const struct {
	const char *id, *model, *gpu;
	double gpus;
	enum media_software software;
	enum tensor_type precision;
	enum media_attention attention;
	enum media_scope scope;
	double width, height, frames, steps, evals, seconds;
} seconds_cases[] = {
	{ "M08", "sdxl", "RTX-4090", 1, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1024, 1024, 1, 20, 2,
		3.27395 },
	{ "M09", "sdxl", "RTX-4090", 1, MEDIA_FUSED, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1024, 1024, 1, 20, 2,
		1.67589 },
	{ "M10", "sdxl", "RTX-3090", 1, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1024, 1024, 1, 20, 2,
		6.64427 },
	{ "M11", "sdxl", "A100-SXM-80GB", 1, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1024, 1024, 1, 50, 2,
		5.66116 },
	{ "M12", "sdxl", "A100-SXM-80GB", 1, MEDIA_TUNED, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1024, 1024, 1, 50, 2,
		4.38802 },
	{ "M13", "sdxl", "H100-SXM-80GB", 1, MEDIA_COMPILED, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_STEP, 1024, 1024, 1, 30,
		2, 0.0393191 },
	{ "M14", "sdxl", "B200", 1, MEDIA_TUNED, TENSOR_FP8, MEDIA_FLASH2, MEDIA_FULL, 1024, 1024, 1, 20, 2, 0.215238 },
	{ "M15", "sdxl", "H200-SXM", 1, MEDIA_TUNED, TENSOR_FP8, MEDIA_FLASH2, MEDIA_FULL, 1024, 1024, 1, 20, 2,
		0.508866 },
	{ "M16", "sdxl", "L40S", 1, MEDIA_TUNED, TENSOR_FP8, MEDIA_FLASH2, MEDIA_FULL, 1024, 1024, 1, 20, 2, 1.29394 },
	{ "M17", "sdxl", "L40S", 1, MEDIA_COMPILED, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_PASS, 1024, 1024, 1, 30, 1,
		0.0466327 },
	{ "M18", "flux.1-dev", "L40S", 1, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_PASS, 1024, 1024, 1, 28, 1,
		0.581652 },
	{ "M19", "flux.1-dev", "L40S", 1, MEDIA_COMPILED, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_PASS, 1024, 1024, 1, 28, 1,
		0.422789 },
	{ "M20", "flux.1-dev", "A100-SXM-80GB", 1, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1024, 1024, 1,
		28, 1, 13.5071 },
	{ "M21", "flux.1-dev", "A100-SXM-80GB", 1, MEDIA_COMPILED, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1024, 1024,
		1, 28, 1, 11.6222 },
	{ "M22", "flux.1-dev", "L20", 1, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1024, 1024, 1, 28, 1,
		25.7129 },
	{ "M23", "flux.1-dev", "L20", 1, MEDIA_COMPILED, TENSOR_FP8, MEDIA_FLASH2, MEDIA_WHOLE, 1024, 1024, 1, 28, 1,
		15.9858 },
	{ "M24", "hunyuanvideo", "H100-SXM-80GB", 1, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1280, 720,
		129, 50, 1, 1703.27 },
	{ "M25", "wan2.1-t2v-14b", "A100-SXM-80GB", 1, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1280, 720,
		81, 50, 2, 3866.4 },
	{ "M26", "wan2.1-t2v-14b", "H100-SXM-80GB", 1, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 832, 480,
		81, 50, 2, 484.06 },
	{ "M27", "wan2.1-i2v-14b", "H200-SXM", 1, MEDIA_COMPILED, TENSOR_FP8, MEDIA_SAGE, MEDIA_WHOLE, 1280, 720, 81, 4,
		1, 53.3532 },
	{ "M28", "wan2.1-i2v-14b", "RTX-4090", 1, MEDIA_COMPILED, TENSOR_FP8, MEDIA_SAGE, MEDIA_WHOLE, 832, 480, 81, 40,
		2, 497.812 },
	{ "M29", "hunyuanvideo", "H20", 4, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1280, 720, 129, 50, 1,
		1679.6 },
	{ "M30", "hunyuanvideo", "L20", 2, MEDIA_EAGER, TENSOR_16BIT, MEDIA_FLASH2, MEDIA_WHOLE, 1280, 720, 129, 50, 1,
		3346.39 },
};

static void seconds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(seconds_cases) / sizeof(seconds_cases[0]); i++) {
		const struct gpu gpu = prototype_gpu(seconds_cases[i].gpu);
		struct media_run run = run_of(seconds_cases[i].model, &gpu, seconds_cases[i].width,
			seconds_cases[i].height, seconds_cases[i].frames);

		run.gpus = seconds_cases[i].gpus;
		run.software = seconds_cases[i].software;
		run.precision = seconds_cases[i].precision;
		run.attention = seconds_cases[i].attention;
		run.scope = seconds_cases[i].scope;
		run.steps = seconds_cases[i].steps;
		run.evals = seconds_cases[i].evals;
		assert_int_equal(media_check(&run), MEDIA_READY);
		near_per_cent(seconds_cases[i].id, media_time_of(NULL, &run).total_s, seconds_cases[i].seconds, 0.5);
	}
}

static const struct {
	const char *id, *model;
	enum tensor_type precision;
	double width, height, frames, gb;
} memory_cases[] = {
	{ "M31", "sdxl", TENSOR_16BIT, 1024, 1024, 1, 11.624 },
	{ "M32", "sd3.5-large", TENSOR_16BIT, 1024, 1024, 1, 32.13 },
	{ "M33", "kolors", TENSOR_16BIT, 1024, 1024, 1, 22.494 },
	{ "M34", "wan2.1-i2v-14b", TENSOR_16BIT, 832, 480, 81, 53.7946 },
	{ "M35", "wan2.1-i2v-14b", TENSOR_FP8, 832, 480, 81, 37.3946 },
	{ "M36", "wan2.2-ti2v-5b", TENSOR_16BIT, 1280, 704, 121, 43.1477 },
};

static void memory(void **state)
{
	const struct gpu gpu = prototype_gpu("H100-SXM-80GB");

	(void)state;
	for (size_t i = 0; i < sizeof(memory_cases) / sizeof(memory_cases[0]); i++) {
		struct media_run run = run_of(memory_cases[i].model, &gpu, memory_cases[i].width,
			memory_cases[i].height, memory_cases[i].frames);

		run.precision = memory_cases[i].precision;
		near_per_cent(
			memory_cases[i].id, media_memory_of(NULL, &run).peak_bytes / 1e9, memory_cases[i].gb, 0.5);
	}
}

/* M37 to M40 */
static void sound_and_text(void **state)
{
	const struct gpu l40s = prototype_gpu("L40S"), l4 = prototype_gpu("L4"), l20 = prototype_gpu("L20");
	const struct transcription_run windows = { .constants = &constants,
		.model = shipped_media("whisper-large-v3"),
		.gpu = &l40s,
		.engine = TRANSCRIPTION_TENSORRT,
		.seconds = 30,
		.tokens_per_s = 63.46 / 30 };
	const struct embedding_run texts = { &constants, shipped_media("bge-large-en-v1.5"), &l4, EMBEDDING_TEI,
		1150000, 449 };
	struct speech_run speech = { &constants, shipped_media("f5-tts"), &l20, true, 6, 1, 16, 2 };

	(void)state;
	near_per_cent("M37", transcription_s(NULL, &windows), 0.0557922, 0.5);
	near_per_cent("M38", embedding_s(NULL, &texts), 18.6666, 0.5);
	near_per_cent("M39", speech_time_of(NULL, &speech).rtf, 0.0425297, 0.5);
	speech.model = shipped_media("cosyvoice2-0.5b");
	near_per_cent("M40", speech_time_of(NULL, &speech).rtf, 0.0895, 0.5);
}

/* Speech by diffusion takes its time at the rate at which images multiply: 119.5 TFLOP/s 0.885 of an L20 beside
 * 362.05 TFLOP/s 0.558 of an L40S.  Without a class there is no such rate; tokens alone need none. */
static void speech_rate(void **state)
{
	const struct gpu l20 = prototype_gpu("L20"), l40s = prototype_gpu("L40S");
	struct gpu strange = l20;
	struct speech_run run = { &constants, shipped_media("f5-tts"), &l20, true, 6, 1, 16, 2 };
	const double l20_s = speech_time_of(NULL, &run).seconds;

	(void)state;
	run.gpu = &l40s;
	CHECK_NEAR(speech_time_of(NULL, &run).seconds / l20_s, 105.7575 / 202.0239, 1e-4);
	strange.compute = NULL;
	run.gpu = &strange;
	assert_true(isnan(speech_time_of(NULL, &run).seconds));
	run.model = shipped_media("orpheus-3b");
	assert_true(speech_time_of(NULL, &run).seconds > 0.0);
}

/* Heads of 32 instead of 128: a quarter of the width, so with a power of a half half the rate. */
static void narrow_heads(void **state)
{
	const struct gpu gpu = prototype_gpu("H100-SXM-80GB");
	struct media_run run = run_of("flux.1-dev", &gpu, 1024, 1024, 1);
	struct media_model narrow = *run.model;
	const double wide_s = media_time_of(NULL, &run).attention_s;

	(void)state;
	CHECK_NEAR(narrow.width / narrow.heads, 128.0, 0);
	constants.media.head_power = 0.5;
	CHECK_NEAR(media_time_of(NULL, &run).attention_s, wide_s, 0);
	narrow.heads *= 4.0;
	run.model = &narrow;
	CHECK_NEAR(media_time_of(NULL, &run).attention_s / wide_s, 2.0, 1e-12);
	constants.media.head_power = 0.0;
}

static int prepare(void **state)
{
	int status = shipped_load(state);

	constants = shipped.constants;
	constants.media = prototype;
	return status;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(work),
		cmocka_unit_test(seconds),
		cmocka_unit_test(memory),
		cmocka_unit_test(sound_and_text),
		cmocka_unit_test(speech_rate),
		cmocka_unit_test(narrow_heads),
	};

	return cmocka_run_group_tests(tests, prepare, shipped_unload);
}
