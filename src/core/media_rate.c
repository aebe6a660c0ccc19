/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates of products and attention: a share of the peak by class of GPU, power, software and number type. */
#include "core/media_rate.h"

static bool compiles(const struct media_run *run)
{
	return run->software != MEDIA_EAGER && run->software != MEDIA_OFFICIAL;
}

/* What narrow weights need before they multiply as such costs more than it gains where nothing is fused. */
enum tensor_type media_products(const struct media_run *run)
{
	const double *peak = run->gpu->peak_flops;

	if (run->precision == TENSOR_16BIT || run->precision == TENSOR_COUNT)
		return TENSOR_16BIT;
	if (run->precision == TENSOR_FP4)
		return peak[TENSOR_FP4] > 0.0 ? TENSOR_FP4 : TENSOR_COUNT;
	return compiles(run) && peak[run->precision] > 0.0 ? run->precision : TENSOR_16BIT;
}

double media_weight_bytes(enum tensor_type precision)
{
	static const double bytes[TENSOR_COUNT] = {
		[TENSOR_16BIT] = 2.0, [TENSOR_FP8] = 1.0, [TENSOR_INT8] = 1.0, [TENSOR_FP4] = 0.5625
	};

	return bytes[precision];
}

TRACE_TEMPLATE double power_factor_of(struct trace *t, const struct gpu *gpu, double exponent, const char *id)
{
	if (!media_power_known(gpu))
		return 1.0;
	TRACE_INPUT_AS(t, peak_16bit, "media_peak_16bit", gpu->peak_flops[TENSOR_16BIT], gpu->source);
	TRACE_INPUT_AS(t, power, "media_power", gpu->power_w, gpu->source);
	TRACE_CONSTANT(t, steepness, exponent, id, NULL);
	TRACE_FORMULA_AS(t, power_factor, "media_power_factor", pow(peak_16bit / power / 1000000000000, -steepness));
	return power_factor;
}

bool media_power_known(const struct gpu *gpu)
{
	return gpu->power_w > 0.0 && gpu->peak_flops[TENSOR_16BIT] > 0.0;
}

double media_power_factor(struct trace *t, const struct gpu *gpu, double exponent, const char *id)
{
	return t ? power_factor_of(t, gpu, exponent, id) : power_factor_of(NULL, gpu, exponent, id);
}

/* GeForce cards add up in 16 bits twice as fast as in 32. */
static bool accumulates_16bit(const struct media_run *run, enum tensor_type products)
{
	const struct gpu *gpu = run->gpu;

	return products == TENSOR_16BIT && (run->software == MEDIA_FUSED || run->software == MEDIA_TUNED) &&
		gpu->fp16_accumulate_flops > 1.5 * gpu->peak_flops[TENSOR_16BIT];
}

TRACE_TEMPLATE double linear_rate(struct trace *t, const struct media_run *run)
{
	const struct media_constants *k = &run->constants->media;
	const struct gpu *gpu = run->gpu;
	const enum tensor_type products = media_products(run);
	const bool tuned = run->software == MEDIA_TUNED;

	TRACE_INPUT_AS(t, peak, "media_peak", gpu->peak_flops[products], gpu->source);
	TRACE_CONSTANT(t, share, gpu->compute->media_linear, "media_linear", gpu->compute->id);
	TRACE_PART(t, linear_share, share);
	if (media_power_known(gpu)) {
		const double power_factor = media_power_factor(t, gpu, k->power_linear, "media_power_linear");

		TRACE_JOIN(t, linear_share, *, power_factor);
	}
	if (run->model->backbone == MEDIA_UNET) {
		TRACE_CONSTANT(t, unet, k->unet, "media_unet", NULL);
		TRACE_JOIN(t, linear_share, *, unet);
	}
	if (tuned || compiles(run)) {
		TRACE_CONSTANT(t, fusion, tuned ? k->tuned : k->compiled, "media_products",
			       tuned ? "tuned" : "compiled");
		TRACE_JOIN(t, linear_share, *, fusion);
	}
	if (accumulates_16bit(run, products)) {
		TRACE_CONSTANT(t, accumulate, k->accumulate, "media_accumulate", NULL);
		TRACE_JOIN(t, linear_share, *, accumulate);
	}
	if (products == TENSOR_FP4) {
		TRACE_CONSTANT(t, four_bit, k->fp4, "media_fp4", NULL);
		TRACE_JOIN(t, linear_share, *, four_bit);
	} else if (products != TENSOR_16BIT) {
		TRACE_CONSTANT(t, narrow, tuned ? k->narrow_tuned : k->narrow, "media_narrow",
			       tuned ? "tuned" : "compiled");
		TRACE_JOIN(t, linear_share, *, narrow);
	}
	TRACE_WHOLE(t, linear_share, "media_linear_share");
	TRACE_FORMULA_AS(t, linear_rate, "media_linear_rate", peak * linear_share);
	return linear_rate;
}

double media_linear_rate(struct trace *t, const struct media_run *run)
{
	if (!run->gpu->compute || !(run->gpu->compute->media_linear > 0.0))
		return NAN;
	return t ? linear_rate(t, run) : linear_rate(NULL, run);
}

/* Heads that use the matrix units of an attention kernel wholly. */
static const double FULL_HEAD = 128.0;

static double head_width(const struct media_model *model)
{
	return model->heads > 0.0 ? model->width / model->heads : FULL_HEAD;
}

TRACE_TEMPLATE double attention_rate(struct trace *t, const struct media_run *run)
{
	const struct media_constants *k = &run->constants->media;
	const struct gpu *gpu = run->gpu;
	const enum media_attention kernel = media_attention_of(run);

	TRACE_INPUT_AS(t, peak_16bit, "media_peak_16bit", gpu->peak_flops[TENSOR_16BIT], gpu->source);
	TRACE_CONSTANT(t, attention, gpu->compute->media_attention, "media_attention", gpu->compute->id);
	TRACE_PART(t, attention_share, attention);
	if (media_power_known(gpu)) {
		const double power_factor = media_power_factor(t, gpu, k->power_attention, "media_power_attention");

		TRACE_JOIN(t, attention_share, *, power_factor);
	}
	if (head_width(run->model) < FULL_HEAD) {
		TRACE_INPUT_AS(t, head_dim, "media_head_dim", head_width(run->model), run->model->source);
		TRACE_CONSTANT(t, head_power, k->head_power, "media_head_power", NULL);
		TRACE_JOIN(t, attention_share, *, pow(head_dim / 128, head_power));
	}
	if (kernel == MEDIA_FLASH3 && gpu->compute->media_flash3 > 0.0) {
		TRACE_CONSTANT(t, flash3, gpu->compute->media_flash3, "media_flash3", gpu->compute->id);
		TRACE_JOIN(t, attention_share, *, flash3);
	}
	if (kernel == MEDIA_SAGE) {
		TRACE_CONSTANT(t, sage, k->sage, "media_sage", NULL);
		TRACE_JOIN(t, attention_share, *, sage);
	}
	if (run->software == MEDIA_TUNED) {
		TRACE_CONSTANT(t, attention_tuned, k->attention_tuned, "media_attention_tuned", NULL);
		TRACE_JOIN(t, attention_share, *, attention_tuned);
	}
	TRACE_WHOLE(t, attention_share, "media_attention_share");
	TRACE_FORMULA_AS(t, attention_rate, "media_attention_rate", peak_16bit * attention_share);
	return attention_rate;
}

double media_attention_rate(struct trace *t, const struct media_run *run)
{
	return t ? attention_rate(t, run) : attention_rate(NULL, run);
}
