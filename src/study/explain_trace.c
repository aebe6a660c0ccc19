/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making lines of what a trace holds: formulas put together, values with words and sources. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "study/explain_order.h"
#include "study/metric_value.h"
#include "study/explain_trace.h"
#include "study/replica.h"

/* What a name means. */
struct words {
	const char *key;
	enum metric_unit unit;
	const char *meaning;
	enum metric metric; /* METRIC_COUNT: none */
};

static const struct words table[] = {
#define WORD(key, unit, meaning) { key, UNIT_##unit, meaning, METRIC_COUNT },
#define FIGURE(key, metric) { key, UNIT_NONE, NULL, METRIC_##metric },
#include "study/explain-table.h"
#undef WORD
#undef FIGURE
};

/* Where the text of a formula is read: names in it are looked up before `at`. */
struct place {
	const struct trace *t;
	int at, number;
};

/* The id with the step's prefix, and the number in place of "_i". */
static void add_shown(struct text *out, const struct trace_entry *entry)
{
	size_t n = strlen(entry->id);

	text_add(out, entry->prefix);
	if (n > 2 && strcmp(entry->id + n - 2, "_i") == 0) {
		text_add_n(out, entry->id, n - 2);
		text_add_whole(out, entry->number);
	} else {
		text_add(out, entry->id);
	}
}

static const struct words *find_words(const char *prefix, const char *key)
{
	size_t n = strlen(prefix);

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strncmp(table[i].key, prefix, n) == 0 && strcmp(table[i].key + n, key) == 0)
			return &table[i];
	return NULL;
}

static struct words label_of(const struct trace_entry *entry)
{
	const struct words *found = NULL;
	struct words words = { .unit = UNIT_NUMBER, .meaning = entry->id, .metric = METRIC_COUNT };

	if (entry->meaning)
		found = find_words("", entry->meaning);
	if (!found && *entry->prefix) {
		found = find_words(entry->prefix, entry->id);
		found = found ? found : find_words("@", entry->id);
	}
	if (!found)
		found = find_words("", entry->id);
	if (found)
		words = *found;
	if (words.metric != METRIC_COUNT) {
		words.meaning = metric_row(words.metric)->help;
		words.unit = metric_row(words.metric)->unit;
	}
	return words;
}

/* The id in parameters.json. */
static void add_constant(struct explaining *x, const struct trace_entry *entry, const char *symbol)
{
	TEXT(id);

	text_add(&id, entry->constant);
	if (entry->variant)
		text_addf(&id, "/%s", entry->variant);
	if (entry->by == TRACE_BY_TENSOR)
		text_addf(&id, "/%s", TENSOR_WORDS[entry->which]);
	if (entry->by == TRACE_BY_EXPERTS)
		text_addf(&id, "/%s", EXPERT_WORDS[entry->which]);
	explain_constant(x, symbol, entry->value, id.data);
}

/* Once a line. */
static void add_term(struct explaining *x, const struct trace_entry *entry)
{
	static const char *const evidence[] = { [TRACE_MEASURED] = "measured", [TRACE_ASSUMED] = "assumed" };
	TEXT(symbol);
	bool there = false;

	add_shown(&symbol, entry);
	for (int i = 0; i < x->line->term_count; i++)
		there = there || strcmp(x->line->terms[i].symbol, symbol.data) == 0;
	if (!there && entry->constant) {
		add_constant(x, entry, symbol.data);
	} else if (!there) {
		struct words words = label_of(entry);

		explain_term(x, symbol.data, entry->value, words.unit, words.meaning, entry->source);
		x->line->terms[x->line->term_count - 1].evidence = evidence[entry->evidence];
	}
}

/* Whether a text has one of the operators outside of parentheses. */
static bool has_operator(const char *text, const char *operators)
{
	int depth = 0;

	for (; *text; text++) {
		depth += (*text == '(') - (*text == ')');
		if (depth == 0 && strchr(operators, *text) && text[1] == ' ')
			return true;
	}
	return false;
}

static void add_text(struct explaining *x, struct text *out, const char *text, struct place place);

/* "a" and "b" become "min(a, b)", then "min(a, b, c)". */
static void add_least(struct text *whole, const char *added)
{
	char *inside = text_take(whole);
	size_t n = strlen(inside);

	if (strncmp(inside, "min(", 4) == 0 && n > 0 && inside[n - 1] == ')')
		text_add_n(whole, inside, n - 1);
	else
		text_addf(whole, "min(%s", inside);
	text_addf(whole, ", %s)", added);
	free(inside);
}

