/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which price, layout and format the serving study chooses on the shipped catalog. */
#include <math.h>

#include "support/solved.h"

#include "study/detail.h"
#include "study/serve_offer.h"
#include "study/replica.h"

SOLVED_DEFINE

static void test_prices(void **state)
{
	struct scenario s;

	(void)state;
	/* Spot only for work that tolerates it, and then it is cheaper. */
	solve(NULL);
	double on_demand = of("H100-SXM-80GB")->offer->usd_per_gpu_hour;
	int spot = 0;

	s = solve("spot", "tolerant", NULL);
	check_answers(&s);
	for (int i = 0; i < r.count; i++)
		spot += !!r.rows[i].offer && r.rows[i].offer->purchase == PURCHASE_SPOT;
	assert_true(spot > 0);
	assert_true(of("H100-SXM-80GB")->offer->usd_per_gpu_hour <= on_demand);
	s = solve("purchase", "reserved_3y", NULL);
	check_answers(&s);
	for (int i = 0; i < r.count; i++)
		assert_true(!r.rows[i].offer || r.rows[i].offer->purchase == PURCHASE_RESERVED_3Y);
	s = solve("provider", "aws", NULL);
	check_answers(&s);
	for (int i = 0; i < r.count; i++)
		assert_true(!r.rows[i].offer || strcmp(r.rows[i].offer->provider->id, "aws") == 0);
	assert_non_null(of("H100-SXM-80GB")->offer);
	/* Instances of eight: two GPUs pay for eight. */
	s = solve("region", "us-east", NULL);
	check_answers(&s);
	for (int i = 0; i < r.count; i++)
		assert_true(!r.rows[i].offer || strstr(r.rows[i].offer->region, "us-east"));
	s = solve("provider-kind", "marketplace", NULL);
	for (int i = 0; i < r.count; i++)
		assert_true(!r.rows[i].offer || r.rows[i].offer->kind == PROVIDER_MARKETPLACE);
	/* Nobody sells there: figures stay, cost is unknown. */
	solve("country", "NG", NULL);
	for (int i = 0; i < r.count; i++)
		assert_true(!r.rows[i].offer && !band_known(&r.rows[i].cost.output) && isnan(r.rows[i].usd_per_hour));
	assert_true(band_known(&replica_of(of("B200"))->tpot_s));
	/* Qubrid's, the lowest of those that a plan takes by default. */
	assert_non_null(reason_of(of("B200"), REASON_PRICE_FILTERED));
	assert_string_equal(reason_of(of("B200"), REASON_PRICE_FILTERED)->name, "country");
	CHECK_NEAR(reason_of(of("B200"), REASON_PRICE_FILTERED)->value[0], 5.63, 1e-12);
}

/*
 * Lists of several days: RunPod's H100 NVL was 2.79 on 2026-05-24 (tardellirs) and 3.19 on 2026-06-15
 * (sooddvs) and on 2026-10-10 (ewyluda); Vultr's L40S 0.848 and 1.671, then 1.5596 on 2026-06-15, and
 * 1.671 on 2026-10-04 (toolshedlabs), 111 days later.
 */
static void test_newer(void **state)
{
	struct scenario any = { .catalog = &shipped, .provider_kinds = ~0u };
	struct admission admission;
	const struct reason *reason;
	int older = 0;

	(void)state;
	solve("provider", "runpod", "provider-kind", "specialist", NULL);
	CHECK_NEAR(of("H100-NVL-94GB")->offer->usd_per_gpu_hour, 2.59, 1e-12); /* community: another kind */
	solve("provider", "vultr", NULL);
	CHECK_NEAR(of("L40S")->offer->usd_per_gpu_hour, 1.671, 1e-12);
	reason = reason_of(of("L40S"), REASON_NEWER_PRICE);
	assert_non_null(reason);
	assert_true(reason->value[1] == 111 || reason->value[1] == 133);
	solve(NULL);
	admission_init(&admission, &any, ~0u);
	for (int i = 0; i < shipped.offer_count; i++) {
		const struct offer *o = &shipped.offers[i];

		if (!o->newer)
			continue;
		older++;
		assert_true(o->newer->as_of > o->as_of && o->newer->provider == o->provider &&
			o->newer->gpu == o->gpu && o->newer->purchase == o->purchase && o->newer->kind == o->kind);
		assert_false(admission_admits(&admission, o));
	}
	/* Counted by another program over prices.json. */
	assert_int_equal(older, 90);
	assert_int_equal(strcmp(of("H100-NVL-94GB")->offer->provider->id, "runpod"), 0);
	CHECK_NEAR(of("H100-NVL-94GB")->offer->usd_per_gpu_hour, 3.19, 1e-12);
}

