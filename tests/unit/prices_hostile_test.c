/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price lists that were cut, bent or made to hurt: refused, or within the promised ranges. */
#include "base/json.h"
#include "support/priced.h"
#include "support/random.h"

SHIPPED_DEFINE

static unsigned accepted, refused; /* what came of the texts */

static void check_offer(const struct price_import *import, const struct price_offer *offer)
{
	assert_true(offer->usd_per_gpu_hour > 0.0 && offer->usd_per_gpu_hour <= PRICE_MOST_USD);
	assert_true(isnan(offer->gpus) || (offer->gpus >= 1.0 && offer->gpus == floor(offer->gpus)));
	assert_true(offer->provider >= 0 && offer->provider < import->provider_count);
	assert_non_null(offer->gpu);
	assert_true(offer->as_of <= price_day("2026-11-20"));
	assert_true(*offer->source != '\0');
}

/* What is written must be JSON. */
static void check_written(const struct price_import *import)
{
	struct error error;
	struct text out;
	cJSON *root = NULL;
	int replaced;

	text_init(&out);
	assert_int_equal(prices_merge_offers(import, "", 0, "new", &replaced, &out, &error), STATUS_OK);
	if (json_parse(out.data, out.length, "written", false, &root, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	assert_int_equal(cJSON_GetArraySize(json_member(root, "items")), import->offer_count);
	json_free(root);
	text_clear(&out);
	assert_int_equal(prices_merge_providers(import, "", 0, "new", &out, &error), STATUS_OK);
	if (json_parse(out.data, out.length, "written", false, &root, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	json_free(root);
	text_release(&out);
}

static void try_text(int list, const char *text, size_t n)
{
	struct price_import import;
	struct error error;
	int places = 0;
	/* A copy of just this size, so that reading past the end is seen. */
	char *copy = xmalloc(n + 1);
	enum status status;

	memcpy(copy, text, n);
	copy[n] = '\0';
	status = price_import_text(price_lists[list].format, price_lists[list].provider, copy, n, &import, &error);
	assert_true(status == STATUS_OK || status == STATUS_DATA);
	assert_true((status == STATUS_OK) == (error.text[0] == '\0'));
	for (int i = 0; i < import.offer_count; i++)
		check_offer(&import, &import.offers[i]);
	for (int i = 0; i < import.problem_count; i++)
		places += import.problems[i].count;
	assert_int_equal(places, import.place_count);
	if (status == STATUS_OK) {
		assert_true(import.offer_count > 0);
		check_written(&import);
	}
	accepted += status == STATUS_OK;
	refused += status != STATUS_OK;
	prices_release(&import);
	free(copy);
}

static void for_lists(void (*each)(int list, struct text *content))
{
	for (int i = 0; i < PRICE_LISTS; i++) {
		struct text content;

		text_init(&content);
		price_list_read(price_lists[i].file, &content);
		each(i, &content);
		text_release(&content);
	}
}

static void cut(int list, struct text *content)
{
	for (size_t n = 0; n <= content->length; n += 1 + n / 200)
		try_text(list, content->data, n);
}

static void flip(int list, struct text *content)
{
	for (int i = 0; i < 600; i++) {
		size_t at = (size_t)random_below((int)content->length);
		char old = content->data[at];

		content->data[at] = (char)(old ^ 1 << random_below(8));
		/* A file with NUL bytes is refused before it comes here. */
		if (content->data[at] != '\0')
			try_text(list, content->data, content->length);
		content->data[at] = old;
	}
}

/* A stretch of the text where another one was. */
static void move(int list, struct text *content)
{
	for (int i = 0; i < 200; i++) {
		size_t length = 1 + (size_t)random_below(40);
		size_t from = (size_t)random_below((int)(content->length - length));
		size_t to = (size_t)random_below((int)(content->length - length));
		char old[40];

		memcpy(old, content->data + to, length);
		memmove(content->data + to, content->data + from, length);
		try_text(list, content->data, content->length);
		memcpy(content->data + to, old, length);
	}
}

/* Every list as if it were of every other format. */
static void mistake(int list, struct text *content)
{
	for (int i = 0; i < PRICE_LISTS; i++)
		if (i != list)
			try_text(i, content->data, content->length);
}

static void run(void (*each)(int list, struct text *content), bool some_good)
{
	accepted = refused = 0;
	random_state = 7;
	for_lists(each);
	assert_true(refused > 0);
	assert_true((accepted > 0) == some_good);
}

static void cut_lists(void **state)
{
	(void)state;
	run(cut, true);
}

static void flipped_lists(void **state)
{
	(void)state;
	run(flip, true);
}

static void moved_lists(void **state)
{
	(void)state;
	run(move, true);
}

static void mistaken_lists(void **state)
{
	(void)state;
	run(mistake, false);
}

/* Long names, many quotes, deep nesting: refused, and soon. */
static void large(void **state)
{
	struct text text;

	(void)state;
	text_init(&text);
	text_add(&text, "gpu,purchase,usd_per_gpu_hour\n");
	for (int i = 0; i < 20000; i++)
		text_add(&text, "\"L4,spot,1\n");
	try_text(6, text.data, text.length);
	text_clear(&text);
	text_add(&text, "gpu,purchase,usd_per_gpu_hour\n");
	for (int i = 0; i < 100000; i++)
		text_add_char(&text, 'L');
	text_add(&text, ",spot,1\n");
	try_text(6, text.data, text.length);
	text_clear(&text);
	for (int i = 0; i < 100000; i++)
		text_add(&text, "{\"data\":[");
	try_text(2, text.data, text.length);
	text_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cut_lists), cmocka_unit_test(flipped_lists),
		cmocka_unit_test(moved_lists), cmocka_unit_test(mistaken_lists), cmocka_unit_test(large) };

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
