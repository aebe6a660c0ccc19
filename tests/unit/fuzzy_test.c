/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of fuzzy matches, each added up by hand from the weights in the header, and their order. */
#include <stdlib.h>

#include "base/fuzzy.h"
#include "support/check.h"

static void test_scores(void **state)
{
	static const struct {
		const char *word, *name;
		int score;
	} cases[] = { { "", "x", 0 }, { "z", "abc", -1 }, { "ba", "abc", -1 }, { "abcd", "abc", -1 }, { "a", "", -1 },
		/* start of a word and the name 32+6+4, then twice 32+5 behind it; a whole word 8 */
		{ "abc", "abc", 124 },
		/* c: 32, less 1 for b */
		{ "ac", "abc", 73 },
		/* c: 32, a word's start 6, less 1 for the hyphen; whole words 8 */
		{ "ac", "a-c", 87 }, { "a-c", "a c", 88 }, { "b", "abc", 31 }, { "c", "xxxxxc", 29 },
		/* The second a is the better one: 32+6-3, then 32+5, a whole word 8. */
		{ "ab", "axx ab", 80 },
		/* Gaps of 4 and 4 cost 3 each: 42 + 29 + 29. */
		{ "ace", "axxxxcxxxxe", 100 },
		/* llama 42+4*37; a blank costs the 3 1 (37), the dot in a number the other (36); 8 */
		{ "LLAMA33", "Llama 3.3", 271 },
		/* A number starts a word behind a letter; its end is none before B. */
		{ "3", "Qwen3", 43 }, { "30", "Qwen30B", 72 },
		/* Begun inside a number, behind a gap of 1: 32-1-6; ended inside: 42-6. */
		{ "7", "27", 25 }, { "2", "27", 36 }, { "1", "1.5", 36 }, { "5", "1.5", 25 },
		/* One number is not two: the 0 is 32-6, no word. */
		{ "30", "3 0", 68 },
		/* '+' is a letter. */
		{ "r+", "R", -1 }, { "r+", "R+", 87 } };

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
	/* qwen 42+3*37; 8 starts a word behind a gap 32+6-3, b 37; both are whole words */
	assert_int_equal(fuzzy_score_words("8b qwen", "Qwen3 8B"), 153 + 8 + 72 + 8);
	assert_int_equal(fuzzy_score_words("qwen zz", "Qwen3 8B"), -1);
	/* The best of several names: 30+37+37 in the first, 124 less 8 or 16 in others. */
	assert_int_equal(fuzzy_score_words("gpt", "xxgpt\nx\nx"), 104);
	assert_int_equal(fuzzy_score_words("gpt", "xxgpt\nGPT x\nx"), 116);
	assert_int_equal(fuzzy_score_words("gpt", "xxgpt\nx\nGPT x\nGPT x"), 108);
	/* One word in each. */
	assert_int_equal(fuzzy_score_words("gpt abc", "GPT\nabc"), 240);
	/* All of a name, however it is written. */
	assert_int_equal(fuzzy_score_words("gpt", "xxgpt\nGPT\nx"), 116 + FUZZY_EXACT);
	assert_true(fuzzy_score_words("g p-t", "x\ny\nGPT") > FUZZY_EXACT);
	assert_true(fuzzy_score_words("gp", "GPT\nGPTX") < FUZZY_EXACT);
	assert_int_equal(fuzzy_score_words("gabc", "g\nabc"), -1);
}

/* Best first, as a person would put them: as typed, with a gap, initials only, scattered. */
static void test_order(void **state)
{
	static const struct {
		const char *name;
		int score;
	} names[] = {
		/* 42 + 4*37; 7 starts a word, behind a blank: 37; 37 */
		{ "Llama 70B", 264 },
		/* 42 + 4*37; 7 starts one behind "3x": 36; 37 */
		{ "Llama3 x70B", 263 },
		/* 42, five words' starts behind "xx": 36 each; 0 is of another number: 32-6-2 */
		{ "l xx l xx a xx m xx a xx7xx0", 246 },
		/* 31, four times 30, 36, 24 */
		{ "xlxxlxxaxxmxxaxx7xx0", 211 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		assert_int_equal(fuzzy_score("llama70", names[i].name), names[i].score);
	/* Another order of letters is another name. */
	assert_int_equal(fuzzy_score("llama70", "Large Alma 7 0"), -1);
}

/* Which of two names a person means. */
static void test_better(void **state)
{
	static const struct {
		const char *words, *better, *worse;
	} cases[] = { { "r1", "Deep R1", "Range + 1" }, { "qwn3 30", "Qwen3 30B", "Qwen3 0.6B" },
		{ "7b", "Qwen2 7B", "Qwen2 27B" }, { "7", "x 7B", "x 72B" }, { "5b", "x 5B", "x 1.5B" },
		{ "3", "x 3", "x 3.1" }, { "v3", "Seek V3", "Seek V3.1" }, { "qwen 3", "Qwen3 0.6B", "Qwen2.5 3B" },
		{ "qwen", "Qwen3", "Distill Qwen 3B" }, { "nemo", "Big Nemo", "Nemotron" },
		{ "mini", "Phi Mini", "MiniMax" }, { "l3", "Llama 3", "Small 3" }, { "ab", "xabx", "xaxbx" },
		/* The shown name first, then the id, unless only another one is typed whole. */
		{ "seek", "Seek 3\nx", "x\nSeek 3" }, { "seek", "x\nSeek 3", "x\ny\nSeek 3" },
		{ "coder 3", "Coder 3B\nx", "x 3B\nx\nCoder 3B" }, { "glm 4", "x\ny\nGLM-4", "GLM 4 Flash\ny" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int better = fuzzy_score_words(cases[i].words, cases[i].better);
		int worse = fuzzy_score_words(cases[i].words, cases[i].worse);

		if (better <= worse || worse <= 0)
			fail_msg(
				"%s: %s has %d, %s %d", cases[i].words, cases[i].better, better, cases[i].worse, worse);
	}
}

/* The least that a letter can get is still a match. */
static void test_least(void **state)
{
	(void)state;
	/* 32, a gap of 3, begun and ended inside a number 12, in a third name 16 */
	assert_int_equal(fuzzy_score_words("5", "x\ny\nxxxx456"), 1);
}

static void test_long(void **state)
{
	char name[4096], word[4096];

	(void)state;
	memset(name, 'a', sizeof(name));
	memset(word, 'a', sizeof(word));
	name[sizeof(name) - 1] = word[sizeof(word) - 1] = '\0';
	/* Only the first letters are looked at, of both. */
	assert_int_equal(fuzzy_score(word, name), 42 + 37 * (FUZZY_MAX - 1) + 8);
	word[FUZZY_MAX] = '\0';
	name[FUZZY_MAX - 1] = '\0';
	assert_int_equal(fuzzy_score(word, name), -1);
	assert_int_equal(fuzzy_score("\303\244\377", "abc"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_scores), cmocka_unit_test(test_words),
		cmocka_unit_test(test_order), cmocka_unit_test(test_better), cmocka_unit_test(test_least),
		cmocka_unit_test(test_long) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
