/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining what attention reads and multiplies, one kind of layer after the other. */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "study/explain_lines.h"

/* A sum over the kinds of attention layers: one line each, and the line of the sum. */
struct layer_sum {
	const char *id;    /* of the sum; those of the kinds have their number behind it */
	const char *meaning, *layer_meaning; /* untranslated */
	enum metric_unit unit;
	double total;
	double tokens; /* that attention looks back on */
	bool (*counts)(const struct attention *a);
	double (*one)(struct explaining *x, const struct attention *a, int number, double tokens);
};

static bool is_attention(const struct attention *a)
{
	return a->kind != ATTENTION_NONE;
}

static bool is_latent(const struct attention *a)
{
	return a->kind == ATTENTION_MLA;
}

/* "min(context, window, topk)": entries of one layer that a token looks at. */
static double add_seen(struct explaining *x, const struct attention *a, const char *id, double tokens)
{
	const char *source = x->d->model->source;
	bool capped = !isnan(a->window) || !isnan(a->indexer_topk);

	explain_earlier(x, id);
	explain_add_formula(x, capped ? "min(%s" : "%s", id);
	if (!isnan(a->window)) {
		explain_add_formula(x, ", window");
		explain_term(x, "window", a->window, UNIT_NONE, N_("tokens of the window"), source);
		tokens = fmin(tokens, a->window);
	}
	if (!isnan(a->indexer_topk)) {
		explain_add_formula(x, ", topk");
		explain_term(x, "topk", a->indexer_topk, UNIT_NONE,
			     N_("tokens that sparse attention picks"), source);
		tokens = fmin(tokens, a->indexer_topk);
	}
	if (capped)
		explain_add_formula(x, ")");
	return tokens;
}

static void size_term(struct explaining *x, const char *symbol, double value, const char *meaning)
{
	explain_term(x, symbol, value, UNIT_NONE, meaning, x->d->model->source);
}

/* Whole heads are read, latents in full on every GPU; index keys of all tokens. */
static double read_of_one(struct explaining *x, const struct attention *a, int number, double tokens)
{
	double tp = x->d->layout.tensor, share = 1.0, entry;
	char id[EXPLAIN_SYMBOL];

	snprintf(id, sizeof id, "entry%d", number);
	if (a->kind == ATTENTION_GQA) {
		share = ceil(a->kv_heads / tp) / a->kv_heads;
		explain_add_formula(x, "ceil(kv_heads / tp) / kv_heads * ");
		size_term(x, "kv_heads", a->kv_heads, N_("KV heads"));
		explain_number(x, "tp", tp, N_("tensor-parallel size"));
	}
	entry = explain_earlier(x, id);
	if (a->indexer_bytes > 0.0) {
		explain_add_formula(x, "(context * indexer + (%s - indexer) * ", id);
		explain_term(x, "indexer", a->indexer_bytes, UNIT_BYTES, N_("index key of sparse attention"),
			     x->d->model->source);
	} else {
		explain_add_formula(x, "(%s * ", id);
	}
	entry = tokens * a->indexer_bytes +
		(entry - a->indexer_bytes) * add_seen(x, a, "context", tokens);
	explain_add_formula(x, ")");
	return share * entry;
}

static double heads_times(struct explaining *x, const struct attention *a, double tokens, const char *id)
{
	double seen = add_seen(x, a, id, tokens);

	explain_add_formula(x, " * heads");
	size_term(x, "heads", a->heads, N_("query heads"));
	return seen * a->heads;
}

static double flop_of_one(struct explaining *x, const struct attention *a, int number, double tokens)
{
	double v_dim = a->kind == ATTENTION_LATENT ? a->k_dim : a->v_dim;
	double products = heads_times(x, a, tokens, "seen");

	(void)number;
	explain_add_formula(x, " * 2 * (k_dim + v_dim)");
	size_term(x, "k_dim", a->k_dim, N_("key size of a head"));
	size_term(x, "v_dim", v_dim, N_("value size of a head"));
	return products * 2.0 * (a->k_dim + v_dim);
}

static double scores_of_one(struct explaining *x, const struct attention *a, int number, double tokens)
{
	(void)number;
	return heads_times(x, a, tokens, "seen");
}

static double latent_of_one(struct explaining *x, const struct attention *a, int number, double tokens)
{
	double products = heads_times(x, a, tokens, "context");

	(void)number;
	explain_add_formula(x, " * 2 * (2 * kv_rank + rope)");
	size_term(x, "kv_rank", a->kv_rank, N_("latent size"));
	size_term(x, "rope", a->rope_dim, N_("rope size"));
	return products * 2.0 * (2.0 * a->kv_rank + a->rope_dim);
}

