/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published runs of media models, the fit to them, and what it says of sources that it has not seen. */
#include "fit/media_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fit/media_bands.h"
#include "fit/statistics.h"
#include "support/shipped.h"

SHIPPED_DEFINE

static struct media_rows rows;

static int rows_load(void **state)
{
	const char *top = getenv("abs_top_srcdir");
	struct error error = { .text = "" };
	char path[1024];

	if (shipped_load(state) != 0)
		return 1;
	snprintf(path, sizeof(path), "%s/data/media_runs.csv", top ? top : ".");
	if (media_rows_read(&rows, &shipped, path, &error) == STATUS_OK)
		return 0;
	print_error("%s\n", error.text);
	return 1;
}

static int rows_unload(void **state)
{
	media_rows_release(&rows);
	return shipped_unload(state);
}

static void test_rows(void **state)
{
	int tasks[MEDIA_RERANKING + 1] = { 0 };

	(void)state;
	assert_true(rows.count >= 180);
	assert_true(rows.unused >= 90);
	for (int i = 0; i < rows.count; i++) {
		tasks[rows.rows[i].task]++;
		assert_true(isfinite(media_row_residual(&rows.rows[i])));
		assert_true(rows.rows[i].weight > 0.0 && rows.rows[i].weight <= 1.0);
	}
	assert_true(tasks[MEDIA_IMAGE] > 80 && tasks[MEDIA_VIDEO] > 50);
	assert_true(tasks[MEDIA_SPEECH] > 0 && tasks[MEDIA_TRANSCRIPTION] > 0 && tasks[MEDIA_EMBEDDING] > 0);
}

#define HEAD \
	"id,use,task,model,gpu,gpus,size,frames,steps,guidance,precision,software,engine,attention,split,offload," \
	"batch_size,scope,clip_seconds_s,tokens,text_tokens,metric,measured,source\n"

/* What reading a table of one line says. */
static void check_refused(const char *text, const char *expected)
{
	char path[] = "/tmp/media_fit_test.XXXXXX";
	const int handle = mkstemp(path);
	struct media_rows read;
	struct error error = { .text = "" };

	assert_true(handle >= 0);
	assert_int_equal(write(handle, text, strlen(text)), (ssize_t)strlen(text));
	close(handle);
	assert_int_equal(media_rows_read(&read, &shipped, path, &error), STATUS_DATA);
	unlink(path);
	media_rows_release(&read);
	/* Behind the name of the file. */
	assert_non_null(strchr(error.text, ':'));
	assert_string_equal(strchr(error.text, ':'), expected);
}

static void test_bad_rows(void **state)
{
	(void)state;
	check_refused("id,use\na,\n", ": the column \"task\" is missing");
	check_refused(HEAD "a,,image,sdxx,H100-SXM,1,1024x1024,,30,,,,,,,,,,,,,seconds,1.7,s\n",
		":2: model: \"sdxx\" is not known");
	check_refused(HEAD
		"b,no,,,,,,,,,,,,,,,,,,,,,,\nc,,image,sdxl,H1000,1,1024x1024,,30,,,,,,,,,,,,,seconds,1.7,s\n",
		":3: gpu: \"H1000\" is not known");
	check_refused(HEAD "a,,image,sdxl,H100-SXM,1,1024,,30,,,,,,,,,,,,,seconds,1.7,s\n",
		":2: size: \"1024\" is not known");
	check_refused(HEAD "a,,image,sdxl,H100-SXM,1,1001x1024,,30,,,,,,,,,,,,,seconds,1.7,s\n",
		":2: size: \"1001x1024\" is not known");
	check_refused(HEAD "a,,image,sdxl,H100-SXM,1,1024x1024,,30,,,quick,,,,,,,,,,seconds,1.7,s\n",
		":2: software: \"quick\" is not known");
	check_refused(HEAD "a,,image,sdxl,H100-SXM,1,1024x1024,,30,,,,,,,,,,,,,seconds,0,s\n",
		":2: measured: \"0\" is not known");
	check_refused(HEAD "a,,transcribe,whisper-large-v3,H100-SXM,,,,,,,,tensorrt,,,,,,30,,,seconds,1,s\n",
		":2: tokens: \"\" is not known");
	check_refused(HEAD "a,,embed,bge-large-en-v1.5,L4,,,,,,,,tei,,,,,,,500,,seconds,1,s\n",
		":2: text_tokens: \"\" is not known");
}