/* A spot price that saves nothing is told beside the one on demand. */
static void test_spot_above(void **state)
{
	int told = 0;

	(void)state;
	solve(NULL);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];
		const struct reason *reason = reason_of(a, REASON_SPOT_ABOVE);

		if (!reason)
			continue;
		told++;
		assert_true(reason->value[0] >= a->offer->usd_per_gpu_hour);
		assert_int_equal(a->offer->purchase, PURCHASE_ON_DEMAND);
	}
	assert_true(told >= 1);
}

/* The cheapest admitted offer for the count, found by looking at all of them. */
static void test_cheapest(void **state)
{
	struct scenario s = solve(NULL);

	(void)state;
	for (int g = 0; g < shipped.gpu_count; g++)
		for (double gpus = 1.0; gpus <= 8.0; gpus *= 2.0) {
			const struct offer *offer = serve_offer(&s, &shipped.gpus[g], gpus);
			double least = INFINITY;

			for (int i = 0; i < shipped.offer_count; i++) {
				const struct offer *o = &shipped.offers[i];
				double rented = o->gpus > 1.0 ? ceil(gpus / o->gpus) * o->gpus : gpus;

				if (o->gpu != &shipped.gpus[g] || o->purchase != PURCHASE_ON_DEMAND ||
					o->trust != PRICE_LIST || o->match != MATCH_EXACT || o->newer ||
					o->kind > PROVIDER_SPECIALIST)
					continue;
				least = fmin(least, o->usd_per_gpu_hour * rented);
			}
			assert_int_equal(!!offer, isfinite(least));
			if (offer)
				CHECK_NEAR(offer->usd_per_gpu_hour *
						(offer->gpus > 1.0 ? ceil(gpus / offer->gpus) * offer->gpus : gpus),
					least, 1e-12);
		}
}

static void check_layout(const struct row *a, double tp, double pp, double ep, double dp)
{
	const struct layout *l = &a->deployment.layout;

	if (l->tensor != tp || l->pipeline != pp || l->expert != ep || l->data != dp)
		fail_msg("tp %.0f pp %.0f ep %.0f dp %.0f", l->tensor, l->pipeline, l->expert, l->data);
}

static void test_layouts(void **state)
{
	const struct row *a;

	(void)state;
	solve("gpu", "H100-SXM-80GB", "gpus", "4", NULL);
	check_layout(of("H100-SXM-80GB"), 4, 1, 1, 1);
	solve("gpu", "H100-SXM-80GB", "gpus", "8", "pp", "2", NULL);
	check_layout(of("H100-SXM-80GB"), 4, 2, 1, 1);
	solve("gpu", "H200-SXM", "gpus", "8", "dp", "4", "model", "DeepSeek-V3", "ep", "8", NULL);
	check_layout(of("H200-SXM"), 2, 1, 8, 4);
	/* Sizes without a count: the count follows. */
	solve("gpu", "H100-SXM-80GB", "tp", "4", "pp", "2", NULL);
	check_layout(of("H100-SXM-80GB"), 4, 2, 1, 1);
	/* llama.cpp splits layers. */
	solve("gpu", "RTX-4090", "gpus", "4", "engine", "llama.cpp", NULL);
	check_layout(of("RTX-4090"), 1, 4, 1, 1);
	/* Never more than --max-gpus. */
	solve("max-gpus", "1", NULL);
	for (int i = 0; i < r.count; i++)
		assert_true(layout_gpus(&r.rows[i].deployment.layout) == 1.0);
	/* No count of at most 2 makes tp 4. */
	solve("gpu", "H100-SXM-80GB", "tp", "4", "max-gpus", "2", NULL);
	a = of("H100-SXM-80GB");
	assert_int_equal(a->verdict, VERDICT_NOT_SUPPORTED);
}

/* auto: a quantised checkpoint as it is; 8 bits where native; GGUF under llama.cpp. */
static void test_automatic(void **state)
{
	(void)state;
	solve("model", "gpt-oss-120b", NULL);
	assert_string_equal(of("H100-SXM-80GB")->deployment.format->id, "mxfp4");
	solve("model", "DeepSeek-V3", NULL);
	assert_string_equal(of("H200-SXM")->deployment.format->id, "fp8");
	solve("model", "nvidia/Llama-3.1-70B-Instruct-FP8", NULL);
	assert_string_equal(of("H100-SXM-80GB")->deployment.format->id, "fp8");
	assert_string_equal(of("H100-SXM-80GB")->deployment.kv->id, "fp8");
	solve("engine", "llama.cpp", "model", "Llama-3.1-8B", NULL);
	assert_string_equal(of("RTX-4090")->deployment.format->id, "q8_0");
	solve("engine", "llama.cpp", "model", "Llama-3.1-8B", "four-bit", "int4", "gpu", "RTX-4090", NULL);
	assert_true(of("RTX-4090")->deployment.format->whole_file);
}

