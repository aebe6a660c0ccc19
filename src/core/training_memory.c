/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights, gradients, states and activations of one GPU. */
#include "core/training_memory.h"

/* Bytes of a parameter in 16 bits, and of one with its master weight and two moments in a checkpoint. */
static const double HALF_BYTES = 2.0, RESUME_BYTES = 14.0;

/* Of a parameter of a 4-bit base in a layer that is whole: with its scales and buffers. */
static const double GATHERED_NF4_BYTES = 0.6;

/* Within so much of the limit the error of the estimate decides. */
static const double NEAR = 0.9;

static bool adapts(const struct train_run *run)
{
	return run->method >= TRAIN_LORA;
}

static double adapter_params(const struct train_run *run)
{
	return adapts(run) ? run->rank * run->shape.adapted : 0.0;
}

/* GPUs that hold different parts of the model. */
static double split(const struct train_run *run)
{
	return run->tensor * run->pipeline;
}

static double weight_bytes(const struct train_run *run)
{
	const double params = run->shape.params, linear = run->shape.linear;

	if (run->method == TRAIN_QLORA)
		return run->constants->training.nf4_bytes * linear + HALF_BYTES * (params - linear);
	/* Narrow formats keep a cast copy of the weights beside them. */
	return (HALF_BYTES + (run->precision != TRAIN_BF16 && !adapts(run) ? 1.0 : 0.0)) * params;
}

static double gradient_bytes(const struct train_run *run)
{
	return adapts(run) ? 0.0 : run->constants->training.gradient_bytes[run->optimizer] * run->shape.params;
}

static double optimizer_bytes(const struct train_run *run)
{
	return adapts(run) ? 0.0 : run->constants->training.optimizer_bytes[run->optimizer] * run->shape.params;
}

static double adapter_bytes(const struct train_run *run)
{
	return run->constants->training.adapter_bytes * adapter_params(run);
}

double train_states_bytes(const struct train_run *run)
{
	return weight_bytes(run) + gradient_bytes(run) + optimizer_bytes(run) + adapter_bytes(run);
}

double train_checkpoint_bytes(const struct train_run *run)
{
	return RESUME_BYTES * (adapts(run) ? adapter_params(run) : run->shape.params);
}

/* Fused kernels keep what enters both norms, queries, keys, values and the output of attention, and what enters the
 * activation in 16 bits, and what enters the matrices once more in the format of the products. */
static double fused_layer_bytes(const struct train_run *run)
{
	const struct training_shape *shape = &run->shape;
	const double narrow = run->precision == TRAIN_BF16 ? HALF_BYTES : 1.0;
	const double output = run->precision == TRAIN_BF16 ? HALF_BYTES : HALF_BYTES + narrow;

	return 2.0 * (HALF_BYTES + narrow) * shape->hidden + HALF_BYTES * (shape->query + 2.0 * shape->kv) +
		output * shape->query + ((shape->gated ? 2.0 : 1.0) * HALF_BYTES + narrow) * shape->mlp;
}

/* Bytes that one layer keeps of a token for the backward pass. */
static double layer_bytes(const struct train_run *run)
{
	const struct training_shape *shape = &run->shape;
	const double attention = 2.0 * (shape->query + 2.0 * shape->kv);

	/* Experts keep what they permute besides. */
	if (run->software == TRAIN_TUNED && !shape->moe)
		return fused_layer_bytes(run);
	return shape->gated ? 14.0 * shape->hidden + attention + 8.0 * shape->mlp
			    : 6.0 * shape->hidden + attention + 2.0 * shape->mlp;
}

/* Micro-batches whose activations are kept at once in the first stage of a pipeline. */
static double alive(const struct train_run *run)
{
	return min(run->pipeline, train_micro_batches(run));
}

/* Bytes that one token keeps; with a trace, the formulas. */
TRACE_TEMPLATE double token_bytes(struct trace *t, const struct train_run *run)
{
	const struct training_constants *k = &run->constants->training;

	TRACE_INPUT(t, layers, run->shape.layers / run->pipeline, NULL);
	TRACE_INPUT(t, hidden, run->shape.hidden, NULL);
	TRACE_INPUT(t, vocab, run->shape.vocab, NULL);
	TRACE_INPUT(t, layer_bytes_kept, layer_bytes(run), NULL);
	TRACE_CONSTANT(t, logit_bytes, k->logit_bytes[run->software], "train_logit_bytes",
		train_software_id(run->software));
	TRACE_PART(t, kept, layers * layer_bytes_kept);
	if (run->recompute == RECOMPUTE_SELECTIVE) {
		TRACE_CONSTANT(t, selective, k->selective, "train_selective", NULL);
		TRACE_JOIN(t, kept, *, selective);
	} else if (run->recompute == RECOMPUTE_FULL) {
		kept = 2 * hidden * layers + layer_bytes_kept;
		TRACE_DO(
			t, trace_formula(t, TRACE_PIECE, "kept", NULL, "2 * hidden * layers + layer_bytes_kept", kept));
	}
	TRACE_INPUT(t, batches, alive(run), NULL);
	TRACE_FORMULA_AS(t, token, "train_token_bytes", kept * batches + logit_bytes * vocab);
	return token;
}

/* GPUs among which weights are divided on average: experts are by expert parallelism at least. */
static double shared_by(const struct train_run *run, double data)
{
	const double experts = run->shape.experts / run->shape.params;

	return 1.0 / ((1.0 - experts) / data + experts / max(data, run->expert));
}

