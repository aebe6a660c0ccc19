/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money: figures printed in articles from their own inputs, and what each price means. */
#include "core/cost.h"

#include <math.h>

#include "core/model.h"
#include "core/ownership.h"
#include "support/published.h"
#include "support/shipped.h"

SHIPPED_DEFINE

static double dollars_per_million(const char *inputs)
{
	struct band tps = band_exact(input(inputs, "tps", NAN));
	double usd_per_h = input(inputs, "rate", NAN) * input(inputs, "n", 1.0);

	return token_cost(NULL, usd_per_h, &tps, 1024.0, 256.0, 0.5, input(inputs, "u", 1.0)).output.mid;
}

static double cache_gb(const char *inputs)
{
	struct layer_group group = { .count = input(inputs, "L", NAN),
		.attention = { .kind = ATTENTION_GQA,
			.heads = 64.0,
			.kv_heads = input(inputs, "H", NAN),
			.k_dim = input(inputs, "D", NAN),
			.v_dim = input(inputs, "D", NAN),
			.window = NAN,
			.ratio = NAN,
			.indexer_topk = NAN,
			.cached = true } };
	struct model model = { .groups = &group, .group_count = 1 };

	return model_kv_bytes(&model, input(inputs, "ctx", NAN), input(inputs, "B", NAN)) * input(inputs, "n", NAN) /
		1e9;
}

static double weights_gb(const char *inputs)
{
	struct weight_format format = { .bytes_per_weight = input(inputs, "bpw", NAN) };
	struct model model = { .counts = { .dense = input(inputs, "p", NAN) * 1e9 } };

	return model_weight_bytes(&model, &format).total / 1e9;
}

static double month(const char *inputs)
{
	return cost_usd_per_month(NULL, input(inputs, "rate", NAN) * input(inputs, "n", 1.0), input(inputs, "h", NAN));
}

/* Of one GPU that is owned, in a year of 8760 h. */
static double kwh_per_year(const char *inputs)
{
	return ownership_kwh(input(inputs, "w", NAN) / 1000.0, input(inputs, "u", NAN), 8760.0);
}

static double energy_per_year(const char *inputs)
{
	struct ownership_terms t = { .power_kw = input(inputs, "w", NAN) / 1000.0,
		.load = input(inputs, "u", NAN),
		.pue = input(inputs, "pue", NAN),
		.usd_per_kwh = input(inputs, "k", NAN),
		.hours = 8760.0 / 12.0,
		.months = 12.0 };

	return 12.0 * ownership_month(&t).energy;
}

static double server_kw(const char *inputs)
{
	return input(inputs, "n", NAN) * input(inputs, "w", NAN) / 1000.0 * input(inputs, "f", 1.0);
}

static double servers(const char *inputs)
{
	return ownership_servers_per_rack(input(inputs, "limit", NAN), input(inputs, "srv", NAN));
}

/* What an article calls the quantity, and how it follows from its inputs. */
static const struct {
	const char *quantity;
	double (*compute)(const char *inputs);
} quantities[] = {
	{ "usd_per_m", dollars_per_million },
	{ "usd_per_month", month },
	{ "kv_gb", cache_gb },
	{ "weights_gb", weights_gb },
	{ "kwh_per_year", kwh_per_year },
	{ "usd_per_year", energy_per_year },
	{ "gpu_kw", server_kw },
	{ "servers", servers },
};

static double computed(const char *quantity, const char *inputs)
{
	for (size_t i = 0; i < COUNT_OF(quantities); i++)
		if (strcmp(quantity, quantities[i].quantity) == 0)
			return quantities[i].compute(inputs);
	return NAN;
}

/* One unit of the last digit that is printed; NaN when the text is no plain number. */
static double printed_unit(const char *text)
{
	const char *point = strchr(text, '.');

	if (text[strspn(text, "0123456789.")] != '\0' || strstr(text, ".."))
		return NAN;
	return point ? pow(10.0, -(double)strlen(point + 1)) : 1.0;
}

