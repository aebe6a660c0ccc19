/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How every kind of value in a scenario is read, written, cleared and compared. */
#include "study/scenario_kind.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "study/metric.h"

static const char AUTO[] = "auto";

static void *member_of(struct scenario *s, const struct place *place)
{
	return (char *)s + place->offset;
}

static const void *value_of(const struct scenario *s, const struct place *place)
{
	return (const char *)s + place->offset;
}

/* A member that says what it means by its bytes. */
static bool same_bytes(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	return memcmp(value_of(a, place), value_of(b, place), place->size) == 0;
}

static void clear_bytes(struct scenario *s, const struct place *place)
{
	memset(member_of(s, place), 0, place->size);
}

static enum status out_of_range(const struct parameter_row *row, struct error *error)
{
	TEXT(low);
	TEXT(high);

	quantity_format(&low, row->low, row->quantity, 6);
	quantity_format(&high, row->high, row->quantity, 6);
	error_set(error, STATUS_USAGE, _("--%s: out of range, allowed is %s to %s%s%s"), row->name, low.data, high.data,
		row->endless ? _(" or ") : "", row->endless ? row->endless : "");
	return STATUS_USAGE;
}

enum status number_set(struct scenario *s, const struct place *place, double value, struct error *error)
{
	const struct parameter_row *row = parameter_row(place->parameter);
	/* Mean lengths may be fractions, the longest request is a number of tokens. */
	bool whole = row->whole || row->quantity == QUANTITY_COUNT;

	if (!(isinf(value) && value > 0.0 && row->endless)) {
		if (whole && value != floor(value))
			return error_set(error, STATUS_USAGE, _("--%s: a whole number is wanted"), row->name);
		if (!(value >= row->low && value <= row->high))
			return out_of_range(row, error);
	}
	s->number[place->parameter] = value;
	return STATUS_OK;
}

enum status number_read(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	const struct parameter_row *row = parameter_row(place->parameter);
	struct error detail = { 0 };
	double value;

	if (row->endless && text_compare_nocase(text, row->endless) == 0)
		return number_set(s, place, INFINITY, error);
	/* One that follows from others as long as it is not given. */
	if (isnan(row->initial) && text_compare_nocase(text, AUTO) == 0) {
		s->number[place->parameter] = NAN;
		return STATUS_OK;
	}
	if (quantity_parse(text, row->quantity, &value, &detail) != STATUS_OK)
		return error_set(error, STATUS_USAGE, "--%s: %s", row->name, detail.text);
	return number_set(s, place, value, error);
}

static double number_of(const struct scenario *s, const struct place *place)
{
	return place->value ? place->value(s) : s->number[place->parameter];
}

static void write_number(const struct scenario *s, const struct place *place, struct text *out)
{
	const struct parameter_row *row = parameter_row(place->parameter);
	double value = number_of(s, place);

	if (isinf(value))
		text_add(out, row->endless);
	else if (!isnan(value))
		quantity_format(out, value, row->quantity, 6);
}

static void clear_number(struct scenario *s, const struct place *place)
{
	s->number[place->parameter] = parameter_row(place->parameter)->initial;
}

static void withdraw_number(struct scenario *s, const struct place *place)
{
	s->number[place->parameter] = NAN;
}

/* What follows from others says the same as the same value that was given. */
static bool same_number(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	double one = number_of(a, place), other = number_of(b, place);

	if (isnan(a->number[place->parameter]) && isnan(b->number[place->parameter]))
		return true;
	return one == other || (isnan(one) && isnan(other));
}

const struct place_kind number_kind = { .json = JSON_FORM_NUMBER,
	.set = number_read,
	.write = write_number,
	.clear = clear_number,
	.withdraw = withdraw_number,
	.same = same_number };

/* "--spot: unknown value 'x', allowed is never, tolerant" */
static enum status unknown_word(
	enum parameter parameter, const char *text, const char *const *words, struct error *error)
{
	TEXT(list);

	for (int i = 0; words[i]; i++) {
		text_add(&list, i ? ", " : "");
		text_add(&list, words[i]);
	}
	error_set(error, STATUS_USAGE, _("--%s: unknown value '%s', allowed is %s"), parameter_row(parameter)->name,
		text, list.data);
	return STATUS_USAGE;
}

/* The word of a choice that is meant by another word; that itself where it means none. */
static const char *meant_by(enum parameter parameter, const char *text)
{
	static const struct {
		enum parameter parameter;
		const char *word, *means;
	} rows[] = {
#define SYNONYM(id, word, means) { PARAMETER_##id, word, means },
#include "study/synonym-table.h"
#undef SYNONYM
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].parameter == parameter && text_compare_nocase(rows[i].word, text) == 0)
			return rows[i].means;
	return text;
}

static enum status set_choice(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	const char *const *words = parameter_choices(place->parameter);
	const char *meant = meant_by(place->parameter, text);

	for (int i = 0; words[i]; i++) {
		if (text_compare_nocase(words[i], meant) == 0) {
			s->number[place->parameter] = i;
			return STATUS_OK;
		}
	}
	return unknown_word(place->parameter, text, words, error);
}

static void write_choice(const struct scenario *s, const struct place *place, struct text *out)
{
	text_add(out, parameter_choices(place->parameter)[(int)s->number[place->parameter]]);
}

const struct place_kind choice_kind = { .json = JSON_FORM_STRING,
	.set = set_choice,
	.write = write_choice,
	.clear = clear_number,
	.withdraw = clear_number,
	.same = same_number };

/* Pointers of all types are kept alike; they are copied because they are not of one type. */
static void set_pointer(struct scenario *s, const struct place *place, const void *thing)
{
	memcpy(member_of(s, place), &thing, sizeof(thing));
}

