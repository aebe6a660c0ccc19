/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What engines reserve for layers with a window, against published figures and hand counts. */
#include "core/memory.h"

#include <math.h>

#include "support/shipped.h"

SHIPPED_DEFINE

static const char *const engines[] = { "vllm", "sglang", "tensorrt-llm", "llama.cpp" };

static struct deployment on_h100(const char *model, const char *engine)
{
	return shipped_deployment(model, "H100-SXM-80GB", "bf16", "bf16", engine, 1.0);
}

/*
 * gpt-oss-20b at 8k x 32 sequences, 6.09 GiB where windows are used and 12.00 GiB in full pages
 * (github.com/alvarobartt/hf-mem/pull/70).  12 layers of each kind, 2 x 8 x 64 x 2 = 2048 B a
 * token and layer, window 128.
 */
static void test_published(void **state)
{
	const double layers = 12.0 * 2048.0;
	struct deployment d = on_h100("gpt-oss-20b", "tensorrt-llm");

	(void)state;
	CHECK_NEAR(32.0 * model_kv_bytes(d.model, 8192.0, 2.0), 6.09 * GIB, 1e-3);
	CHECK_NEAR(32.0 * whole_budget(&d, 8192.0, 1.0).kv_per_sequence, 12.00 * GIB, 1e-12);
	/* gemma-3-27b at 128k: 62.0 GiB by tools that ignore its windows. */
	d = on_h100("gemma-3-27b", "tensorrt-llm");
	CHECK_NEAR(whole_budget(&d, 131072.0, 1.0).kv_per_sequence, 62.0 * GIB, 1e-12);
	CHECK_NEAR(model_kv_bytes(d.model, 131072.0, 2.0), 10.41 * GIB, 1e-3);

	/* vLLM: 128 / 16 = 8 blocks and one that the window straddles: 144 tokens. */
	d = on_h100("gpt-oss-20b", "vllm");
	CHECK_NEAR(whole_budget(&d, 8192.0, 1.0).kv_per_sequence, layers * (8192.0 + 144.0), 1e-12);
	/* SGLang: a second pool of 0.8 times the tokens, whatever the window. */
	d = on_h100("gpt-oss-20b", "sglang");
	CHECK_NEAR(whole_budget(&d, 8192.0, 1.0).kv_per_sequence, layers * 8192.0 * 1.8, 1e-12);
	/* llama.cpp: 128 + 512 of the micro-batch = 640, in cells of 256: 768. */
	d = on_h100("gpt-oss-20b", "llama.cpp");
	CHECK_NEAR(whole_budget(&d, 8192.0, 1.0).kv_per_sequence, layers * (8192.0 + 768.0), 1e-12);
}

static void test_groups(void **state)
{
	struct deployment d = on_h100("gemma-3-27b", "vllm");

	(void)state;
	/* 10 full and 52 window layers of 8192 B: groups of 10, so 60 are paid for; 1024 + 16. */
	CHECK_NEAR(whole_budget(&d, 32768.0, 1.0).kv_per_sequence, 8192.0 * (10.0 * 32768.0 + 60.0 * 1040.0), 1e-12);
	/* 12 and 12: one group each, nothing to pad.  9 full and 39 window layers: 45. */
	d = on_h100("gpt-oss-20b", "vllm");
	CHECK_NEAR(whole_budget(&d, 16.0, 1.0).kv_per_sequence, 24.0 * 2048.0 * 16.0, 1e-12);
	d = on_h100("MiMo-V2-Flash", "vllm");
	CHECK_NEAR(whole_budget(&d, 32768.0, 1.0).kv_per_sequence,
		model_kv_bytes(d.model, 32768.0, 2.0) + 5120.0 * (45.0 * 144.0 - 39.0 * 128.0), 1e-12);
	/* Only llama.cpp and vLLM keep windows here: Gemma 3 has one pool in SGLang. */
	d = on_h100("gemma-3-27b", "sglang");
	CHECK_NEAR(whole_budget(&d, 32768.0, 1.0).kv_per_sequence, 62.0 * 8192.0 * 32768.0, 1e-12);
	d = on_h100("gemma-3-27b", "llama.cpp");
	CHECK_NEAR(whole_budget(&d, 32768.0, 1.0).kv_per_sequence, 8192.0 * (10.0 * 32768.0 + 52.0 * 1536.0), 1e-12);
}

/* Below the window both pools of SGLang need all tokens, and the full one is 1 / 0.8 as large:
 * Llama 4 Scout has 36 layers of window 8192 and 12 without, 8 x 256 x 2 B. */
