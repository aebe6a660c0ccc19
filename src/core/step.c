/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step model: soft rooflines per weight group, expert coverage, attention, links, fixed times. */
#include "config.h"

#include "core/step.h"

#include <math.h>

static const double BYTES_16BIT = 2.0;

double soft_max(double a, double b, double p)
{
	double high = fmax(a, b), low = fmin(a, b);

	if (!(low > 0.0))
		return high;
	return high * pow(1.0 + pow(low / high, p), 1.0 / p);
}

/* Adds soft_max(stream, multiply) to the step, split between its two causes by their sizes. */
static void add_roofline(struct step_time *t, struct roofline r, double p)
{
	double whole = soft_max(r.stream_s, r.token_s, p);
	double sum = r.stream_s + r.token_s;

	if (!(sum > 0.0))
		return;
	t->weights_s += whole * r.stream_s / sum;
	t->compute_s += whole * r.token_s / sum;
}

/* gpuplan-model(7), 2.2 Experts: routing reaches this share of the experts with N tokens. */
static double expert_coverage(const struct step_model *m, double tokens)
{
	return 1.0 - pow(m->miss, pow(tokens, m->gamma));
}

/* What the experts reached cost; under expert parallelism the fullest rank counts. */
static struct roofline expert_seconds(const struct step_model *m, double tokens)
{
	const struct model_counts *c = &m->d->model->counts;
	double coverage = expert_coverage(m, tokens);
	double more_bytes = 1.0, more_work = 1.0;

	if (m->imbalance > 0.0) {
		double tokens_per_rank = tokens * c->top_k / m->d->layout.expert;

		more_bytes = fmin(1.0 / coverage,
				  1.0 + m->imbalance / sqrt(m->experts_per_rank * coverage));
		more_work = 1.0 + m->imbalance / sqrt(tokens_per_rank);
	}
	return (struct roofline) { m->experts.stream_s * coverage * more_bytes,
				   m->experts.token_s * tokens * more_work, 0.0 };
}

static struct roofline at_tokens(const struct roofline *r, double tokens)
{
	return (struct roofline) { r->stream_s, r->token_s * (tokens + r->fill_tokens), 0.0 };
}

struct roofline step_part_seconds(const struct step_model *m, enum step_part_id id, double tokens)
{
	switch (id) {
	case STEP_ATTENTION:
		return at_tokens(&m->attention, tokens / m->d->layout.data);
	case STEP_DENSE:
		return at_tokens(&m->dense, tokens);
	case STEP_HEAD:
		return at_tokens(&m->head, tokens);
	default:
		return expert_seconds(m, tokens);
	}
}

double step_part_exponent(const struct step_model *m, enum step_part_id id)
{
	/* Grouped kernels load and multiply one after the other: p_moe is near the plain sum. */
	return id == STEP_EXPERTS ? m->d->constants->p_moe : m->p;
}

static void add_part(struct step_time *t, const struct step_model *m, enum step_part_id id,
		     double tokens)
{
	add_roofline(t, step_part_seconds(m, id, tokens), step_part_exponent(m, id));
}

static void add_decode_attention(struct step_time *t, const struct step_model *m, double sequences,
				 double context)
{
	const struct deployment *d = m->d;
	double per_rank = sequences / d->layout.data;
	double read_s = per_rank * model_kv_read_bytes(d->model, context, d->kv->bytes, d->layout.tensor) /
			m->kv_rate;
	double latent_s = 0.0;
	double whole;

	if (d->model->counts.mla_layers > 0.0)
		latent_s = per_rank * model_decode_attention_flops(d->model, context) /
			   d->layout.tensor / m->latent_flops;
	whole = soft_max(read_s, latent_s, m->p);
	if (whole > 0.0) {
		t->kv_s += whole * read_s / (read_s + latent_s);
		t->compute_s += whole * latent_s / (read_s + latent_s);
	}
}

double step_prompt_attention_s(const struct step_model *m, double prompt, double seen)
{
	const struct deployment *d = m->d;
	double ranks = d->layout.data * d->layout.tensor;

	/* Without flash attention the score matrix goes through memory (2.6). */
	if (isnan(m->prompt_flops))
		return d->constants->lc_score_bytes * prompt * model_prefill_scores(d->model,
										    seen) /
		       (ranks * d->gpu->bandwidth_bytes_per_s);
	/* A prompt of S tokens sees S/2: tiles on the diagonal and the start cost S0/S. */
	return prompt * model_prefill_attention_flops(d->model, seen) *
	       (1.0 + m->prompt_half / fmax(1.0, 2.0 * seen)) / (ranks * m->prompt_flops);
}

