/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media models: what the constants, limits and bands of the catalog must obey. */
#include <ctype.h>
#include <string.h>

#include "core/embedding.h"
#include "core/media_band.h"
#include "core/media_limit.h"
#include "core/media_memory.h"
#include "core/media_time.h"
#include "core/media_work.h"
#include "core/speech.h"
#include "core/transcription.h"
#include "support/shipped.h"

SHIPPED_DEFINE
SHIPPED_LOOKUP(media_model, media)

/* A constant is a row of parameters.json with that value. */
static void check_constant(const struct trace_entry *e)
{
	char id[128];

	snprintf(id, sizeof(id), "%s%s%s", e->constant, e->variant ? "/" : "", e->variant ? e->variant : "");
	for (int i = 0; i < shipped.parameter_count; i++)
		if (strcmp(shipped.parameters[i].id, id) == 0) {
			CHECK_NEAR(e->value, *shipped.parameters[i].place, 0);
			return;
		}
	fail_msg("%s is no parameter", id);
}

/* Every name of a formula stands in the trace before it. */
static void check_names(const struct trace *trace)
{
	for (int i = 0; i < trace->count; i++) {
		const struct trace_entry *e = &trace->entries[i];

		if (e->constant)
			check_constant(e);
		for (const char *p = e->text ? e->text : ""; *p != '\0';) {
			size_t n = 0;

			while (isalnum((unsigned char)p[n]) || p[n] == '_')
				n++;
			if (n > 0 && !isdigit((unsigned char)*p) && p[n] != '(' &&
				!trace_find(trace, i, p, n, e->number))
				fail_msg("%s = %s: %.*s is not known", e->id ? e->id : e->name, e->text, (int)n, p);
			p += n > 0 ? n : 1;
		}
	}
}

/* The terms are those of the total, and a trace has the same. */
static void terms_add_up(void **state)
{
	static struct trace_entry entries[256];
	struct media_run run = media_run_of(&shipped.constants, shipped_media("wan2.1-i2v-14b"), shipped_gpu("L20"));
	struct trace trace;

	(void)state;
	run.gpus = 2;
	for (int software = 0; software < MEDIA_SOFTWARE_COUNT; software++)
		for (int offload = 0; offload < MEDIA_OFFLOAD_COUNT; offload++) {
			struct media_time time, traced;

			run.software = (enum media_software)software;
			run.offload = (enum media_offload)offload;
			trace_init(&trace, entries, 256);
			time = media_time_of(NULL, &run);
			traced = media_time_of(&trace, &run);
			CHECK_NEAR(time.linear_s + time.attention_s + time.passes_s + time.launches_s + time.waiting_s +
					time.links_s + time.vae_s + time.fixed_s,
				time.total_s, 1e-9 * time.total_s);
			CHECK_NEAR(traced.total_s, time.total_s, 0);
			CHECK_NEAR(media_memory_of(&trace, &run).peak_bytes, media_memory_of(NULL, &run).peak_bytes, 0);
			assert_in_range(trace.count, 10, 255);
			check_names(&trace);
		}
}

static void other_tasks_are_traced(void **state)
{
	static struct trace_entry entries[64];
	const struct gpu *gpu = shipped_gpu("L40S");
	struct trace trace;

	(void)state;
	for (int i = 0; i < shipped.media_count; i++) {
		const struct media_model *m = &shipped.media[i];
		const struct speech_run speech = { &shipped.constants, m, gpu, false, 10, 1, m->steps, m->evals };
		const struct embedding_run texts = { &shipped.constants, m, gpu, EMBEDDING_TEI, 1e6, 256 };
		struct transcription_run sound = { &shipped.constants, m, gpu, TRANSCRIPTION_TENSORRT, 3600, 3.2 };

		trace_init(&trace, entries, 64);
		if (m->task == MEDIA_SPEECH && m->speech.kind != SPEECH_MEASURED) {
			CHECK_NEAR(speech_time_of(&trace, &speech).rtf, speech_time_of(NULL, &speech).rtf, 0);
		} else if (m->task == MEDIA_TRANSCRIPTION) {
			for (int engine = 0; engine < TRANSCRIPTION_ENGINE_COUNT; engine++) {
				sound.engine = (enum transcription_engine)engine;
				trace_init(&trace, entries, 64);
				CHECK_NEAR(transcription_s(&trace, &sound), transcription_s(NULL, &sound), 0);
				check_names(&trace);
			}
		} else if (m->task >= MEDIA_EMBEDDING) {
			CHECK_NEAR(embedding_s(&trace, &texts), embedding_s(NULL, &texts), 0);
		}
		check_names(&trace);
	}
}