static void test_four_bit(void **state)
{
	int four = 0, fp4 = 0;

	(void)state;
	solve(NULL);
	for (int i = 0; i < r.count; i++)
		assert_false(r.rows[i].deployment.format->four_bit);
	solve("four-bit", "int4", NULL);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		assert_true(strcmp(a->deployment.format->id, "nvfp4") != 0);
		four += a->deployment.format->four_bit;
		if (a->deployment.format->four_bit)
			assert_non_null(reason_of(a, REASON_FOUR_BIT));
	}
	assert_true(four > 0);
	solve("four-bit", "any", NULL);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		/* Chosen only where the tensor units compute in it. */
		if (strcmp(a->deployment.format->id, "nvfp4") != 0)
			continue;
		fp4++;
		assert_int_equal(format_support(a->deployment.format, a->deployment.gpu, a->deployment.engine->bit),
			FORMAT_NATIVE);
	}
	assert_true(fp4 > 0);
}

/* The advice holds to the user: so many meet the goals, one more does not. */
static void test_relief(void **state)
{
	int advised = 0;

	(void)state;
	for (int users = 32; users <= 96; users *= 3) {
		static struct row missed[8];
		struct scenario scenario;
		char text[8];
		int count = 0;

		snprintf(text, sizeof(text), "%d", users);
		scenario = solve("concurrency", text, NULL);
		study_detail_all(&scenario, TODAY, &r);
		for (int i = 0; i < r.count && count < 8; i++)
			if (reason_of(&r.rows[i], REASON_RELAX_USERS))
				missed[count++] = r.rows[i];
		for (int i = 0; i < count; i++) {
			double enough = reason_of(&missed[i], REASON_RELAX_USERS)->value[0];
			const struct layout *l = &missed[i].deployment.layout;

			assert_int_equal(missed[i].verdict, VERDICT_MISSES);
			assert_true(enough >= 1 && enough < users);
			for (int more = 0; more <= 1; more++) {
				char gpus[8];

				snprintf(text, sizeof(text), "%.0f", enough + more);
				snprintf(gpus, sizeof(gpus), "%.0f", layout_gpus(l));
				solve("concurrency", text, "gpu", missed[i].deployment.gpu->id, "gpus", gpus, "weights",
					missed[i].deployment.format->id, NULL);
				assert_int_equal(r.rows[0].verdict, more ? VERDICT_MISSES : VERDICT_MEETS);
			}
			advised++;
		}
	}
	assert_true(advised >= 4);
	/* What keeps up but too slowly: less of the rate would do.  It is told rounded down to two digits. */
	for (int more = 0; more <= 1; more++) {
		char text[32];

		solve("rate", "5", "gpu", "H20", "gpus", "8", NULL);
		assert_int_equal(of("H20")->verdict, VERDICT_MISSES);
		assert_non_null(reason_of(of("H20"), REASON_RELAX_RATE));
		snprintf(text, sizeof(text), "%.6f",
			reason_of(of("H20"), REASON_RELAX_RATE)->value[0] * (more ? 1.11 : 0.999));
		solve("rate", text, "gpu", "H20", "gpus", "8", NULL);
		assert_int_equal(of("H20")->verdict, more ? VERDICT_MISSES : VERDICT_MEETS);
	}
}

/* Weights that are too large: the fewest GPUs, or the format, with which they fit. */
static void test_room(void **state)
{
	const struct reason *advice;

	(void)state;
	/* 67.7 GiB in FP8; an L4 has 20.3 usable: two are too few, four are enough. */
	solve("gpu", "L4", "max-gpus", "1", NULL);
	assert_int_equal(of("L4")->verdict, VERDICT_DOES_NOT_FIT);
	advice = reason_of(of("L4"), REASON_RELAX_GPUS);
	assert_non_null(advice);
	CHECK_NEAR(advice->value[0], 4, 1e-12);
	solve("gpu", "L4", "gpus", "4", NULL);
	assert_int_not_equal(of("L4")->verdict, VERDICT_DOES_NOT_FIT);
	solve("gpu", "L4", "gpus", "2", NULL);
	assert_int_equal(of("L4")->verdict, VERDICT_DOES_NOT_FIT);
	/* 24 GB hold the 33 billion weights in 4 bits, not in 8. */
	solve("model", "Qwen/Qwen3-32B", "gpu", "RTX-4090", "gpus", "1", NULL);
	assert_int_equal(of("RTX-4090")->verdict, VERDICT_DOES_NOT_FIT);
	assert_non_null(reason_of(of("RTX-4090"), REASON_RELAX_BITS));
	solve("model", "Qwen/Qwen3-32B", "gpu", "RTX-4090", "gpus", "1", "weights", "int4", NULL);
	assert_int_not_equal(of("RTX-4090")->verdict, VERDICT_DOES_NOT_FIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prices),
		cmocka_unit_test(test_relief),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_newer),
		cmocka_unit_test(test_spot_above),
		cmocka_unit_test(test_cheapest),
		cmocka_unit_test(test_layouts),
		cmocka_unit_test(test_automatic),
		cmocka_unit_test(test_four_bit),
	};

	return cmocka_run_group_tests_name("serve choice", tests, enter, leave);
}