double step_all_reduce_s(const struct step_model *m, double bytes)
{
	return link_all_reduce_s(m->tensor_link, m->d->engine->collectives, m->d->layout.tensor, bytes);
}

double step_exchange_bytes(const struct deployment *d)
{
	return (d->format->bytes_per_weight > 1.1 ? BYTES_16BIT : 1.0) + BYTES_16BIT;
}

/* gpuplan-model(7), 2.4 Exchange: every expert layer gathers the tokens of all ranks and scatters them. */
static double token_exchange_s(const struct step_model *m, double tokens)
{
	const struct deployment *d = m->d;
	const struct constants *k = d->constants;
	double group = layout_group(&d->layout);
	double bytes = tokens * (group - 1.0) / group * d->model->hidden * step_exchange_bytes(d);
	struct link_rate r = link_rate(m->group_link, group, bytes);
	double factor = (m->group_link->kind == LINK_PCIE ? k->a2a_pcie : k->a2a) *
			(d->engine->server && d->profile == d->engine->default_profile ? k->a2a_server : 1.0);

	return factor * d->model->counts.moe_layers * (2.0 * r.alpha_s + bytes / r.beta_bytes_per_s);
}

struct step_exchange step_exchange(const struct step_model *m, double tokens)
{
	const struct deployment *d = m->d;
	const struct layout *l = &d->layout;
	const struct model_counts *c = &d->model->counts;
	double token_bytes = d->model->hidden * BYTES_16BIT;
	struct step_exchange e = { 0 };

	if (l->tensor > 1.0)
		e.all_reduce_s = d->profile->ar_x * 2.0 * c->layers *
				 step_all_reduce_s(m, tokens / l->data * token_bytes);
	if (l->data > 1.0 && c->moe_layers > 0.0)
		e.tokens_s = token_exchange_s(m, tokens);
	if (l->pipeline > 1.0 && !d->engine->splits_layers) {
		struct link_rate r = link_rate(m->group_link, 2.0, tokens * token_bytes);

		e.stages_s = (l->pipeline - 1.0) *
			     (d->constants->pp_boundary_s + tokens * token_bytes / r.beta_bytes_per_s);
	}
	return e;
}

struct step_time step_evaluate(const struct step_model *m, double sequences, double context,
			       double prompt, double seen)
{
	const struct deployment *d = m->d;
	const struct constants *k = d->constants;
	struct step_time t = { 0 };
	struct step_exchange exchange;
	/* Pipeline stages work on different parts of the batch at the same time. */
	double batch = fmax(fmin(sequences, 1.0), sequences / m->stages);
	double tokens = batch + prompt;
	double rank_tokens = tokens / d->layout.data;
	double rows = batch + (prompt > 0.0 ? fmax(1.0, prompt / k->head_chunk_tokens) : 0.0);

	add_part(&t, m, STEP_ATTENTION, tokens);
	add_part(&t, m, STEP_DENSE, tokens);
	add_part(&t, m, STEP_HEAD, rows);
	if (d->model->counts.moe_layers > 0.0)
		add_part(&t, m, STEP_EXPERTS, tokens);
	if (batch > 0.0)
		add_decode_attention(&t, m, batch, context);
	if (prompt > 0.0)
		t.compute_s += step_prompt_attention_s(m, prompt, seen);
	t.overhead_s += m->token_act_s * rank_tokens;
	exchange = step_exchange(m, tokens);
	t.communication_s = exchange.all_reduce_s + exchange.tokens_s + exchange.stages_s;
	t.overhead_s += m->layer_fixed_s + m->host_s + m->sequence_s * batch / d->layout.data;
	t.total_s = t.weights_s + t.kv_s + t.compute_s + t.communication_s + t.overhead_s;
	return t;
}

double step_prompts_s(const struct step_model *m, double tokens, double seen, double chunk)
{
	const double stages = m->d->layout.pipeline;
	double chunks = ceil(tokens / chunk);
	double t = chunks * step_evaluate(m, 0.0, 0.0, tokens / chunks, seen).total_s;

	if (stages > 1.0) {
		double waves = fmax(1.0, tokens / chunk);
		double exponent = m->d->engine->splits_layers ? m->d->constants->lc_pp : 1.0;

		t *= pow((waves + stages - 1.0) / (waves * stages), exponent);
	}
	return t;
}

double step_prompt_s(const struct step_model *m, double tokens, double cached, double chunk)
{
	/* Equal chunks see half the new tokens on average; their number is what matters. */
	return step_prompts_s(m, tokens, cached + tokens / 2.0, chunk);
}