/* Layers that are whole for the moment, of which each GPU has its own experts. */
TRACE_TEMPLATE double gathered_bytes(struct trace *t, const struct train_run *run)
{
	TRACE_CONSTANT(t, whole, run->constants->training.gathered_layers, "train_gathered_layers", NULL);
	TRACE_INPUT(t, linear, run->shape.linear, NULL);
	TRACE_INPUT(t, experts, run->shape.experts, NULL);
	TRACE_INPUT(t, ep, run->expert, NULL);
	TRACE_INPUT_AS(t, all_layers, "layers", run->shape.layers, NULL);
	TRACE_INPUT(t, bytes, run->method == TRAIN_QLORA ? GATHERED_NF4_BYTES : HALF_BYTES, NULL);
	TRACE_INPUT(t, shared, split(run), NULL);
	TRACE_FORMULA_AS(t, gathered, "train_gathered",
		whole * bytes * (linear - experts + experts / ep) / all_layers / shared);
	return gathered;
}

/* Sets what does not depend on the micro-batch. */
TRACE_TEMPLATE void count_states(struct trace *t, const struct train_run *run, struct train_memory *m)
{
	const double data = train_data_gpus(run) * run->context, part = split(run);

	TRACE_INPUT_AS(t, all_weights, "train_all_weights", weight_bytes(run), NULL);
	TRACE_INPUT_AS(t, all_gradients, "train_all_gradients", gradient_bytes(run), NULL);
	TRACE_INPUT_AS(t, all_states, "train_all_states", optimizer_bytes(run), NULL);
	TRACE_INPUT_AS(t, all_adapters, "train_all_adapters", adapter_bytes(run), NULL);
	TRACE_INPUT(t, weights_over, part * shared_by(run, run->shard >= TRAIN_ZERO3 ? data : 1.0), NULL);
	TRACE_INPUT(t, gradients_over, part * shared_by(run, run->shard >= TRAIN_ZERO2 ? data : 1.0), NULL);
	TRACE_INPUT(t, states_over, part * shared_by(run, run->shard >= TRAIN_ZERO1 ? data : 1.0), NULL);
	TRACE_FORMULA_AS(t, weights, "train_weights", all_weights / weights_over);
	TRACE_FORMULA_AS(t, gradients, "train_gradients", all_gradients / gradients_over);
	TRACE_FORMULA_AS(t, states, "train_optimizer", all_states / states_over);
	TRACE_FORMULA_AS(t, adapters, "train_adapters", all_adapters / states_over);
	m->weights = weights;
	m->gradients = gradients;
	m->optimizer = states;
	m->adapters = adapters;
	if (run->shard >= TRAIN_ZERO3 && data > 1.0)
		m->gathered = gathered_bytes(t, run);
}

/* What is streamed from the host has two layers on the GPU at a time, with their gradients. */
TRACE_TEMPLATE void count_streamed(struct trace *t, const struct train_run *run, struct train_memory *m)
{
	TRACE_INPUT_AS(t, adapters, "train_adapters", adapter_bytes(run), NULL);
	m->adapters = adapters;
	m->gathered = gathered_bytes(t, run) * (adapts(run) ? 1.0 : 2.0);
}

static double usable_of(const struct train_run *run)
{
	return run->constants->training.usable * run->gpu->memory_bytes;
}

static enum fit fit_of(const struct train_memory *m)
{
	/* What is not known does not fit. */
	if (!(m->total <= m->usable))
		return FIT_NO;
	return m->total > NEAR * m->usable ? FIT_TIGHT : FIT_YES;
}

struct train_memory train_memory_of(struct trace *t, const struct train_run *run)
{
	const struct training_constants *k = &run->constants->training;
	struct train_memory m = { .capacity = run->gpu->memory_bytes, .usable = usable_of(run) };
	double token;

	if (run->software == TRAIN_OFFLOAD)
		count_streamed(t, run, &m);
	else
		count_states(t, run, &m);
	token = token_bytes(t, run);
	TRACE_INPUT(t, micro_tokens, run->micro_batch * run->sequence / run->context, NULL);
	TRACE_INPUT(t, tp, run->tensor, NULL);
	TRACE_FORMULA_AS(t, activations, "train_activations", micro_tokens * token / tp);
	TRACE_CONSTANT(t, allocator, k->allocator, "train_allocator", NULL);
	TRACE_CONSTANT(t, context_bytes, k->context_bytes, "train_context_bytes", NULL);
	m.activations = activations;
	m.runtime =
		(m.weights + m.gradients + m.optimizer + m.adapters + m.gathered + activations) * (allocator - 1.0) +
		context_bytes;
	m.total = m.weights + m.gradients + m.optimizer + m.adapters + m.gathered + m.activations + m.runtime;
	TRACE_DO(t, trace_given(t, "train_memory", m.total, "all of it", NULL));
	m.fit = fit_of(&m);
	return m;
}

double train_most_micro_batch(const struct train_run *run)
{
	struct train_run one = *run;
	struct train_memory m;
	double each, fixed;

	one.micro_batch = 1.0;
	m = train_memory_of(NULL, &one);
	if (m.fit == FIT_NO)
		return 0.0;
	each = m.activations * run->constants->training.allocator;
	fixed = m.total - each;
	return max(1.0, floor((NEAR * m.usable - fixed) / each + 1e-9));
}