/* What a limit says can be had, can. */
static void limits(void **state)
{
	const struct gpu *gpu = shipped_gpu("H100-SXM-80GB");
	struct media_run run = media_run_of(&shipped.constants, shipped_media("hunyuanvideo"), gpu);
	struct media_excess e;

	(void)state;
	assert_int_equal(media_excess_of(&run).limit, MEDIA_WITHIN);
	run.width = 1000;
	e = media_excess_of(&run);
	assert_int_equal(e.limit, MEDIA_WIDTH_STEP);
	CHECK_NEAR(e.value, 16, 0);
	CHECK_NEAR(e.below, 992, 0);
	CHECK_NEAR(e.above, 1008, 0);
	run.width = e.above;
	run.frames = 128;
	e = media_excess_of(&run);
	assert_int_equal(e.limit, MEDIA_FRAMES_STEP);
	CHECK_NEAR(e.below, 125, 0);
	CHECK_NEAR(e.above, 129, 0);
	run.frames = 133;
	assert_int_equal(media_excess_of(&run).limit, MEDIA_FRAMES);
	run.frames = 129;
	run.height = 960;
	assert_int_equal(media_excess_of(&run).limit, MEDIA_PIXELS);
	run.height = 720;
	run.gpus = 25;
	e = media_excess_of(&run);
	assert_int_equal(e.limit, MEDIA_GPUS);
	CHECK_NEAR(e.below, 24, 0);
	run.gpus = 2;
	run.split = MEDIA_SPLIT_GUIDANCE;
	assert_int_equal(media_excess_of(&run).limit, MEDIA_GUIDANCE);
	run = media_run_of(&shipped.constants, shipped_media("sdxl"), gpu);
	run.frames = 2;
	assert_int_equal(media_excess_of(&run).limit, MEDIA_ONE_FRAME);
	assert_int_equal(embedding_excess_of(shipped_media("bge-large-en-v1.5"), 513).limit, MEDIA_SPAN);
}

/* A GPU without FP4 cannot, one without FP8 multiplies in 16 bits, and nothing is gained where nothing is fused. */
static void narrow_types(void **state)
{
	const struct media_model *flux = shipped_media("flux.1-dev");
	struct media_run a100 = media_run_of(&shipped.constants, flux, shipped_gpu("A100-SXM-80GB")),
			 h100 = media_run_of(&shipped.constants, flux, shipped_gpu("H100-SXM-80GB"));
	double whole;

	(void)state;
	a100.precision = TENSOR_FP4;
	assert_int_equal(media_check(&a100), MEDIA_NO_FORMAT);
	a100.precision = TENSOR_16BIT;
	whole = media_time_of(NULL, &a100).linear_s;
	a100.precision = TENSOR_FP8;
	assert_int_equal(media_check(&a100), MEDIA_READY);
	CHECK_NEAR(media_time_of(NULL, &a100).linear_s, whole, 0.001 * whole);
	whole = media_time_of(NULL, &h100).linear_s;
	h100.precision = TENSOR_FP8;
	CHECK_NEAR(media_time_of(NULL, &h100).linear_s, whole, 0.001 * whole);
	h100.software = MEDIA_COMPILED;
	assert_true(media_time_of(NULL, &h100).linear_s < 0.8 * whole);
}

/* The shipped ones with those of the decoder set by the test. */
static struct constants constants;

/* Seconds that the tokens of one file take: 30 s of sound, 3.2 tokens a second. */
static double token_seconds(const char *model)
{
	struct transcription_run run = { &constants, shipped_media(model), shipped_gpu("L4"),
		TRANSCRIPTION_TRANSFORMERS, 30, 3.2 };
	const double all = transcription_s(NULL, &run);

	run.tokens_per_s = 0.0;
	return all - transcription_s(NULL, &run);
}

/* 96 tokens of 43 ms where the decoder has 32 layers, an eighth where it has 4. */
static void one_file(void **state)
{
	(void)state;
	constants = shipped.constants;
	constants.media.transcription_single = 0.4;
	constants.media.transcription_token_s[TRANSCRIPTION_TRANSFORMERS] = 0.043;
	CHECK_NEAR(token_seconds("whisper-large-v3"), 4.128, 1e-9);
	CHECK_NEAR(token_seconds("whisper-large-v3-turbo"), 0.516, 1e-9);
}

