/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold for every workload, on random ones over the shipped catalog.
 * GPUPLAN_SEED=N repeats a run; a violation prints its seed and scenario.
 */
#include <math.h>
#include <time.h>

#include "study/scenario_text.h"
#include "study/replica.h"
#include "study/scenario_json.h"
#include "study/serve.h"
#include "study/study.h"
#include "support/random.h"
#include "support/shipped.h"

SHIPPED_DEFINE

enum { SCENARIOS = 20000, SHOWN = 3 };

enum property {
	FIGURES_ARE_SANE,
	STEP_ADDS_UP,
	MEMORY_ADDS_UP,
	GOALS_DECIDE,
	CONTEXT_TAKES_ROOM,
	PROMPT_TAKES_TIME,
	NEWER_IS_FASTER,
	NEWER_IS_FASTER_WHEN_FULL,
	SHARDS_HELP,
	PRICE_SCALES,
	PROPERTY_COUNT
};

static const char *const property_names[PROPERTY_COUNT] = {
	"every figure is finite, not negative and inside its band, or unknown",
	"the parts of a step add up",
	"the parts of memory add up",
	"the verdict agrees with the goals",
	"more context never raises KV room",
	"a longer prompt never lowers TTFT",
	"B200 >= H200 >= H100 on one GPU",
	"B200 >= H200 >= H100 on one GPU when more requests come than fit",
	"tensor parallelism over NVLink never slows batch 1 of a dense model of 8B or more",
	"a lower price never raises cost, twice the price is twice the cost",
};

static uint64_t first_seed;
static int tried[PROPERTY_COUNT], violated[PROPERTY_COUNT];
static struct catalog dearer; /* the same with every price doubled */