static void test_short_requests(void **state)
{
	struct deployment d = on_h100("llama-4-scout", "sglang");

	(void)state;
	CHECK_NEAR(whole_budget(&d, 4096.0, 1.0).kv_per_sequence, 4096.0 * (36.0 * 4096.0 + 12.0 * 5120.0), 1e-12);
	CHECK_NEAR(whole_budget(&d, 4096.0, 1.0).kv_per_token, 4096.0 * (12.0 + 0.8 * 36.0), 1e-12);
	d = on_h100("llama-4-scout", "vllm");
	CHECK_NEAR(whole_budget(&d, 4096.0, 1.0).kv_per_sequence, model_kv_bytes(d.model, 4096.0, 2.0), 0.0);
	CHECK_NEAR(whole_budget(&d, 4096.0, 1.0).kv_per_token, 4096.0 * 12.0, 1e-12);
}

/* While vLLM reads a prompt the window layers hold a step of 8192 tokens besides, up to all of
 * the request: 60 x 8192 B x 8192 tokens of gemma-3-27b. */
static void test_prefill(void **state)
{
	struct deployment d = shipped_deployment("gemma-3-27b", "B200", "bf16", "bf16", "vllm", 1.0);
	struct memory_budget m = whole_budget(&d, 32768.0, 1.0);
	const double each = 8192.0 * (10.0 * 32768.0 + 60.0 * 1040.0);

	(void)state;
	CHECK_NEAR(m.kv_prefill, 60.0 * 8192.0 * 8192.0, 1e-12);
	CHECK_NEAR(m.max_concurrency, floor((m.kv_pool - m.kv_prefill) / each), 0.0);
	assert_true(m.max_concurrency < floor(m.kv_pool / each));
	CHECK_NEAR(m.slack, m.kv_pool - m.kv_prefill - each, 1e-9);
	CHECK_NEAR(memory_running_limit(NULL, &d, &m), m.max_concurrency, 0.0);
	m = whole_budget(&d, 2048.0, 1.0);
	CHECK_NEAR(m.kv_prefill, 60.0 * 8192.0 * (2048.0 - 1040.0), 1e-12);
	m = whole_budget(&d, 512.0, 1.0);
	assert_true(m.kv_prefill == 0.0);
	/* Ranks with pools of their own read prompts of their own. */
	d.layout.data = 2.0;
	m = whole_budget(&d, 32768.0, 1.0);
	CHECK_NEAR(m.max_concurrency, 2.0 * floor((m.kv_pool / 2.0 - m.kv_prefill) / each), 0.0);
	CHECK_NEAR(memory_running_limit(NULL, &d, &m), m.max_concurrency, 0.0);
}

/* What is told of another engine, by kinds of layers, is what it reserves layer by layer. */
static void check_told(const struct deployment *d, double tokens, double held)
{
	struct kv_reserve r = engine_kv_reserve(d->engine, d->gpu, d->model);
	struct trace_entry entries[32];
	struct trace t;

	trace_init(&t, entries, COUNT_OF(entries));
	model_kv_engine_trace(&t, d->engine->id, d->model, tokens, 2.0, &r);
	assert_string_equal(entries[t.count - 1].id, d->engine->id);
	CHECK_NEAR(entries[t.count - 1].value, held, 1e-12);
}

/* No engine keeps less than attention sees, none grows backwards, none touches other models. */
static void test_every_model(void **state)
{
	(void)state;
	for (int i = 0; i < shipped.model_count; i++) {
		const struct model *m = &shipped.models[i];
		bool windowed = false;

		for (int g = 0; g < m->group_count; g++)
			windowed = windowed || attention_windowed(&m->groups[g].attention);
		for (size_t e = 0; e < COUNT_OF(engines); e++) {
			struct deployment d = on_h100(m->id, engines[e]);
			double before = 0.0;

			for (double tokens = 16.0; tokens < 3e5; tokens *= 2.0) {
				double plain = model_kv_bytes(m, tokens, 2.0);
				double held = whole_budget(&d, tokens, 1.0).kv_per_sequence;

				assert_true(held >= plain * (1.0 - 1e-12));
				assert_true(held >= before);
				assert_true(windowed || held == plain);
				if (windowed && model_kv_is_plain(m))
					check_told(&d, tokens, held);
				before = held;
			}
		}
	}
}

/* Compressed attention has a window inside its own rule: the engines' rules leave it alone. */
static void test_compressed(void **state)
{
	(void)state;
	for (size_t e = 0; e < COUNT_OF(engines); e++) {
		struct deployment d = on_h100("DeepSeek-V4-Flash", engines[e]);

		assert_true(whole_budget(&d, 32768.0, 1.0).kv_per_sequence == model_kv_bytes(d.model, 32768.0, 2.0));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_short_requests),
		cmocka_unit_test(test_prefill),
		cmocka_unit_test(test_every_model),
		cmocka_unit_test(test_compressed),
	};

	return cmocka_run_group_tests_name("window", tests, shipped_load, shipped_unload);
}
