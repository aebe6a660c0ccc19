/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of images, video, speech and texts: dollars by hand, GPUs for a volume, what fits, what is refused. */
#include "study/media.h"
#include "study/media_counts.h"

#include <math.h>

#include "core/certainty.h"
#include "study/scenario_text.h"
#include "study/sensitivity.h"
#include "study/study.h"
#include "support/studied.h"

STUDIED_DEFINE

static struct scenario job(const char *model)
{
	struct scenario s;
	struct error error = { .text = "" };

	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	study_adopt(&media_study, &s);
	if (model)
		studied_set(&s, "media-model", model);
	return s;
}

/* A GPU that is busy: its price times the seconds. */
static void one_costs_its_seconds(void **state)
{
	struct scenario s = job("sdxl");
	int priced = 0;

	(void)state;
	studied_solve(&media_study, &s);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];
		const struct media_answer *m = media_of(a);
		double gpus = layout_gpus(&a->deployment.layout);

		assert_int_equal(a->rank, i + 1);
		if (a->verdict > VERDICT_MISSES || !a->offer)
			continue;
		assert_true(a->deployment.replicas == 1.0);
		if (a->offer->gpus > gpus)
			continue;
		CHECK_NEAR(m->usd.mid, a->offer->usd_per_gpu_hour * gpus * m->seconds.mid / 3600.0, 1e-9);
		CHECK_NEAR(m->usd_sure, a->offer->usd_per_gpu_hour * gpus * certainty_value(&m->seconds, 0.8) / 3600.0,
			1e-9);
		CHECK_NEAR(m->per_day, 86400.0 / m->seconds.mid, 1e-9);
		CHECK_NEAR(m->time.linear_s + m->time.attention_s + m->time.passes_s + m->time.launches_s +
				m->time.waiting_s + m->time.links_s + m->time.vae_s + m->time.fixed_s,
			m->time.total_s, 1e-9);
		priced++;
	}
	assert_true(priced > 30);
}

/* As many GPUs as make the volume with the certainty; their whole day is paid. */
static void a_volume_is_paid_by_the_day(void **state)
{
	struct scenario s = job("hunyuanvideo");
	int looked = 0;

	(void)state;
	studied_set(&s, "clip-seconds", "5");
	studied_set(&s, "size", "720p");
	studied_set(&s, "volume", "200/day");
	studied_set(&s, "api-price", "0.15");
	studied_set(&s, "gpus", "1");
	studied_solve(&media_study, &s);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];
		const struct media_answer *m = media_of(a);
		double sure = certainty_value(&m->seconds, 0.8);

		if (a->verdict != VERDICT_MEETS || !a->offer || a->offer->gpus > 1.0)
			continue;
		assert_true(a->deployment.replicas == ceil(200.0 * sure / 86400.0));
		assert_true(a->p_meets >= 0.8 - 1e-9);
		CHECK_NEAR(m->usd_sure, a->offer->usd_per_gpu_hour * a->deployment.replicas * 24.0 / 200.0, 1e-9);
		/* 121 frames at 24 a second. */
		CHECK_NEAR(m->job.units, 121.0 / 24.0, 1e-12);
		CHECK_NEAR(m->api_usd, 0.15 * 121.0 / 24.0, 1e-12);
		if (isfinite(m->even_per_day))
			CHECK_NEAR(m->even_per_day, a->offer->usd_per_gpu_hour * 24.0 / m->api_usd, 1e-9);
		assert_true(
			isinf(m->even_per_day) == (a->offer->usd_per_gpu_hour * m->seconds.mid / 3600.0 > m->api_usd));
		looked++;
	}
	assert_true(looked > 15);
}

/* FLUX.1 [dev] has 11.9e9 weights and 4.88e9 of text encoders in 2 bytes each: 33.6 GB, more than an RTX 5090 holds; with
 * the encoders out of the way 23.8 GB and its activations do. */
