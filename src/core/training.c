/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time of a token in training. */
#include "core/training.h"

/* From so many cards on a domain holds all experts of a layer. */
static const double LARGE_DOMAIN = 32.0;

const char *train_software_id(enum train_software software)
{
	static const char *const ids[] = { "tuned", "fsdp", "eager", "hf", "offload" };

	return ids[software];
}

const char *train_recompute_id(enum train_recompute recompute)
{
	static const char *const ids[] = { "none", "selective", "full" };

	return ids[recompute];
}

const char *train_optimizer_id(enum train_optimizer optimizer)
{
	static const char *const ids[] = { "adamw", "adamw-bf16", "adamw8bit", "adamw8bit-fused", "adafactor", "muon",
		"lion", "sgd" };

	return ids[optimizer];
}

/* Passes over the weights: forward, gradient of the input, and of the weights unless they are frozen; 2 FLOP each. */
static double passes_of(enum train_method method)
{
	return method <= TRAIN_FULL ? 3.0 : 2.0;
}

static bool adapts(enum train_method method)
{
	return method >= TRAIN_LORA;
}

double training_domain(const struct gpu *gpu)
{
	double gpus = 1.0;

	for (int i = 0; i < gpu->link_count; i++)
		if (gpu->links[i].link->kind != LINK_PCIE)
			gpus = max(gpus, gpu->links[i].gpus);
	return gpus;
}

double train_data_gpus(const struct train_run *run)
{
	return run->gpus / (run->tensor * run->pipeline * run->context);
}

double train_micro_batches(const struct train_run *run)
{
	return max(1.0, ceil(run->global_batch / (train_data_gpus(run) * run->micro_batch) - 1e-9));
}

/* How much faster the large products are than in 16 bits; NaN: the card cannot. */
static double gain_of(const struct train_run *run)
{
	const struct training_constants *k = &run->constants->training;
	const struct compute_class *compute = run->gpu->compute;
	enum train_precision precision = run->precision;
	double power = 1.0;

	if (precision == TRAIN_BF16)
		return 1.0;
	/* No rows of experts in NVFP4: MXFP8 is what is known. */
	if (precision == TRAIN_NVFP4 && run->shape.moe)
		precision = TRAIN_MXFP8;
	if (run->software != TRAIN_TUNED)
		power = k->gain_generic;
	else if (run->shape.moe)
		power = k->gain_tuned_moe;
	return pow(compute->train_gain[precision], power);
}

bool train_runs(const struct train_run *run)
{
	const struct compute_class *compute = run->gpu->compute;

	return compute && compute->train > 0.0 && run->gpu->peak_flops[TENSOR_16BIT] > 0.0 &&
		(!run->shape.moe || compute->train_moe > 0.0) && !isnan(gain_of(run));
}

/* Share of the 16-bit peak that wide products reach on this card. */
TRACE_TEMPLATE double efficiency_of(struct trace *t, const struct train_run *run)
{
	const struct training_constants *k = &run->constants->training;
	const struct gpu *gpu = run->gpu;

	TRACE_CONSTANT(t, train, gpu->compute->train, "train", gpu->compute->id);
	TRACE_CONSTANT(t, software, k->software[run->software], "train_software", train_software_id(run->software));
	TRACE_PART(t, efficiency, train * software);
	if (run->software != TRAIN_TUNED && gpu->compute->train_untuned > 0.0) {
		TRACE_CONSTANT(t, untuned, gpu->compute->train_untuned, "train_untuned", gpu->compute->id);
		TRACE_JOIN(t, efficiency, *, untuned);
	}
	if (gpu->card && gpu->card->train != 1.0) {
		TRACE_CONSTANT(t, card, gpu->card->train, "train_card", gpu->id);
		TRACE_JOIN(t, efficiency, *, card);
	}
	if (run->shape.moe) {
		TRACE_CONSTANT(t, moe, gpu->compute->train_moe, "train_moe", gpu->compute->id);
		TRACE_JOIN(t, efficiency, *, moe);
		if (training_domain(gpu) >= LARGE_DOMAIN) {
			TRACE_CONSTANT(t, domain_gain, k->moe_domain, "train_moe_domain", NULL);
			TRACE_JOIN(t, efficiency, *, domain_gain);
		}
	}
	TRACE_WHOLE(t, efficiency, "train_efficiency");
	return efficiency;
}

