/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a price list, kept with its place; fields that hold money or a number of GPUs. */
#include "catalog/prices/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/quantity.h"

struct price_place price_place_now(struct price_reading *reading)
{
	char path[256];

	if (!reading->at)
		return (struct price_place){ .line = reading->line };
	json_path(reading->at, path, sizeof(path));
	return (struct price_place){ .path = arena_strdup(&reading->out->arena, path) };
}

static void add_place(struct price_reading *reading, int problem, struct price_place place)
{
	struct price_import *out = reading->out;
	const struct price_place *last = out->place_count > 0 ? &out->places[out->place_count - 1] : NULL;

	/* Price and spot price of a row are refused for the same reason: that is one. */
	if (last && last->problem == problem && last->line == place.line &&
		(!place.path || strcmp(last->path, place.path) == 0))
		return;
	out->places = xgrow(out->places, (size_t)out->place_count, sizeof(*out->places));
	place.problem = problem;
	out->places[out->place_count++] = place;
	out->problems[problem].count++;
}

/* The problem of a key, made with its text at first sight. */
static int find_problem(struct price_reading *reading, enum price_problem_kind kind, const char *column,
	const char *subject, const char *format, const char *words)
{
	struct price_import *out = reading->out;
	TEXT(key);
	int at;

	text_addf(&key, "%d/%s/%s/%s", (int)kind, column ? column : "", format, subject ? subject : "");
	at = string_set_add(&reading->problems, &out->arena, key.data);
	text_clear(&key);
	if (at == out->problem_count) {
		out->problems = xgrow(out->problems, (size_t)at, sizeof(*out->problems));
		if (column)
			text_addf(&key, "%s: ", column);
		text_add(&key, words);
		out->problems[out->problem_count++] =
			(struct price_problem){ .kind = kind, .text = arena_strdup(&out->arena, key.data) };
	}
	return at;
}

static __attribute__((format(printf, 6, 0))) void add_problem(struct price_reading *reading,
	enum price_problem_kind kind, const char *column, const char *subject, struct price_place place,
	const char *format, va_list list)
{
	char words[600];

	vsnprintf(words, sizeof(words), format, list);
	add_place(reading, find_problem(reading, kind, column, subject, format, words), place);
}

void price_problem(struct price_reading *reading, enum price_problem_kind kind, const char *column, const char *subject,
	const char *format, ...)
{
	va_list list;

	va_start(list, format);
	add_problem(reading, kind, column, subject, price_place_now(reading), format, list);
	va_end(list);
}

void price_problem_at(struct price_reading *reading, enum price_problem_kind kind, const char *subject,
	struct price_place place, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	add_problem(reading, kind, NULL, subject, place, format, list);
	va_end(list);
}

enum { GPUS_MOST = 100000, FIELD_BYTES = 64 };

static const char digits[] = "0123456789";
static const char number_characters[] = "0123456789.eE+-";

/* A field in its parts: what stands before the number, the number, what stands behind it. */
struct money {
	char before[FIELD_BYTES], number[FIELD_BYTES], after[FIELD_BYTES];
};

static void copy_trimmed(char out[FIELD_BYTES], const char *text, size_t n)
{
	while (n > 0 && (*text == ' ' || *text == '\t')) {
		text++;
		n--;
	}
	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	n = n < FIELD_BYTES ? n : FIELD_BYTES - 1;
	memcpy(out, text, n);
	out[n] = '\0';
}

/* False where there is no digit to begin with. */
static bool split(const char *text, struct money *money)
{
	size_t first = strcspn(text, digits), n;

	if (text[first] == '\0' || strlen(text) >= FIELD_BYTES)
		return false;
	while (first > 0 && strchr("+-.", text[first - 1]))
		first--;
	n = strspn(text + first, number_characters);
	/* The E of EUR belongs to the word. */
	while (n > 0 && !strchr(digits, text[first + n - 1]) && text[first + n - 1] != '.')
		n--;
	copy_trimmed(money->before, text, first);
	copy_trimmed(money->number, text + first, n);
	copy_trimmed(money->after, text + first + n, strlen(text + first + n));
	return true;
}

static bool means_usd(const char *word)
{
	static const char *const words[] = { "", "$", "US$", "USD" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (text_compare_nocase(word, words[i]) == 0)
			return true;
	return false;
}

/* Whether a word beside a number can be a currency: letters or a sign, no digit or comma. */
static bool is_currency(const char *word)
{
	return !strpbrk(word, "0123456789,;:/") && strlen(word) <= 12;
}

bool currency_check(struct price_reading *reading, const char *column, const char *currency)
{
	if (means_usd(currency))
		return true;
	price_problem(reading, PRICE_PROBLEM_OTHER_CURRENCY, column, currency,
		_("the currency is '%.12s'; only prices in USD are read"), currency);
	return false;
}

static enum amount bad_price(struct price_reading *reading, const char *column, const char *text)
{
	price_problem(reading, PRICE_PROBLEM_BAD_PRICE, column, NULL,
		_("'%.40s' must be a price of %.2f to %.0f USD for a GPU and hour"), text, PRICE_LEAST_USD,
		PRICE_MOST_USD);
	return AMOUNT_BAD;
}

static enum amount judge_price(struct price_reading *reading, const char *column, const char *text, double usd,
	double gpus, double *usd_per_gpu)
{
	double each = usd / (gpus > 0.0 ? gpus : 1.0);

	if (!(each >= PRICE_LEAST_USD) || each > PRICE_MOST_USD)
		return bad_price(reading, column, text);
	/* Millionths of a dollar: a third of a price needs no sixteen digits. */
	*usd_per_gpu = round(each * 1e6) / 1e6;
	return AMOUNT_GOOD;
}

enum amount price_take(struct price_reading *reading, const char *column, const char *text, double gpus,
	bool zero_is_none, double *usd_per_gpu)
{
	struct money money;
	double usd;

	if (text[strspn(text, " \t")] == '\0')
		return AMOUNT_NONE;
	if (!split(text, &money) || !is_currency(money.before) || !is_currency(money.after) ||
		!quantity_read_exact(money.number, &usd))
		return bad_price(reading, column, text);
	if (!currency_check(reading, column, money.before) || !currency_check(reading, column, money.after))
		return AMOUNT_BAD;
	if (zero_is_none && usd == 0.0)
		return AMOUNT_NONE;
	return judge_price(reading, column, text, usd, gpus, usd_per_gpu);
}

enum amount count_take(struct price_reading *reading, const char *column, const char *text, double *count)
{
	double value = NAN;

	if (text[strspn(text, " \t")] == '\0')
		return AMOUNT_NONE;
	if (quantity_read_exact(text, &value) && value == 0.0)
		return AMOUNT_NONE;
	if (!(value >= 1.0 && value <= GPUS_MOST && value == floor(value))) {
		price_problem(reading, PRICE_PROBLEM_BAD_COUNT, column, NULL,
			_("'%.40s' must be a whole number of GPUs from 1 to %d"), text, GPUS_MOST);
		return AMOUNT_BAD;
	}
	*count = value;
	return AMOUNT_GOOD;
}