static void what_leaves_makes_room(void **state)
{
	struct scenario s = job("flux.1-dev");
	const struct media_answer *m;

	(void)state;
	studied_set(&s, "offload", "no");
	studied_solve(&media_study, &s);
	assert_int_equal(studied_find("RTX-5090")->verdict, VERDICT_DOES_NOT_FIT);
	CHECK_NEAR(media_of(studied_find("RTX-5090"))->memory.weights_bytes, 23.8e9, 1e-3);
	CHECK_NEAR(media_of(studied_find("RTX-5090"))->memory.encoder_bytes, 2.0 * 4.883e9, 1e-2);
	assert_true(reason_of(studied_find("RTX-5090"), REASON_MEDIA_LACKS)->value[0] > 0.0);
	assert_non_null(reason_of(studied_find("RTX-5090"), REASON_MEDIA_FITS_NARROW));
	assert_int_equal(studied_find("L40S")->verdict, VERDICT_MEETS);
	studied_set(&s, "offload", "auto");
	studied_solve(&media_study, &s);
	m = media_of(studied_find("RTX-5090"));
	assert_int_equal(studied_find("RTX-5090")->verdict, VERDICT_MEETS);
	assert_int_equal(m->leaves, MEDIA_LEAVES_ENCODERS);
	assert_true(m->memory.peak_bytes < 31.84 * 1073741824.0);
	assert_int_equal(media_of(studied_find("L40S"))->leaves, MEDIA_LEAVES_NOTHING);
	assert_non_null(reason_of(studied_find("RTX-5090"), REASON_MEDIA_LEAVES));
}

/* A goal that 50 steps cannot keep: the steps that can are what is left of the time over one step. */
static void too_slow_says_how_many_steps(void **state)
{
	struct scenario s = job("hunyuanvideo");
	const struct reason *steps;
	const struct row *a;
	double step, rest;

	(void)state;
	studied_set(&s, "clip-seconds", "5");
	studied_set(&s, "size", "720p");
	studied_set(&s, "gpu", "H100-SXM-80GB");
	studied_set(&s, "gpus", "1");
	studied_set(&s, "within", "90s");
	studied_solve(&media_study, &s);
	a = studied_find("H100-SXM-80GB");
	assert_int_equal(a->verdict, VERDICT_MISSES);
	assert_non_null(reason_of(a, REASON_MEDIA_SLOW));
	steps = reason_of(a, REASON_MEDIA_STEPS);
	assert_non_null(steps);
	step = media_denoise_s(a) / 50.0;
	rest = media_other_s(a);
	assert_true(steps->value[0] == floor((90.0 - rest) / step));
	/* Published: 1,797 s with dense attention. */
	assert_in_range((long)media_of(a)->seconds.mid, 1300, 2300);
	/* So many steps are in time, one more is not. */
	s.number[PARAMETER_STEPS] = steps->value[0];
	studied_solve(&media_study, &s);
	assert_true(media_of(studied_find("H100-SXM-80GB"))->wait_s <= 90.0);
	s.number[PARAMETER_STEPS] = steps->value[0] + 1.0;
	studied_solve(&media_study, &s);
	assert_true(media_of(studied_find("H100-SXM-80GB"))->wait_s > 90.0);
}