static double quantile_of_errors(const double *residuals, bool video, bool image, double part)
{
	SAMPLE(sample);

	for (int i = 0; i < rows.count; i++)
		if ((image && rows.rows[i].task == MEDIA_IMAGE) || (video && rows.rows[i].task == MEDIA_VIDEO))
			sample_add(&sample, fabs(exp(residuals[i]) - 1.0), 1.0);
	return sample_quantile(&sample, part);
}

/* Sources, models and classes of GPUs that a fit has not seen, and bands from other sources. */
static void test_unseen(void **state)
{
	struct media_fit fit;
	struct media_predictions p;
	struct media_bands bands;
	double drawn = 0.0, held = 0.0;

	(void)state;
	media_fit_init(&fit, &shipped, &rows);
	media_predictions_init(&p, &fit);
	assert_true(quantile_of_errors(p.source, true, false, 0.5) < 0.14);
	assert_true(quantile_of_errors(p.source, false, true, 0.5) < 0.14);
	assert_true(quantile_of_errors(p.source, true, true, 0.9) < 0.3);
	assert_true(quantile_of_errors(p.model, true, true, 0.5) < 0.14);
	assert_true(quantile_of_errors(p.strange, true, true, 0.5) < 0.17);
	/* What is left out is missed by more. */
	assert_true(quantile_of_errors(p.fitted, true, true, 0.5) < quantile_of_errors(p.source, true, true, 0.5));
	for (int i = 0; i < rows.count; i++) {
		const struct media_row *row = &rows.rows[i];

		if (row->task <= MEDIA_VIDEO) {
			struct band_factor f;
			const double miss = exp(-p.source[i]);

			media_bands_build(&bands, &p, row->labels[MEDIA_SOURCE]);
			f = media_band_of(&bands, row);
			drawn++;
			held += miss >= f.low && miss <= f.high;
		}
	}
	assert_true(held / drawn > 0.76 && held / drawn < 0.9);
	media_predictions_release(&p);
	media_fit_release(&fit);
}

/* parameters.json holds what the fit finds, with the bands of these rows. */
static void test_shipped_constants(void **state)
{
	struct media_fit fit;
	struct media_predictions p;
	struct media_bands bands;

	(void)state;
	media_fit_init(&fit, &shipped, &rows);
	assert_true(fit.count > 40);
	media_predictions_init(&p, &fit);
	for (int j = 0; j < fit.count; j++) {
		const double kept = fit.parameters[j]->value, found = exp(fit.x[j]);

		if (fabs(kept / found - 1.0) > 0.001)
			fail_msg("%s: %g, the fit says %g", fit.parameters[j]->id, kept, found);
	}
	media_bands_build(&bands, &p, -1);
	for (int group = 0; group < MEDIA_GROUP_COUNT; group++)
		if (!isnan(bands.of[group].low)) {
			CHECK_NEAR(shipped.constants.media.band_low[group], bands.of[group].low, 0.011);
			CHECK_NEAR(shipped.constants.media.band_high[group], bands.of[group].high, 0.011);
		}
	media_predictions_release(&p);
	media_fit_release(&fit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_bad_rows),
		cmocka_unit_test(test_shipped_constants),
		cmocka_unit_test(test_unseen),
	};

	return cmocka_run_group_tests_name("media fit", tests, rows_load, rows_unload);
}
