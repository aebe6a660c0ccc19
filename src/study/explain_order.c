/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of a line's terms where it is not that of the formula: readers of the JSON may rely on it. */
#include <ctype.h>
#include <string.h>

#include "study/explain_order.h"

/* These symbols come first, in this order; the others follow in the order of the formula. */
static const struct {
	const char *figure, *symbols;
} table[] = {
	{ "weights", "attention_bytes dense_bytes other_bytes expert_bytes end_bytes" },
	{ "activations", "T d heads mlp k expert vocab seqs" },
	{ "kv_per_sequence", "state tokens full_tokens window_tokens" },
	{ "kv_prefill", "window_bytes step" },
	{ "max_concurrency_full", "kv_pool kv_per_sequence kv_prefill" },
	{ "read_i", "kv_heads tp entry_i indexer" },
	{ "prompt_attention_s", "batch carried scores s0_fa seen flop bytes peak bandwidth e_fa" },
	{ "one_all_reduce_s", "latency bandwidth long_latency long_bandwidth fewer more" },
	{ "fewer_gpus_s", "latency bandwidth long_latency long_bandwidth" },
	{ "more_gpus_s", "latency bandwidth long_latency long_bandwidth" },
	{ "link_latency_s", "latency more_latency fewer more" },
	{ "link_bandwidth", "bandwidth bandwidth_large more_bandwidth more_bandwidth_large fewer more group" },
	{ "host_s", "t_host t_seq" },
	{ "admitted_s", "t_req k_pre isolated_s step_s q_ttft queue mix t_front prompt_cost_s in_flight beta" },
	{ "usd_per_m_tokens", "usd_per_m_output prompt" },
};

/* Whether the symbol is that word; "_i" at its end stands for a number. */
static bool is_word(const char *symbol, const char *word, size_t n)
{
	size_t stem = n > 2 && word[n - 2] == '_' && word[n - 1] == 'i' ? n - 2 : n;

	if (strncmp(symbol, word, stem) != 0)
		return false;
	symbol += stem;
	if (stem < n && !isdigit((unsigned char)*symbol))
		return false;
	while (stem < n && isdigit((unsigned char)*symbol))
		symbol++;
	return *symbol == '\0';
}

/* The symbol's place among the words, from 0; their number where it is not among them. */
static int place_of(const char *symbol, const char *prefix, const char *words)
{
	size_t skipped = strlen(prefix);
	int place = 0;

	if (strncmp(symbol, prefix, skipped) == 0)
		symbol += skipped;
	for (; *words; place++) {
		size_t n = strcspn(words, " ");

		if (is_word(symbol, words, n))
			return place;
		words += n;
		words += strspn(words, " ");
	}
	return place;
}

void explain_order(struct explaining *x, const char *figure, const char *prefix)
{
	struct explain_term *terms = x->line->terms;
	const char *words = NULL;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].figure, figure) == 0)
			words = table[i].symbols;
	for (int i = 1; words && i < x->line->term_count; i++) {
		const struct explain_term term = terms[i];
		int place = place_of(term.symbol, prefix, words), to = i;

		for (; to > 0 && place_of(terms[to - 1].symbol, prefix, words) > place; to--)
			terms[to] = terms[to - 1];
		terms[to] = term;
	}
}
