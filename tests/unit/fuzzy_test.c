/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of fuzzy matches, each added up by hand from the weights in the header, and their order. */
#include "config.h"

#include <stdlib.h>

#include "base/fuzzy.h"
#include "support/check.h"

static void test_scores(void **state)
{
	static const struct {
		const char *word, *name;
		int score;
	} cases[] = {
		{"", "x", 0}, {"z", "abc", -1}, {"ba", "abc", -1}, {"abcd", "abc", -1}, {"a", "", -1},
		/* start of a word 4+6, then twice 4+5 behind it */
		{"abc", "abc", 28},
		/* c: 4, less 1 for b */
		{"ac", "abc", 13},
		/* c: 4, a word's start 6, behind a 5: punctuation is no gap */
		{"ac", "a-c", 25},
		{"b", "abc", 3}, {"c", "xxxxxc", 1},
		/* The second a is the better one: 4+6-3, then 4+5; not 4+6 and 4-3. */
		{"ab", "axx ab", 16},
		/* Gaps of 4 and 4 cost 3 each: 10 + 1 + 1. */
		{"ace", "axxxxcxxxxe", 12},
		/* llama 10+4*9, both 3 start words right behind: 15 each */
		{"LLAMA33", "Llama 3.3", 76},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (fuzzy_score(cases[i].word, cases[i].name) != cases[i].score)
			fail_msg("%s in %s: %d, not %d", cases[i].word, cases[i].name,
				fuzzy_score(cases[i].word, cases[i].name), cases[i].score);
}

static void test_words(void **state)
{
	(void)state;
	assert_int_equal(fuzzy_score_words("", "anything"), 0);
	assert_int_equal(fuzzy_score_words("  ", "anything"), 0);
	/* qwen 37; 8 starts a word behind a gap 4+6-3, b 9 */
	assert_int_equal(fuzzy_score_words("8b qwen", "Qwen3 8B"), 53);
	assert_int_equal(fuzzy_score_words("qwen zz", "Qwen3 8B"), -1);
	/* The best of several names, and one word in each. */
	assert_int_equal(fuzzy_score_words("gpt", "xxgpt\nGPT\nx"), 28);
	assert_int_equal(fuzzy_score_words("gpt abc", "GPT\nabc"), 56);
	assert_int_equal(fuzzy_score_words("gabc", "g\nabc"), -1);
}

/* Best first, as a person would put them: as typed, with a gap, initials only, scattered. */
static void test_order(void **state)
{
	static const struct {
		const char *name;
		int score;
	} names[] = {
		/* 10 + 4*9; 7 starts a word right behind: 15; 9 */
		{"Llama 70B", 70},
		/* 10 + 4*9; 7 behind "3x": 2; 9 */
		{"Llama3 x70B", 57},
		/* 10, four words' starts behind "xx": 8 each; 7 behind "xx": 2; 0: 2 */
		{"l xx l xx a xx m xx a xx7xx0", 46},
		/* 3, then six times 2 */
		{"xlxxlxxaxxmxxaxx7xx0", 15},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		assert_int_equal(fuzzy_score("llama70", names[i].name), names[i].score);
	/* Another order of letters is another name. */
	assert_int_equal(fuzzy_score("llama70", "Large Alma 7 0"), -1);
}

static void test_long(void **state)
{
	char name[4096], word[4096];

	(void)state;
	memset(name, 'a', sizeof(name));
	memset(word, 'a', sizeof(word));
	name[sizeof(name) - 1] = word[sizeof(word) - 1] = '\0';
	/* Only the first letters are looked at, of both. */
	assert_int_equal(fuzzy_score(word, name), 10 + 9 * (FUZZY_MAX - 1));
	word[FUZZY_MAX] = '\0';
	name[FUZZY_MAX - 1] = '\0';
	assert_int_equal(fuzzy_score(word, name), -1);
	assert_int_equal(fuzzy_score("\303\244\377", "abc"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scores), cmocka_unit_test(test_words),
		cmocka_unit_test(test_order), cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