static enum status set_thing(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	int found;

	if (place->automatic && text_compare_nocase(text, AUTO) == 0) {
		set_pointer(s, place, NULL);
		return STATUS_OK;
	}
	found = place->choices->find(s->catalog, text, error);
	if (found < 0)
		return STATUS_USAGE;
	set_pointer(s, place, place->choices->thing(s->catalog, found));
	return STATUS_OK;
}

static void write_thing(const struct scenario *s, const struct place *place, struct text *out)
{
	const void *thing;

	memcpy(&thing, value_of(s, place), sizeof(thing));
	text_add(out, thing ? place->choices->id_of(thing) : AUTO);
}

/* The default of one that cannot be automatic only the catalog has: scenario_set_default(). */
static void clear_thing(struct scenario *s, const struct place *place)
{
	if (place->automatic)
		set_pointer(s, place, NULL);
}

const struct place_kind thing_kind = { .json = JSON_FORM_STRING,
	.set = set_thing,
	.write = write_thing,
	.clear = clear_thing,
	.withdraw = clear_thing,
	.same = same_bytes };

static void add_item(struct text *out, const char *item)
{
	if (out->length)
		text_add_char(out, ',');
	text_add(out, item);
}

static enum status add_thing(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	int found = place->choices->find(s->catalog, text, error);

	if (found < 0)
		return STATUS_USAGE;
	index_set_add(member_of(s, place), found);
	return STATUS_OK;
}

static void write_things(const struct scenario *s, const struct place *place, struct text *out)
{
	const struct index_set *set = value_of(s, place);
	const char *id;

	if (set->count == 0)
		return;
	for (int i = 0; (id = place->choices->id(s->catalog, i)); i++)
		if (index_set_has(set, i))
			add_item(out, id);
}

static bool same_things(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	const struct index_set *one = value_of(a, place), *other = value_of(b, place);

	return memcmp(one->bits, other->bits, sizeof(one->bits)) == 0;
}

const struct place_kind things_kind = { .json = JSON_FORM_LIST,
	.set = add_thing,
	.write = write_things,
	.clear = clear_bytes,
	.withdraw = clear_bytes,
	.same = same_things };

/* Adds the bit of a word, which may be spelled with '-' or '_'. */
static enum status add_word(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	const char *words[16] = { NULL };
	unsigned *set = member_of(s, place);
	char key[32], wanted[32];
	const char *word;

	text_key(text, wanted, sizeof(wanted));
	for (int i = 0; (word = place->choices->id(s->catalog, i)); i++) {
		words[i] = word;
		text_key(word, key, sizeof(key));
		if (strcmp(key, wanted) == 0) {
			*set |= 1u << i;
			return STATUS_OK;
		}
	}
	return unknown_word(place->parameter, text, words, error);
}

static void write_words(const struct scenario *s, const struct place *place, struct text *out)
{
	const unsigned *set = value_of(s, place);
	const char *word;

	for (int i = 0; (word = place->choices->id(s->catalog, i)); i++)
		if (*set & 1u << i)
			add_item(out, word);
}

const struct place_kind label_kind = { .json = JSON_FORM_LIST,
	.set = add_word,
	.write = write_words,
	.clear = clear_bytes,
	.withdraw = clear_bytes,
	.same = same_bytes };

/* What cannot be seen cannot be told from what was meant. */
static bool is_seen(const char *text)
{
	TEXT(clean);
	bool same;

	text_add_clean(&clean, text, strlen(text));
	same = strcmp(clean.data, text) == 0;
	return same;
}

static enum status set_text(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	const char *name = parameter_row(place->parameter)->name;

	if (strlen(text) >= place->size)
		return error_set(error, STATUS_USAGE, _("--%s: at most %zu bytes"), name, place->size - 1);
	if (!is_seen(text))
		return error_set(
			error, STATUS_USAGE, _("--%s: '%s' holds characters that cannot be shown"), name, text);
	snprintf(member_of(s, place), place->size, "%s", text);
	return STATUS_OK;
}

static void write_text(const struct scenario *s, const struct place *place, struct text *out)
{
	text_add(out, value_of(s, place));
}

static bool same_text(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	return strcmp(value_of(a, place), value_of(b, place)) == 0;
}

const struct place_kind text_kind = { .json = JSON_FORM_STRING,
	.set = set_text,
	.write = write_text,
	.clear = clear_bytes,
	.withdraw = clear_bytes,
	.same = same_text };

static void clear_metric(struct scenario *s, const struct place *place)
{
	int *metric = member_of(s, place);

	*metric = -1;
}

static enum status set_metric(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	int *kept = member_of(s, place);
	enum metric metric;

	if (text_compare_nocase(text, AUTO) == 0) {
		*kept = -1;
		return STATUS_OK;
	}
	if (!metric_from_key(text, &metric))
		return error_set(error, STATUS_USAGE,
			_("--%s: unknown metric '%s', use a key of the JSON result such as ttft_s, usd_per_hour, output_tok_s"),
			parameter_row(place->parameter)->name, text);
	*kept = (int)metric;
	return STATUS_OK;
}

static void write_metric(const struct scenario *s, const struct place *place, struct text *out)
{
	const int *kept = value_of(s, place);

	text_add(out, *kept < 0 ? AUTO : metric_row((enum metric) * kept)->key);
}

const struct place_kind metric_kind = { .json = JSON_FORM_STRING,
	.set = set_metric,
	.write = write_metric,
	.clear = clear_metric,
	.withdraw = clear_metric,
	.same = same_bytes };