static void set(struct scenario *s, enum parameter parameter, double value)
{
	struct error error = { .text = "" };

	if (scenario_set_number(s, parameter, value, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

static void set_word(struct scenario *s, enum parameter parameter, const char *word)
{
	struct error error = { .text = "" };

	if (scenario_set(s, parameter, word, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

static void random_model(struct scenario *s)
{
	static const char *const usual[] = { "Llama-3.1-8B", "Llama-3.1-70B", "Qwen/Qwen3-30B-A3B", "DeepSeek-V3",
		"gpt-oss-120b", "Qwen/Qwen3-8B", "google/gemma-3-27b-it" };

	if (one_in(10)) {
		set(s, PARAMETER_PARAMS, random_size(1e8, 2e12));
		if (one_in(2))
			set(s, PARAMETER_ACTIVE, random_size(5e7, s->number[PARAMETER_PARAMS]));
	} else if (one_in(3)) {
		set_word(s, PARAMETER_MODEL, usual[random_below(COUNT_OF(usual))]);
	} else {
		set_word(s, PARAMETER_MODEL, shipped.models[random_below(shipped.model_count)].id);
	}
}

static void random_lengths(struct scenario *s)
{
	double limit = fmin(scenario_context_limit(s), 1048576.0);
	double prompt = random_size(1.0, limit / 2.0), output = random_size(1.0, limit / 4.0);

	set(s, PARAMETER_PROMPT, prompt);
	set(s, PARAMETER_OUTPUT, output);
	if (one_in(2))
		set(s, PARAMETER_CONTEXT, random_size(fmax(16.0, prompt + output), limit));
}

static void random_load(struct scenario *s)
{
	if (one_in(5))
		set(s, PARAMETER_RATE, random_size(1.0, 5e4) / 1000.0);
	else if (one_in(10))
		set(s, PARAMETER_CONCURRENCY, INFINITY);
	else
		set(s, PARAMETER_CONCURRENCY, random_size(1.0, 2000.0));
	if (one_in(4))
		set(s, PARAMETER_PREFIX_HIT, random_below(101) / 100.0);
	if (one_in(8))
		set_word(s, PARAMETER_BATCHING, "static");
	if (one_in(4))
		set(s, PARAMETER_TTFT, one_in(2) ? INFINITY : random_size(1.0, 3e4) / 1000.0);
	set(s, PARAMETER_BUSY, (1 + random_below(100)) / 100.0);
	set(s, PARAMETER_SPREAD, one_in(2) ? 0.85 : random_below(20) / 10.0);
	set(s, PARAMETER_CERTAINTY, one_in(3) ? 0.5 : (50 + random_below(46)) / 100.0);
	if (one_in(4))
		s->number[PARAMETER_GOAL_AT] = (double)random_below(GOAL_AT_COUNT);
	/* A given number: else more of something would be answered with more replicas. */
	set(s, PARAMETER_REPLICAS, one_in(2) ? 1.0 : 1.0 + random_below(4));
}

static void random_engine(struct scenario *s)
{
	static const char *const four_bit[] = { "never", "int4", "any" };

	if (one_in(2))
		set_word(s, PARAMETER_ENGINE, shipped.engines[random_below(shipped.engine_count)].id);
	if (one_in(4))
		set_word(s, PARAMETER_TUNING, "tuned");
	if (one_in(3))
		s->weights = &shipped.formats[random_below(shipped.format_count)];
	else
		set_word(s, PARAMETER_FOUR_BIT, four_bit[random_below(3)]);
	if (one_in(3))
		s->kv = &shipped.kv_formats[random_below(shipped.kv_format_count)];
	if (one_in(3))
		set_word(s, PARAMETER_SPOT, "tolerant");
}

/* Powers of two that make `gpus`; expert parallel groups divide tp x dp. */
static void random_layout(struct scenario *s)
{
	double gpus = 1 << random_below(4);
	double pp = one_in(6) && gpus > 1.0 ? 2.0 : 1.0;
	double dp = one_in(4) && gpus / pp > 1.0 ? 2.0 : 1.0;

	set(s, PARAMETER_GPUS, gpus);
	set(s, PARAMETER_MAX_GPUS, 4.0 * gpus);
	if (pp > 1.0)
		set(s, PARAMETER_PP, pp);
	if (dp > 1.0)
		set(s, PARAMETER_DP, dp);
	if (one_in(4) && s->model && s->model->counts.moe_layers > 0.0)
		set(s, PARAMETER_EP, gpus / pp);
}

static void random_scenario(struct scenario *s)
{
	struct error error = { .text = "" };

	if (scenario_init(s, &shipped, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	random_model(s);
	random_lengths(s);
	random_load(s);
	random_engine(s);
	random_layout(s);
	if (scenario_check(s, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

static const struct gpu *random_gpu(void)
{
	static const char *const usual[] = { "H100-SXM-80GB", "H200-SXM", "B200", "L40S", "MI300X" };

	return one_in(2) ? shipped_gpu(usual[random_below(COUNT_OF(usual))])
			 : &shipped.gpus[random_below(shipped.gpu_count)];
}

static void expect(enum property property, bool holds, const struct scenario *s, const struct row *a, const char *what,
	double got, double other)
{
	struct text scenario;

	tried[property]++;
	if (holds || violated[property]++ >= SHOWN)
		return;
	text_init(&scenario);
	scenario_write_json(s, &serve_study, &scenario);
	print_error("GPUPLAN_SEED=%llu: %s: %s, %.12g against %.12g\n"
		    "  %s x%.0f tp%.0f pp%.0f ep%.0f dp%.0f %s %s %s\n  %s\n",
		(unsigned long long)first_seed, property_names[property], what, got, other, a->deployment.gpu->id,
		layout_gpus(&a->deployment.layout), a->deployment.layout.tensor, a->deployment.layout.pipeline,
		a->deployment.layout.expert, a->deployment.layout.data, a->deployment.format->id,
		verdict_id(a->verdict), a->deployment.profile->id, scenario.data);
	text_release(&scenario);
}

static bool sane(double x)
{
	return isnan(x) || (isfinite(x) && x >= 0.0);
}

static void check_figures(const struct scenario *s, const struct row *a)
{
	for (int i = 0; i < METRIC_COUNT; i++) {
		const struct metric_row *row = metric_row((enum metric)i);
		struct band b = metric_value((enum metric)i, a).band;
		bool band = row->form == METRIC_BAND;

		if (!band && row->form != METRIC_COUNT_FORM)
			continue;
		expect(FIGURES_ARE_SANE, sane(b.low) && sane(b.mid) && sane(b.high), s, a, row->key, b.low, b.high);
		if (band)
			expect(FIGURES_ARE_SANE,
				isnan(b.mid) ? isnan(b.low) && isnan(b.high) : b.low <= b.mid && b.mid <= b.high, s, a,
				row->key, b.low, b.high);
	}
}

static void check_sums(const struct scenario *s, const struct row *a)
{
	const struct step_time *t = &replica_of(a)->step;
	const struct memory_budget *m = &replica_of(a)->memory;
	double sum = t->weights_s + t->kv_s + t->compute_s + t->communication_s + t->overhead_s;
	double parts =
		m->weights + m->activations + m->runtime + m->kv_pool * m->copies / layout_gpus(&a->deployment.layout);

	if (!isnan(t->total_s))
		expect(STEP_ADDS_UP, fabs(sum - t->total_s) <= 1e-9 * t->total_s, s, a, "step", sum, t->total_s);
	if (isnan(m->capacity))
		return;
	if (m->kv_pool > 0.0)
		expect(MEMORY_ADDS_UP, fabs(parts - m->usable) <= 1e-9 * m->capacity, s, a, "parts of a GPU", parts,
			m->usable);
	expect(MEMORY_ADDS_UP, m->usable <= m->capacity, s, a, "usable", m->usable, m->capacity);
	expect(MEMORY_ADDS_UP, fabs(m->kv_in_use + m->kv_headroom - m->kv_pool) <= 1e-9 * m->capacity, s, a, "pool",
		m->kv_in_use + m->kv_headroom, m->kv_pool);
	/* Ranks hold what all share once each; whole requests have it in them. */
	expect(MEMORY_ADDS_UP,
		!(m->max_concurrency_full > 0.0) || isinf(m->max_concurrency_full) ||
			m->max_concurrency_full * (m->kv_per_sequence - m->kv_shared) <= m->kv_pool * (1.0 + 1e-9),
		s, a, "whole requests", m->max_concurrency_full * m->kv_per_sequence, m->kv_pool);
	expect(MEMORY_ADDS_UP, m->max_concurrency >= m->max_concurrency_full, s, a, "the guarantee", m->max_concurrency,
		m->max_concurrency_full);
}

static void check_verdict(const struct scenario *s, const struct row *a)
{
	double users = ceil(s->number[PARAMETER_CONCURRENCY] / deployment_replicas(&a->deployment));
	double c = s->number[PARAMETER_CERTAINTY], first, further, both;
	bool room =
		replica_of(a)->open_loop || isinf(users) || users <= fmax(replica_of(a)->memory.max_concurrency, 0.5);

	if (a->verdict <= VERDICT_MISSES && band_known(&replica_of(a)->ttft_s)) {
		first = certainty_at_most(&replica_of(a)->goal_ttft_s, s->number[PARAMETER_TTFT]);
		further = certainty_at_most(&replica_of(a)->goal_tpot_s, s->number[PARAMETER_TPOT]);
		both = room ? certainty_both(NULL, first, further) : 0.0;
		expect(GOALS_DECIDE, fabs(a->p_meets - both) < 1e-9, s, a, "p_meets", a->p_meets, both);
		if (c == 0.5)
			expect(GOALS_DECIDE, (a->verdict == VERDICT_MEETS) == (room && first >= 0.5 && further >= 0.5),
				s, a, "meets at the middle", first, further);
		else
			expect(GOALS_DECIDE,
				a->verdict ==
					(both >= c                        ? VERDICT_MEETS
							: both >= 1.0 - c ? VERDICT_UNCERTAIN
									  : VERDICT_MISSES),
				s, a, "verdict", both, c);
	}
	expect(GOALS_DECIDE,
		a->verdict <= VERDICT_MISSES ||
			(isnan(replica_of(a)->ttft_s.mid) && isnan(replica_of(a)->output_tok_s.mid) &&
				isnan(a->cost.output.mid)),
		s, a, "figures of no answer", replica_of(a)->ttft_s.mid, replica_of(a)->output_tok_s.mid);
}

static void check_context(const struct scenario *s, const struct gpu *gpu, const struct model *model)
{
	struct scenario longer = *s;
	struct replica_row a_made, b_made;
	struct row *a = replica_row_init(&a_made), *b = replica_row_init(&b_made);

	set(&longer, PARAMETER_CONTEXT, scenario_context(s) * (1 + random_below(3)) + random_below(5000));
	serve_one(s, model, gpu, s->number[PARAMETER_GPUS], a);
	longer.weights = a->deployment.format; /* else a smaller one may be chosen */
	serve_one(&longer, model, gpu, s->number[PARAMETER_GPUS], b);
	if (isnan(replica_of(a)->memory.kv_pool))
		return;
	/* Where not even one request fits there is nothing in use and no load to compare; where as many run as fit, what
	 * is free is the rest of a division. */
	expect(CONTEXT_TAKES_ROOM,
		replica_of(b)->memory.fit == FIT_NO || isinf(s->number[PARAMETER_CONCURRENCY]) ||
			replica_of(b)->memory.kv_headroom <= replica_of(a)->memory.kv_headroom * (1.0 + 1e-9),
		&longer, a, "headroom", replica_of(b)->memory.kv_headroom, replica_of(a)->memory.kv_headroom);
	expect(CONTEXT_TAKES_ROOM, replica_of(b)->memory.max_concurrency <= replica_of(a)->memory.max_concurrency,
		&longer, a, "max_concurrency", replica_of(b)->memory.max_concurrency,
		replica_of(a)->memory.max_concurrency);
	expect(CONTEXT_TAKES_ROOM, replica_of(b)->memory.fit <= replica_of(a)->memory.fit, &longer, a, "fits",
		replica_of(b)->memory.fit, replica_of(a)->memory.fit);
}

static void check_prompt(const struct scenario *s, const struct gpu *gpu, const struct model *model)
{
	struct scenario shorter = *s, longer;
	struct replica_row a_made, b_made;
	struct row *a = replica_row_init(&a_made), *b = replica_row_init(&b_made);
	double more = s->number[PARAMETER_PROMPT] * (1 + random_below(3)) + random_below(3000);

	if (scenario_open_loop(s) || isinf(s->number[PARAMETER_CONCURRENCY]))
		return;
	set(&shorter, PARAMETER_CONTEXT, fmax(16.0, more + s->number[PARAMETER_OUTPUT]));
	longer = shorter;
	set(&longer, PARAMETER_PROMPT, more);
	serve_one(&shorter, model, gpu, s->number[PARAMETER_GPUS], a);
	longer.weights = a->deployment.format;
	serve_one(&longer, model, gpu, s->number[PARAMETER_GPUS], b);
	/* Of a longer prompt the same share is more tokens that all requests have in common: more of them may fit. */
	if (s->number[PARAMETER_PREFIX_HIT] > 0.0 && (replica_of(a)->saturated || replica_of(b)->saturated))
		return;
	if (band_known(&replica_of(a)->ttft_s) && band_known(&replica_of(b)->ttft_s))
		expect(PROMPT_TAKES_TIME, replica_of(b)->ttft_s.mid >= replica_of(a)->ttft_s.mid * (1.0 - 1e-9),
			&longer, b, "TTFT", replica_of(b)->ttft_s.mid, replica_of(a)->ttft_s.mid);
}

static void check_generations(const struct scenario *s, const struct model *model)
{
	static const char *const names[] = { "H100-SXM-80GB", "H200-SXM", "B200" };
	struct scenario one = *s;
	struct replica_row a_made, b_made;
	struct row *a = replica_row_init(&a_made), *b = replica_row_init(&b_made);

	one.number[PARAMETER_PP] = one.number[PARAMETER_DP] = one.number[PARAMETER_EP] = NAN;
	for (size_t i = 0; i + 1 < COUNT_OF(names); i++) {
		serve_one(&one, model, shipped_gpu(names[i]), 1.0, a);
		serve_one(&one, model, shipped_gpu(names[i + 1]), 1.0, b);
		if (a->deployment.format != b->deployment.format || !band_known(&replica_of(a)->output_tok_s) ||
			!band_known(&replica_of(b)->output_tok_s))
			continue;
		/*
		 * Where requests wait the larger memory also runs more of them, and a step that is
		 * bound by prompts then costs a little more; 5 % are the closed form's.
		 */
		bool full =
			replica_of(a)->saturated || replica_of(b)->saturated || isinf(s->number[PARAMETER_CONCURRENCY]);

		expect(full ? NEWER_IS_FASTER_WHEN_FULL : NEWER_IS_FASTER,
			replica_of(b)->output_tok_s.mid >= replica_of(a)->output_tok_s.mid * (full ? 0.95 : 0.99), &one,
			b, names[i], replica_of(b)->output_tok_s.mid, replica_of(a)->output_tok_s.mid);
	}
}

static void check_shards(const struct scenario *s, const struct model *model)
{
	static const char *const names[] = { "A100-SXM-80GB", "H100-SXM-80GB", "H200-SXM", "B200" };
	const struct gpu *gpu = shipped_gpu(names[random_below(COUNT_OF(names))]);
	struct scenario one = *s;
	struct replica_row a_made, b_made;
	struct row *a = replica_row_init(&a_made), *b = replica_row_init(&b_made);
	double tp = 1 << random_below(3);

	if (model->counts.moe_layers > 0.0 || model->counts.total < 8e9 || s->engine->splits_layers)
		return;
	set(&one, PARAMETER_CONCURRENCY, 1.0);
	one.number[PARAMETER_PP] = one.number[PARAMETER_DP] = one.number[PARAMETER_EP] = NAN;
	serve_one(&one, model, gpu, tp, a);
	serve_one(&one, model, gpu, 2.0 * tp, b);
	/*
	 * Smaller shards can lose to latency on B200: an 8B model in 4 bits is 4.5 GB in all, and
	 * in 8 bits a deep one (40 layers) is level within 1.5 %.
	 */
	if (a->deployment.format == b->deployment.format && a->deployment.format->bytes_per_weight >= 1.0 &&
		band_known(&replica_of(a)->tpot_s) && band_known(&replica_of(b)->tpot_s))
		expect(SHARDS_HELP,
			replica_of(b)->tpot_s.mid <= replica_of(a)->tpot_s.mid *
					(a->deployment.format->bytes_per_weight < 2.0 ? 1.015 : 1.0 + 1e-9),
			&one, b, "TPOT", replica_of(b)->tpot_s.mid, replica_of(a)->tpot_s.mid);
}

static void check_price(const struct scenario *s, const struct gpu *gpu, const struct model *model)
{
	struct scenario twice = *s;
	struct replica_row a_made, b_made;
	struct row *a = replica_row_init(&a_made), *b = replica_row_init(&b_made);

	twice.catalog = &dearer;
	serve_one(s, model, gpu, s->number[PARAMETER_GPUS], a);
	serve_one(&twice, model, gpu, s->number[PARAMETER_GPUS], b);
	expect(PRICE_SCALES, (!a->offer) == (!b->offer), s, a, "offer", 0, 0);
	if (!a->offer || !b->offer || !band_known(&a->cost.output))
		return;
	expect(PRICE_SCALES, fabs(b->cost.output.mid / a->cost.output.mid - 2.0) <= 1e-9, s, a, "$/M",
		b->cost.output.mid, a->cost.output.mid);
	expect(PRICE_SCALES, fabs(b->cost.input.high / a->cost.input.high - 2.0) <= 1e-9, s, a, "$/M input",
		b->cost.input.high, a->cost.input.high);
	expect(PRICE_SCALES, fabs(b->usd_per_month / a->usd_per_month - 2.0) <= 1e-9, s, a, "$/month", b->usd_per_month,
		a->usd_per_month);
	/* Only one offer gets cheaper: the cost follows or stays. */
	struct offer *offers = (struct offer *)(uintptr_t)dearer.offers;
	int at = random_below(dearer.offer_count);
	double before = offers[at].usd_per_gpu_hour;

	offers[at].usd_per_gpu_hour = before / 3.0;
	if (at == 0 || offers[at - 1].gpu != offers[at].gpu ||
		offers[at - 1].usd_per_gpu_hour <= offers[at].usd_per_gpu_hour) {
		serve_one(&twice, model, gpu, s->number[PARAMETER_GPUS], a);
		expect(PRICE_SCALES, a->usd_per_hour <= b->usd_per_hour, s, a, "one cheaper offer", a->usd_per_hour,
			b->usd_per_hour);
	}
	offers[at].usd_per_gpu_hour = before;
}

static void check_one(void)
{
	struct scenario s;
	struct result r = { 0 };
	struct replica_row made;
	struct row *a = replica_row_init(&made);
	const struct gpu *gpu = random_gpu();
	const struct model *model;

	random_scenario(&s);
	model = serve_model(&s, &r);
	serve_one(&s, model, gpu, s.number[PARAMETER_GPUS], a);
	check_figures(&s, a);
	check_sums(&s, a);
	check_verdict(&s, a);
	if (scenario_context(&s) * 3.0 + 5000.0 <= scenario_context_limit(&s))
		check_context(&s, gpu, model);
	if (s.number[PARAMETER_PROMPT] * 3.0 + 3000.0 + s.number[PARAMETER_OUTPUT] <= scenario_context_limit(&s))
		check_prompt(&s, gpu, model);
	switch (random_below(4)) {
	case 0: check_generations(&s, model); break;
	case 1: check_shards(&s, model); break;
	default: check_price(&s, gpu, model); break;
	}
}

static int enter(void **state)
{
	const char *wish = getenv("GPUPLAN_SEED");
	struct offer *offers;
	clock_t start = clock();
	double seconds;

	if (shipped_load(state) != 0)
		return 1;
	offers = xcalloc((size_t)shipped.offer_count, sizeof(offers[0]));
	memcpy(offers, shipped.offers, (size_t)shipped.offer_count * sizeof(offers[0]));
	for (int i = 0; i < shipped.offer_count; i++)
		offers[i].usd_per_gpu_hour *= 2.0;
	dearer = shipped;
	dearer.offers = offers;
	first_seed = wish ? strtoull(wish, NULL, 10) : 20261120;
	for (int i = 0; i < SCENARIOS; i++) {
		random_state = first_seed * 1000003u + (uint64_t)i;
		check_one();
	}
	seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	print_message("# seed %llu, %d scenarios, %.2f s\n", (unsigned long long)first_seed, SCENARIOS, seconds);
	for (int i = 0; i < PROPERTY_COUNT; i++)
		print_message("# %d of %d: %s\n", violated[i], tried[i], property_names[i]);
	free(offers);
	return 0;
}

static void check_property(enum property property, int least)
{
	assert_true(tried[property] >= least);
	assert_int_equal(violated[property], 0);
}

#define PROPERTY_TEST(name, property, least) \
	static void name(void **state) \
	{ \
		(void)state; \
		check_property(property, least); \
	}

PROPERTY_TEST(test_figures, FIGURES_ARE_SANE, 500000)
PROPERTY_TEST(test_step, STEP_ADDS_UP, 4000)
PROPERTY_TEST(test_memory, MEMORY_ADDS_UP, 40000)
PROPERTY_TEST(test_goals, GOALS_DECIDE, 20000)
PROPERTY_TEST(test_context, CONTEXT_TAKES_ROOM, 10000)
PROPERTY_TEST(test_prompt, PROMPT_TAKES_TIME, 1500)
PROPERTY_TEST(test_generations, NEWER_IS_FASTER, 1000)
PROPERTY_TEST(test_generations_when_full, NEWER_IS_FASTER_WHEN_FULL, 300)
PROPERTY_TEST(test_shards, SHARDS_HELP, 500)
PROPERTY_TEST(test_price, PRICE_SCALES, 10000)

static const struct row *answer_of(const struct result *r, const char *gpu)
{
	for (int i = 0; i < r->count; i++)
		if (strcmp(r->rows[i].deployment.gpu->id, gpu) == 0)
			return &r->rows[i];
	return NULL;
}

/* The order of the file does not matter: every GPU gets the same rank from a shuffled catalog. */
static void test_shuffled(void **state)
{
	struct catalog mixed = shipped;
	struct gpu *gpus = xcalloc((size_t)shipped.gpu_count, sizeof(gpus[0]));
	struct offer *offers = xcalloc((size_t)shipped.offer_count, sizeof(offers[0]));
	int *order = xcalloc((size_t)shipped.gpu_count, sizeof(order[0]));
	int *start = xcalloc((size_t)shipped.gpu_count + 1, sizeof(start[0]));

	(void)state;
	random_state = first_seed;
	for (int i = 0; i < shipped.gpu_count; i++)
		order[i] = i;
	for (int i = shipped.gpu_count - 1; i > 0; i--) {
		int j = random_below(i + 1), moved = order[i];

		order[i] = order[j];
		order[j] = moved;
	}
	for (int i = 0, n = 0; i < shipped.gpu_count; i++) {
		int from = shipped.offer_start[order[i]], to = shipped.offer_start[order[i] + 1];

		gpus[i] = shipped.gpus[order[i]];
		start[i] = n;
		for (int k = from; k < to; k++, n++) {
			offers[n] = shipped.offers[k];
			offers[n].gpu = &gpus[i];
		}
		start[i + 1] = n;
	}
	mixed.gpus = gpus;
	mixed.offers = offers;
	mixed.offer_start = start;
	for (int i = 0; i < 40; i++) {
		struct scenario s;
		struct result one, two;

		random_state = first_seed + (uint64_t)i;
		random_scenario(&s);
		if (one_in(2))
			s.number[PARAMETER_GPUS] = s.number[PARAMETER_PP] = s.number[PARAMETER_DP] =
				s.number[PARAMETER_EP] = NAN;
		result_init(&one, &shipped);
		result_init(&two, &mixed);
		study_solve(&serve_study, &s, 20000, &one);
		s.catalog = &mixed;
		study_solve(&serve_study, &s, 20000, &two);
		assert_int_equal(one.count, two.count);
		for (int k = 0; k < one.count; k++) {
			const struct row *a = &one.rows[k];
			const struct row *b = answer_of(&two, a->deployment.gpu->id);

			assert_non_null(b);
			assert_int_equal(a->rank, b->rank);
			assert_int_equal(a->verdict, b->verdict);
			assert_true(a->cost.output.mid == b->cost.output.mid || isnan(a->cost.output.mid));
		}
		result_release(&one);
		result_release(&two);
	}
	free(gpus);
	free(offers);
	free(order);
	free(start);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_step),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_goals),
		cmocka_unit_test(test_context),
		cmocka_unit_test(test_prompt),
		cmocka_unit_test(test_generations),
		cmocka_unit_test(test_generations_when_full),
		cmocka_unit_test(test_shards),
		cmocka_unit_test(test_price),
		cmocka_unit_test(test_shuffled),
	};

	return cmocka_run_group_tests_name("properties", tests, enter, shipped_unload);
}