/* The formula of a piece, with what was added to it before the place. */
static void add_piece(struct explaining *x, struct text *out, const struct trace_entry *piece, struct place place)
{
	const struct trace *t = place.t;
	int first = (int)(piece - t->entries);
	TEXT(whole);

	add_text(x, &whole, piece->text, (struct place){ t, first, piece->number });
	for (int i = first + 1; i < place.at; i++) {
		const struct trace_entry *more = &t->entries[i];
		bool times = more->joint == '*' || more->joint == '/';
		TEXT(added);

		if (more->kind != TRACE_MORE || strcmp(more->name, piece->name) != 0)
			continue;
		add_text(x, &added, more->text, (struct place){ t, i, more->number });
		if (more->joint == ',') {
			add_least(&whole, added.data);
		} else if (strcmp(whole.data, "0") == 0 && more->joint == '+') {
			text_clear(&whole);
			text_add(&whole, added.data);
		} else {
			bool wrap = has_operator(added.data, "+-") && more->joint != '+';

			if (times && has_operator(whole.data, "+-")) {
				char *inside = text_take(&whole);

				text_addf(&whole, "(%s)", inside);
				free(inside);
			}
			text_addf(&whole, wrap ? " %c (%s)" : " %c %s", more->joint, added.data);
		}
	}
	text_add(out, whole.data);
}

/* A piece within a formula, in parentheses where what stands around binds more closely. */
static void put_piece(
	struct explaining *x, struct text *out, const struct trace_entry *piece, struct place place, const char *next)
{
	char before = out->length > 1 ? out->data[out->length - 2] : '\0';
	char after = next[0] == ' ' ? next[1] : '\0';
	TEXT(inner);
	bool sum, product, wrap;

	add_piece(x, &inner, piece, place);
	sum = has_operator(inner.data, "+-");
	product = has_operator(inner.data, "*/");
	if (out->length == 0 || out->data[out->length - 1] != ' ')
		before = '\0';
	wrap = (before == '/' && (sum || product)) ||
		(sum && (before == '*' || before == '-' || after == '*' || after == '/'));
	text_addf(out, wrap ? "(%s)" : "%s", inner.data);
}

static bool in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Copies the text of a formula: pieces are put in, names become those that are shown, and terms. */
static void add_text(struct explaining *x, struct text *out, const char *text, struct place place)
{
	while (*text) {
		size_t n = 0;
		const struct trace_entry *entry = NULL;

		while (in_name(text[n]))
			n++;
		if (n > 0 && text[n] != '(' && !isdigit((unsigned char)*text))
			entry = trace_find(place.t, place.at, text, n, place.number);
		if (entry && entry->kind == TRACE_PIECE) {
			put_piece(x, out, entry, place, text + n);
		} else if (entry) {
			add_shown(out, entry);
			add_term(x, entry);
		} else {
			text_add_n(out, text, n ? n : 1);
		}
		text += n ? n : 1;
	}
}

/* The figure of the last line where measured runs moved it, on a line of its own. */
static void add_moved(struct explaining *x, enum metric metric)
{
	static const struct {
		enum metric metric;
		enum measured_figure figure;
	} rows[] = {
		{ METRIC_TPOT, MEASURED_TPOT },
		{ METRIC_TTFT, MEASURED_TTFT },
		{ METRIC_OUTPUT_TOK_S, MEASURED_TOK_S },
	};
	const struct explain_line figured = *x->line;
	char id[EXPLAIN_SYMBOL];
	struct trace_entry entry;
	struct trace moved;

	trace_init(&moved, &entry, 1);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		double shift = replica_of(x->a)->recalibration.shift[rows[i].figure], value;

		if (rows[i].metric != metric || shift == 0.0)
			continue;
		value = measured_move(&moved, figured.value, shift);
		snprintf(id, sizeof(id), "leaned_%.20s", figured.id);
		explain_line(x, id, find_words("", id)->meaning, value, figured.unit);
		/* The figure goes by its id. */
		snprintf(x->line->formula, sizeof(x->line->formula), "%s%s", figured.id, entry.text + strlen("figure"));
		explain_term(x, figured.id, figured.value, figured.unit, figured.meaning, NULL);
		explain_term(x, "shift", shift, UNIT_NUMBER, find_words("", "shift")->meaning,
			replica_of(x->a)->recalibration.source);
	}
}

static void add_figure(struct explaining *x, const struct trace *t, int at)
{
	const struct trace_entry *entry = &t->entries[at];
	struct place place = { t, at, entry->number };
	struct words words = label_of(entry);
	TEXT(text);

	add_shown(&text, entry);
	explain_line(x, text.data, words.meaning, entry->value, words.unit);
	text_clear(&text);
	if (entry->text)
		add_text(x, &text, entry->text, place);
	else
		add_piece(x, &text, trace_find(t, at, entry->name, strlen(entry->name), entry->number), place);
	snprintf(x->line->formula, sizeof(x->line->formula), "%s", text.data);
	explain_order(x, entry->id, entry->prefix);
	if (words.metric != METRIC_COUNT && metric_row(words.metric)->form == METRIC_BAND) {
		struct metric_value value = metric_value(words.metric, x->a);

		add_moved(x, words.metric);
		explain_band(x, &value.band);
	}
}

void explain_trace(struct explaining *x)
{
	for (; x->told < x->trace.count; x->told++) {
		const struct trace_entry *entry = &x->trace.entries[x->told];

		if (entry->kind == TRACE_FIGURE && !entry->repeated)
			add_figure(x, &x->trace, x->told);
	}
}