/* Products, and what hidden sizes that do not fill the card add to them. */
TRACE_TEMPLATE void count_compute(struct trace *t, const struct train_run *run, struct train_time *time)
{
	const struct training_constants *k = &run->constants->training;
	const struct training_shape *shape = &run->shape;
	const double efficiency = efficiency_of(t, run);

	TRACE_INPUT(t, active, shape->active, NULL);
	TRACE_INPUT(t, span, shape->span, NULL);
	TRACE_INPUT(t, passes, passes_of(run->method), NULL);
	TRACE_CONSTANT(t, again, k->recompute[run->recompute], "train_recompute", train_recompute_id(run->recompute));
	TRACE_INPUT(t, gain, gain_of(run), NULL);
	TRACE_INPUT(t, peak, run->gpu->peak_flops[TENSOR_16BIT], run->gpu->source);
	TRACE_CONSTANT(t, head_again, k->head_again, "train_head_again", NULL);
	TRACE_INPUT(t, head, shape->vocab * shape->hidden, NULL);
	TRACE_CONSTANT(t, attending, k->attention, "train_attention", NULL);
	TRACE_FORMULA(t, linear_flop, 2 * passes * active + 2 * again * (active - (1 - head_again) * head));
	TRACE_FORMULA(t, attention_flop, (6 + 2 * again) * span);
	TRACE_CONSTANT(t, narrow, shape->moe ? k->width_moe : k->width, "train_width", shape->moe ? "moe" : "dense");
	TRACE_INPUT(t, hidden, shape->hidden, NULL);
	TRACE_CONSTANT(t, sped_up, k->width_gain, "train_width_gain", NULL);
	TRACE_FORMULA(t, widening, narrow * sqrt(peak / 312e12) / hidden);
	TRACE_PART(t, compute_s,
		linear_flop / (peak * efficiency) * (1 / gain + widening * (1 - sped_up + sped_up / gain)));
	TRACE_PART(t, attention_s, attention_flop / (peak * efficiency * attending) * (1 + widening));
	TRACE_WHOLE(t, compute_s, "train_compute_s");
	TRACE_WHOLE(t, attention_s, "train_attention_s");
	time->compute = compute_s;
	time->attention = attention_s;
	if (shape->moved > 0.0) {
		TRACE_CONSTANT(t, times, k->moved, "train_moved", NULL);
		TRACE_INPUT(t, moved, shape->moved, NULL);
		TRACE_INPUT(t, bandwidth, run->gpu->bandwidth_bytes_per_s, run->gpu->source);
		TRACE_FORMULA_AS(t, moved_s, "train_moved_s", times * moved * 2 * (1 + again / 3) / bandwidth);
		time->moved = moved_s;
	}
}

/* Bytes of parameters and gradients that a rank exchanges for one micro-batch where the links are those of PCIe.  Ranks
 * of context parallelism hold the same parameters and share in them as those of data parallelism do. */
static double sharded_bytes(const struct train_run *run)
{
	const double ranks = run->gpus / (run->tensor * run->pipeline), ring = (ranks - 1.0) / ranks;
	const double params = run->shape.params;

	if (run->method == TRAIN_QLORA)
		return run->shard == TRAIN_ZERO3 ? 2.0 * run->constants->training.nf4_bytes * params * ring : 0.0;
	if (adapts(run->method))
		return run->shard == TRAIN_ZERO3 ? 2.0 * 2.0 * params * ring : 0.0;
	if (run->shard == TRAIN_ZERO3)
		return 6.0 * params * ring;
	return 4.0 * params * ring / train_micro_batches(run);
}