static int wrong_row(char **cell)
{
	double got = computed(cell[2], cell[3]), unit = printed_unit(cell[4]);
	bool money = strncmp(cell[2], "usd", 3) == 0;

	if (!(fabs(got / strtod(cell[5], NULL) - 1.0) <= 1e-5)) {
		print_error("%s: %.6g is not %s\n", cell[0], got, cell[5]);
		return 1;
	}
	/* The article agrees with itself: then the figure it prints is ours, rounded or cut. */
	if (money && strcmp(cell[6], "inconsistent") != 0 && !isnan(unit) &&
		fabs(got - strtod(cell[4], NULL)) >= unit) {
		print_error("%s: %.6g, printed %s\n", cell[0], got, cell[4]);
		return 1;
	}
	return 0;
}

static void test_articles(void **state)
{
	int wrong, rows = published_rows("seed_figures.tsv", wrong_row, &wrong);

	(void)state;
	assert_true(rows >= 50);
	assert_int_equal(wrong, 0);
}

/* gpuplan-model(7), 4 COST: $/M = USD per hour / (tokens per hour x busy). */
static void test_meanings(void **state)
{
	struct band rate = { 800.0, 1000.0, 1250.0 };
	struct token_cost c = token_cost(NULL, 3.6, &rate, 1500.0, 500.0, 0.25, 1.0);

	(void)state;
	/* 3.6 $/h is 0.001 $/s over 1000 tokens/s: 1 $ a million; fewer tokens cost more. */
	CHECK_NEAR(c.output.mid, 1.0, 1e-12);
	CHECK_NEAR(c.output.low, 0.8, 1e-12);
	CHECK_NEAR(c.output.high, 1.25, 1e-12);
	/* 1000 output and 3000 prompt tokens a second share the bill. */
	CHECK_NEAR(c.blended.mid, 0.25, 1e-12);
	/* A quarter of the GPU's time is prefill: 0.00025 $/s over 3000 tokens/s. */
	CHECK_NEAR(c.input.mid, 0.25 / 3.0, 1e-12);
	/* The input share and the rest make the whole bill: 3 tokens in for one out. */
	CHECK_NEAR(3.0 * c.input.mid + 0.75 * c.output.mid, c.output.mid, 1e-12);
	assert_true(c.input.low <= c.input.mid && c.input.mid <= c.input.high);
	/* Half busy: everything costs twice as much. */
	struct token_cost half = token_cost(NULL, 3.6, &rate, 1500.0, 500.0, 0.25, 0.5);

	CHECK_NEAR(half.output.mid, 2.0, 1e-12);
	CHECK_NEAR(half.input.mid, 2.0 * c.input.mid, 1e-12);
	CHECK_NEAR(half.blended.high, 2.0 * c.blended.high, 1e-12);
	/* Unknown throughput is an unknown price. */
	rate = band_unknown();
	c = token_cost(NULL, 3.6, &rate, 1500.0, 500.0, 0.25, 1.0);
	assert_false(band_known(&c.output) || band_known(&c.input) || band_known(&c.blended));
}

static void test_months_and_instances(void **state)
{
	(void)state;
	/* A month is 730 h; the articles' 720 h are 1.4 % less. */
	CHECK_NEAR(shipped.constants.hours_per_month, 730.0, 1e-12);
	CHECK_NEAR(cost_usd_per_month(NULL, 2.49 * 4.0, shipped.constants.hours_per_month), 7270.8, 1e-9);
	CHECK_NEAR(cost_usd_per_month(NULL, 2.49 * 4.0, 720.0), 7171.2, 1e-9);
	CHECK_NEAR(cost_rented_gpus(2.0, 8.0), 8.0, 1e-12);
	CHECK_NEAR(cost_rented_gpus(8.0, 8.0), 8.0, 1e-12);
	CHECK_NEAR(cost_rented_gpus(16.0, 8.0), 16.0, 1e-12);
	CHECK_NEAR(cost_rented_gpus(9.0, 4.0), 12.0, 1e-12);
	CHECK_NEAR(cost_rented_gpus(3.0, 1.0), 3.0, 1e-12);
	/* An unknown instance size is taken as rentable one by one. */
	CHECK_NEAR(cost_rented_gpus(3.0, NAN), 3.0, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_articles),
		cmocka_unit_test(test_meanings),
		cmocka_unit_test(test_months_and_instances),
	};

	return cmocka_run_group_tests_name("cost", tests, shipped_load, shipped_unload);
}
