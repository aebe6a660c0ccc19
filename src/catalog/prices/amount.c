/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of foreign price lists that hold money or a number of GPUs. */
#include "config.h"

#include "catalog/prices/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/quantity.h"

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
	while (first > 0 && strchr("+-.", text[first - 1]) != NULL)
		first--;
	n = strspn(text + first, number_characters);
	/* The E of EUR belongs to the word. */
	while (n > 0 && strchr(digits, text[first + n - 1]) == NULL && text[first + n - 1] != '.')
		n--;
	copy_trimmed(money->before, text, first);
	copy_trimmed(money->number, text + first, n);
	copy_trimmed(money->after, text + first + n, strlen(text + first + n));
	return true;
}

static bool means_usd(const char *word)
{
	static const char *const words[] = {"", "$", "US$", "USD"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (text_compare_nocase(word, words[i]) == 0)
			return true;
	return false;
}

/* Whether a word beside a number can be a currency: letters or a sign, no digit or comma. */
static bool is_currency(const char *word)
{
	return strpbrk(word, "0123456789,;:/") == NULL && strlen(word) <= 12;
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
		_("'%.40s' must be a price of %.2f to %.0f USD for a GPU and hour"), text,
		PRICE_LEAST_USD, PRICE_MOST_USD);
	return AMOUNT_BAD;
}

static enum amount judge_price(struct price_reading *reading, const char *column, const char *text,
	double usd, double gpus, double *usd_per_gpu)
{
	double each = usd / (gpus > 0.0 ? gpus : 1.0);

	if (!(each >= PRICE_LEAST_USD) || each > PRICE_MOST_USD)
		return bad_price(reading, column, text);
	/* Millionths of a dollar: a third of a price needs no sixteen digits. */
	*usd_per_gpu = round(each * 1e6) / 1e6;
	return AMOUNT_GOOD;
}

enum amount price_take(struct price_reading *reading, const char *column, const char *text,
	double gpus, bool zero_is_none, double *usd_per_gpu)
{
	struct money money;
	double usd;

	if (text[strspn(text, " \t")] == '\0')
		return AMOUNT_NONE;
	if (!split(text, &money) || !is_currency(money.before) || !is_currency(money.after) ||
	    !quantity_read_exact(money.number, &usd))
		return bad_price(reading, column, text);
	if (!currency_check(reading, column, money.before) ||
	    !currency_check(reading, column, money.after))
		return AMOUNT_BAD;
	if (zero_is_none && usd == 0.0)
		return AMOUNT_NONE;
	return judge_price(reading, column, text, usd, gpus, usd_per_gpu);
}

/* The text of a number or string member; NULL: absent or null, "?" for anything else. */
static const char *member_text(const cJSON *object, const char *key, struct text *room)
{
	const cJSON *member = json_member(object, key);

	text_init(room);
	if (member == NULL || cJSON_IsNull(member))
		return NULL;
	if (cJSON_IsString(member))
		return member->valuestring;
	if (cJSON_IsNumber(member))
		quantity_add_exact(room, member->valuedouble);
	else
		text_add(room, cJSON_IsBool(member) ? "true" : "{}");
	return room->data;
}

enum amount price_take_json(struct price_reading *reading, const cJSON *object, const char *key,
	double gpus, bool zero_is_none, double *usd_per_gpu)
{
	struct text room;
	const char *text = member_text(object, key, &room);
	enum amount amount = AMOUNT_NONE;

	if (text != NULL)
		amount = price_take(reading, key, text, gpus, zero_is_none, usd_per_gpu);
	text_release(&room);
	return amount;
}

enum amount count_take(struct price_reading *reading, const char *column, const char *text,
	double *count)
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

enum amount count_take_json(struct price_reading *reading, const cJSON *object, const char *key,
	double *count)
{
	struct text room;
	const char *text = member_text(object, key, &room);
	enum amount amount = text != NULL ? count_take(reading, key, text, count) : AMOUNT_NONE;

	text_release(&room);
	return amount;
}