/* A run on 2, 4 and 8 GPUs beside the same on one. */
static void check_sharing(struct media_run run)
{
	double alone_s;

	run.gpus = 1;
	alone_s = media_time_of(NULL, &run).total_s;
	for (run.gpus = 2; run.gpus <= 8; run.gpus *= 2)
		for (int split = 0; split < MEDIA_SPLIT_COUNT; split++) {
			run.split = (enum media_split)split;
			if (run.gpus * media_time_of(NULL, &run).total_s < alone_s * (1 - 1e-9))
				fail_msg("%s on %g %s: %g s, %g s on one", run.model->id, run.gpus, run.gpu->id,
					media_time_of(NULL, &run).total_s, alone_s);
		}
}

/* So many GPUs that share an output gain at most so many times, whatever their caches hold. */
static void sharing_gains_no_more_than_gpus(void **state)
{
	static const char *const gpus[] = { "RTX-5090", "L40S", "H100-SXM-80GB", "B200" };

	(void)state;
	for (size_t g = 0; g < sizeof(gpus) / sizeof(gpus[0]); g++)
		for (int i = 0; i < shipped.media_count; i++)
			for (int software = 0; software < MEDIA_SOFTWARE_COUNT; software++) {
				struct media_run run =
					media_run_of(&shipped.constants, &shipped.media[i], shipped_gpu(gpus[g]));

				if (run.model->task > MEDIA_VIDEO)
					continue;
				run.software = (enum media_software)software;
				for (run.batch = 1; run.batch <= 64; run.batch *= 4)
					for (run.scope = MEDIA_WHOLE; run.scope <= MEDIA_FULL; run.scope++)
						check_sharing(run);
			}
}

/* Published of 780 s of talk on an RTX 3070 Ti, nearly all of it the decoder's: each program's time of a token and the
 * tokens of a second of sound belong together. */
static void tokens_of_programs(void **state)
{
	static const struct {
		enum transcription_engine engine;
		double seconds;
	} published[] = {
		{ TRANSCRIPTION_OPENAI_WHISPER, 143 },
		{ TRANSCRIPTION_WHISPER_CPP, 65 },
		{ TRANSCRIPTION_TRANSFORMERS, 112 },
		{ TRANSCRIPTION_FASTER_WHISPER, 63 },
		{ TRANSCRIPTION_FASTER_WHISPER_BATCHED, 17 },
	};
	const double rate = shipped_media("whisper-large-v3")->transcription.tokens_per_s;

	(void)state;
	/* 63.46 tokens in 5.4 h + 5.3 h of 1,633 samples */
	CHECK_NEAR(rate, 63.46 * 1633 / (10.7 * 3600), 1e-3);
	for (size_t i = 0; i < sizeof(published) / sizeof(published[0]); i++)
		CHECK_NEAR(780 * rate * shipped.constants.media.transcription_token_s[published[i].engine],
			published[i].seconds, 0.1);
}

/* Bands hold the estimate, are wider where nothing was measured, and every model and class has figures. */
static void bands(void **state)
{
	const struct gpu *known = shipped_gpu("A100-SXM-80GB"), *strange = shipped_gpu("MI355X");

	(void)state;
	for (int i = 0; i < shipped.media_count; i++) {
		struct media_run run = media_run_of(&shipped.constants, &shipped.media[i], known), other = run;
		struct band narrow, wide;

		if (shipped.media[i].task > MEDIA_VIDEO)
			continue;
		other.gpu = strange;
		assert_int_equal(media_excess_of(&run).limit, MEDIA_WITHIN);
		narrow = media_band(&run, media_time_of(NULL, &run).total_s);
		wide = media_band(&other, media_time_of(NULL, &other).total_s);
		assert_true(narrow.low > 0.0 && narrow.low < narrow.mid && narrow.mid < narrow.high);
		assert_true(wide.low / wide.mid <= narrow.low / narrow.mid + 1e-12);
		assert_true(wide.high / wide.mid >= narrow.high / narrow.mid - 1e-12);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_add_up),
		cmocka_unit_test(other_tasks_are_traced),
		cmocka_unit_test(limits),
		cmocka_unit_test(narrow_types),
		cmocka_unit_test(sharing_gains_no_more_than_gpus),
		cmocka_unit_test(one_file),
		cmocka_unit_test(tokens_of_programs),
		cmocka_unit_test(bands),
	};

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