/* Bytes of a token that tensor parallelism exchanges, of all its GPUs: the sum of what attention and MLP of a layer give,
 * forward, backward and where they are computed again.  A sum goes around the ring twice, at 2 bytes. */
static double summed_bytes(const struct train_run *run)
{
	const double again = run->constants->training.recompute[run->recompute];

	return run->shape.layers * (4.0 + 2.0 * again) * 2.0 * (run->tensor - 1.0) * 2.0 * run->shape.hidden;
}

/* Bytes of a token that context parallelism exchanges: each rank sees keys and values of all others, forward, backward
 * and where attention is computed again, and their gradients come back; at 2 bytes. */
static double passed_bytes(const struct train_run *run)
{
	const double again = run->constants->training.recompute[run->recompute];

	return run->shape.layers * (3.0 + again) * (run->context - 1.0) * 2.0 * 2.0 * run->shape.kv;
}

/* PCIe of the card against PCIe 4. */
static double pcie_scale(const struct gpu *gpu)
{
	return isnan(gpu->pcie_gen) ? 1.0 : pow(2.0, gpu->pcie_gen - 4.0);
}

TRACE_TEMPLATE void count_unpacking(struct trace *t, const struct train_run *run, struct train_time *time)
{
	const struct training_constants *k = &run->constants->training;

	TRACE_CONSTANT(t, unpacked, k->qlora_bytes, "train_qlora_bytes", NULL);
	TRACE_CONSTANT(t, unpack_layer_s, k->qlora_layer_s, "train_qlora_layer_s", NULL);
	TRACE_INPUT(t, layers, run->shape.layers, NULL);
	TRACE_INPUT(t, micro_tokens, run->micro_batch * run->sequence / run->context, NULL);
	TRACE_INPUT(t, bandwidth, run->gpu->bandwidth_bytes_per_s, run->gpu->source);
	TRACE_INPUT(t, active, run->shape.active, NULL);
	TRACE_INPUT(t, again, k->recompute[run->recompute], NULL);
	TRACE_FORMULA_AS(t, unpack_s, "train_unpack_s",
		((2 + again) * unpacked * active / bandwidth + layers * unpack_layer_s) / micro_tokens);
	time->unpack = unpack_s;
}

/* Kernels are launched ahead of the work where the software is compiled or tuned: then the longer of both counts, but
 * for what they cannot overlap. */
TRACE_TEMPLATE void count_launches(struct trace *t, const struct train_run *run, struct train_time *time)
{
	const struct training_constants *k = &run->constants->training;

	TRACE_INPUT(t, layers, run->shape.layers, NULL);
	TRACE_INPUT(t, micro_tokens, run->micro_batch * run->sequence / run->context, NULL);
	TRACE_CONSTANT(t, layer_s, k->layer_s[run->software], "train_layer_s", train_software_id(run->software));
	TRACE_CONSTANT(t, overlap, k->overlap[run->software], "train_overlap", train_software_id(run->software));
	TRACE_INPUT(t, work_s, time->compute + time->attention + time->moved + time->unpack, NULL);
	TRACE_FORMULA(t, all_launches_s, layers * layer_s / micro_tokens);
	TRACE_FORMULA_AS(t, launches_s, "train_launches_s",
		pow(pow(work_s, overlap) + pow(all_launches_s, overlap), 1 / overlap) - work_s);
	time->launches = launches_s;
}

TRACE_TEMPLATE void count_links(struct trace *t, const struct train_run *run, struct train_time *time)
{
	const struct training_constants *k = &run->constants->training;

	TRACE_INPUT(t, micro_tokens, run->micro_batch * run->sequence / run->context, NULL);
	TRACE_CONSTANT(t, pcie, k->pcie_bytes_per_s, "train_pcie_gbs", NULL);
	TRACE_INPUT(t, pcie_gain, pcie_scale(run->gpu), NULL);
	TRACE_INPUT(t, exchanged, sharded_bytes(run), NULL);
	TRACE_INPUT(t, summed, summed_bytes(run), NULL);
	TRACE_INPUT(t, passed, passed_bytes(run), NULL);
	TRACE_FORMULA_AS(t, links_s, "train_links_s", (exchanged / micro_tokens + summed + passed) / (pcie * pcie_gain));
	time->links = links_s;
}