static void refused(const char *name, const char *value, const char *model, const char *words)
{
	struct scenario s = job(model);
	struct error error = { .text = "" };

	studied_set(&s, name, value);
	assert_int_equal(scenario_check(&s, &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, words);
}

/* What a model cannot take is refused with its limit and the nearest that it takes. */
static void limits_are_said(void **state)
{
	(void)state;
	refused("size", "1000x1024", "flux.1-dev", "multiples of 16 pixels: 992 or 1008");
	refused("size", "1024x1000", "flux.1-dev", "multiples of 16 pixels: 992 or 1008");
	refused("size", "2048x2048", "flux.1-dev", "at most 2097152 pixels");
	refused("frames", "100", "hunyuanvideo", "multiples of 4 more: 97 or 101");
	refused("text-tokens", "600", "bge-large-en-v1.5", "at most 512");
	refused("task", "video", "sdxl", "is a model for image");
}

/* The wait for speech of 4 s, and the reason that says what it is. */
static void check_wait(const char *model, const char *streams, double wait_s, enum reason_id reason)
{
	struct scenario s = job(model);
	const struct row *a;

	studied_set(&s, "clip-seconds", "4");
	studied_set(&s, "batch-size", streams);
	studied_set(&s, "gpu", "RTX-5090");
	studied_solve(&media_study, &s);
	a = studied_find("RTX-5090");
	if (!isnan(wait_s))
		CHECK_NEAR(media_of(a)->wait_s, wait_s, 1e-9);
	if (!reason_of(a, reason))
		fail_msg("%s does not say what its wait is", model);
}

/* Published of CosyVoice3 on an RTX 5090: the first sound after 0.89 s, after 1.38 s of four streams.  Of XTTS its 0.24 s
 * for a second alone: 0.96 s for four. */
static void speech_waits_for_its_first_sound(void **state)
{
	(void)state;
	check_wait("cosyvoice3-0.5b", "1", 0.89, REASON_MEDIA_FIRST_PUBLISHED);
	check_wait("cosyvoice3-0.5b", "4", 1.38, REASON_MEDIA_FIRST_PUBLISHED);
	check_wait("xtts-v2", "1", 0.96, REASON_MEDIA_FIRST_UNKNOWN);
	check_wait("cosyvoice2-0.5b", "1", NAN, REASON_MEDIA_FIRST_UNKNOWN);
	check_wait("f5-tts", "1", NAN, REASON_MEDIA_AT_ONCE);
}

static void tasks_have_models_and_units(void **state)
{
	static const struct {
		const char *task, *model, *unit;
	} rows[] = {
		{ "image", "sdxl", "image" },
		{ "video", "hunyuanvideo", "second of video" },
		{ "speech", "kokoro-82m", "minute of speech" },
		{ "transcribe", "whisper-large-v3", "hour of sound" },
		{ "embed", "bge-large-en-v1.5", "million texts" },
		{ "rerank", "bge-reranker-large", "million pairs" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct scenario s = job(NULL);

		studied_set(&s, "task", rows[i].task);
		studied_solve(&media_study, &s);
		assert_non_null(result_best(&r));
		assert_string_equal(media_model_word(result_best(&r)), rows[i].model);
		assert_string_equal(media_unit_word(result_best(&r)), rows[i].unit);
		assert_string_equal(media_task_word(result_best(&r)), rows[i].task);
	}
}

/* More steps, pixels or frames never cost less. */
static void more_work_never_costs_less(void **state)
{
	static const struct {
		const char *model, *name, *values[4];
	} rows[] = {
		{ "sdxl", "steps", { "10", "20", "30", "50" } },
		{ "sdxl", "size", { "512", "768", "1024", "1536" } },
		{ "wan2.1-t2v-14b", "clip-seconds", { "2", "3", "4", "5" } },
		{ "whisper-large-v3", "clip-seconds", { "60", "600", "3600", "7200" } },
		{ "bge-m3", "text-tokens", { "64", "256", "1024", "4096" } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct scenario s = job(rows[i].model);
		double before = 0.0;

		for (int k = 0; k < 4; k++) {
			studied_set(&s, rows[i].name, rows[i].values[k]);
			studied_solve(&media_study, &s);
			assert_true(media_of(studied_find("H100-SXM-80GB"))->usd.mid > before);
			before = media_of(studied_find("H100-SXM-80GB"))->usd.mid;
		}
	}
}

static void order_is_of_dollars(void **state)
{
	struct scenario s = job("flux.1-dev");
	int compared = 0;

	(void)state;
	studied_solve(&media_study, &s);
	for (int i = 2; i < r.count && r.rows[i].verdict == VERDICT_MEETS && r.rows[i].offer; i++) {
		assert_true(media_of(&r.rows[i - 1])->usd_sure <= media_of(&r.rows[i])->usd_sure * (1.0 + 1e-9));
		compared++;
	}
	assert_true(compared > 20);
}

/* 11.9e9 weights of 2 bytes and the runtime leave nothing of the 24 GiB of a card: it is tight, said, and does not lead. */
static void what_hardly_fits_stands_behind(void **state)
{
	struct scenario s = job("flux.1-dev");
	const struct row *a;

	(void)state;
	studied_solve(&media_study, &s);
	a = studied_find("RTX-4090");
	assert_int_equal(replica_of(a)->memory.fit, FIT_TIGHT);
	assert_true(replica_stands_behind(a));
	assert_non_null(reason_of(a, REASON_FITS_TIGHTLY));
	assert_int_equal(replica_of(studied_find("L40S"))->memory.fit, FIT_YES);
	assert_false(replica_stands_behind(result_best(&r)));
}

/* In a panel the one that is changed last counts. */
static void task_and_model_give_way_to_each_other(void **state)
{
	struct error error = { .text = "" };
	struct scenario s = job("flux.1-dev");

	(void)state;
	assert_int_equal(scenario_try(&s, PARAMETER_TASK, "video", &error), STATUS_OK);
	assert_null(s.media);
	assert_int_equal(scenario_try(&s, PARAMETER_MEDIA_MODEL, "sdxl", &error), STATUS_OK);
	assert_true(s.number[PARAMETER_TASK] == 0.0);
	/* Of a command line both are as given. */
	studied_set(&s, "task", "video");
	assert_int_equal(scenario_check(&s, &error), STATUS_USAGE);
}

/* Texts have no size, steps or seconds; F5-TTS takes steps, Kokoro does not. */
static void what_says_nothing_is_told(void **state)
{
	struct scenario s = job(NULL);
	enum parameter parameter;

	(void)state;
	studied_set(&s, "task", "embed");
	assert_false(media_counts(&s, PARAMETER_STEPS) || media_counts(&s, PARAMETER_SIZE));
	assert_true(media_counts(&s, PARAMETER_TEXT_TOKENS) && media_counts(&s, PARAMETER_VOLUME));
	assert_int_equal(media_next_idle(&s, 0, &parameter), -1);
	studied_set(&s, "steps", "20");
	assert_true(media_next_idle(&s, 0, &parameter) >= 0);
	assert_int_equal(parameter, PARAMETER_STEPS);
	studied_solve(&media_study, &s);
	assert_int_equal(r.warnings.items[0].id, REASON_MEDIA_IDLE);
	assert_string_equal(r.warnings.items[0].name, "steps");
	s = job("kokoro-82m");
	assert_false(media_counts(&s, PARAMETER_STEPS));
	s = job("f5-tts");
	assert_true(media_counts(&s, PARAMETER_STEPS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_costs_its_seconds),
		cmocka_unit_test(a_volume_is_paid_by_the_day),
		cmocka_unit_test(what_leaves_makes_room),
		cmocka_unit_test(too_slow_says_how_many_steps),
		cmocka_unit_test(limits_are_said),
		cmocka_unit_test(speech_waits_for_its_first_sound),
		cmocka_unit_test(tasks_have_models_and_units),
		cmocka_unit_test(more_work_never_costs_less),
		cmocka_unit_test(order_is_of_dollars),
		cmocka_unit_test(what_says_nothing_is_told),
		cmocka_unit_test(what_hardly_fits_stands_behind),
		cmocka_unit_test(task_and_model_give_way_to_each_other),
	};

	return cmocka_run_group_tests_name("media study", tests, enter, leave);
}
