/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of training runs, and the fit of the constants of training to them. */
#include "fit/training_fit.h"

#include <math.h>

#include "fit/training_bands.h"
#include "support/shipped.h"

SHIPPED_DEFINE

static const char HEADER[] =
	"id,model,layers,hidden,attention,kv,ffn,gated,vocab,tied,gpu,gpus,method,sequence,micro_batch,global_batch,"
	"precision,software,recompute,shard,tp,pp,cp,ep,link,rank,optimizer,logit_bytes,release,metric,kind,measured,"
	"source,use\n";

/* Rows of a file that has the header and these lines. */
static enum status read_lines(struct training_rows *rows, const char *lines, struct error *error)
{
	char path[] = "/tmp/gpuplan-training-XXXXXX";
	int fd = mkstemp(path);
	FILE *file;
	enum status status;

	assert_true(fd >= 0);
	file = fdopen(fd, "w");
	assert_non_null(file);
	fprintf(file, "%s%s", HEADER, lines);
	fclose(file);
	status = training_rows_read(rows, &shipped, path, error);
	remove(path);
	return status;
}

static void read_shipped(struct training_rows *rows)
{
	const char *top = getenv("abs_top_srcdir");
	struct error error = { .text = "" };
	char path[1024];

	snprintf(path, sizeof(path), "%s/data/training_runs.csv", top ? top : ".");
	if (training_rows_read(rows, &shipped, path, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

static void test_row(void **state)
{
	struct training_rows rows;
	struct error error;

	(void)state;
	assert_int_equal(
		read_lines(&rows,
			"a,,2,1024,1024,512,4096,yes,1000,no,H100-SXM-80GB,4,pretrain,2048,2,,bf16,fsdp,none,zero3,1,1,"
			"1,1,,,,,,tok_s_per_gpu,,1000,s,yes\n"
			"b,,,,,,,,,,no such GPU,1,lora,1,1,,bf16,hf,full,ddp,1,1,1,1,,,,,,tok_s,,1,s,no\n",
			&error),
		STATUS_OK);
	assert_int_equal(rows.count, 1);
	assert_int_equal(rows.unused, 1);
	/* 2 (2 x 1024 (1024 + 512) + 3 x 1024 x 4096) weights in layers, and 1000 x 1024 in the head. */
	CHECK_NEAR(rows.rows[0].run.shape.linear, 31457280.0, 1e-12);
	CHECK_NEAR(rows.rows[0].run.shape.active, 32481280.0, 1e-12);
	CHECK_NEAR(rows.rows[0].run.shape.params, 33505280.0, 1e-12);
	CHECK_NEAR(rows.rows[0].run.shape.span, 2.0 * 1024 * 2048, 1e-12);
	/* No batch is given: one micro-batch of each GPU. */
	CHECK_NEAR(rows.rows[0].run.global_batch, 8.0, 1e-12);
	CHECK_NEAR(rows.rows[0].measured, 4000.0, 1e-12);
	CHECK_NEAR(training_row_residual(&rows.rows[0]),
		log(4.0 / train_time_of(NULL, &rows.rows[0].run).total / 4000.0), 1e-12);
	training_rows_release(&rows);
}

static void test_bad_rows(void **state)
{
	static const struct {
		const char *line, *says;
	} cases[] = {
		{ "a,no/model,,,,,,,,,H100-SXM-80GB,1,lora,1,1,,bf16,hf,full,ddp,1,1,1,1,,,,,,tok_s,,1,s,yes\n",
			":2: \"no/model\" of model: not in the catalog" },
		{ "a,meta-llama/Llama-3.1-8B,,,,,,,,,H100-SXM-80GB,1,lora,1,1,,int3,hf,full,ddp,1,1,1,1,,,,,,tok_s,,1,s,"
		  "yes\n",
			":2: \"int3\" of precision: no such word" },
		{ "a,meta-llama/Llama-3.1-8B,,,,,,,,,H100-SXM-80GB,x,lora,1,1,,bf16,hf,full,ddp,1,1,1,1,,,,,,tok_s,,1,s,"
		  "yes\n",
			":2: \"x\" of gpus: no number from 0" },
		{ "a,meta-llama/Llama-3.1-8B,,,,,,,,,A100-SXM-80GB,1,lora,1,1,,nvfp4,tuned,full,ddp,1,1,1,1,,,,,,tok_s,,1,"
		  "s,yes\n",
			":2: \"A100-SXM-80GB\" of gpu: has no constants" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct training_rows rows;
		struct error error = { .text = "" };

		assert_int_equal(read_lines(&rows, cases[i].line, &error), STATUS_DATA);
		CHECK_HOLDS(error.text, cases[i].says);
	}
}

/* Minutes of the benchmark are tokens over the rate, and what is fixed. */
static void test_minutes(void **state)
{
	struct training_rows rows;
	struct error error;
	double rate;

	(void)state;
	assert_int_equal(
		read_lines(&rows,
			"a,meta-llama/Llama-2-70b-hf,,,,,,,,,GB200,8,lora,8192,1,128,fp8,tuned,none,ddp,1,1,1,1,,16,,,,"
			"minutes_lora,,10,s,yes\n",
			&error),
		STATUS_OK);
	rate = 8.0 / train_time_of(NULL, &rows.rows[0].run).total;
	/* A batch 16 times that of 8 needs twice the tokens. */
	CHECK_NEAR(training_row_residual(&rows.rows[0]), log((2.0 * 3.12e7 / rate / 60.0 + 0.356) / 10.0), 1e-12);
	training_rows_release(&rows);
}

/* Rows that one card does 1.2 times as fast as the model says move its constants, and no other's. */
static void test_fit_finds(void **state)
{
	struct training_rows rows;
	struct training_fit fit;
	double a100 = 0.0, hopper = 0.0, card = 0.0;

	(void)state;
	read_shipped(&rows);
	training_fit_init(&fit, &shipped, &rows);
	training_fit_without(&fit, TRAINING_SOURCE, -1);
	for (int j = 0; j < fit.count; j++) {
		a100 = strcmp(fit.parameters[j].id, "train/ampere_dc") == 0 ? fit.x[j] : a100;
		hopper = strcmp(fit.parameters[j].id, "train/hopper") == 0 ? fit.x[j] : hopper;
	}
	for (int i = 0; i < rows.count; i++) {
		struct training_row *row = &rows.rows[i];
		double answer = row->measured * exp(training_row_residual(row));
		bool faster = strncmp(row->run.gpu->id, "A100", 4) == 0 && row->metric == TRAINING_RATE;

		row->measured = answer * (faster ? 1.2 : 1.0);
	}
	training_fit_without(&fit, TRAINING_SOURCE, -1);
	for (int j = 0; j < fit.count; j++) {
		if (strncmp(fit.parameters[j].id, "train_card/A100-SXM", 19) == 0)
			card += fit.x[j] / 2.0;
		if (strcmp(fit.parameters[j].id, "train/ampere_dc") == 0)
			a100 = fit.x[j] - a100;
		if (strcmp(fit.parameters[j].id, "train/hopper") == 0)
			hopper = fit.x[j] - hopper;
	}
	assert_true(exp(a100 + card) > 1.12 && exp(a100 + card) < 1.3);
	assert_true(fabs(hopper) < 0.03);
	training_fit_release(&fit);
	training_rows_release(&rows);
}

/* What parameters.json has is what the fit gives, in the digits that it is written with. */
static void test_shipped(void **state)
{
	struct training_rows rows;
	struct training_fit fit;

	(void)state;
	read_shipped(&rows);
	training_fit_init(&fit, &shipped, &rows);
	training_fit_without(&fit, TRAINING_SOURCE, -1);
	for (int i = 0; i < shipped.parameter_count; i++) {
		const struct parameter_value *p = &shipped.parameters[i];

		if (is_training_parameter(p) && p->place && fabs(*p->place / p->factor / p->value - 1.0) > 1e-3)
			fail_msg("%s is %g, the fit gives %g", p->id, p->value, *p->place / p->factor);
	}
	training_fit_release(&fit);
	training_rows_release(&rows);
}

/* Followers are their leader times a factor after every fit. */
static void test_followers(void **state)
{
	struct training_rows rows;
	struct training_fit fit;

	(void)state;
	read_shipped(&rows);
	training_fit_init(&fit, &shipped, &rows);
	assert_true(fit.follower_count > 0);
	training_fit_without(&fit, TRAINING_SOURCE, 0);
	for (int i = 0; i < fit.follower_count; i++)
		CHECK_NEAR(*fit.followers[i].place, *fit.followers[i].leader * fit.followers[i].factor, 1e-12);
	training_fit_release(&fit);
	training_rows_release(&rows);
}

/* Nine of ten rows are 10 % off either way, one is far off: the band holds the nine. */
static void test_bands(void **state)
{
	struct training_rows rows;
	struct training_fit fit;
	struct training_predictions p = { .fit = &fit };
	struct training_bands bands;
	int inside = 0, count = 0;

	(void)state;
	read_shipped(&rows);
	training_fit_init(&fit, &shipped, &rows);
	p.fitted = xcalloc((size_t)rows.count, sizeof(double));
	p.source = p.gpu = p.strange = p.fitted;
	for (int i = 0; i < rows.count; i++)
		p.fitted[i] = i % 20 == 0 ? 2.0 : i % 20 == 10 ? -2.0 : i % 2 ? 0.1 : -0.1;
	training_bands_build(&bands, &p, -1);
	for (int i = 0; i < rows.count; i++) {
		struct band_factor f = training_band_of(&bands, &rows.rows[i]);

		count++;
		inside += exp(-p.fitted[i]) >= f.low && exp(-p.fitted[i]) <= f.high;
	}
	assert_true(inside >= count * 8 / 10 && inside <= count * 95 / 100);
	free(p.fitted);
	training_fit_release(&fit);
	training_rows_release(&rows);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_row, shipped_load, shipped_unload),
		cmocka_unit_test_setup_teardown(test_bad_rows, shipped_load, shipped_unload),
		cmocka_unit_test_setup_teardown(test_minutes, shipped_load, shipped_unload),
		cmocka_unit_test_setup_teardown(test_fit_finds, shipped_load, shipped_unload),
		cmocka_unit_test_setup_teardown(test_shipped, shipped_load, shipped_unload),
		cmocka_unit_test_setup_teardown(test_followers, shipped_load, shipped_unload),
		cmocka_unit_test_setup_teardown(test_bands, shipped_load, shipped_unload),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