TRACE_TEMPLATE double factor_of(struct trace *t, const struct train_run *run)
{
	const struct training_constants *k = &run->constants->training;
	const double domain = training_domain(run->gpu), stages = run->pipeline;

	TRACE_PART(t, slower, 1);
	if (domain > 1.0 && run->gpus > domain) {
		TRACE_CONSTANT(t, scale, k->scale, "train_scale", NULL);
		TRACE_INPUT(t, gpus, run->gpus, NULL);
		TRACE_ARGUMENT(t, domain, run->gpu->source);
		TRACE_JOIN(t, slower, *, 1 + scale * log2(gpus / domain));
	}
	if (run->tensor > 1.0) {
		TRACE_CONSTANT(t, tensor, k->tensor, "train_tensor", NULL);
		TRACE_INPUT(t, tp, run->tensor, NULL);
		TRACE_JOIN(t, slower, *, 1 + tensor * log2(tp));
	}
	if (stages > 1.0) {
		TRACE_INPUT(t, chunks, run->software == TRAIN_TUNED ? k->interleave : 1.0, NULL);
		TRACE_INPUT(t, micro_batches, train_micro_batches(run), NULL);
		TRACE_ARGUMENT(t, stages, NULL);
		TRACE_JOIN(t, slower, *, 1 + (stages - 1) / (micro_batches * chunks));
	}
	TRACE_WHOLE(t, slower, "train_slower");
	return slower;
}

struct train_time train_time_of(struct trace *t, const struct train_run *run)
{
	struct train_time time = { .factor = 1.0 };

	if (!train_runs(run))
		return (struct train_time){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
	count_compute(t, run, &time);
	if (run->method == TRAIN_QLORA)
		count_unpacking(t, run, &time);
	count_launches(t, run, &time);
	if (run->gpus > 1.0 && training_domain(run->gpu) == 1.0)
		count_links(t, run, &time);
	time.factor = factor_of(t, run);
	time.total =
		(time.compute + time.attention + time.moved + time.launches + time.unpack + time.links) * time.factor;
	return time;
}

enum train_group train_group_of(const struct train_run *run)
{
	if (run->software == TRAIN_OFFLOAD)
		return TRAIN_OFFLOADED;
	if (run->shape.moe)
		return TRAIN_MOE;
	if (adapts(run->method))
		return run->software == TRAIN_TUNED ? TRAIN_ADAPTER_TUNED : TRAIN_ADAPTER;
	return run->software == TRAIN_TUNED ? TRAIN_DENSE_TUNED : TRAIN_DENSE;
}

static struct band_factor factor_for(const struct training_constants *k, enum train_group group)
{
	return (struct band_factor){ k->band_low[group], k->band_high[group] };
}

/* From so many rows on a card counts as measured. */
static const double MANY_ROWS = 5.0;

struct band train_rate(struct trace *t, const struct train_run *run)
{
	const struct training_constants *k = &run->constants->training;
	const struct card *card = run->gpu->card;
	const struct train_time time = train_time_of(t, run);
	struct band_factor factor = factor_for(k, train_group_of(run));
	double rate = run->gpus / time.total;

	if (!card || !(card->train_rows >= 1.0))
		factor = band_factor_at_least(factor, factor_for(k, TRAIN_EXTRAPOLATED));
	else if (card->train_rows < MANY_ROWS)
		factor = band_factor_at_least(factor, factor_for(k, TRAIN_FEW_ROWS));
	return isnan(rate) ? band_unknown() : band_around(rate, factor);
}

double train_model_flops(const struct train_run *run)
{
	return 2.0 * passes_of(run->method) * run->shape.active + 6.0 * run->shape.span;
}