static void add_layers(struct explaining *x, const struct layer_sum *sum, int number, double count)
{
	char symbol[EXPLAIN_SYMBOL];

	explain_add_formula(x, "%sn%d * %s%d", *x->line->formula ? " + " : "", number, sum->id, number);
	snprintf(symbol, sizeof symbol, "n%d", number);
	size_term(x, symbol, count, N_("layers of this kind"));
	snprintf(symbol, sizeof symbol, "%s%d", sum->id, number);
	explain_earlier(x, symbol);
}

/* Kinds whose entries are counted in steps stay one figure, as in the memory section. */
static void explain_given(struct explaining *x, const struct layer_sum *sum)
{
	explain_line(x, sum->id, sum->meaning, "given", sum->total, sum->unit);
	explain_term(x, "given", sum->total, sum->unit,
		     N_("counted layer by layer: windows, compressed entries, state"), x->d->model->source);
}

static void explain_sum_of_layers(struct explaining *x, const struct layer_sum *sum, double state)
{
	const struct model *model = x->d->model;
	char id[EXPLAIN_SYMBOL];

	if (!explain_is_plain(model)) {
		explain_given(x, sum);
		return;
	}
	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;

		if (!sum->counts(a))
			continue;
		snprintf(id, sizeof id, "%s%d", sum->id, i + 1);
		explain_line(x, id, sum->layer_meaning, "", NAN, sum->unit);
		x->line->value = sum->one(x, a, i + 1, sum->tokens);
	}
	explain_line(x, sum->id, sum->meaning, state > 0.0 ? "state / tp" : "", sum->total, sum->unit);
	if (state > 0.0) {
		explain_term(x, "state", state, UNIT_BYTES, N_("recurrent state of one request"), model->source);
		explain_number(x, "tp", x->d->layout.tensor, N_("tensor-parallel size"));
	}
	for (int i = 0; i < model->group_count; i++)
		if (sum->counts(&model->groups[i].attention))
			add_layers(x, sum, i + 1, model->groups[i].count);
	if (!*x->line->formula)
		explain_add_formula(x, "0");
}

void explain_read(struct explaining *x, double context)
{
	const struct deployment *d = x->d;
	const struct layer_sum sum = {
		.id = "read", .unit = UNIT_BYTES, .tokens = context, .counts = is_attention, .one = read_of_one,
		.meaning = N_("cache of one request of mean length that one GPU reads"),
		.layer_meaning = N_("cache that one GPU reads of one layer of this kind"),
		.total = model_kv_read_bytes(d->model, context, d->kv->bytes, d->layout.tensor),
	};

	explain_line(x, "context", N_("tokens of a request of mean length: half of its answer is there"),
		     "prompt + output / 2", context, UNIT_NUMBER);
	explain_number(x, "prompt", x->s->number[PARAMETER_PROMPT], N_("mean prompt length in tokens"));
	explain_number(x, "output", x->s->number[PARAMETER_OUTPUT], N_("mean answer length in tokens"));
	explain_sum_of_layers(x, &sum, model_state_bytes(d->model));
}

void explain_latent_flop(struct explaining *x, double context)
{
	const struct layer_sum sum = {
		.id = "latent_flop", .unit = UNIT_NUMBER, .tokens = context, .counts = is_latent,
		.one = latent_of_one,
		.meaning = N_("FLOP of absorbed attention of one request of mean length"),
		.layer_meaning = N_("FLOP of absorbed attention in one layer of this kind"),
		.total = model_decode_attention_flops(x->d->model, context),
	};

	explain_sum_of_layers(x, &sum, 0.0);
}

void explain_prompt_work(struct explaining *x, bool flash, double seen)
{
	const struct layer_sum sum = {
		.id = flash ? "flop" : "scores", .unit = UNIT_NUMBER, .tokens = seen, .counts = is_attention,
		.one = flash ? flop_of_one : scores_of_one,
		.meaning = flash ? N_("FLOP of one token's attention to that many, all layers")
				 : N_("scores of one token's attention to that many, all layers"),
		.layer_meaning = flash ? N_("FLOP of one token's attention in one layer of this kind")
				       : N_("scores of one token's attention in one layer of this kind"),
		.total = flash ? model_prefill_attention_flops(x->d->model, seen)
			       : model_prefill_scores(x->d->model, seen),
	};

	explain_sum_of_layers(x, &sum, 0.0);
}
